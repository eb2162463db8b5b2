import CXlsxWriter
import Foundation
import Kernel

/// Writes an Excel workbook to a file, row by row, in memory that does not grow with the rows.
///
/// Text is always written as text: nothing that people typed can become a formula.
package final class XLSXWriter {
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private let styles: Styles
    private let names = SheetNames()
    private var isClosed = false

    struct Styles {
        var heading: UnsafeMutablePointer<lxw_format>?
        var day: UnsafeMutablePointer<lxw_format>?
        var moment: UnsafeMutablePointer<lxw_format>?
        var time: UnsafeMutablePointer<lxw_format>?
        var marked: UnsafeMutablePointer<lxw_format>?
    }

    /// Begins a workbook; the file appears with ``close()``.
    package init(path: String) throws(AppError) {
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let workbook = workbook_new_opt(path, &options) else { throw XLSXWriter.failure("libxlsxwriter") }
        self.workbook = workbook
        func format(_ code: String) -> UnsafeMutablePointer<lxw_format>? {
            let format = workbook_add_format(workbook)
            if !code.isEmpty { format_set_num_format(format, code) }
            return format
        }
        styles = Styles(
            heading: format(""), day: format("yyyy-mm-dd"), moment: format("yyyy-mm-dd hh:mm:ss"), time: format("hh:mm:ss"),
            marked: format(""))
        format_set_bg_color(styles.marked, 0xFFC7CE)
        format_set_bold(styles.heading)
        format_set_bottom(styles.heading, UInt8(LXW_BORDER_THIN.rawValue))
    }

    deinit {
        // An export that failed half-way must still free its memory; its file is of no use and goes.
        if !isClosed {
            let path = workbook.pointee.filename.map { String(cString: $0) }
            workbook_close(workbook)
            if let path { try? FileManager.default.removeItem(atPath: path) }
        }
    }

    /// Begins a sheet; the one before is finished by that. The name is made one that Excel takes: at most 31 characters,
    /// none of `[]:*?/\`, never twice. With `headings`, a first row in bold that stays in sight; `widths` in characters.
    package func sheet(_ name: String, headings: [String] = [], widths: [Double] = []) throws(AppError) -> XLSXSheetWriter {
        let unused = names.unused(name)
        guard let sheet = workbook_add_worksheet(workbook, unused) else { throw XLSXWriter.failure(name) }
        for (column, heading) in headings.enumerated() {
            let width = column < widths.count ? widths[column] : Double(min(60, max(10, heading.count + 2)))
            worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil)
        }
        let writer = XLSXSheetWriter(sheet, styles, name: unused)
        if !headings.isEmpty {
            try writer.row(headings.map(Cell.text), styles.heading)
            worksheet_freeze_panes(sheet, 1, 0)
        }
        return writer
    }

    /// Finishes the workbook and writes the file.
    package func close() throws(AppError) {
        guard !isClosed else { return }
        isClosed = true
        let code = workbook_close(workbook)
        guard code == LXW_NO_ERROR else { throw XLSXWriter.failure(lxw_strerror(code).map { String(cString: $0) } ?? "\(code.rawValue)") }
    }

    static func failure(_ reason: String) -> AppError { AppError.unavailable(Message("table.xlsx_not_written", ["reason": reason])) }
}

/// One sheet of a workbook in the making. Rows follow each other from the top.
package final class XLSXSheetWriter {
    let sheet: UnsafeMutablePointer<lxw_worksheet>
    let styles: XLSXWriter.Styles
    /// As the workbook calls it.
    package let name: String
    private var next: UInt32 = 0

    init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, _ styles: XLSXWriter.Styles, name: String) {
        self.name = name
        self.sheet = sheet
        self.styles = styles
    }

    /// Adds a row. A sheet holds 1,048,576 rows of 16,384 columns; text beyond 32,767 characters is cut with an ellipsis.
    package func row(_ cells: [Cell]) throws(AppError) { try row(cells, nil) }

    /// Not shown to whoever opens the workbook.
    package func hide() { worksheet_hide(sheet) }

    func row(_ cells: [Cell], _ style: UnsafeMutablePointer<lxw_format>?) throws(AppError) { try row(cells, style: { _ in style }) }

    func row(_ cells: [Cell], style: (Int) -> UnsafeMutablePointer<lxw_format>?) throws(AppError) {
        guard next < 1_048_576, cells.count <= 16_384 else { throw XLSXWriter.failure("1048576 × 16384") }
        for (column, cell) in cells.enumerated() {
            let code = write(cell, UInt16(column), style(column))
            guard code == LXW_NO_ERROR else { throw XLSXWriter.failure(lxw_strerror(code).map { String(cString: $0) } ?? "") }
        }
        next += 1
    }

    private func write(_ cell: Cell, _ column: UInt16, _ style: UnsafeMutablePointer<lxw_format>?) -> lxw_error {
        switch cell {
        case .empty: return style == nil ? LXW_NO_ERROR : worksheet_write_blank(sheet, next, column, style)
        case .text(let text), .error(let text): return worksheet_write_string(sheet, next, column, XLSXSheetWriter.fitting(text), style)
        case .number(let number):
            return number.isFinite ? worksheet_write_number(sheet, next, column, number, style) : LXW_NO_ERROR
        case .flag(let flag): return worksheet_write_boolean(sheet, next, column, flag ? 1 : 0, style)
        case .day(let day): return write(day, nil, column, styles.day)
        case .moment(let day, let time): return write(day, time, column, styles.moment)
        case .time(let time):
            let seconds = Double(time.hour * 3600 + time.minute * 60 + time.second)
            return worksheet_write_number(sheet, next, column, seconds / 86_400, styles.time)
        }
    }

    private func write(_ day: Day, _ time: TimeOfDay?, _ column: UInt16, _ style: UnsafeMutablePointer<lxw_format>?) -> lxw_error {
        let (year, month, date) = day.civil
        // Workbooks cannot count days before 1900.
        guard year >= 1900, year <= 9999 else { return write(.text(Cell.day(day).text), column, nil) }
        var moment = lxw_datetime()
        moment.year = Int32(year)
        moment.month = Int32(month)
        moment.day = Int32(date)
        moment.hour = Int32(time?.hour ?? 0)
        moment.min = Int32(time?.minute ?? 0)
        moment.sec = Double(time?.second ?? 0)
        return worksheet_write_datetime(sheet, next, column, &moment, style)
    }

    /// XML has no NUL, and a cell counts its length in UTF-16.
    private static func fitting(_ text: String) -> String {
        let plain = text.utf8.contains(0) ? text.replacingOccurrences(of: "\0", with: "") : text
        guard plain.utf8.count > 32_767, plain.utf16.count > 32_767 else { return plain }
        return String(decoding: plain.utf16.prefix(32_700), as: UTF16.self) + "…"
    }
}
