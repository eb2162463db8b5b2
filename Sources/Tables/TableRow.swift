import Foundation
import Kernel

/// One row of a table file, CSV or worksheet alike, that knows where it stands.
///
/// Its cells lie in one piece of memory and become text when asked for, which keeps files of millions of rows quick.
package struct TableRow: Sendable {
    /// Line of the file or row of the worksheet on which it begins, from 1.
    package let line: Int
    /// What is wrong with the row as a whole (quotes, encoding, too many cells); its cells are a best guess then.
    package let problem: RowProblem?
    let header: TableHeader
    private let bytes: [UInt8]
    /// Where each cell lies in `bytes`.
    private let bounds: [CSVRecord.Cell]

    init(line: Int, header: TableHeader, bytes: [UInt8], cells: [CSVRecord.Cell], problem: RowProblem? = nil) {
        self.line = line
        self.header = header
        self.bytes = bytes
        bounds = cells
        self.problem = problem
    }

    /// Number of cells.
    package var count: Int { bounds.count }

    /// The cell exactly as the file has it, from 0; empty beyond the last one.
    package func exact(_ index: Int) -> String {
        guard bounds.indices.contains(index) else { return "" }
        return Encoding.text(bytes[range(index)])
    }

    /// The cell in a column, outer blanks trimmed; empty when the row is too short for it.
    package subscript(column: Column) -> String { trimmed(column.index) }

    /// The cell at a position from 0, outer blanks trimmed.
    package subscript(index: Int) -> String { trimmed(index) }

    /// The cell under the first of these headings that the table has, outer blanks trimmed; `nil` when it has none of them.
    /// Case, blanks and punctuation of headings do not matter.
    package subscript(names: String...) -> String? { header.index(names).map(trimmed) }

    /// All cells, outer blanks trimmed.
    package var cells: [String] { bounds.indices.map(trimmed) }

    private func range(_ index: Int) -> Range<Int> { Int(bounds[index].start)..<Int(bounds[index].end) }

    private func trimmed(_ index: Int) -> String {
        guard bounds.indices.contains(index) else { return "" }
        return bytes.withUnsafeBufferPointer { bytes -> String in
            var (start, end) = (Int(bounds[index].start), Int(bounds[index].end))
            while start < end, isBlank(bytes[start]) { start += 1 }
            while start < end, isBlank(bytes[end - 1]) { end -= 1 }
            guard start < end else { return "" }
            let text = Encoding.text(UnsafeBufferPointer(rebasing: bytes[start..<end]))
            // Blanks that do not break come from pages and letters; no byte of theirs is ASCII.
            guard bytes[start] >= 0x80 || bytes[end - 1] >= 0x80 else { return text }
            return text.first == "\u{A0}" || text.last == "\u{A0}" ? text.trimmingCharacters(in: .whitespacesAndNewlines) : text
        }
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}

/// CSV rows and worksheet rows are read the same way.
package typealias CSVRow = TableRow

/// A column found once by its heading, to read many rows quickly.
package struct Column: Hashable, Sendable {
    /// Position from 0.
    package let index: Int
    /// The heading as the file has it, to name the column in a problem.
    package let name: String
}

/// A file of rows under headings that is read from top to bottom, once.
package protocol TableReader: AnyObject {
    /// The headings; empty for a table read without them.
    var header: TableHeader { get }
    /// What whoever sent the file should know, such as an encoding that had to be guessed. Complete at the end of the file.
    var notes: [Message] { get }
    /// How far reading has come, 0…1.
    var progress: Double { get }
    /// The next row that is not empty, `nil` at the end. Throws when the file as a whole cannot be read.
    func next() throws(AppError) -> TableRow?
}

extension TableReader {
    /// The column with one of these headings, whatever their case, blanks and punctuation.
    /// Refuses the file with a message that names the headings it does have.
    package func column(_ name: String, or others: String...) throws(AppError) -> Column {
        guard let index = header.index([name] + others) else {
            let found = header.names.isEmpty ? "–" : header.names.joined(separator: ", ")
            throw AppError.invalid(name, Message("table.no_column", ["column": name, "found": found]))
        }
        return Column(index: index, name: header.names[index])
    }

    /// The column with one of these headings if the table has it.
    package func optionalColumn(_ names: String...) -> Column? {
        header.index(names).map { Column(index: $0, name: header.names[$0]) }
    }
}
