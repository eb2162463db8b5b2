import Crypto
import Foundation
import Kernel

/// Writes a version's canonical CSV: UTF-8, LF, a comma, quotes only where they are needed, every value in its one form,
/// nothing for a missing value and `""` for an empty text. Its SHA-256 is the version's address.
///
/// The rows go to a file as they come; close it with ``finish()``.
package final class CanonicalWriter {
    private let shape: TableShape
    private let file: Int32
    private let sink = ByteSink(capacity: 1 << 18)
    private var hash = SHA256()
    private var column = 0
    private var length = 0
    private var isOpen = true
    /// Rows written so far.
    package private(set) var rows = 0

    /// Makes a new file and writes the header.
    /// - Throws: `unavailable` when the file exists or cannot be written.
    package init(path: String, shape: TableShape) throws(AppError) {
        self.shape = shape
        file = try Disk.create(path)
        for (index, column) in shape.columns.enumerated() {
            if index > 0 { sink.append(UInt8(ascii: ",")) }
            put(column.name)
        }
        sink.append(10)
    }

    deinit { if isOpen { close(file) } }

    /// Adds a row; there must be as many values as columns, each of its column's type.
    package func row(_ values: some Sequence<Datum>) throws(AppError) {
        for value in values { try add(value) }
        try endRow()
    }

    /// Adds the next value of the row that is being written.
    /// - Throws: `invalid` when the value is not of the column's type or the row already has all its values.
    package func add(_ value: Datum) throws(AppError) {
        let type = try begin()
        switch (value, type) {
        case (.missing, _): break
        case (.text(let text), .string), (.text(let text), .geopoint), (.text(let text), .geojson), (.text(let text), .any): put(text)
        case (.integer(let value), .integer): sink.append(decimal: value)
        case (.integer(let value), .number): sink.append(decimal: value)
        case (.number(let number), .number) where number.isExact: sink.append(number.text)
        case (.boolean, .boolean), (.day, .date): sink.append(value.text!)
        case (.instant(let instant), .datetime) where CanonicalForm.isInRange(instant): sink.append(value.text!)
        case (.year(let year), .year) where (0...9999).contains(year): sink.append(value.text!)
        default:
            throw .invalid(
                shape.columns[column - 1].name, Message("columns.wrong_type", ["value": value.text ?? "", "type": type.rawValue]))
        }
    }

    /// Adds the next value as bytes; quickest when they already are in canonical form. Empty bytes are an empty text in a text column
    /// and missing in any other.
    /// - Throws: `invalid` when they are not UTF-8 or cannot be read as the column's type.
    package func add(text bytes: UnsafeBufferPointer<UInt8>) throws(AppError) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            return try add(column < shape.columns.count && shape.columns[column].type.isText ? .text("") : .missing)
        }
        guard column < shape.columns.count else { throw tooMany }
        let type = shape.columns[column].type
        if type.isText {
            guard bytes.allSatisfy({ $0 < 0x80 }) || Unicode.isUTF8(bytes) else {
                throw .invalid(shape.columns[column].name, "columns.not_utf8")
            }
            column += 1
            separate()
            put(start, bytes.count)
        } else if CanonicalText.isCanonical(start, bytes.count, type) {
            column += 1
            separate()
            sink.append(start, bytes.count)
        } else {
            let text = String(decoding: bytes, as: UTF8.self)
            guard let value = Datum(text, as: type) else {
                throw .invalid(shape.columns[column].name, Message("columns.wrong_type", ["value": text, "type": type.rawValue]))
            }
            try add(value)
        }
    }

    /// Ends the row.
    /// - Throws: `invalid` when values are missing from its end, `tooLarge` when a table cannot have more rows.
    package func endRow() throws(AppError) {
        guard column == shape.columns.count else {
            throw .invalid(
                "rows", Message("columns.row_length", ["line": "\(rows + 2)", "count": "\(column)", "columns": "\(shape.columns.count)"]))
        }
        guard rows < TableShape.mostRows else { throw .tooLarge("columns.too_many_rows") }
        sink.append(10)
        column = 0
        rows += 1
        if sink.count >= 1 << 17 { try flush() }
    }

    /// Ends the file and gives its SHA-256. Whether it has reached the disk is the caller's to see to.
    package func finish() throws(AppError) -> CanonicalTable {
        guard column == 0 else { try endRow(); return try finish() }
        try flush()
        if isOpen { close(file) }
        isOpen = false
        return CanonicalTable(rows: rows, length: length, sha256: Array(hash.finalize()))
    }

    private var tooMany: AppError {
        .invalid(
            "rows", Message("columns.row_length", ["line": "\(rows + 2)", "count": "\(column + 1)", "columns": "\(shape.columns.count)"]))
    }

    private func begin() throws(AppError) -> ColumnType {
        guard column < shape.columns.count else { throw tooMany }
        column += 1
        separate()
        return shape.columns[column - 1].type
    }

    @inline(__always) private func separate() { if column > 1 { sink.append(UInt8(ascii: ",")) } }

    private func put(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            if let start = bytes.baseAddress, !bytes.isEmpty { put(start, bytes.count) } else { sink.append("\"\"") }
        }
    }

    @inline(__always) private func put(_ start: UnsafePointer<UInt8>, _ count: Int) { sink.append(quotedIfNeeded: start, count) }

    private func flush() throws(AppError) {
        hash.update(bufferPointer: sink.bytes)
        try Disk.write(sink.bytes, to: file)
        length += sink.count
        sink.count = 0
    }
}

/// What a canonical CSV is, once written or read.
package struct CanonicalTable: Hashable, Sendable {
    package var rows: Int
    /// Bytes of the file.
    package var length: Int
    /// The version's address: the digest of the file's bytes.
    package var sha256: [UInt8]
}
