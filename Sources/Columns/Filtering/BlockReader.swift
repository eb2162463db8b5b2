import Kernel

/// Evaluates a filter over a file block by block.
final class BlockReader {
    private let node: FilterNode
    private let scratch: UnsafeMutablePointer<UInt64>
    private let rows: Int
    let blocks: Int

    init(_ node: FilterNode, rows: Int) {
        self.node = node
        self.rows = rows
        blocks = Layout.blocks(rows)
        scratch = .allocate(capacity: (node.depth + 1) * Layout.blockWords)
    }

    deinit { scratch.deallocate() }

    /// Writes the answer for a block and gives how many words that are; bits behind the last row are zero. `nil` when no row fits.
    func read(_ block: Int, into words: UnsafeMutablePointer<UInt64>) -> Int? {
        let first = block * Layout.blockRows
        let count = (min(Layout.blockRows, rows - first) + 63) / 64
        switch node.evaluate(block, words: count, into: words, scratch: scratch) {
        case .none: return nil
        case .every: words.update(repeating: .max, count: count)
        case .some: break
        }
        let rest = (rows - first) % 64
        if block == blocks - 1, rest != 0 { words[count - 1] &= (1 << UInt64(rest)) - 1 }
        return count
    }
}

extension ColumnFile {
    /// The rows that a filter wants.
    /// - Throws: `invalid` for unknown columns, values that are not of a column's type, and filters that are too large.
    package func rows(matching filter: RowFilter) throws(AppError) -> RowSet {
        let node = try FilterCompiler.compile(filter, for: self)
        if case .everything = node { return RowSet(all: rowCount) }
        let reader = BlockReader(node, rows: rowCount)
        return RowSet(
            Bitmap(rows: rowCount) { words in
                guard let start = words.baseAddress else { return }
                for block in 0..<reader.blocks {
                    let target = start + block * Layout.blockWords
                    if reader.read(block, into: target) == nil {
                        target.update(repeating: 0, count: min(Layout.blockWords, words.count - block * Layout.blockWords))
                    }
                }
            })
    }

    /// The next rows behind row `after` (from the first without it), at most `limit`, found without looking at the rows behind them:
    /// the cost does not grow with the table.
    /// - Throws: as ``rows(matching:)``.
    package func page(_ filter: RowFilter, after: Int?, limit: Int) throws(AppError) -> [Int] {
        let reader = BlockReader(try FilterCompiler.compile(filter, for: self), rows: rowCount)
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: Layout.blockWords)
        defer { words.deallocate() }
        var found: [Int] = []
        let start = max(0, (after ?? -1) + 1)
        guard limit > 0, start < rowCount else { return [] }
        for block in (start / Layout.blockRows)..<reader.blocks {
            guard let count = reader.read(block, into: words) else { continue }
            for index in 0..<count {
                var rest = words[index]
                while rest != 0 {
                    let row = block * Layout.blockRows + index * 64 + rest.trailingZeroBitCount
                    rest &= rest &- 1
                    guard row >= start else { continue }
                    found.append(row)
                    if found.count == limit { return found }
                }
            }
        }
        return found
    }
}
