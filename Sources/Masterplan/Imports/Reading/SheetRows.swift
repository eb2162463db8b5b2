import Kernel
import Tables

/// One row of a file: its cells as text, trimmed, and which of them a workbook keeps as numbers.
struct SheetRow: Sendable {
    /// Line of the file or row of the worksheet, from 1.
    var line: Int
    var cells: [String]
    var numbers: Set<Int> = []
    /// What is wrong with the row as a whole.
    var problem: RowProblem?

    subscript(_ index: Int) -> String { index < cells.count ? cells[index] : "" }
    /// The cell of a column as one line, for cells of exports have line ends in them; empty without a column.
    func line(_ column: PlacedColumn?) -> String { column.map { Plain.line(self[$0.index]) } ?? "" }
    func isNumber(_ index: Int) -> Bool { numbers.contains(index) }
    var isBlank: Bool { cells.allSatisfy(\.isEmpty) }
}

/// The rows of a CSV file or of a worksheet from the very first on: exports have titles above their headings, so that which row is the
/// heading is ours to find.
final class SheetRows {
    private enum Store {
        case csv(CSVReader)
        case sheet(XLSXRowReader)
    }

    private let store: Store
    private var ahead: [SheetRow] = []

    /// - Parameter sheet: the worksheet's name; the first one that can be seen without.
    init(_ bytes: [UInt8], sheet: String? = nil) throws(AppError) {
        store =
            SheetRows.isWorkbook(bytes)
            ? .sheet(try XLSXWorkbook(bytes).rows(sheet)) : .csv(try CSVReader(bytes, header: false))
    }

    init(path: String, sheet: String? = nil) throws(AppError) {
        let start = try ByteSource(path: path).read(4)
        store =
            SheetRows.isWorkbook(start)
            ? .sheet(try XLSXWorkbook(path: path).rows(sheet)) : .csv(try CSVReader(path: path, header: false))
    }

    private static func isWorkbook(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }

    /// What whoever sent the file should know; complete at its end.
    var notes: [Message] {
        switch store {
        case .csv(let reader): reader.notes
        case .sheet(let rows):
            rows.formulasWithoutValue > 0 ? [Message("table.note_formulas", ["count": "\(rows.formulasWithoutValue)"])] : []
        }
    }

    var progress: Double {
        switch store {
        case .csv(let reader): reader.progress
        case .sheet(let rows): rows.progress
        }
    }

    /// The next row that has something in it; `nil` at the end.
    func next() throws(AppError) -> SheetRow? {
        if !ahead.isEmpty { return ahead.removeFirst() }
        return try read()
    }

    /// So many rows without taking them; fewer when there are no more.
    func peek(_ count: Int) throws(AppError) -> [SheetRow] {
        while ahead.count < count, let row = try read() { ahead.append(row) }
        return Array(ahead.prefix(count))
    }

    private func read() throws(AppError) -> SheetRow? {
        switch store {
        case .csv(let reader):
            guard let row = try reader.next() else { return nil }
            return SheetRow(line: row.line, cells: row.cells, problem: row.problem)
        case .sheet(let rows):
            guard let row = try rows.next() else { return nil }
            var read = SheetRow(line: row.number, cells: [])
            read.cells.reserveCapacity(row.cells.count)
            for (index, cell) in row.cells.enumerated() {
                if case .number = cell { read.numbers.insert(index) }
                read.cells.append(Plain.line(cell.text))
            }
            return read
        }
    }
}
