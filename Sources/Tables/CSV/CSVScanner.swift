import Foundation
import Kernel

/// Splits bytes into records; the only part of CSV that looks at every byte.
///
/// The bytes of one record always lie together in the buffer: when its end is not there yet, more is read and it is looked at anew.
package struct CSVScanner {
    private enum Outcome { case whole, needsMore, openQuote(line: Int) }

    /// Quotes that were never closed make the rest of the file doubtful, and each costs a look at megabytes.
    private static let mostOpenQuotes = 20

    private let source: TextSource
    private let delimiter: UInt8
    private let longestRow: Int
    /// Bytes at which a cell without quotes needs a decision: delimiter, line ends, NUL.
    private let isSpecial: [Bool]
    private var buffer: [UInt8]
    private var at: Int
    private var line: Int
    private var isLastPiece = false
    private var isClosed = false
    private var openQuotes = 0

    init(_ source: TextSource, dialect: CSVDialect, longestRow: Int) {
        self.source = source
        delimiter = dialect.delimiter
        self.longestRow = longestRow
        var special = [Bool](repeating: false, count: 256)
        for byte in [dialect.delimiter, 0, 10, 13] { special[Int(byte)] = true }
        isSpecial = special
        buffer = source.start
        at = dialect.skip
        line = 1 + dialect.skippedLines
    }

    var progress: Double { source.progress(unread: buffer.count - at) }

    /// Fills the next record, empty lines included as records of one empty cell; false at the end.
    package mutating func next(into record: inout CSVRecord) throws(AppError) -> Bool {
        while !isClosed {
            if at >= buffer.count {
                guard !isLastPiece, try fill() else { return false }
            }
            switch scan(&record, readsQuotes: true) {
            case .whole: return true
            case .openQuote(let opened):
                takeQuoteAsLetter(&record, opened)
                return true
            case .needsMore:
                if buffer.count - at > longestRow {
                    giveUp(&record)
                    return true
                }
                _ = try fill()
            }
        }
        return false
    }

    /// Adds the next piece behind what is not yet understood; false at the end of the file.
    private mutating func fill() throws(AppError) -> Bool {
        let piece = try source.next()
        if piece.isEmpty {
            isLastPiece = true
            return false
        }
        if at >= buffer.count { buffer = piece } else { buffer.replaceSubrange(0..<at, with: []); buffer += piece }
        at = 0
        return true
    }

    /// Reads the row once more with its quotes as letters, so that the rows behind it are not lost.
    private mutating func takeQuoteAsLetter(_ record: inout CSVRecord, _ opened: Int) {
        openQuotes += 1
        let outcome = scan(&record, readsQuotes: false)
        if case .needsMore = outcome { giveUp(&record) }
        record.fault = .unclosedQuote(line: opened)
        if openQuotes >= CSVScanner.mostOpenQuotes { close() }
    }

    /// Where the next row begins cannot be told any more.
    private mutating func giveUp(_ record: inout CSVRecord) {
        record.line = line
        record.bytes = Array(buffer[at..<min(buffer.count, at + 200)])
        record.cells = [CSVRecord.Cell(start: 0, end: Int32(record.bytes.count))]
        record.isASCII = false
        record.fault = .tooLong
        close()
    }

    private mutating func close() {
        isClosed = true
        source.close()
        buffer = []
        at = 0
    }

    /// Looks for the record that begins at `at`, and moves there behind it when it is whole.
    private mutating func scan(_ record: inout CSVRecord, readsQuotes: Bool) -> Outcome {
        record.line = line
        record.fault = nil
        record.isASCII = true
        record.isBinary = false
        record.bytes.removeAll(keepingCapacity: true)
        record.cells.removeAll(keepingCapacity: true)
        let walk = buffer.withUnsafeBufferPointer { bytes in
            isSpecial.withUnsafeBufferPointer { special in
                var walk = CSVWalk(
                    bytes: bytes, isSpecial: special, delimiter: delimiter, isLast: isLastPiece, readsQuotes: readsQuotes, at: at)
                walk.read(&record)
                return (walk.at, walk.lines, walk.state)
            }
        }
        switch walk.2 {
        case .whole:
            at = walk.0
            line += walk.1
            return .whole
        case .needsMore: return .needsMore
        case .quoted(let lines):
            return isLastPiece || buffer.count - at > longestRow ? .openQuote(line: line + lines) : .needsMore
        }
    }
}
