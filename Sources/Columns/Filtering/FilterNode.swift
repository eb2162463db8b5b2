/// A compiled filter, evaluated a block of rows at a time: what zone maps and earlier comparisons rule out is never looked at.
indirect enum FilterNode {
    case everything
    case nothing
    case codes(CodeComparison)
    case numbered(ClosedRange<Int>)
    case all([FilterNode])
    case any([FilterNode])

    init(_ column: StoredColumn, _ set: CodeSet) {
        if set.isEmpty {
            self = .nothing
        } else if set.covers(0, column.codes) || column.stored.missing == 0 && set.covers(1, column.codes) {
            self = .everything
        } else {
            self = .codes(CodeComparison(column, set))
        }
    }

    enum Result {
        case none
        case every
        /// The words say which.
        case some
    }

    /// Evaluates rows of block `block` into `words`, 64 of them, of which the words behind the last row are not written.
    /// - Parameter scratch: room for 64 words for each level below this one.
    func evaluate(_ block: Int, words: Int, into target: UnsafeMutablePointer<UInt64>, scratch: UnsafeMutablePointer<UInt64>) -> Result {
        switch self {
        case .everything: return .every
        case .nothing: return .none
        case .numbered(let rows): return FilterNode.place(rows, block, words, target)
        case .codes(let comparison): return comparison.evaluate(block, words: words, into: target)
        case .all(let nodes): return FilterNode.join(nodes, block, words, target, scratch, isAll: true)
        case .any(let nodes): return FilterNode.join(nodes, block, words, target, scratch, isAll: false)
        }
    }

    private static func place(_ rows: ClosedRange<Int>, _ block: Int, _ words: Int, _ target: UnsafeMutablePointer<UInt64>) -> Result {
        let first = block * Layout.blockRows
        let low = max(rows.lowerBound - first, 0)
        let high = min(rows.upperBound - first, words * 64 - 1)
        if low > high { return .none }
        if low == 0, high == words * 64 - 1 { return .every }
        for index in 0..<words {
            let from = max(low - index * 64, 0)
            let to = min(high - index * 64, 63)
            target[index] = from > to ? 0 : (UInt64.max >> UInt64(63 - to)) & (UInt64.max << UInt64(from))
        }
        return .some
    }

    private static func join(
        _ nodes: [FilterNode], _ block: Int, _ words: Int, _ target: UnsafeMutablePointer<UInt64>, _ scratch: UnsafeMutablePointer<UInt64>,
        isAll: Bool
    ) -> Result {
        var result = isAll ? Result.every : .none
        for node in nodes {
            let isFirst = if case .some = result { false } else { true }
            let part = node.evaluate(block, words: words, into: isFirst ? target : scratch, scratch: scratch + Layout.blockWords)
            switch part {
            case .none: if isAll { return .none }
            case .every: if !isAll { return .every }
            case .some:
                if isFirst {
                    result = .some
                } else {
                    var any: UInt64 = 0
                    for index in 0..<words {
                        target[index] = isAll ? target[index] & scratch[index] : target[index] | scratch[index]
                        any |= target[index]
                    }
                    if isAll, any == 0 { return .none }
                }
            }
        }
        return result
    }

    /// Levels of scratch words that evaluating needs.
    var depth: Int {
        switch self {
        case .everything, .nothing, .codes, .numbered: 1
        case .all(let nodes), .any(let nodes): 1 + (nodes.map(\.depth).max() ?? 0)
        }
    }
}
