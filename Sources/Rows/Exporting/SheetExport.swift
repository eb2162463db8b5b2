import Columns
import Foundation
import Kernel
import Tables

/// Writes rows as an Excel workbook of one sheet. Texts stay texts, whatever they look like, so nothing in them is ever run; numbers that
/// Excel would round are written as text, so that no digit is lost.
package enum SheetExport {
    package static let mostRows = 1_048_575
    package static let mostColumns = 16_384

    /// Writes the workbook at `path`; memory does not grow with the width of the rows. Blocks for as long as it takes.
    /// - Parameters:
    ///   - outputs: the columns and what they are called.
    ///   - shown: what is shown of a column's value, by the column's name.
    ///   - isCancelled: asked now and then; a workbook nobody waits for is given up.
    /// - Throws: `tooLarge` when a sheet cannot hold it, `unavailable` when the disk fails.
    package static func write(
        _ file: ColumnFile, _ rows: RowSource, _ outputs: [RowQuestion.Output], masks: RowMasks = [:], sheet name: String, to path: String,
        isCancelled: () -> Bool = { false }
    ) throws(AppError) {
        let columns = try file.columns(outputs.map(\.column))
        try check(columns: columns.count)
        let list = try numbers(file, rows)
        try check(rows: list.count)
        let hidden = outputs.map { masks[$0.column] }
        let book = try XLSXWriter(path: path)
        let sheet = try book.sheet(name, headings: outputs.map(\.name))
        for (index, row) in list.enumerated() {
            if index & 1023 == 0, isCancelled() { return }
            try sheet.row(
                columns.indices.map { place in
                    let value = columns[place].value(row)
                    return cell(hidden[place]?(value) ?? value)
                })
        }
        try book.close()
    }

    /// Rows of values, such as groups.
    package static func write(names: [String], _ rows: [[Datum]], sheet name: String, to path: String) throws(AppError) {
        try check(columns: names.count)
        try check(rows: rows.count)
        let book = try XLSXWriter(path: path)
        let sheet = try book.sheet(name, headings: names)
        for row in rows { try sheet.row(row.map(cell)) }
        try book.close()
    }

    private static func check(columns: Int) throws(AppError) {
        guard columns <= mostColumns else {
            throw .tooLarge(Message("rows.too_many_columns_for_sheet", ["columns": "\(columns)", "most": "\(mostColumns)"]))
        }
    }

    private static func check(rows: Int) throws(AppError) {
        guard rows <= mostRows else { throw .tooLarge(Message("rows.too_many_for_sheet", ["rows": "\(rows)", "most": "\(mostRows)"])) }
    }

    private static func numbers(_ file: ColumnFile, _ source: RowSource) throws(AppError) -> [Int] {
        switch source {
        case .matching(let filter):
            let set = try file.rows(matching: filter)
            try check(rows: set.count)
            return set.rows(offset: 0, limit: mostRows)
        case .set(let set):
            try check(rows: set.count)
            return set.rows(offset: 0, limit: mostRows)
        case .rows(let list): return list
        }
    }

    private static func cell(_ value: Datum) -> Cell {
        switch value {
        case .missing: .empty
        case .text(let text): .text(text)
        case .integer(let number): number.magnitude < 1_000_000_000_000_000 ? .number(Double(number)) : .text("\(number)")
        case .number(let number): number.text.utf8.count { $0 &- 48 <= 9 } <= 15 ? .number(number.double) : .text(number.text)
        case .boolean(let isTrue): .flag(isTrue)
        case .year(let year): .number(Double(year))
        case .day(let day): .day(day)
        case .instant(let instant):
            {
                let (day, time) = instant.parts(offsetHours: 0)
                return .moment(day, time)
            }()
        }
    }
}
