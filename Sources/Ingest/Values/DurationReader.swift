import Kernel

/// Reads lengths of time as ISO 8601 writes them: `P1Y2M10DT2H30M`.
enum DurationReader {
    private static let dateParts: [(UInt8, Double)] = [
        // Years and months of average length: what the bounds of a column are compared by.
        (UInt8(ascii: "Y"), 31_556_952), (UInt8(ascii: "M"), 2_629_746), (UInt8(ascii: "W"), 604_800), (UInt8(ascii: "D"), 86_400),
    ]
    private static let timeParts: [(UInt8, Double)] = [(UInt8(ascii: "H"), 3600), (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1)]

    /// In capitals; `nil` for what is none.
    static func read(_ cell: ByteView, _ arena: RowArena) -> ByteView? {
        let bytes = cell.buffer.map { (97...122).contains($0) ? $0 - 32 : $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
        return seconds(bytes) == nil ? nil : arena.copy(bytes)
    }

    /// How long it lasts on average; `nil` for what is no duration.
    static func seconds(_ bytes: some Collection<UInt8>) -> Double? {
        var rest = Array(bytes)[...]
        guard rest.count <= 100 else { return nil }
        let sign: Double = rest.first == UInt8(ascii: "-") ? -1 : 1
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard rest.popFirst() == UInt8(ascii: "P") else { return nil }
        guard let days = sum(&rest, dateParts, stopsAtTime: true) else { return nil }
        var (total, count) = days
        if rest.first == UInt8(ascii: "T") {
            rest.removeFirst()
            guard let time = sum(&rest, timeParts, stopsAtTime: false), time.count > 0 else { return nil }
            total += time.total
            count += time.count
        }
        return rest.isEmpty && count > 0 ? total * sign : nil
    }

    /// Numbers with their letters, each letter once and in order.
    private static func sum(_ rest: inout ArraySlice<UInt8>, _ parts: [(UInt8, Double)], stopsAtTime: Bool) -> (total: Double, count: Int)?
    {
        var (total, count) = (0.0, 0)
        var left = parts[...]
        while let first = rest.first, !(stopsAtTime && first == UInt8(ascii: "T")) {
            let digits = rest.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
            guard let number = Double(String(decoding: digits, as: UTF8.self)), digits.first != UInt8(ascii: "."),
                digits.last != UInt8(ascii: ".")
            else { return nil }
            rest = rest.dropFirst(digits.count)
            guard let letter = rest.popFirst(), let index = left.firstIndex(where: { $0.0 == letter }) else { return nil }
            total += number * left[index].1
            count += 1
            left = left[(index + 1)...]
        }
        return (total, count)
    }
}
