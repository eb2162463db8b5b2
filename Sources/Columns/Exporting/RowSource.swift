/// Which rows are exported, and in which order.
package enum RowSource: Sendable {
    /// Rows that a filter wants, found while the export goes on: nothing is kept for them.
    case matching(RowFilter)
    case set(RowSet)
    /// These rows in this order, for sorted exports.
    case rows([Int])
}

/// Hands out rows strip by strip, when asked.
final class RowCursor {
    private enum Source {
        case run
        case words(Bitmap)
        case blocks(BlockReader)
        case list([Int])
    }

    private let source: Source
    private let rowCount: Int
    private let strip = UnsafeMutablePointer<UInt32>.allocate(capacity: RowStrip.most)
    private let words = UnsafeMutablePointer<UInt64>.allocate(capacity: Layout.blockWords)
    private let most: Int
    /// The next row, word or place in the list.
    private var next = 0
    private var word: UInt64 = 0
    private var wordRow = 0
    private var filled = 0
    private var block = 0
    private var blockWord = 0

    init(_ set: RowSet, most: Int) {
        source = set.bitmap.map { .words($0) } ?? .run
        rowCount = set.rowCount
        self.most = most
    }

    init(_ reader: BlockReader, rowCount: Int, most: Int) {
        source = .blocks(reader)
        self.rowCount = rowCount
        self.most = most
    }

    init(_ rows: [Int], rowCount: Int, most: Int) {
        source = .list(rows)
        self.rowCount = rowCount
        self.most = most
    }

    deinit {
        strip.deallocate()
        words.deallocate()
    }

    /// The next rows; `nil` at the end. They stay valid until the next call.
    func take() -> RowStrip? {
        switch source {
        case .run:
            guard next < rowCount else { return nil }
            let count = min(most, rowCount - next)
            defer { next += count }
            return RowStrip(rows: nil, first: next, count: count)
        case .list(let rows):
            guard next < rows.count else { return nil }
            let count = min(most, rows.count - next)
            for index in 0..<count { strip[index] = UInt32(rows[next + index]) }
            next += count
            return RowStrip(rows: strip, first: Int(strip[0]), count: count)
        case .words, .blocks:
            var count = 0
            while count < most {
                while word == 0 {
                    guard advance() else { return count == 0 ? nil : RowStrip(rows: strip, first: Int(strip[0]), count: count) }
                }
                strip[count] = UInt32(truncatingIfNeeded: wordRow &+ word.trailingZeroBitCount)
                word &= word &- 1
                count &+= 1
            }
            return RowStrip(rows: strip, first: Int(strip[0]), count: count)
        }
    }

    /// Goes to the next word; false behind the last.
    private func advance() -> Bool {
        switch source {
        case .words(let bitmap):
            guard next < bitmap.words.count else { return false }
            word = bitmap.words[next]
            wordRow = next * 64
            next += 1
            return true
        case .blocks(let reader):
            while blockWord >= filled {
                guard block < reader.blocks else { return false }
                filled = reader.read(block, into: words) ?? 0
                block += 1
                blockWord = 0
            }
            word = words[blockWord]
            wordRow = (block - 1) * Layout.blockRows + blockWord * 64
            blockWord += 1
            return true
        case .run, .list: return false
        }
    }
}
