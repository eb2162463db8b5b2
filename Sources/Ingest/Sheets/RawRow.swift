import Kernel

/// One row of a file as it is written there, before anybody guessed what it means. Readers fill the same row again and again: a file of
/// millions of rows must not make a string per cell.
package struct RawRow {
    /// What the file itself says about a cell.
    package enum Kind: UInt8, Sendable {
        case empty
        /// Letters; also every value of a CSV, which knows nothing else.
        case text
        /// A number, written with digits, `.` and perhaps `E` (workbooks, JSON).
        case number
        /// `true` or `false`.
        case boolean
        /// A day or moment, written `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`.
        case date
        /// An error of a formula such as `#DIV/0!`.
        case error
    }

    package struct Cell: Sendable {
        package var start: Int
        package var end: Int
        package var kind: Kind
    }

    /// The row's number in the file, 1 for the first; of a CSV the line it begins on. Of JSON the names of the members are row 1, and
    /// the records follow.
    package var number = 0
    /// Bytes (UTF-8) of all cells, one after another.
    package var bytes: [UInt8] = []
    package var cells: [Cell] = []
    /// Why the row as a whole cannot be taken as it stands (a quote never closed, bytes that are no text); its cells are a best guess.
    package var fault: Message?

    package init() {}

    package mutating func begin(_ number: Int) {
        self.number = number
        fault = nil
        bytes.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }

    package mutating func add(_ text: some Sequence<UInt8>, _ kind: Kind) {
        let start = bytes.count
        bytes.append(contentsOf: text)
        cells.append(Cell(start: start, end: bytes.count, kind: bytes.count == start ? .empty : kind))
    }

    /// The letters of a cell; empty beyond the last cell.
    package func text(_ index: Int) -> String {
        guard index < cells.count else { return "" }
        return String(decoding: bytes[cells[index].start..<cells[index].end], as: UTF8.self)
    }

    package func kind(_ index: Int) -> Kind { index < cells.count ? cells[index].kind : .empty }
}

/// The rows of one sheet, from the first to the last.
package protocol RawRows: AnyObject {
    /// Fills the row with the next one; `false` after the last. Rows without any cell are given as well, so that numbers stay those of the file.
    func next(into row: inout RawRow) throws(AppError) -> Bool
}

/// A sheet of an uploaded file: what can be known of it before its rows are read.
package struct RawSheet: Sendable, Hashable {
    /// Cells shown as one, all bounds inclusive and counted from 0.
    package struct Merge: Sendable, Hashable {
        package var rows: ClosedRange<Int>
        package var columns: ClosedRange<Int>

        package init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
            self.rows = rows
            self.columns = columns
        }
    }

    /// As the workbook calls it; the file's name without its ending where a file has one table only.
    package var name: String
    package var isHidden: Bool
    package var merges: [Merge]

    package init(name: String, isHidden: Bool = false, merges: [Merge] = []) {
        self.name = name
        self.isHidden = isHidden
        self.merges = merges
    }
}

/// An uploaded file opened for reading, whatever its format.
package protocol RawFile: AnyObject {
    /// `xlsx`, `csv`, `tsv`, `json`, `ndjson` or `geojson`.
    var format: String { get }
    var sheets: [RawSheet] { get }
    /// What was found out about the text of a CSV (encoding, delimiter, quoting, decimal sign), for showing it; empty for others.
    var notes: [Message] { get }
    /// - Throws: `.unsupported`, `.malformed` or `.tooLarge`, each with a sentence that says what to do.
    func rows(ofSheet index: Int) throws(AppError) -> any RawRows
}
