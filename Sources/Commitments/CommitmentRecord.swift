import Storage
import Work

/// A record of this capability. Its notes are public where the record is.
package protocol CommitmentRecord: KeptRecord {}

extension CommitmentRecord {
    package static var noteTable: String { "promise_note" }
}

extension Transaction {
    /// The words about a record, first things first.
    package func notes(of subject: Reference) throws -> [KeptNote] { try keptNotes(of: subject, in: "promise_note") }
}
