import Foundation
import Ingest
import Kernel
import Storage
import Tables
import Web

/// The list of everything that could not be taken and of everything for which the file came back, as a table to work through; for a
/// workbook the same workbook with a comment at every cell in question.
struct Corrections: Sendable {
    let opened: SubmissionRequest

    init(_ opened: SubmissionRequest) { self.opened = opened }

    /// One thing that is said of a place in the file.
    private struct Remark: Sendable {
        var row: Int
        var column: Int?
        /// What the list shows of the place: cell, heading, and what stands there.
        var cells: [String]
        var text: String
    }

    func reply() async throws -> Reply {
        guard let seen = try await opened.understanding() else { throw AppError.notFound }
        let remarks = reasons(seen) + problems(seen)
        guard !remarks.isEmpty else { throw AppError.notFound }
        return seen.format == "xlsx" ? try await workbook(seen.sheet, remarks) : try await list(remarks, seen)
    }

    private func problems(_ seen: Understanding) -> [Remark] {
        let (words, language) = (opened.request.page.words, opened.request.language)
        return seen.problems.map { problem in
            Remark(
                row: problem.row, column: problem.column, cells: [problem.address, problem.heading, problem.value],
                text: "\(words(problem.problem, language)) \(words(problem.expected, language))")
        }
    }

    /// Why it came back, while that is still to be mended.
    private func reasons(_ seen: Understanding) -> [Remark] {
        let submission = opened.submission
        guard ["returned", "read", "unreadable"].contains(submission.state) else { return [] }
        let page = opened.request.page
        return opened.reasons.filter { reason in submission.submittedAt.map { reason.at >= $0 } ?? true }.map { reason in
            let place = ReturnedPlace(reason, seen)
            let heading = reason.column.map { name in submission.outcome?.schema[name]?.heading ?? name }
            // A place that the file does not have is said in words.
            let missing = place.isExact ? [] : [reason.row.map { page.t("submission.row", ["row": "\($0)"]) }, heading].compactMap(\.self)
            let text = (missing + [reason.text]).joined(separator: ": ")
            return Remark(
                row: place.row, column: place.column, cells: [place.address ?? reason.row.map(String.init) ?? "", heading ?? "", ""],
                text: page.t("returned.remark", ["text": text]))
        }
    }

    /// The workbook as it was sent, with a comment at every cell in question.
    private func workbook(_ sheet: Int, _ remarks: [Remark]) async throws -> Reply {
        guard let original = try await opened.request.installation.files.file(opened.submission.fileHash) else { throw AppError.notFound }
        let path = try opened.request.catalogueDesk.files.scratch("xlsx")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let cells = remarks.map { CellRemark(sheet: sheet, row: $0.row, column: $0.column, text: $0.text) }
        let bytes = try await Background.run {
            try AnnotatedWorkbook.write(original: original, to: path, remarks: cells)
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        }
        return .bytes(
            bytes, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            filename: "perbaikan-\(opened.submission.filename)")
    }

    private func list(_ remarks: [Remark], _ seen: Understanding) async throws -> Reply {
        let page = opened.request.page
        let heads = ["sheet", "cell", "column", "value", "problem"].map { page.t(TextKey("corrections.\($0)")) }
        let sheet = seen.sheets.indices.contains(seen.sheet) ? seen.sheets[seen.sheet].name : ""
        return .csv(filename: "perbaikan-\(opened.dataset.name).csv") { stream in
            var writer = CSVWriter(byteOrderMark: true)
            writer.row(heads)
            for remark in remarks { writer.row([sheet] + remark.cells + [remark.text]) }
            try await stream.write(writer.take())
        }
    }
}
