import Directory
import Kernel
import Storage
import Work

/// A record of innovations that lives by a workflow: a sheet, a quick win, an entry of the register, an idea.
package protocol InnovationRecord: Sendable, Equatable {
    /// Name of its workflow and kind of its references.
    static var kind: String { get }
    /// The workflow as it came with Pendopo.
    static var workflow: Workflow { get }

    var recordID: String { get }
    var code: String { get }
    var state: String { get set }
    var workflowVersion: Int { get }
    var version: Int { get set }
    var updatedAt: Instant { get set }
    /// The agency that answers for it; `nil` while none does.
    var holder: String? { get }
    /// The day by which its next act is owed, where no clock says so.
    var owedOn: Day? { get }
    /// What it says field by field, for its history; `nil` keeps none, because citizens wrote it.
    var fields: [String: String]? { get }
    /// Every column, for the digest in its events.
    var digested: [String?] { get }

    static func find(_ id: String, _ tx: Transaction) throws -> Self?
    func insert(_ tx: Transaction) throws
    /// Writes it over the version it was made of; throws `.conflict` when somebody was quicker.
    func save(from version: Int, _ tx: Transaction) throws

    /// Whether the actor may know of it. Supporting agencies and the like are looked up in the transaction.
    func maySee(_ actor: Actor, _ tx: Transaction) throws -> Bool
    /// Whether an act of the workflow is this actor's to do.
    func may(_ act: Workflow.Act, _ actor: Actor) -> Bool
}

extension InnovationRecord {
    package var reference: Reference { Reference(Self.kind, recordID) }
    package var owedOn: Day? { nil }

    /// What all kinds share: the agency's own people, or those who act for the whole regency.
    package func may(_ act: Workflow.Act, _ actor: Actor) -> Bool {
        switch act.by {
        case .holder(let permission): holder.map { actor.may(permission, agency: $0) } ?? actor.may(permission)
        case .anyone(let permission): actor.may(permission)
        case .system: actor.kind == .system
        case .reporter, .checker: false
        }
    }
}

/// A record in the hands of one act.
package struct OpenInnovation<Record: InnovationRecord> {
    package var record: Record
    package let before: Record
    package let actor: Actor
    package let now: Instant
    /// Codes for the event.
    package var details: [String: String] = [:]
    package let tx: Transaction
    package let desk: InnovationDesk
    let act: Workflow.Act

    /// Keeps words that belong to this act.
    package func write(_ text: String, isPublic: Bool = false) throws {
        try tx.insert(
            InnovationNote(
                id: desk.world.newID(), subject: record.reference, sequence: before.version + 1, act: act.name, at: now, isPublic: isPublic,
                text: text, authorKind: actor.kind, author: actor.id))
    }
}

/// One thing that can be done to a record. Its name is that of an act of the workflow.
package protocol InnovationAct<Record>: Sendable {
    associatedtype Record: InnovationRecord
    var name: String { get }
    /// What is wrong with the input, before anything is opened.
    var issues: [Issue] { get }
    func apply(to opened: inout OpenInnovation<Record>) throws
}

extension InnovationAct {
    package var issues: [Issue] { [] }
}
