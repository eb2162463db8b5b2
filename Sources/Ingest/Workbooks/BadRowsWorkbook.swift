import Kernel
import Tables

/// A workbook of the rows that could not be taken, for files that have no room for comments (CSV, JSON): each row as it stands in the file,
/// with its number, its bad cells coloured and what is wrong with them as notes.
package final class BadRowsWorkbook {
    /// Rows beyond this are left out; whoever mended as many sends the file again.
    package static let mostRows = 100_000

    private let writer: XLSXWriter
    private let sheet: XLSXSheetWriter
    private let words: Words
    private let language: Language
    private var rows = 0
    private var notes = 0

    /// - Parameters:
    ///   - path: of the new workbook, which appears with ``close()``.
    ///   - headings: of the file's columns.
    package init(path: String, sheet name: String, headings: [String], words: Words, language: Language) throws(AppError) {
        self.words = words
        self.language = language
        writer = try XLSXWriter(path: path)
        let number = words("workbooks.row_number", language)
        sheet = try writer.sheet(name, headings: [number] + headings + [words("workbooks.what_is_wrong", language)])
        width = headings.count
    }

    private let width: Int

    package func add(_ row: QuarantinedRow) throws(AppError) {
        guard rows < BadRowsWorkbook.mostRows else { return }
        rows += 1
        var cells = row.cells.map { $0.isEmpty ? Cell.empty : .text($0) }
        while cells.count < width { cells.append(.empty) }
        let sentences = row.problems.map { problem in
            (problem.column, problem.sentence(words, language))
        }
        let list = sentences.map(\.1).joined(separator: "\n")
        try sheet.row([.number(row.row)] + cells + [.text(list)], marking: Set(sentences.compactMap { $0.0.map { $0 + 1 } }))
        for (column, problems) in Dictionary(grouping: sentences, by: { $0.0 }) where notes < AnnotatedWorkbook.mostRemarks {
            guard let column, column < Limits.columns - 2 else { continue }
            notes += 1
            try sheet.note(problems.map(\.1).joined(separator: "\n"), row: rows, column: column + 1)
        }
    }

    /// Finishes the workbook and writes the file.
    package func close() throws(AppError) { try writer.close() }
}
