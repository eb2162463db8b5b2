import Directory
import Kernel
import Storage
import Work

/// A citizen's request for information under UU 14/2008 (KIP). Who asked is kept apart from it, sealed.
package struct InformationRequest: SharingCase, Identifiable {
    package static let kind = "information_request"

    /// How the answer is wanted.
    package enum Delivery: String, Sendable, CaseIterable, Codable {
        case mail, copy, read
        package var label: TextKey { TextKey("information.delivery.\(rawValue)") }
    }

    /// How it ended.
    package enum Outcome: String, Sendable, CaseIterable, Codable {
        case granted, partly, refused, withdrawn
        /// The information is not with this regency.
        case elsewhere
        package var label: TextKey { TextKey("information.outcome.\(rawValue)") }
    }

    package var id: Identifier<InformationRequest>
    package var code: String
    /// Year and number in the register: 12 of 2026.
    package var year: Int
    package var number: Int
    package var linkVersion: Int
    package var state: String
    package var workflowVersion: Int
    package var version: Int
    /// What is asked for, in the applicant's words; shown to those who work on it only.
    package var wanted: String
    package var purpose: String
    package var delivery: Delivery
    package var language: Language
    /// What the public register says it is about; `nil` until PPID has written it.
    package var publicSubject: String?
    /// The agency PPID has passed it on to; `nil` while PPID has it.
    package var agency: Identifier<Agency>?
    /// The citizen's report it was made of, with her consent.
    package var source: Reference?
    package var receivedAt: Instant
    package var updatedAt: Instant
    package var dueAt: Instant
    package var outcome: Outcome?
    package var answeredAt: Instant?
    package var isInTime: Bool?
    /// Working days until the written notice.
    package var workingDays: Int?
    package var objectedAt: Instant?
    package var settledAt: Instant?

    package var caseID: String { id.text }
    package var holder: String? { agency?.text }
    /// The law's clock is the regency's, whoever answers.
    package var unit: String { "regency" }
    package static var workflow: Workflow { .informationRequest }
    /// As it stands in the register.
    package var registerNumber: String { "\(number)/PPID/\(year)" }

    package var digested: [String?] {
        [
            id.text, code, String(year), String(number), String(linkVersion), state, String(workflowVersion), String(version), wanted,
            purpose,
            delivery.rawValue, language.rawValue, publicSubject, agency?.text, source?.description, receivedAt.description,
            updatedAt.description, dueAt.description, outcome?.rawValue, answeredAt?.description, isInTime.map(String.init),
            workingDays.map(String.init), objectedAt?.description, settledAt?.description,
        ]
    }

    package func isApplicant(_ actor: Actor) -> Bool { actor.kind == .reporter && actor.id == id.text }

    package func maySee(_ actor: Actor) -> Bool {
        isApplicant(actor) || actor.may(.handleInformation) || actor.may(.settleInformation)
            || agency.map { actor.may(.answerInformation, agency: $0.text) } ?? false
    }

    package func may(_ act: Workflow.Act, _ actor: Actor) -> Bool {
        switch act.by {
        // PPID, or the agency it was passed on to.
        case .holder(let permission):
            actor.may(.handleInformation) || agency.map { actor.may(permission, agency: $0.text) } ?? false
        case .anyone(let permission): actor.may(permission)
        case .reporter: isApplicant(actor)
        case .system: actor.kind == .system
        case .checker: false
        }
    }
}

extension Workflow {
    /// The life of a request for information. Ten working days for the written notice and seven more, once, with a written reason:
    /// UU 14/2008 art. 22 (7) and (8). Objection within thirty working days, answered within thirty: art. 36.
    package static let informationRequest: Workflow = {
        let officer = Doer.anyone(.handleInformation)
        let answerer = Doer.holder(.answerInformation)
        let running = ["received", "extended"]
        let ends: [ClockEffect] = [.stop("answer"), .stop("extension")]
        return Workflow(
            name: InformationRequest.kind, version: 1, initial: "received",
            states: [
                State("received", owedBy: .handleInformation, clock: "answer"),
                State("extended", owedBy: .handleInformation, clock: "extension"),
                State("answered", isFinal: true),
                State("objected", owedBy: .settleInformation, clock: "objection"),
                State("settled", isFinal: true),
                State("withdrawn", isFinal: true),
            ],
            acts: [
                Act("describe", from: running + ["answered", "objected", "settled"], by: officer, needs: [.text]),
                Act("pass_on", from: running, by: officer, needs: [.agency]),
                Act(
                    "extend", from: ["received"], to: "extended", by: answerer, needs: [.reason],
                    clocks: [.stop("answer"), .start("extension")]),
                Act("answer", from: running, to: "answered", by: answerer, needs: [.text], clocks: ends),
                Act("object", from: ["answered"], to: "objected", by: .reporter, needs: [.reason], clocks: [.start("objection")]),
                Act("object_late", from: running, to: "objected", by: .reporter, needs: [.reason], clocks: ends + [.start("objection")]),
                Act(
                    "settle", from: ["objected"], to: "settled", by: .anyone(.settleInformation), needs: [.text],
                    clocks: [.stop("objection")]),
                Act("withdraw", from: running, to: "withdrawn", by: .reporter, clocks: ends),
                Act("alert", from: running + ["objected"], by: .system),
            ],
            clocks: [
                ClockRule("answer", days: ["*": 10]), ClockRule("extension", days: ["*": 17], alerts: [80, 100, 150]),
                ClockRule("objection", days: ["*": 30]),
            ])
    }()
}
