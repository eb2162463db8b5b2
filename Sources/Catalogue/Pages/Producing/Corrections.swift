import Foundation
import Ingest
import Kernel
import Storage
import Tables
import Web

/// The list of everything that could not be taken, as a table to work through; for a workbook the same workbook with a comment at every
/// cell in question.
struct Corrections: Sendable {
    let opened: SubmissionRequest

    init(_ opened: SubmissionRequest) { self.opened = opened }

    func reply() async throws -> Reply {
        guard let seen = try await opened.understanding(), !seen.problems.isEmpty else { throw AppError.notFound }
        let (words, language) = (opened.request.page.words, opened.request.language)
        let remarks = seen.problems.map { problem in
            (problem, "\(words(problem.problem, language)) \(words(problem.expected, language))")
        }
        return seen.format == "xlsx" ? try await workbook(seen.sheet, remarks) : try await list(remarks)
    }

    /// The workbook as it was sent, with a comment at every cell in question.
    private func workbook(_ sheet: Int, _ remarks: [(CellProblem, String)]) async throws -> Reply {
        guard let original = opened.request.installation.files.path(opened.submission.fileHash) else { throw AppError.notFound }
        let path = try opened.request.catalogueDesk.files.scratch("xlsx")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let cells = remarks.map { CellRemark(sheet: sheet, row: $0.0.row, column: $0.0.column, text: $0.1) }
        let bytes = try await Background.run {
            try AnnotatedWorkbook.write(original: original, to: path, remarks: cells)
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        }
        return .bytes(
            bytes, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            filename: "perbaikan-\(opened.submission.filename)")
    }

    private func list(_ remarks: [(CellProblem, String)]) async throws -> Reply {
        let page = opened.request.page
        let heads = ["sheet", "cell", "column", "value", "problem"].map { page.t(TextKey("corrections.\($0)")) }
        return .csv(filename: "perbaikan-\(opened.dataset.name).csv") { stream in
            var writer = CSVWriter(byteOrderMark: true)
            writer.row(heads)
            for (problem, text) in remarks { writer.row([problem.sheet, problem.address, problem.heading, problem.value, text]) }
            try await stream.write(writer.take())
        }
    }
}
