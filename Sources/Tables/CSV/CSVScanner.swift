import Kernel

/// One record as the scanner found it: its cells' bytes without quotes, and where each ends.
struct CSVRecord {
    enum Fault {
        /// The quote opened on that line was still open at the end of the file.
        case unclosedQuote(line: Int)
        /// `"a"b`: something stands between a closing quote and the next delimiter.
        case textAfterQuote
        /// No end of the row within ``CSVReader``'s longest row.
        case tooLong
    }

    var line: Int
    var bytes: [UInt8] = []
    var ends: [Int32] = []
    var fault: Fault?

    /// The record's beginning as text, to show in a problem.
    var start: String { Encoding.text(bytes.prefix(80)) }
}

/// Splits bytes into records; the only part of CSV that looks at every byte.
struct CSVScanner {
    private enum State { case cellStart, plain, quoted, afterQuote }

    private let source: CSVBytes
    private let delimiter: UInt8
    private let longestRow: Int
    private var buffer: [UInt8]
    private var at: Int
    private var line: Int
    /// A CR was the last byte of the buffer; an LF that comes next belongs to it.
    private var skipsLineFeed = false

    init(_ source: CSVBytes, dialect: CSVDialect, longestRow: Int) {
        self.source = source
        delimiter = dialect.delimiter
        self.longestRow = longestRow
        buffer = source.start
        at = dialect.skip
        line = 1 + dialect.skippedLines
    }

    var progress: Double { source.progress(unread: buffer.count - at) }

    /// The next record, empty lines included as records without bytes; `nil` at the end.
    mutating func next() throws(AppError) -> CSVRecord? {
        guard try fill() else { return nil }
        var record = CSVRecord(line: line)
        record.bytes.reserveCapacity(128)
        record.ends.reserveCapacity(16)
        var state = State.cellStart
        var quoteLine = line
        repeat {
            let isWhole = scan(&record, &state, &quoteLine)
            if isWhole { return record }
            if record.bytes.count > longestRow {
                record.fault = .tooLong
                break
            }
        } while try fill()
        if state == .quoted { record.fault = .unclosedQuote(line: quoteLine) }
        if state == .quoted || record.bytes.count > longestRow {
            // Where the next row begins cannot be told any more.
            record.bytes.removeSubrange(min(record.bytes.count, 200)...)
            record.ends = record.ends.filter { Int($0) <= record.bytes.count }
            buffer = []
            at = 0
            source.close()
        }
        record.ends.append(Int32(record.bytes.count))
        return record
    }

    /// Makes sure that there are bytes to look at; false at the end of the file.
    private mutating func fill() throws(AppError) -> Bool {
        while true {
            if at >= buffer.count {
                buffer = try source.next()
                at = 0
                if buffer.isEmpty { return false }
            }
            guard skipsLineFeed else { return true }
            skipsLineFeed = false
            if buffer[at] == 10 { at += 1 } else { return true }
        }
    }

    /// Looks at the buffer up to the end of the record (true) or of the buffer (false).
    private mutating func scan(_ record: inout CSVRecord, _ state: inout State, _ quoteLine: inout Int) -> Bool {
        let delimiter = delimiter
        let quote = UInt8(ascii: "\"")
        var at = at
        var line = line
        defer {
            self.at = at
            self.line = line
        }
        return buffer.withUnsafeBufferPointer { bytes in
            let end = bytes.count
            while at < end {
                let byte = bytes[at]
                switch state {
                case .cellStart where byte == quote:
                    state = .quoted
                    quoteLine = line
                    at += 1
                case .quoted:
                    let start = at
                    var previous = record.bytes.count > Int(record.ends.last ?? 0) ? record.bytes.last! : 0
                    while at < end, bytes[at] != quote {
                        if bytes[at] == 13 || bytes[at] == 10 && previous != 13 { line += 1 }
                        previous = bytes[at]
                        at += 1
                    }
                    record.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<at]))
                    if at < end {
                        state = .afterQuote
                        at += 1
                    } else if record.bytes.count > longestRow {
                        return false
                    }
                case .afterQuote where byte == quote:
                    record.bytes.append(quote)
                    state = .quoted
                    at += 1
                default:
                    if byte == delimiter {
                        record.ends.append(Int32(record.bytes.count))
                        state = .cellStart
                        at += 1
                    } else if byte == 10 || byte == 13 {
                        at += 1
                        line += 1
                        if byte == 13 {
                            if at < end { at += bytes[at] == 10 ? 1 : 0 } else { skipsLineFeed = true }
                        }
                        record.ends.append(Int32(record.bytes.count))
                        return true
                    } else {
                        if state == .afterQuote { record.fault = record.fault ?? .textAfterQuote }
                        let start = at
                        repeat { at += 1 } while at < end && bytes[at] != delimiter && bytes[at] != 10 && bytes[at] != 13
                        record.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<at]))
                        state = .plain
                    }
                }
            }
            return false
        }
    }
}
