import Kernel

extension SoQLParser {
    /// - Returns: `nil` for `*`.
    mutating func selections() throws(AppError) -> (list: [SoQLSelection]?, isDistinct: Bool) {
        let isDistinct = takeWord("distinct")
        if takeSign("*") { return (nil, isDistinct) }
        var list: [SoQLSelection] = []
        repeat {
            let expression = try operand()
            var alias: String?
            if takeWord("as") { alias = try name() }
            list.append(SoQLSelection(expression: expression, alias: alias))
        } while takeSign(",")
        return (list, isDistinct)
    }

    private mutating func name() throws(AppError) -> String {
        switch token.kind {
        case .word(let name), .name(let name):
            at += 1
            return name
        default: throw unexpected
        }
    }

    mutating func expressions() throws(AppError) -> [SoQLExpression] {
        var list: [SoQLExpression] = []
        repeat { list.append(try operand()) } while takeSign(",")
        return list
    }

    mutating func orderings() throws(AppError) -> [SoQLOrdering] {
        var list: [SoQLOrdering] = []
        repeat {
            var ordering = SoQLOrdering(expression: try operand())
            if takeWord("desc") { ordering.isDescending = true } else { _ = takeWord("asc") }
            if takeWord("null") || takeWord("nulls") {
                if takeWord("first") { ordering.isMissingFirst = true } else { try expectWord("last") }
            }
            list.append(ordering)
        } while takeSign(",")
        return list
    }
}
