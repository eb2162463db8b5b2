import Directory
import Foundation
import Ingest
import Kernel
import Storage
import Web

/// A submission as one request finds it, with all that its page shows.
struct SubmissionRequest: Sendable {
    let request: Request
    let submission: Submission
    let dataset: Dataset
    let table: Distribution
    let reasons: [ReturnReason]
    let progress: SubmissionProgress?

    /// - Throws: `.notFound` for everyone but its producer, the stewards and a trustee for whom it waits.
    init(_ request: Request) async throws {
        try request.requireAccount()
        try await self.init(api: request)
    }

    /// As ``init(_:)``, also for systems with a key.
    init(api request: Request) async throws {
        let id = try request.id("id", Submission.self)
        let found = try await request.database.read { tx -> SubmissionRequest? in
            guard let submission = try tx.submission(id), let dataset = try tx.dataset(submission.dataset),
                let table = try tx.distribution(submission.distribution)
            else { return nil }
            return SubmissionRequest(
                request: request, submission: submission, dataset: dataset, table: table, reasons: try tx.returnReasons(of: id),
                progress: try tx.progress(of: id))
        }
        guard let found, DatasetPolicy.maySee(found.submission, of: found.dataset, request.actor) else { throw AppError.notFound }
        self = found
    }

    private init(
        request: Request, submission: Submission, dataset: Dataset, table: Distribution, reasons: [ReturnReason],
        progress: SubmissionProgress?
    ) {
        self.request = request
        self.submission = submission
        self.dataset = dataset
        self.table = table
        self.reasons = reasons
        self.progress = progress
    }

    /// What was understood; `nil` while it is being read, and for what the program made itself.
    func understanding() async throws -> Understanding? {
        guard let hash = submission.reportHash, let bytes = try await request.installation.files.get(hash) else { return nil }
        // Beside the connections' threads: a sheet of 16,384 columns has eight megabytes to be told of.
        return await Background.run { fromJSON(String(decoding: bytes, as: UTF8.self), Understanding.self) }
    }

    /// The same as it is kept, for those who take JSON.
    func understandingJSON() async throws -> JSONValue {
        guard let hash = submission.reportHash, let bytes = try await request.installation.files.get(hash) else { return .null }
        return await Background.run { (try? JSONValue(parsing: bytes)) ?? .null }
    }

    var isMine: Bool { request.actor.may(.produceData, agency: submission.producer.text) }

    /// Does an act from a form of the page; when it cannot be done the page comes back and says why.
    func act(_ read: (inout Checker) throws -> any SubmissionAct, done: TextKey) async throws -> Reply {
        try await request.act(again: { form, error in try await SubmissionRequest(request).page(form, error) }) { data in
            var checker = Checker(data)
            let act = try read(&checker)
            try checker.check()
            try await request.catalogueDesk.perform(act, on: submission.id, by: request.actor, expecting: data.neededVersion)
            // Whoever changed some columns of a wide sheet goes on where she was.
            let from = data[ReadingForm.first].flatMap { Int($0) }.flatMap { $0 > 0 ? "\($0)" : nil }
            return .redirect(
                CataloguePaths.submission(submission.id.text, query: [(ColumnWindow.name, from)]), flash: request.t(done))
        }
    }
}
