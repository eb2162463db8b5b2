/// How a CSV file separates its cells, found by looking at its beginning.
package struct CSVDialect: Sendable, Equatable {
    package var delimiter: UInt8
    /// Bytes before the first row: a byte-order mark, and Excel's `sep=;` line.
    var skip = 0
    /// Lines in those bytes.
    var skippedLines = 0
    /// The file itself says what separates its cells.
    package var isNamed: Bool { skippedLines > 0 }

    package init(delimiter: UInt8) { self.delimiter = delimiter }

    package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]

    /// Looks at the first bytes of a file. The delimiter is the one that splits the most of the first rows into the same number
    /// of cells (a title above the table has none), and of several the one that makes more cells; a comma when nothing does.
    init(detecting start: [UInt8]) {
        self.init(delimiter: UInt8(ascii: ","))
        if start.starts(with: CSVDialect.byteOrderMark) { skip = 3 }
        let rest = start[skip...]
        if let named = CSVDialect.namedDelimiter(rest) {
            delimiter = named
            skip += (rest.firstIndex(of: 10) ?? rest.endIndex - 1) + 1 - rest.startIndex
            skippedLines = 1
            return
        }
        var best = 0
        for candidate in CSVDialect.candidates {
            let counts = CSVDialect.counts(of: candidate, in: rest)
            let usual = Dictionary(grouping: counts.filter { $0 > 0 }, by: { $0 }).max {
                ($0.value.count, $0.key) < ($1.value.count, $1.key)
            }
            guard let usual else { continue }
            let score = usual.value.count * 1000 / counts.count * 1000 + min(usual.key, 999)
            if score > best {
                best = score
                delimiter = candidate
            }
        }
    }

    private static func namedDelimiter(_ bytes: ArraySlice<UInt8>) -> UInt8? {
        let line = bytes.prefix(6)
        guard line.count >= 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=",
            line.count == 5 || line.last == 13 || line.last == 10
        else { return nil }
        return line[line.startIndex + 4]
    }

    /// How often the delimiter stands outside quotes in each of the first twenty rows.
    private static func counts(of delimiter: UInt8, in bytes: ArraySlice<UInt8>) -> [Int] {
        var counts: [Int] = []
        var count = 0
        var length = 0
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, byte == 10 || byte == 13 {
                if length > 0 { counts.append(count) }
                if counts.count == 20 { return counts }
                count = 0
                length = 0
            } else {
                length += 1
                if byte == delimiter, !isQuoted { count += 1 }
            }
        }
        // The last row is whole only when the file is short; its count is better than none.
        if counts.isEmpty, length > 0 { counts.append(count) }
        return counts
    }
}
