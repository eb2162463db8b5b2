import CXlsxWriter
import Kernel

/// What a sheet says beside its cells: notes, lists to choose from, coloured grounds.
extension XLSXSheetWriter {
    /// Puts a note at a cell, both from 0. A few thousand are what Excel opens quickly.
    package func note(_ text: String, row: Int, column: Int) throws(AppError) {
        var options = lxw_comment_options()
        options.x_scale = 2
        options.y_scale = 1.5
        let code = worksheet_write_comment_opt(sheet, UInt32(row), UInt16(column), String(text.prefix(1000)), &options)
        guard code == LXW_NO_ERROR else { throw XLSXWriter.failure(lxw_strerror(code).map { String(cString: $0) } ?? "") }
    }

    /// Lets the cells of a column, from a row on, be chosen from the values that stand in another sheet's column below its heading.
    package func choose(column: Int, from row: Int, sheet name: String, listColumn: String, count: Int) throws(AppError) {
        let source = "='\(name.replacing("'", with: "''"))'!$\(listColumn)$2:$\(listColumn)$\(count + 1)"
        var bytes = Array(source.utf8CString)
        let code = bytes.withUnsafeMutableBufferPointer { text in
            var validation = lxw_data_validation()
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
            validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
            // A word of one's own is questioned, not refused: the list may be behind reality.
            validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
            validation.value_formula = text.baseAddress
            return worksheet_data_validation_range(sheet, UInt32(row), UInt16(column), 9_999, UInt16(column), &validation)
        }
        guard code == LXW_NO_ERROR else { throw XLSXWriter.failure(lxw_strerror(code).map { String(cString: $0) } ?? "") }
    }

    /// Adds a row whose cells in these columns have a coloured ground.
    package func row(_ cells: [Cell], marking columns: Set<Int>) throws(AppError) {
        try row(cells, style: { columns.contains($0) ? self.styles.marked : nil })
    }
}
