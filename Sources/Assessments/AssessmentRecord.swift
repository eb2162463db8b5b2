import Kernel
import Storage
import Work

/// A record of this capability, which also says when it was changed. Its notes are for those who work on the assessment.
package protocol AssessmentRecord: KeptRecord {
    var updatedAt: Instant { get set }
}

extension AssessmentRecord {
    package static var noteTable: String { "assessment_note" }
    package var written: [(name: String, value: Value)] { [("updated_at", .instant(updatedAt))] + columns }
}

extension Transaction {
    /// The words about a record, first things first.
    package func assessmentNotes(of subject: Reference) throws -> [KeptNote] { try keptNotes(of: subject, in: "assessment_note") }
}
