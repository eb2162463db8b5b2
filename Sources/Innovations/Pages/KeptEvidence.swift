import Kernel
import Web
import Work

/// Evidence that stands on a record already, as a form carries it along: by marks that say nothing of it, because whoever fills the form may
/// not open each of it, and keeps only what is there.
struct KeptEvidence {
    /// In the order of the record.
    let marks: [String]
    private let rows: [String: Evidence]

    init(_ rows: [Evidence], _ seal: EvidenceMarks) {
        marks = rows.map(seal.mark)
        self.rows = Dictionary(zip(marks, rows)) { first, _ in first }
    }

    /// None for answers that are no evidence.
    init(_ answer: Answer?, _ seal: EvidenceMarks) {
        if case .evidence(let rows)? = answer { self.init(rows, seal) } else { self.init([], seal) }
    }

    subscript(mark: String) -> Evidence? { rows[mark] }

    /// What is shown of it in a form that was sent, and what of that is ticked.
    func shown(_ name: String, in form: Form) -> (marks: [String], kept: [String]) {
        // Forms of earlier versions carried marks that anybody could have computed. They are not looked up, or a guess could be tried on
        // them; nothing is lost to whoever had such a form open.
        if !form.all("\(name).known").isEmpty { return (marks, marks) }
        return (form.all("\(name).marks").filter { rows[$0] != nil }, form.all("\(name).kept").filter { rows[$0] != nil })
    }
}

/// Makes the marks of one record's evidence. They are keyed, or whoever holds one could try on it which record and which note it stands
/// for; and they are this record's, or she could write her guess on a record of her own and compare.
struct EvidenceMarks: Sendable {
    private let vault: Vault
    private let record: String

    init(_ vault: Vault, record: String) {
        self.vault = vault
        self.record = record
    }

    func mark(_ row: Evidence) -> String {
        String(vault.fingerprint("\(record) \(row.reference)|\(row.note)", purpose: "innovation-evidence-mark").prefix(32))
    }
}
