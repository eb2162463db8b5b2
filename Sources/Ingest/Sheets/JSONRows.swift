import Kernel
import Tables

/// The records of a JSON file as rows; the first holds the names.
final class JSONRows: RawRows {
    private var records: JSONRecords
    private let columns: JSONColumns
    private var number = 0
    private var found: [JSONWalk.Value?]
    private var cells = 0
    /// Cells after which reading stops with words; less in tests.
    var mostCells = Limits.cells

    init(_ records: JSONRecords, _ columns: JSONColumns) {
        self.records = records
        self.columns = columns
        found = Array(repeating: nil, count: columns.names.count)
    }

    func next(into row: inout RawRow) throws(AppError) -> Bool {
        number += 1
        row.begin(number)
        if number == 1, !columns.isPositional {
            for name in columns.names {
                let start = row.bytes.count
                JSONRows.append(quoted: name, to: &row.bytes)
                // The records of such names say that they cannot be read; the name itself must be one.
                if String(validating: row.bytes[start...], as: UTF8.self) == nil {
                    row.bytes.replaceSubrange(start..., with: Array(String(decoding: row.bytes[start...], as: UTF8.self).utf8))
                }
                row.cells.append(RawRow.Cell(start: start, end: row.bytes.count, kind: row.bytes.count == start ? .empty : .text))
            }
            return true
        }
        guard let (bytes, line) = try records.next() else { return false }
        let isText = bytes.withUnsafeBytes { String(validating: $0, as: UTF8.self) != nil }
        if !isText {
            row.fault = "table.bad_encoding"
        } else if columns.isPositional {
            bytes.withUnsafeBufferPointer { elements($0, &row) }
        } else {
            bytes.withUnsafeBufferPointer { members($0, &row) }
        }
        if row.fault == "sheets.not_a_record" { row.fault = Message("sheets.not_a_record", ["line": "\(line)"]) }
        cells += row.cells.count
        guard row.cells.count <= Limits.columns else {
            throw AppError.tooLarge(Message("table.too_many_columns", ["most": "\(Limits.columns)"]))
        }
        guard cells <= mostCells else { throw AppError.tooLarge("sheets.too_many_cells") }
        return true
    }

    private func members(_ bytes: UnsafeBufferPointer<UInt8>, _ row: inout RawRow) {
        for index in found.indices { found[index] = nil }
        var guess = 0
        let kind = JSONFields(bytes, isFeature: columns.isFeatures).each { name, value in
            // Of two members of the same name the later one counts, as everywhere.
            if let column = columns.column(name, &guess) { found[column] = value }
            return true
        }
        guard kind == .object else {
            row.fault = "sheets.not_a_record"
            row.add(bytes.prefix(200), .text)
            return
        }
        for value in found {
            if let value { add(bytes, value, &row) } else { row.add([], .empty) }
        }
    }

    private func elements(_ bytes: UnsafeBufferPointer<UInt8>, _ row: inout RawRow) {
        var walk = JSONWalk(bytes)
        let isWhole = walk.elements { value in
            add(bytes, value, &row)
            return row.cells.count <= Limits.columns
        }
        if !isWhole, row.cells.count <= Limits.columns { row.fault = "sheets.not_a_record" }
    }

    private func add(_ bytes: UnsafeBufferPointer<UInt8>, _ value: JSONWalk.Value, _ row: inout RawRow) {
        let raw = UnsafeBufferPointer(rebasing: bytes[value.range])
        if raw.count > (columns.isFeatures ? Limits.geometry : Limits.cell) { row.fault = "sheets.cell_too_long" }
        let start = row.bytes.count
        var kind = RawRow.Kind.text
        switch value.kind {
        case .string: if !JSONText.append(raw, to: &row.bytes) { row.fault = "sheets.not_a_record" }
        case .number:
            row.bytes.append(contentsOf: raw)
            kind = .number
        case .boolean:
            row.bytes.append(contentsOf: raw)
            kind = .boolean
        case .object, .array: JSONText.appendCompact(raw, to: &row.bytes)
        case .null: break
        }
        row.cells.append(RawRow.Cell(start: start, end: row.bytes.count, kind: row.bytes.count == start ? .empty : kind))
    }

    private static func append(quoted name: [UInt8], to target: inout [UInt8]) {
        let quoted = [34] + name + [34]
        _ = quoted.withUnsafeBufferPointer { JSONText.append($0, to: &target) }
    }
}
