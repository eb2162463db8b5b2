import Kernel
import Storage
import Work

/// A record of sharing that lives by a workflow: a request for access, or a citizen's request for information.
package protocol SharingCase: Sendable, Equatable {
    /// Name of its workflow and kind of its references.
    static var kind: String { get }
    /// The workflow as it came with Pendopo.
    static var workflow: Workflow { get }

    var caseID: String { get }
    var code: String { get }
    var state: String { get set }
    var workflowVersion: Int { get }
    var version: Int { get set }
    var updatedAt: Instant { get set }
    /// The agency that has it now; `nil` while nobody in particular does.
    var holder: String? { get }
    /// Whose calendar its clocks count by: an agency's id, or `regency`.
    var unit: String { get }

    static func find(_ id: String, _ tx: Transaction) throws -> Self?
    /// Writes it over the version it was made of; throws `.conflict` when somebody was quicker.
    func save(from version: Int, _ tx: Transaction) throws
    /// Every column, for the digest in its events.
    var digested: [String?] { get }

    func maySee(_ actor: Actor) -> Bool
    /// Whether an act of the workflow is this actor's to do.
    func may(_ act: Workflow.Act, _ actor: Actor) -> Bool
}

extension SharingCase {
    package var unit: String { holder ?? "regency" }
    package var reference: Reference { Reference(Self.kind, caseID) }
}

/// A case in the hands of one act.
package struct OpenCase<Record: SharingCase> {
    package var record: Record
    package let before: Record
    package let actor: Actor
    package let now: Instant
    /// Codes for the event.
    package var details: [String: String] = [:]
    package var visibility: Event.Visibility = .party
    let act: Workflow.Act
    let tx: Transaction
    let desk: CaseDesk

    /// Keeps words that belong to this act.
    package func write(_ text: String, visibility: Event.Visibility = .party) throws {
        try tx.insert(
            CaseNote(
                id: desk.world.newID(), subject: record.reference, sequence: before.version + 1, act: act.name, at: now,
                visibility: visibility, text: text, authorKind: actor.kind, author: actor.id))
    }
}

/// One thing that can be done to a case. Its name is that of an act of the workflow.
package protocol CaseAct<Record>: Sendable {
    associatedtype Record: SharingCase
    var name: String { get }
    /// What is wrong with the input, before anything is opened.
    var issues: [Issue] { get }
    func apply(to opened: inout OpenCase<Record>) throws
}

extension CaseAct {
    package var issues: [Issue] { [] }
}
