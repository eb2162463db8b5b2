import Crypto
import Foundation
import Kernel
import Work

/// Evidence that stands on a record already, as a form carries it along: by marks that say nothing of it, because whoever fills the form may
/// not open each of it, and keeps only what is there.
struct KeptEvidence {
    /// In the order of the record.
    let marks: [String]
    private let rows: [String: Evidence]

    init(_ rows: [Evidence]) {
        marks = rows.map(KeptEvidence.mark)
        self.rows = Dictionary(zip(marks, rows)) { first, _ in first }
    }

    /// None for answers that are no evidence.
    init(_ answer: Answer?) {
        if case .evidence(let rows)? = answer { self.init(rows) } else { self.init([]) }
    }

    subscript(mark: String) -> Evidence? { rows[mark] }

    private static func mark(_ row: Evidence) -> String {
        hex(SHA256.hash(data: Data("\(row.reference)|\(row.note)".utf8)).prefix(12))
    }
}
