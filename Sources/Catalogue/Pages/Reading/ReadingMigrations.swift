import Kernel
import Storage
import Work

/// Tables of what readers leave behind: charts they saved, questions they asked.
enum ReadingMigrations {
    static let all: [Migration] = [
        Migration(
            "catalogue_reading.1.charts_and_questions",
            [
                """
                CREATE TABLE saved_chart (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, dataset_id text NOT NULL REFERENCES dataset (id),
                    distribution_id text NOT NULL REFERENCES distribution (id), version_id text NOT NULL, spec text NOT NULL,
                    fingerprint text NOT NULL UNIQUE, created_at timestamptz NOT NULL, created_by text NOT NULL)
                """,
                "CREATE INDEX saved_chart_dataset ON saved_chart (dataset_id, id)",
                """
                CREATE TABLE dataset_question (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, dataset_id text NOT NULL REFERENCES dataset (id), kind text NOT NULL,
                    text text NOT NULL, asked_by text, state text NOT NULL, answer text, decided_by text, asked_at timestamptz NOT NULL,
                    decided_at timestamptz, fingerprint text NOT NULL UNIQUE, version bigint NOT NULL)
                """,
                "CREATE INDEX dataset_question_dataset ON dataset_question (dataset_id, state, id)",
            ]),
        // No records, only figures: nobody's name, and no digest.
        Migration(
            "catalogue_reading.2.use",
            [
                """
                CREATE TABLE dataset_use (
                    dataset_id text NOT NULL, day text NOT NULL, kind text NOT NULL, uses bigint NOT NULL,
                    PRIMARY KEY (dataset_id, day, kind))
                """
            ]),
    ]
}

/// How charts and questions are held against their events by `pendopo verify`.
package enum ReadingDigests {
    package static let all = [chart, question]

    static let chart = RecordDigest(
        "chart", ids: ids("saved_chart"), title: { tx, id in try tx.row("SELECT code FROM saved_chart WHERE id = \(id)")?.text("code") },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for row in try tx.rows("SELECT * FROM saved_chart WHERE id IN (\(SQL.list(ids)))") {
                digests[row.text("id")] = SavedChart(row: row)?.digest ?? "unreadable"
            }
            return digests
        })

    static let question = RecordDigest(
        "dataset_question", ids: ids("dataset_question"),
        title: { tx, id in try tx.row("SELECT code FROM dataset_question WHERE id = \(id)")?.text("code") },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for row in try tx.rows("SELECT * FROM dataset_question WHERE id IN (\(SQL.list(ids)))") {
                digests[row.text("id")] = DatasetQuestion(row: row).digest
            }
            return digests
        })

    private static func ids(_ table: String) -> @Sendable (Transaction, String, Int) throws -> [String] {
        { tx, after, limit in
            let from: SQL = table == "saved_chart" ? "FROM saved_chart" : "FROM dataset_question"
            return try tx.rows("SELECT id \(from) WHERE id > \(after) ORDER BY id LIMIT \(limit)").map { $0.text("id") }
        }
    }
}
