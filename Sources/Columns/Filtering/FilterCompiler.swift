import Kernel

/// Turns a filter into comparisons of codes. Negation is pushed down to the comparisons, where it means "present and not".
struct FilterCompiler {
    private let file: ColumnFile
    private var parts = 0

    init(_ file: ColumnFile) { self.file = file }

    /// - Throws: `invalid` for unknown columns, values of the wrong type, and filters that are too deep or too long.
    static func compile(_ filter: RowFilter, for file: ColumnFile) throws(AppError) -> FilterNode {
        var compiler = FilterCompiler(file)
        return try compiler.node(filter, isNegated: false, depth: 0)
    }

    private mutating func node(_ filter: RowFilter, isNegated: Bool, depth: Int) throws(AppError) -> FilterNode {
        parts += 1
        guard depth <= RowFilter.greatestDepth, parts <= RowFilter.mostParts else { throw .invalid("filter", "columns.filter_too_large") }
        switch filter {
        case .everything: return isNegated ? .nothing : .everything
        case .all(let filters), .any(let filters):
            let isAll = if case .all = filter { !isNegated } else { isNegated }
            var nodes: [FilterNode] = []
            for filter in filters { nodes.append(try node(filter, isNegated: isNegated, depth: depth + 1)) }
            return isAll ? .all(nodes) : .any(nodes)
        case .not(let filter): return try node(filter, isNegated: !isNegated, depth: depth + 1)
        case .isMissing(let name), .isPresent(let name):
            let column = try file.column(name)
            let wantsMissing = if case .isMissing = filter { !isNegated } else { isNegated }
            return FilterNode(column, wantsMissing ? CodeSet(0, 0) : CodeSet(1, column.codes))
        case .numbered(let rows):
            guard isNegated else { return .numbered(rows) }
            let before = rows.lowerBound > 0 ? [FilterNode.numbered(0...(rows.lowerBound - 1))] : []
            return .any(before + (rows.upperBound < .max ? [.numbered((rows.upperBound + 1)...Int.max)] : []))
        case .compare(let name, _, _), .between(let name, _, _), .isIn(let name, _), .isNotIn(let name, _), .text(let name, _, _):
            let column = try file.column(name)
            let set = try codes(filter, column)
            return FilterNode(column, isNegated ? set.opposite(codes: column.codes) : set)
        }
    }

    private func codes(_ filter: RowFilter, _ column: StoredColumn) throws(AppError) -> CodeSet {
        switch filter {
        case .compare(_, let comparison, let text): return compare(comparison, try Operand(text, in: column), column.codes)
        case .between(_, let from, let to):
            let low = try Operand(from, in: column)
            let high = try Operand(to, in: column)
            return CodeSet(low.code, high.isExact ? high.code : high.code - 1)
        case .isIn(_, let texts): return try members(texts, column)
        case .isNotIn(_, let texts): return try members(texts, column).opposite(codes: column.codes)
        case .text(_, let match, let pattern): return try TextMatcher(match, pattern).codes(of: column)
        default: return .none
        }
    }

    private func compare(_ comparison: RowFilter.Comparison, _ operand: Operand, _ codes: UInt64) -> CodeSet {
        let at = operand.code
        switch comparison {
        case .equal: return operand.isExact ? CodeSet(at, at) : .none
        case .notEqual: return (operand.isExact ? CodeSet(at, at) : .none).opposite(codes: codes)
        case .less: return CodeSet(1, at - 1)
        case .lessOrEqual: return CodeSet(1, operand.isExact ? at : at - 1)
        case .greater: return CodeSet(operand.isExact ? at + 1 : at, codes)
        case .greaterOrEqual: return CodeSet(at, codes)
        }
    }

    private func members(_ texts: [String], _ column: StoredColumn) throws(AppError) -> CodeSet {
        guard texts.count <= RowFilter.mostValues else { throw .invalid(column.name, "columns.filter_too_large") }
        var parts: [ClosedRange<UInt64>] = []
        for text in texts {
            let operand = try Operand(text, in: column)
            if operand.isExact { parts.append(operand.code...operand.code) }
        }
        return CodeSet(joining: parts, codes: column.codes)
    }
}
