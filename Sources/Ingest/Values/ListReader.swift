import Kernel

/// Reads texts that hold several values of one kind, one behind the other (`list` of Table Schema).
final class ListReader {
    /// What stands between items.
    private let delimiter: [UInt8]
    private var item: CellReader
    /// Kinds that Table Schema lets items be of.
    static let itemTypes: [FieldType] = [.string, .integer, .boolean, .number, .datetime, .date, .time]

    init(_ field: TableSchema.Field, form: ValueForm) {
        delimiter = Array((field.delimiter.flatMap { $0.isEmpty ? nil : $0 } ?? ",").utf8)
        let type = field.itemType.map(FieldType.init(rawValue:)) ?? .string
        item = CellReader(TableSchema.Field(field.name, Self.itemTypes.contains(type) ? type : .string), form: form)
    }

    /// The items in canonical form with the same delimiter between them; `nil` when one of them is not of its kind.
    func read(_ cell: ByteView, _ arena: RowArena) -> ByteView? {
        let inner = RowArena(capacity: cell.count * 3 + 4096)
        var whole: [UInt8] = []
        for (index, part) in ListReader.parts(cell.array, delimiter).enumerated() {
            inner.begin(room: cell.count * 3 + 4096)
            guard let copy = inner.copy(part) else { return nil }
            let value = item.read(copy.trimmed, .text, inner)
            guard value.fault == nil, !value.isMissing else { return nil }
            if index > 0 { whole += delimiter }
            whole += value.view.array
        }
        return arena.copy(whole)
    }

    /// How many items a canonical text holds.
    func count(_ value: ByteView) -> Int { ListReader.parts(value.array, delimiter).count }

    private static func parts(_ bytes: [UInt8], _ delimiter: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var (start, at) = (0, 0)
        while at + delimiter.count <= bytes.count {
            if bytes[at..<(at + delimiter.count)].elementsEqual(delimiter) {
                parts.append(bytes[start..<at])
                at += delimiter.count
                start = at
            } else {
                at += 1
            }
        }
        return parts + [bytes[start...]]
    }
}
