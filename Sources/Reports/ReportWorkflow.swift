import Kernel
import Work

/// Permissions of this capability.
extension Permission {
    /// Verify, publish, reject, merge, ask and assign.
    package static let triageReports: Permission = "reports.triage"
    /// Rule where two agencies returned a case; see every report, confidential ones included.
    package static let coordinateReports: Permission = "reports.coordinate"
    /// Work on the reports of one's own agency.
    package static let handleReports: Permission = "reports.handle"
    /// Check on the spot what an agency claims to have done.
    package static let checkReports: Permission = "reports.check"
    /// Open a reporter's identity, with a reason she can read.
    package static let openIdentities: Permission = "reports.identity"
    /// Change categories, clocks and retention.
    package static let configureReports: Permission = "reports.configure"
    /// Send reports in through the API.
    package static let submitReports: Permission = "reports.submit"
    /// Read all reports that are not confidential, published or not.
    package static let readReports: Permission = "reports.read"
    /// Is told when a case of her section has used four fifths of its time, or was reopened (level 1).
    package static let hearAsSection: Permission = "reports.told_section"
    /// Is told when a case of the agency is late, or was reopened (level 2).
    package static let hearAsHead: Permission = "reports.told_head"
    /// Is told when a case has taken half as long again as it may, or was reopened twice (level 3).
    package static let hearAsSecretary: Permission = "reports.told_secretary"
    /// Is told of what no level below could end (level 4).
    package static let hearAsRegent: Permission = "reports.told_regent"

    /// Under which something is owed about a report.
    package static let owingReports: [Permission] = [.triageReports, .coordinateReports, .handleReports, .checkReports]

    package static let ofReports: [Permission] = [
        .triageReports, .coordinateReports, .handleReports, .checkReports, .openIdentities, .configureReports, .submitReports, .readReports,
        .hearAsSection, .hearAsHead, .hearAsSecretary, .hearAsRegent,
    ]
}

