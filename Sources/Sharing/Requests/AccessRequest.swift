import Catalogue
import Directory
import Kernel
import Storage
import Work

/// An agency asks another one for restricted data, with its purpose.
package struct AccessRequest: SharingCase, Identifiable {
    package static let kind = "access_request"

    package var id: Identifier<AccessRequest>
    package var code: String
    package var state: String
    package var workflowVersion: Int
    package var version: Int
    package var dataset: Identifier<Dataset>
    package var table: Identifier<Distribution>
    /// The agency that owns the data and decides.
    package var owner: Identifier<Agency>
    /// The agency that asks.
    package var asker: Identifier<Agency>
    package var purpose: String
    /// The columns it asks for; empty for all.
    package var columns: [String]
    /// The rows it asks for, in the language of addresses; empty for all.
    package var filter: String
    package var until: Day
    /// The agreement it would go on with, where it asks for more time.
    package var renews: Identifier<Agreement>?
    package var askedBy: String
    package var askedAt: Instant
    package var updatedAt: Instant
    package var decidedBy: String?
    package var decidedAt: Instant?

    package var caseID: String { id.text }
    package var holder: String? { owner.text }
    package static var workflow: Workflow { .accessRequest }

    package var digested: [String?] {
        [
            id.text, code, state, String(workflowVersion), String(version), dataset.text, table.text, owner.text, asker.text, purpose,
            columns.joined(separator: "\n"), filter, until.description, renews?.text, askedBy, askedAt.description, updatedAt.description,
            decidedBy, decidedAt?.description,
        ]
    }

    package func maySee(_ actor: Actor) -> Bool {
        actor.may(.decideSharing, agency: owner.text) || actor.may(.requestData, agency: asker.text)
            || actor.may(.useSharedData, agency: asker.text) || actor.may(.inspectSharing)
    }

    package func may(_ act: Workflow.Act, _ actor: Actor) -> Bool {
        switch act.by {
        case .holder(let permission): actor.may(permission, agency: owner.text)
        // Whoever asked.
        case .checker(let permission): actor.may(permission, agency: asker.text)
        case .anyone(let permission): actor.may(permission)
        case .system: actor.kind == .system
        case .reporter: false
        }
    }
}

extension Workflow {
    /// The life of a request for access. Five working days are a proposal of this project. In it, the *holder* is the agency that owns
    /// the data and the *checker* the agency that asks.
    package static let accessRequest: Workflow = {
        let owner = Doer.holder(.decideSharing)
        let asker = Doer.checker(.requestData)
        return Workflow(
            name: AccessRequest.kind, version: 1, initial: "requested",
            states: [
                State("requested", owedBy: .decideSharing, clock: "decision"),
                State("questioned", clock: "decision"),
                State("granted", isFinal: true),
                State("refused", isFinal: true),
                State("withdrawn", isFinal: true),
            ],
            acts: [
                Act("ask", from: ["requested"], to: "questioned", by: owner, needs: [.text], clocks: [.pause("decision")]),
                Act("reply", from: ["questioned"], to: "requested", by: asker, needs: [.text], clocks: [.resume("decision")]),
                Act("grant", from: ["requested", "questioned"], to: "granted", by: owner, clocks: [.stop("decision")]),
                Act("refuse", from: ["requested", "questioned"], to: "refused", by: owner, needs: [.reason], clocks: [.stop("decision")]),
                Act("withdraw", from: ["requested", "questioned"], to: "withdrawn", by: asker, clocks: [.stop("decision")]),
                Act("alert", from: ["requested", "questioned"], by: .system),
            ],
            clocks: [ClockRule("decision", days: ["*": 5])])
    }()
}
