import Kernel

/// A version's column file, mapped into memory and checked whole when it is opened. It never changes and can be read from any number
/// of threads at once; each question is answered on the thread that asks.
package final class ColumnFile: Sendable {
    package let columns: [StoredColumn]
    package let rowCount: Int
    /// The version's address: SHA-256 of the canonical CSV the file was made from.
    package let sha256: [UInt8]
    /// Bytes of that CSV.
    package let csvLength: Int
    private let positions: [String: Int]

    /// Opens and checks a file.
    /// - Throws: `notFound` without such a file; `unavailable` when it is no column file, of a later version, cut off or damaged. It can
    ///   be made anew from the canonical CSV then.
    package init(path: String) throws(AppError) {
        let file = try MappedFile(path: path)
        guard let header = Header(file.bytes) else {
            throw .unavailable(
                Message(Header.isColumnFile(file.bytes) ? "columns.bad_header" : "columns.not_a_column_file", ["path": path]))
        }
        guard header.fileLength == file.bytes.count else { throw .unavailable(Message("columns.cut_off", ["path": path])) }
        guard let entries = FileCheck(file.bytes, header).entries() else { throw .unavailable(Message("columns.damaged", ["path": path])) }
        rowCount = header.rows
        sha256 = header.csvSHA256
        csvLength = header.csvLength
        columns = entries.enumerated().map { StoredColumn($1, position: $0, rows: header.rows, file: file) }
        positions = Dictionary(entries.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    /// Names and types in order.
    package var shape: TableShape {
        get throws(AppError) { try TableShape(columns.map { TableShape.Column($0.name, $0.type) }) }
    }

    /// - Throws: `invalid` naming the columns there are.
    package func column(_ name: String) throws(AppError) -> StoredColumn {
        guard let position = positions[name] else {
            let known = columns.prefix(50).map(\.name).joined(separator: ", ")
            throw .invalid("column", Message("columns.no_column", ["column": name, "columns": known]))
        }
        return columns[position]
    }

    /// The named columns, or all without names.
    package func columns(_ names: [String]?) throws(AppError) -> [StoredColumn] {
        guard let names else { return columns }
        var found: [StoredColumn] = []
        for name in names { found.append(try column(name)) }
        return found
    }

    /// The values of some rows, in that order; `columns` as they were asked for.
    package func values(rows: [Int], columns: [StoredColumn]) -> [[Datum]] {
        rows.map { row in columns.map { $0.value(row) } }
    }
}
