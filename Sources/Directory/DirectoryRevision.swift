import Kernel
import Storage

/// The parts of the directory that every process keeps in memory.
package enum DirectoryPart: String, Sendable, CaseIterable {
    case regions, agencies, calendars, settings, words, access
}

extension Transaction {
    /// Says that a part has changed, in the transaction that changes it, so that every process reloads it.
    package func touch(_ part: DirectoryPart) throws {
        try run(
            """
            INSERT INTO directory_revision (part, revision) VALUES (\(part.rawValue), 1)
            ON CONFLICT (part) DO UPDATE SET revision = directory_revision.revision + 1
            """)
    }

    /// Every part that was ever changed, with its count of changes.
    func directoryRevisions() throws -> [DirectoryPart: Int] {
        var revisions: [DirectoryPart: Int] = [:]
        for row in try rows("SELECT part, revision FROM directory_revision") {
            if let part = DirectoryPart(rawValue: row.text("part")) { revisions[part] = row.int("revision") }
        }
        return revisions
    }
}