extension Workflow {
    /// The life of a report as installations get it at first; a regency changes its clocks in the administration.
    ///
    /// Verification 3, first answer 5, silence 10 and the days to finish by kind: `sla_pengaduan.csv` (SP4N-LAPOR's
    /// practice; PermenPANRB 62/2018, now replaced by 5/2025). One day to accept, five to check and ten to complete are
    /// proposals of this project.
    package static let report: Workflow = {
        let triage = Doer.anyone(.triageReports)
        let agency = Doer.holder(.handleReports)
        let check = Doer.checker(.checkReports)
        let open = [
            "received", "incomplete", "verified", "assigned", "ruling", "in_progress", "scheduled", "postponed", "referred", "claimed",
            "checked",
        ]
        let working = ["in_progress", "scheduled", "postponed", "referred"]
        return Workflow(
            name: "report", version: 1, initial: "received",
            states: [
                State("received", owedBy: .triageReports, clock: "verification"),
                State("incomplete", clock: "reply"),
                State("verified", owedBy: .triageReports, clock: "verification"),
                State("assigned", owedBy: .handleReports, clock: "acceptance"),
                State("ruling", owedBy: .coordinateReports, clock: "acceptance"),
                State("in_progress", owedBy: .handleReports, clock: "finish"),
                State("scheduled", owedBy: .handleReports, clock: "finish"),
                State("postponed", owedBy: .handleReports, clock: "finish"),
                State("referred", owedBy: .handleReports, clock: "finish"),
                State("claimed", owedBy: .checkReports, clock: "check"),
                State("checked", clock: "silence"),
                State("closed", isFinal: true),
                State("rejected", isFinal: true),
                State("closed_incomplete", isFinal: true),
                State("merged", isFinal: true),
                State("withdrawn", isFinal: true),
            ],
            acts: [
                Act("verify", from: ["received"], to: "verified", by: triage, needs: [.text]),
                Act("publish", from: open + ["closed"], by: triage),
                Act("cover", from: open + ["closed"], by: triage),
                Act(
                    "ask", from: ["received", "verified"], to: "incomplete", by: triage, needs: [.text],
                    clocks: [.pause("verification"), .pause("answer"), .pause("finish"), .start("reply")]),
                Act(
                    "complete", from: ["incomplete"], to: "received", by: .reporter, needs: [.text],
                    clocks: [.stop("reply"), .resume("verification"), .resume("answer"), .resume("finish")]),
                Act(
                    "close_incomplete", from: ["incomplete"], to: "closed_incomplete", by: .system,
                    clocks: [.stop("reply"), .stop("verification"), .stop("answer"), .stop("finish")]),
                Act(
                    "reject", from: ["received", "verified"], to: "rejected", by: triage, needs: [.reason, .text],
                    clocks: [.stop("verification"), .stop("answer"), .stop("finish")]),
                Act(
                    "merge", from: ["received", "verified", "assigned", "in_progress"], to: "merged", by: triage, needs: [.reason],
                    clocks: [.stop("verification"), .stop("acceptance"), .stop("answer"), .stop("finish")]),
                Act("unmerge", from: ["merged"], to: "received", by: triage, needs: [.reason], clocks: [.start("verification")]),
                Act(
                    "assign", from: ["verified"], to: "assigned", by: triage, needs: [.agency],
                    clocks: [.stop("verification"), .start("acceptance"), .start("answer"), .start("finish")]),
                Act("accept", from: ["assigned"], to: "in_progress", by: agency, clocks: [.stop("acceptance")]),
                Act(
                    "return", from: ["assigned"], to: "verified", by: agency, needs: [.reason],
                    clocks: [.stop("acceptance"), .start("verification")]),
                Act(
                    "return_again", from: ["assigned"], to: "ruling", by: agency, needs: [.reason],
                    clocks: [.stop("acceptance"), .start("acceptance")]),
                Act(
                    "rule", from: ["ruling"], to: "in_progress", by: .anyone(.coordinateReports), needs: [.agency, .text],
                    clocks: [.stop("acceptance")]),
                Act("note", from: ["assigned"] + working + ["claimed"], by: agency, needs: [.text]),
                Act("schedule", from: ["in_progress", "postponed"], to: "scheduled", by: agency, needs: [.text]),
                Act("postpone", from: ["in_progress"], to: "postponed", by: agency, needs: [.reason]),
                Act("resume", from: ["scheduled", "postponed", "referred"], to: "in_progress", by: agency),
                Act(
                    "refer", from: ["verified", "in_progress"], to: "referred", by: triage, needs: [.text],
                    clocks: [.stop("verification"), .start("finish")]),
                Act("entrust", from: ["referred"], by: triage, needs: [.agency], clocks: [.start("finish")]),
                Act(
                    "claim", from: working, to: "claimed", by: agency, needs: [.text, .evidence],
                    clocks: [.stop("answer"), .pause("finish"), .start("check")]),
                Act(
                    "confirm", from: ["claimed"], to: "checked", by: check, needs: [.otherThanClaimer],
                    clocks: [.stop("check"), .stop("finish"), .start("silence")]),
                Act(
                    "send_back", from: ["claimed"], to: "in_progress", by: check, needs: [.text, .otherThanClaimer],
                    clocks: [.stop("check"), .resume("finish")]),
                Act("accept_result", from: ["checked"], to: "closed", by: .reporter, needs: [.rating], clocks: [.stop("silence")]),
                Act("close_silently", from: ["checked"], to: "closed", by: .system, clocks: [.stop("silence")]),
                Act("rate", from: ["closed"], by: .reporter, needs: [.rating]),
                // Of the report that hers follows.
                Act("judge", from: ["merged"], by: .reporter, needs: [.rating]),
                Act(
                    "reopen", from: ["checked", "closed"], to: "in_progress", by: .reporter, needs: [.text],
                    clocks: [.stop("silence"), .start("finish")]),
                Act(
                    "appeal", from: ["rejected", "closed_incomplete"], to: "received", by: .reporter, needs: [.text],
                    clocks: [.start("verification")]),
                Act("add", from: open, by: .reporter, needs: [.text]),
                Act(
                    "withdraw", from: ["received", "incomplete", "verified", "assigned"], to: "withdrawn", by: .reporter,
                    clocks: [.stop("verification"), .stop("reply"), .stop("acceptance"), .stop("answer"), .stop("finish")]),
                Act("alert", from: open, by: .system),
                Act("recalculate", from: open, by: .system),
                Act("hand_over", from: open, by: .system),
                Act("erase", from: ["rejected", "closed_incomplete", "withdrawn"], by: .system),
            ],
            clocks: [
                ClockRule("verification", days: ["*": 3]),
                ClockRule("acceptance", days: ["*": 1], alerts: [100, 150]),
                ClockRule("answer", days: ["*": 5]),
                ClockRule("finish", days: ["information": 5, "aspiration": 5, "complaint": 14, "oversight": 60]),
                ClockRule("check", days: ["*": 5]),
                ClockRule("reply", days: ["*": 10], alerts: [50, 100]),
                ClockRule("silence", days: ["*": 10], alerts: [50, 100]),
            ])
    }()
}

extension Workflow {
    /// With the acts that came to Pendopo after this version was published. Only those that leave the state as it is: they
    /// cannot lead a running case anywhere its version does not know.
    var withLaterActs: Workflow {
        var whole = self
        whole.acts += Workflow.report.acts.filter { later in
            later.to == nil && act(later.name) == nil && later.clocks.allSatisfy { clock($0.clock) != nil }
        }
        return whole
    }
}
