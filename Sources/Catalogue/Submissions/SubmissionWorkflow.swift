import Work

extension Workflow {
    /// The life of a file sent in, by Perpres 39/2019: the producer sends, the steward (walidata) checks against the principles of Satu
    /// Data and publishes or returns with reasons, and priority statistics pass the trustee as well. Five and ten working days are
    /// proposals of this project.
    package static let submission: Workflow = {
        let producer = Doer.holder(.produceData)
        let steward = Doer.anyone(.stewardData)
        let mendable = ["unreadable", "read", "returned"]
        return Workflow(
            name: "submission", version: 1, initial: "received",
            states: [
                State("received"),
                State("unreadable", owedBy: .produceData, clock: "correction"),
                State("read", owedBy: .produceData, clock: "correction"),
                State("submitted", owedBy: .stewardData, clock: "check"),
                State("checked", owedBy: .trusteeData, clock: "trustee"),
                State("returned", owedBy: .produceData, clock: "correction"),
                State("published", isFinal: true),
                State("withdrawn", isFinal: true),
            ],
            acts: [
                Act("read", from: ["received"], to: "read", by: .system, clocks: [.start("correction")]),
                Act("refuse", from: ["received"], to: "unreadable", by: .system, clocks: [.start("correction")]),
                Act("change_reading", from: mendable, to: "received", by: producer, clocks: [.stop("correction")]),
                Act("replace_file", from: mendable, to: "received", by: producer, clocks: [.stop("correction")]),
                Act("submit", from: ["read"], to: "submitted", by: producer, clocks: [.stop("correction"), .start("check")]),
                Act("endorse", from: ["submitted"], by: .holder(.supportData)),
                Act("override", from: ["submitted"], by: steward, needs: [.reason]),
                Act(
                    "return", from: ["submitted"], to: "returned", by: steward, needs: [.reason],
                    clocks: [.stop("check"), .start("correction")]),
                Act("publish", from: ["submitted"], to: "published", by: steward, needs: [.otherThanClaimer], clocks: [.stop("check")]),
                Act(
                    "forward", from: ["submitted"], to: "checked", by: steward, needs: [.otherThanClaimer],
                    clocks: [.stop("check"), .start("trustee")]),
                Act("confirm", from: ["checked"], to: "published", by: .anyone(.trusteeData), clocks: [.stop("trustee")]),
                Act(
                    "object", from: ["checked"], to: "returned", by: .anyone(.trusteeData), needs: [.reason],
                    clocks: [.stop("trustee"), .start("correction")]),
                Act(
                    "withdraw", from: mendable + ["received", "submitted"], to: "withdrawn", by: producer,
                    clocks: [.stop("correction"), .stop("check")]),
                Act("alert", from: mendable + ["submitted", "checked"], by: .system),
            ],
            clocks: [
                ClockRule("correction", days: ["*": 5], alerts: [100, 200]),
                ClockRule("check", days: ["*": 5]),
                ClockRule("trustee", days: ["*": 10]),
            ])
    }()
}
