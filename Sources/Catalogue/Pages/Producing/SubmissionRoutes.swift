import Directory
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Storage
import Tables
import Web

/// What a producer does with a file she sent in.
enum SubmissionRoutes {
    static let all: [PageRoute] = [
        .get(CataloguePaths.submission) { request in .page(try await SubmissionRequest(request).page()) },
        .post(CataloguePaths.changeReading, limits: columnLimits) { request in
            let opened = try await SubmissionRequest(request)
            let seen = try await opened.understanding()
            return try await opened.act(
                { checker in ChangeReading(try ReadingForm.reading(opened.submission.reading, &checker, seen)) },
                done: "submission.reading_changed")
        },
        .post(CataloguePaths.replaceFile, limits: .uploads(1, each: UploadRoutes.most)) { request in
            let opened = try await SubmissionRequest(request)
            guard opened.isMine else { throw AppError.forbidden }
            return try await request.act(again: { form, error in try await SubmissionRequest(request).page(form, error) }) { data in
                let file = try await UploadRoutes.arrived(data, request)
                try await request.catalogueDesk.perform(
                    ReplaceFile(filename: file.filename, fileHash: file.hash, fileBytes: file.size), on: opened.submission.id,
                    by: request.actor)
                return .redirect(CataloguePaths.submission(opened.submission.id.text), flash: request.t("submission.received"))
            }
        },
        .post(CataloguePaths.twin) { request in
            let opened = try await SubmissionRequest(request)
            return try await request.act(again: { form, error in try await SubmissionRequest(request).page(form, error) }) { data in
                let twin = try await request.catalogueDesk.makeTwin(
                    of: opened.submission.id, by: data.all("by"), sums: data.all("sums"), for: request.actor)
                return .redirect(CataloguePaths.submission(twin.id.text), flash: request.t("twin.made"))
            }
        },
        .post(CataloguePaths.sheets) { request in
            let opened = try await SubmissionRequest(request)
            return try await request.act(again: { form, error in try await SubmissionRequest(request).page(form, error) }) { data in
                guard let seen = try await opened.understanding() else { throw AppError.conflict("error.submission_not_read") }
                let sheets = try seen.named(data.all("sheets").compactMap { Int($0) })
                let taken = try await request.catalogueDesk.takeSheets(sheets, of: opened.submission.id, by: request.actor)
                return .redirect(
                    CataloguePaths.manage(opened.dataset.name),
                    flash: request.t("understood.sheets.taken", ["count": request.page.format.number(taken.count)]))
            }
        },
        .post(CataloguePaths.submit) { request in
            try await SubmissionRequest(request).act(
                { checker in SubmitForCheck(note: checker.textIfAny("note", max: 2000)) }, done: "submission.submitted")
        },
        .post(CataloguePaths.takeBack) { request in
            try await SubmissionRequest(request).act({ _ in WithdrawSubmission() }, done: "submission.taken_back")
        },
        .get(CataloguePaths.quarantine) { request in try await quarantine(try await SubmissionRequest(request)) },
        .get(CataloguePaths.corrections) { request in try await Corrections(try await SubmissionRequest(request)).reply() },
    ]

    /// A dozen fields for each column, and a sheet may have thousands of columns.
    private static let columnLimits: BodyLimits = {
        var limits = BodyLimits(total: 16 << 20)
        limits.fields = 250_000
        return limits
    }()

    /// The rows in quarantine as a CSV, each with what is wrong with it in front.
    static func quarantine(_ opened: SubmissionRequest) async throws -> Reply {
        guard let hash = opened.submission.outcome?.quarantineHash, let path = try await opened.request.installation.files.file(hash)
        else { throw AppError.notFound }
        let (words, language) = (opened.request.page.words, opened.request.language)
        let columns = try await opened.understanding()?.columns.map(\.heading) ?? []
        let heads =
            [words(Message("submission.quarantine.row"), language), words(Message("submission.quarantine.problem"), language)] + columns
        return .csv(filename: "karantina-\(opened.dataset.name).csv") { stream in
            var writer = CSVWriter(byteOrderMark: true)
            writer.row(heads)
            for line in LineFile(path: path) {
                guard let row: QuarantinedRow = fromJSON(line) else { continue }
                let problems = row.problems.map { "\($0.address): \(words($0.problem, language))" }.joined(separator: "; ")
                writer.row(["\(row.row)", problems] + row.cells)
                if writer.pending > 1 << 15 { try await stream.write(writer.take()) }
            }
            try await stream.write(writer.take())
        }
    }
}
