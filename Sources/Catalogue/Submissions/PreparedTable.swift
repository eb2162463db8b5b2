import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Storage

extension CatalogueDesk {
    /// Writes rows that the program itself made (its own figures, reference data, the demo) straight to a canonical CSV and keeps it.
    /// - Parameter rows: runs where it may compute; adds every row to the writer.
    /// - Returns: what reading a file with these rows would have given, for ``ReceiveUpload/outcome``.
    package func prepare(
        _ schema: TableSchema, rows: @escaping @Sendable (CanonicalWriter) throws -> Void
    ) async throws -> ReadingOutcome {
        let path = try files.scratch("csv")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let table = try OwnRows(path: path, shape: try schema.shape())
        try await Background.run { try rows(table.writer) }
        return try await keep(table, schema, at: path)
    }

    /// As ``prepare(_:rows:)`` for a table whose capability reads its rows meanwhile; `nil` when it has none, unless it is wanted then too.
    func prepare(_ own: OwnTable, evenWithoutRows: Bool) async throws -> ReadingOutcome? {
        let path = try files.scratch("csv")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let table = try OwnRows(path: path, shape: try own.schema.shape())
        try await own.write(table)
        return table.count == 0 && !evenWithoutRows ? nil : try await keep(table, own.schema, at: path)
    }

    private func keep(_ rows: OwnRows, _ schema: TableSchema, at path: String) async throws -> ReadingOutcome {
        let (table, found) = try await Background.run {
            let table = try rows.writer.finish()
            // Our own figures go through the same gate as everybody's.
            return (table, try PrivacyScanner.scan(csv: path, schema: schema))
        }
        let hash = try await files.keep(csvAt: path)
        return ReadingOutcome(
            hash: hash, rows: table.rows, bytes: table.length, schema: schema,
            findings: found.count(where: \.blocksOpen))
    }

    /// Publishes a prepared table in Pendopo's own name, through the same workflow as everybody's; nothing happens when the rows and the
    /// schema are those of the version that is shown.
    /// - Returns: whether there is a new version.
    @discardableResult
    package func publish(_ outcome: ReadingOutcome, as filename: String, in table: Identifier<Distribution>, note: String) async throws
        -> Bool
    {
        let isNew = try await database.write { tx in
            // Schemas are compared as they are written: one that was read again also remembers how it was written.
            if let current = try tx.versions(of: table, limit: 1).first, current.hash == outcome.hash,
                current.storedSchema == StoredSchema(outcome.schema)
            {
                return false
            }
            let submission = try receive(
                ReceiveUpload(
                    table: table, filename: filename, fileHash: outcome.hash, fileBytes: outcome.bytes, note: note, outcome: outcome),
                by: .system, in: tx)
            try perform(SubmitForCheck(), on: submission.id, by: .system, in: tx)
            try perform(PublishSubmission(), on: submission.id, by: .system, in: tx)
            return true
        }
        if isNew { try await index.refresh() }
        return isNew
    }
}
