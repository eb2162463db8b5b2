import Kernel
import Storage
import Work

/// The life of what one agency proposes to another: a link between two nodes, a part in carrying something out.
///
/// The *holder* is the agency asked, the *checker* the one that proposes.
package enum Acceptance: String, Sendable, CaseIterable, Codable {
    case proposed, questioned, accepted, declined, withdrawn

    package var label: TextKey { TextKey("plan.acceptance.\(rawValue)") }
    /// Whether somebody's answer is still awaited.
    package var isOpen: Bool { self == .proposed || self == .questioned }

    /// Who does what when; ten working days to answer are a proposal of this project.
    package static let workflow: Workflow = {
        let asked = Workflow.Doer.holder(.answerPlans)
        let proposer = Workflow.Doer.checker(.answerPlans)
        return Workflow(
            name: "plan_acceptance", version: 1, initial: "proposed",
            states: [
                Workflow.State("proposed", owedBy: .answerPlans, clock: answer.name),
                Workflow.State("questioned", owedBy: .answerPlans, clock: answer.name),
                Workflow.State("accepted", isFinal: true), Workflow.State("declined", isFinal: true),
                Workflow.State("withdrawn", isFinal: true),
            ],
            acts: [
                Workflow.Act("accept", from: ["proposed", "questioned"], to: "accepted", by: asked),
                Workflow.Act("decline", from: ["proposed", "questioned", "accepted"], to: "declined", by: asked, needs: [.reason]),
                Workflow.Act("ask", from: ["proposed"], to: "questioned", by: asked, needs: [.text]),
                Workflow.Act("reply", from: ["questioned"], to: "proposed", by: proposer, needs: [.text]),
                Workflow.Act("propose", from: ["declined", "withdrawn"], to: "proposed", by: proposer, needs: [.reason]),
                Workflow.Act("withdraw", from: ["proposed", "questioned", "accepted"], to: "withdrawn", by: proposer),
                // The coordinator's: more time for whoever has to answer. She may also answer in their place.
                Workflow.Act("extend", from: ["proposed", "questioned"], by: .anyone(.stewardPlans), needs: [.reason]),
                Workflow.Act("alert", from: ["proposed", "questioned"], by: .system),
            ], clocks: [answer])
    }()

    /// The time to answer, told at half of it, near its end, at its end and half as much later.
    package static let answer = ClockRule("answer", days: ["*": days])

    /// Working days an agency has to answer.
    package static let days = 10
}

/// A record with two sides, as ``LinkDesk`` works on it.
package protocol TwoSided: Sendable, Equatable {
    /// Kind of its references and name of its table.
    static var kind: String { get }
    var recordID: String { get }
    /// The agency that proposes; `nil` for the planning agency, which proposes for the whole regency.
    var proposer: String? { get }
    /// The agency that is asked; `nil` for the planning agency.
    var asked: String? { get }
    var state: Acceptance { get set }
    var share: Int? { get }
    /// The last words: why it was declined, what was asked, what was answered.
    var reason: String { get set }
    var dueOn: Day? { get set }
    var decidedBy: String? { get set }
    var updatedAt: Instant { get set }
    var version: Int { get set }
    var digest: String { get }

    static func find(_ id: String, _ tx: Transaction) throws -> Self?
    func save(from version: Int, _ tx: Transaction) throws
    /// What it is about, in the words of those it is between.
    func subjectTitle(_ tx: Transaction) throws -> String
}

extension TwoSided {
    package var reference: Reference { Reference(Self.kind, recordID) }

    /// The agency whose turn it is; `nil` for the planning agency.
    package var turn: String? { state == .questioned ? proposer : asked }

    /// Both sides, and whoever reads drafts.
    package func maySee(_ actor: Actor) -> Bool {
        actor.kind == .system || actor.mayAnywhere(.readPlans) || actor.mayAnywhere(.stewardPlans)
            || [asked, proposer].contains { $0.map { actor.may(.answerPlans, agency: $0) } ?? false }
    }

    /// Whether an act of the workflow is this actor's to do.
    package func may(_ act: Workflow.Act, _ actor: Actor) -> Bool {
        if actor.kind == .system { return true }
        if act.by == .system { return false }
        if actor.may(.stewardPlans) { return true }
        switch act.by {
        case .holder(let permission): return asked.map { actor.may(permission, agency: $0) } ?? false
        case .checker(let permission): return proposer.map { actor.may(permission, agency: $0) } ?? false
        default: return false
        }
    }
}
