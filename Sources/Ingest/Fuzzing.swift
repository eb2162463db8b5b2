import Columns
import Foundation
import Kernel

/// What reads other people's bytes here, for feeding it with anything at all. Each stops the process when something comes out that must not.
package enum IngestGrammars {
    /// The first byte chooses the field's type and the column's form, the rest is a cell.
    package static func cell(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let field = TableSchema.Field("f", FieldType.all[Int(choice & 15)])
        let forms: [NumberForm] = [.plain, .indonesian, .english, NumberForm(decimal: UInt8(ascii: ","), group: UInt8(ascii: " "))]
        var form = ValueForm(number: forms[Int(choice >> 4 & 3)])
        if choice >> 6 & 1 == 1 { form.date = DateForm(order: .monthFirst, takesSerials: true) }
        if choice >> 7 == 1 { form.period = .quarter }
        var row = RawRow()
        row.begin(1)
        row.add(bytes.dropFirst(), choice & 16 == 0 ? .text : .number)
        var reader = CellReader(field, form: form)
        let arena = RowArena()
        row.withCells { cells in
            arena.begin(room: bytes.count * 3 + 4096)
            let value = reader.read(cells[0], cells.kind(0), arena)
            guard value.fault == nil, !value.isMissing else { return }
            check(value.view.string, field.type.columnType)
        }
    }

    /// What was read must be in the one form that its column has.
    private static func check(_ text: String, _ type: ColumnType) {
        precondition(!text.isEmpty, "an empty value is a missing one")
        guard !type.isText else { return }
        precondition(Datum(text, as: type)?.text == text, "“\(text)” is no canonical \(type.rawValue)")
    }

    /// A pattern, a zero byte, and a value to match.
    package static func pattern(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        guard let pattern = try? Pattern(parts[0]) else { return }
        _ = pattern.matches(parts.count > 1 ? parts[1] : "")
    }

    /// A schema: what was read is the same after it was written.
    package static func schema(_ bytes: [UInt8]) {
        guard let schema = try? JSONDecoder().decode(TableSchema.self, from: Data(bytes)) else { return }
        _ = schema.problems()
        _ = SchemaComparison(from: schema, to: TableSchema())
        guard let written = try? JSONEncoder().encode(schema) else { return }
        precondition((try? JSONDecoder().decode(TableSchema.self, from: written)) == schema, "a schema changed on its way through JSON")
    }

    /// Lines with cells between semicolons: inspected, and the first rows read.
    package static func sheet(_ bytes: [UInt8]) {
        _ = try? Inspection.of(Lines(bytes), sheet: RawSheet(name: "x"), mostRows: 200)
    }

    private final class Lines: RawRows {
        private let lines: [ArraySlice<UInt8>]
        private var at = 0

        init(_ bytes: [UInt8]) { lines = bytes.split(separator: 10, omittingEmptySubsequences: false) }

        func next(into row: inout RawRow) throws(AppError) -> Bool {
            guard at < lines.count else { return false }
            row.begin(at + 1)
            for cell in lines[at].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) { row.add(cell, .text) }
            at += 1
            return true
        }
    }
}
