import Foundation

/// One walk along the bytes of one record.
struct CSVWalk {
    enum State {
        case whole, needsMore
        /// The bytes ended inside of quotes that were opened so many lines below the record's beginning.
        case quoted(lines: Int)
    }

    private static let quote = UInt8(ascii: "\"")

    let bytes: UnsafeBufferPointer<UInt8>
    let isSpecial: UnsafeBufferPointer<Bool>
    let delimiter: UInt8
    /// Nothing comes behind these bytes.
    let isLast: Bool
    let readsQuotes: Bool
    var at: Int
    /// Line ends passed, once the record is whole.
    var lines = 0
    var state = State.needsMore

    init(
        bytes: UnsafeBufferPointer<UInt8>, isSpecial: UnsafeBufferPointer<Bool>, delimiter: UInt8, isLast: Bool, readsQuotes: Bool, at: Int
    ) {
        self.bytes = bytes
        self.isSpecial = isSpecial
        self.delimiter = delimiter
        self.isLast = isLast
        self.readsQuotes = readsQuotes
        self.at = at
    }

    /// Reads a record without quotes where it lies and copies it in one go; at the first quote ``readQuoted`` takes over.
    mutating func read(_ record: inout CSVRecord) {
        let begin = at
        var start = at
        var high: UInt8 = 0
        var next = at
        while true {
            if next < bytes.count, readsQuotes, bytes[next] == CSVWalk.quote {
                record.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[begin..<next]))
                at = next
                return readQuoted(&record)
            }
            while next < bytes.count {
                let byte = bytes[next]
                if isSpecial[Int(byte)] {
                    if byte != 0 { break }
                    record.isBinary = true
                }
                high |= byte
                next += 1
            }
            guard next < bytes.count || isLast else { return }
            record.cells.append(CSVRecord.Cell(start: Int32(start - begin), end: Int32(next - begin)))
            guard next < bytes.count, bytes[next] == delimiter else { break }
            next += 1
            start = next
        }
        at = next
        guard endRow() else { return }
        record.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[begin..<next]))
        record.isASCII = high < 0x80
    }

    /// Takes the line end at `at`; false when the byte behind a CR has not been read yet.
    private mutating func endRow() -> Bool {
        if at < bytes.count {
            if bytes[at] == 13 {
                guard at + 1 < bytes.count || isLast else { return false }
                if at + 1 < bytes.count, bytes[at + 1] == 10 { at += 1 }
            }
            at += 1
            lines += 1
        }
        state = .whole
        return true
    }

    /// Reads the rest of a record whose next cell begins with a quote.
    private mutating func readQuoted(_ record: inout CSVRecord) {
        while true {
            let start = Int32(record.bytes.count)
            if at < bytes.count, bytes[at] == CSVWalk.quote {
                guard readInside(&record) else { return }
                if at < bytes.count, !isEnd(bytes[at]) {
                    let begin = at
                    while at < bytes.count, !isEnd(bytes[at]) { at += 1 }
                    if bytes[begin..<at].contains(where: { $0 != 32 }) {
                        record.fault = .textAfterQuote
                        record.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[begin..<at]))
                    }
                }
            } else {
                let begin = at
                while at < bytes.count, !isEnd(bytes[at]) { at += 1 }
                record.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[begin..<at]))
            }
            guard at < bytes.count || isLast else { return }
            record.cells.append(CSVRecord.Cell(start: start, end: Int32(record.bytes.count)))
            guard at < bytes.count, bytes[at] == delimiter else { break }
            at += 1
        }
        guard endRow() else { return }
        for byte in record.bytes {
            if byte >= 0x80 { record.isASCII = false }
            if byte == 0 { record.isBinary = true }
        }
    }

    /// Reads from an opening quote to behind the one that closes it.
    private mutating func readInside(_ record: inout CSVRecord) -> Bool {
        let openedAt = lines
        at += 1
        while true {
            let begin = at
            guard begin < bytes.count, let found = memchr(bytes.baseAddress! + begin, 34, bytes.count - begin) else {
                state = .quoted(lines: openedAt)
                return false
            }
            at = bytes.baseAddress!.distance(to: found.assumingMemoryBound(to: UInt8.self))
            countLines(begin, at)
            record.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[begin..<at]))
            at += 1
            // Whether the quote is a doubled one, the byte behind it tells.
            guard at < bytes.count || isLast else { return false }
            guard at < bytes.count, bytes[at] == CSVWalk.quote else { return true }
            record.bytes.append(CSVWalk.quote)
            at += 1
        }
    }

    private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == 10 || byte == 13 }

    private mutating func countLines(_ begin: Int, _ end: Int) {
        for index in begin..<end where bytes[index] == 10 || bytes[index] == 13 && !(index + 1 < bytes.count && bytes[index + 1] == 10) {
            lines += 1
        }
    }
}
