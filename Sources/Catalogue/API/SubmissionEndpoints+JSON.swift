import Directory
import HTTPTypes
import Ingest
import Kernel
import Storage
import Web

/// A submission as it is told.
extension SubmissionEndpoints {
    private static let outcome = Schema.named(
        "ReadingOutcome",
        .object(
            .required("rows", .integer), .required("bytes", .integer), .required("hash", .string), .required("problems", .integer),
            .required("quarantined", .integer), .required("findings", .integer),
            .required("declared", .integer.about("Findings that the producer says, with a reason, are nobody's personal data.")),
            .required("schema", .any)))

    private static let members: [Schema.Member] = [
        .required("id", .id), .required("dataset", .id), .required("table", .id), .required("state", .string),
        .required("version", .integer),
        .required("filename", .string), .required("note", .string), .required("createdAt", .instant), .required("updatedAt", .instant),
        .required("failure", .string.orNull), .required("outcome", outcome.orNull), .required("overrideReason", .string.orNull),
        .required(
            "reasons",
            .array(of: .object(.required("row", .integer.orNull), .required("column", .string.orNull), .required("text", .string)))),
    ]

    static let submission = Schema.named("Submission", .object(members))
    static let whole = Schema.named(
        "SubmissionWithReading",
        .object(
            members + [
                .required("reading", .any.about("How the file is read; may be sent back changed with PUT …/reading.")),
                .required("understanding", .any.about("Guesses, columns, sample, problems and privacy findings; null while it is read.")),
            ]))

    static func json(_ submission: Submission, _ reasons: [ReturnReason], _ request: Request) -> [String: JSONValue] {
        [
            "id": .string(submission.id.text), "dataset": .string(submission.dataset.text), "table": .string(submission.distribution.text),
            "state": .string(submission.state), "version": .integer(submission.version), "filename": .string(submission.filename),
            "note": .string(submission.note), "createdAt": .string(submission.createdAt.description),
            "updatedAt": .string(submission.updatedAt.description),
            "failure": submission.failure.map { .string(request.page.t($0)) } ?? .null,
            "outcome": submission.outcome.map { outcome in
                [
                    "rows": .integer(outcome.rows), "bytes": .integer(outcome.bytes), "hash": .string(outcome.hash),
                    "problems": .integer(outcome.problems), "quarantined": .integer(outcome.quarantined),
                    "findings": .integer(outcome.findings), "declared": .integer(outcome.declared ?? 0),
                    "schema": DatasetJSON.json(jsonText(outcome.schema)),
                ]
            } ?? .null,
            "overrideReason": submission.overrideReason.map(JSONValue.string) ?? .null,
            "reasons": .array(
                reasons.map { reason in
                    [
                        "row": reason.row.map(JSONValue.integer) ?? .null, "column": reason.column.map(JSONValue.string) ?? .null,
                        "text": .string(reason.text),
                    ]
                }),
        ]
    }
}
