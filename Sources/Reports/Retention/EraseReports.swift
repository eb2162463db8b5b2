import Kernel
import Storage
import Work

/// What the government did not act on is not kept for ever: the words, answers, exact place and photos of a report that was
/// rejected, withdrawn or left incomplete are taken away. That it was there, what became of it and why stays on record.
package struct EraseReport: ReportAct {
    package let name = "erase"
    /// Stands where the citizen's words stood.
    package var replacement: String

    package init(replacement: String) { self.replacement = replacement }

    package func apply(to reportCase: inout ReportCase) throws {
        let id = reportCase.report.id
        let tx = reportCase.tx
        reportCase.report.text = replacement
        reportCase.report.answers = [:]
        reportCase.report.place.note = ""
        reportCase.report.place.latitude = nil
        reportCase.report.place.longitude = nil
        reportCase.report.place.accuracy = nil
        try reportCase.publish(nil, photos: [])
        // Columns that no other act changes.
        try tx.run("UPDATE report SET answers = \(Value.json("{}")), accuracy = NULL WHERE id = \(id)")
        try tx.run(
            """
            UPDATE report_note SET text = \(replacement), public_text = NULL
            WHERE report_id = \(id) AND author_kind IN (\(Actor.Kind.reporter.rawValue), \(Actor.Kind.visitor.rawValue))
            """)
        try tx.run("DELETE FROM report_photo WHERE report_id = \(id)")
        try tx.run("INSERT INTO report_erasure (report_id, at) VALUES (\(id), \(reportCase.now))")
    }
}

/// Where a walk through closed reports has come.
package struct ErasureCursor: Sendable, Equatable {
    var closedAt: Instant
    var id: String
}

extension ReportDesk {
    /// Erases up to `limit` reports that were turned down or taken back before a moment, each in a transaction of its own.
    /// - Parameter replacement: what stands where the words stood, in the report's language.
    /// - Returns: how many were erased, the photos whose files nobody refers to any more, and where to go on; `nil` at the end.
    package func eraseRefused(
        closedBefore: Instant, after: ErasureCursor? = nil, limit: Int = 50, replacement: @escaping @Sendable (Language) -> String
    ) async throws -> (erased: Int, files: [String], next: ErasureCursor?) {
        let start: SQL = after.map { "AND (closed_at, id) > (\($0.closedAt), \($0.id))" } ?? ""
        let found = try await database.read { tx in
            try tx.rows(
                """
                SELECT id, closed_at FROM report
                WHERE closure IN ('rejected', 'withdrawn', 'incomplete') AND closed_at <= \(closedBefore) \(start)
                    AND NOT EXISTS (SELECT 1 FROM report_erasure WHERE report_erasure.report_id = report.id)
                ORDER BY closed_at, id LIMIT \(limit)
                """
            ).map { ErasureCursor(closedAt: $0.instant("closed_at"), id: $0.text("id")) }
        }
        var files: [String] = []
        var erased = 0
        for cursor in found {
            let id = Identifier<Report>(cursor.id)
            let freed = try await database.write { tx -> [String]? in
                guard let report = try tx.report(id), let closed = report.closedAt, closed <= closedBefore,
                    try tx.row("SELECT report_id FROM report_erasure WHERE report_id = \(id)") == nil
                else { return nil }
                let photos = try tx.photos(of: id).map(\.draft)
                try perform(EraseReport(replacement: replacement(report.language)), on: id, by: .system, in: tx)
                return try photos.filter { try tx.isUnused(file: $0.file, thumbnail: $0.thumbnail, look: $0.look) }.flatMap {
                    [$0.file, $0.thumbnail]
                }
            }
            guard let freed else { continue }
            erased += 1
            files += freed
        }
        return (erased, files, found.count < limit ? nil : found.last)
    }
}

extension Transaction {
    /// Whether no report shows this picture any more; the same picture sent twice is one file.
    func isUnused(file: String, thumbnail: String, look: String) throws -> Bool {
        try row("SELECT id FROM report_photo WHERE look = \(look) AND (file = \(file) OR thumbnail = \(thumbnail)) LIMIT 1") == nil
    }
}
