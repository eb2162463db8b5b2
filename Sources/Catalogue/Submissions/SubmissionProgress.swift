import Kernel
import Storage

/// How far a file has been read, for whoever waits.
package struct SubmissionProgress: Sendable, Equatable {
    package var rows: Int
    package var bytes: Int
    package var at: Instant
}

extension Transaction {
    package func progress(of submission: Identifier<Submission>) throws -> SubmissionProgress? {
        try row("SELECT * FROM submission_progress WHERE submission_id = \(submission)").map {
            SubmissionProgress(rows: $0.int("row_count"), bytes: $0.int("byte_count"), at: $0.instant("at"))
        }
    }

    func note(_ progress: SubmissionProgress, of submission: Identifier<Submission>) throws {
        try run(
            """
            INSERT INTO submission_progress (submission_id, row_count, byte_count, at)
            VALUES (\(submission), \(progress.rows), \(progress.bytes), \(progress.at))
            ON CONFLICT (submission_id) DO UPDATE SET row_count = excluded.row_count, byte_count = excluded.byte_count, at = excluded.at
            """)
    }

    func forgetProgress(of submission: Identifier<Submission>) throws {
        try run("DELETE FROM submission_progress WHERE submission_id = \(submission)")
    }
}
