import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Storage

extension CatalogueDesk {
    /// Makes of a file that may not be open a summary that may: rows counted by some fields, small groups left out, as a dataset of its
    /// own beside it. The summary then goes the way of every file.
    /// - Parameters:
    ///   - fields: by which rows are counted.
    ///   - sums: numeric fields that are added up.
    /// - Returns: the summary's submission, read and waiting to be submitted.
    package func makeTwin(
        of id: Identifier<Submission>, by fields: [String], sums: [String], for actor: Actor
    ) async throws -> Submission {
        let (submission, dataset) = try await database.read { tx -> (Submission, Dataset) in
            guard let submission = try tx.submission(id), let dataset = try tx.dataset(submission.dataset),
                DatasetPolicy.maySee(submission, of: dataset, actor)
            else { throw AppError.notFound }
            return (submission, dataset)
        }
        guard actor.kind == .system || actor.may(.produceData, agency: dataset.producer.text) else { throw AppError.forbidden }
        guard let outcome = submission.outcome else { throw AppError.conflict("error.submission_not_read") }
        try await refusePeople(fields, submission, outcome.schema)
        let csv = try await files.csv(outcome.hash)
        let path = try files.scratch("csv")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (made, found) = try await Background.run { () throws(AppError) -> (PublicTwin.Made, [PrivacyFinding]) in
            let made = try PublicTwin(by: fields, sums: sums).make(csv: csv, schema: outcome.schema, to: path)
            // It goes through the gate as every file does.
            return (made, try PrivacyScanner.scan(csv: path, schema: made.schema))
        }
        let hash = try await files.keep(csvAt: path)
        let twin = ReadingOutcome(
            hash: hash, rows: made.table.rows, bytes: made.table.length, schema: made.schema, findings: found.count(where: \.blocksOpen))
        return try await database.write { tx in
            let target = try tx.dataset(named: Self.twinName(dataset)) ?? create(Self.twinDraft(dataset), by: actor, in: tx)
            guard let table = try tx.distributions(of: target.id).first else { throw AppError.notFound }
            return try receive(
                ReceiveUpload(
                    table: table.id, filename: "\(target.name).csv", fileHash: hash, fileBytes: made.table.length,
                    note: "Ringkasan dari \(dataset.title).", outcome: twin), by: actor, in: tx)
        }
    }

    /// Nothing is counted by a field in which people were found: each of its values would stand in the summary.
    private func refusePeople(_ fields: [String], _ submission: Submission, _ schema: TableSchema) async throws {
        guard let hash = submission.reportHash, let bytes = try await files.store.get(hash),
            let seen = try? JSONDecoder().decode(Understanding.self, from: Data(bytes))
        else { return }
        let people = Set(seen.privacy.filter { $0.blocksOpen && $0.kind != .smallCells }.flatMap(\.fields))
        guard let name = fields.first(where: people.contains) else { return }
        throw AppError.invalid("by", Message("ingest.twin.person", ["field": schema[name]?.heading ?? name]))
    }

    private static func twinName(_ dataset: Dataset) -> String { String("\(dataset.name.prefix(90))-ringkasan") }

    private static func twinDraft(_ dataset: Dataset) -> DatasetDraft {
        var draft = DatasetDraft(dataset)
        draft.name = twinName(dataset)
        draft.title = "\(dataset.title.prefix(180)) (ringkasan)"
        draft.titleEnglish = dataset.titleEnglish.map { "\($0.prefix(180)) (summary)" }
        draft.access = .open
        draft.accessReason = nil
        draft.accessReviewOn = nil
        draft.licence = "CC-BY-4.0"
        draft.isPriority = false
        return draft
    }
}
