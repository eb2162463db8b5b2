import Columns
import Kernel

/// Makes filters of conditions.
struct SoQLConditions {
    let check: ColumnCheck
    let field: String

    func filter(_ expression: SoQLExpression) throws(AppError) -> RowFilter {
        switch expression {
        case .all(let parts): return .all(try filters(parts))
        case .any(let parts): return .any(try filters(parts))
        case .not(let part): return .not(try filter(part))
        case .compare(let left, let sign, let right, let position): return try compare(left, sign, right, position)
        case .between(let subject, let low, let high, _):
            let name = try column(subject)
            return try checked(.between(name, try literal(low), try literal(high)), low.position)
        case .isIn(let subject, let values, let position):
            var texts: [String] = []
            for value in values { texts.append(try literal(value)) }
            if let (name, _) = try folded(subject) { return .any(texts.map { .text(name, .like, $0.asPattern) }) }
            return try checked(.isIn(try column(subject), texts), position)
        case .like(let subject, let pattern, _):
            return .text(try textColumn(subject), .like, try literal(pattern))
        case .isNull(let subject, _): return .isMissing(try column(subject))
        case .column(let name, let position):
            guard try check.column(name, field, at: position) == .boolean else {
                throw RowFault.at(field, position, "rows.not_a_condition", ["column": name])
            }
            return .compare(name, .equal, "true")
        case .boolean(let value, _): return value ? .everything : .not(.everything)
        case .call(let name, let arguments, _, let position): return try call(name, arguments, position)
        case .text, .number, .null, .star: throw RowFault.at(field, expression.position, "rows.no_condition")
        }
    }

    private func filters(_ parts: [SoQLExpression]) throws(AppError) -> [RowFilter] {
        var filters: [RowFilter] = []
        for part in parts { filters.append(try filter(part)) }
        return filters
    }

    private func checked(_ filter: RowFilter, _ position: Int) throws(AppError) -> RowFilter {
        try check.filter(filter, field, at: position)
        return filter
    }

    private func column(_ expression: SoQLExpression) throws(AppError) -> String {
        guard case .column(let name, let position) = expression else {
            throw RowFault.at(field, expression.position, "rows.soql_only_columns")
        }
        _ = try check.column(name, field, at: position)
        return name
    }

    private func literal(_ expression: SoQLExpression) throws(AppError) -> String {
        guard let text = expression.literal else { throw RowFault.at(field, expression.position, "rows.only_values") }
        return text
    }

    /// The column within `upper(…)` or `lower(…)`, whose comparisons disregard capitals here.
    private func folded(_ expression: SoQLExpression) throws(AppError) -> (name: String, position: Int)? {
        guard case .call(let name, let arguments, _, let position) = expression, name == "upper" || name == "lower" else { return nil }
        guard arguments.count == 1 else { throw RowFault.at(field, position, "rows.one_argument", ["name": name]) }
        return (try column(arguments[0]), position)
    }

    private func textColumn(_ expression: SoQLExpression) throws(AppError) -> String {
        if let (name, _) = try folded(expression) { return name }
        return try column(expression)
    }

    private func compare(_ left: SoQLExpression, _ sign: String, _ right: SoQLExpression, _ position: Int) throws(AppError) -> RowFilter {
        if left.literal != nil, right.literal == nil {
            let turned = ["<": ">", "<=": ">=", ">": "<", ">=": "<="][sign] ?? sign
            return try compare(right, turned, left, position)
        }
        let comparison = SoQLConditions.comparison(sign)
        if let (name, _) = try folded(left) {
            let same = RowFilter.text(name, .like, try literal(right).asPattern)
            switch comparison {
            case .equal: return same
            case .notEqual: return .not(same)
            default: throw RowFault.at(field, position, "rows.folded_order")
            }
        }
        return try checked(.compare(try column(left), comparison, try literal(right)), right.position)
    }

    static func comparison(_ sign: String) -> RowFilter.Comparison {
        switch sign {
        case "=", "==": .equal
        case "!=", "<>": .notEqual
        case "<": .less
        case "<=": .lessOrEqual
        case ">": .greater
        default: .greaterOrEqual
        }
    }

    private func call(_ name: String, _ arguments: [SoQLExpression], _ position: Int) throws(AppError) -> RowFilter {
        let matches: [String: RowFilter.TextMatch] = [
            "starts_with": .startsWith, "ends_with": .endsWith, "contains": .contains, "like": .like,
        ]
        guard let match = matches[name] else {
            throw RowFault.at(
                field, position, "rows.no_function",
                ["found": String(name.prefix(40)), "functions": matches.keys.sorted().joined(separator: ", ")])
        }
        guard arguments.count == 2 else { throw RowFault.at(field, position, "rows.two_arguments", ["name": name]) }
        return .text(try textColumn(arguments[0]), match, try literal(arguments[1]))
    }

    /// Conditions on figures: comparisons with numbers, all of which must hold.
    func having(_ expression: SoQLExpression, _ field: String) throws(AppError) -> [(SoQLExpression, RowFilter.Comparison, Number)] {
        func number(_ value: SoQLExpression) throws(AppError) -> Number {
            guard let number = value.literal.flatMap({ Number($0) }) else { throw RowFault.at(field, value.position, "rows.having_number") }
            return number
        }
        switch expression {
        case .all(let parts):
            var found: [(SoQLExpression, RowFilter.Comparison, Number)] = []
            for part in parts { found += try having(part, field) }
            return found
        case .compare(let left, let sign, let right, _):
            if left.literal != nil {
                let turned = ["<": ">", "<=": ">=", ">": "<", ">=": "<="][sign] ?? sign
                return [(right, SoQLConditions.comparison(turned), try number(left))]
            }
            return [(left, SoQLConditions.comparison(sign), try number(right))]
        case .between(let subject, let low, let high, _):
            return [(subject, .greaterOrEqual, try number(low)), (subject, .lessOrEqual, try number(high))]
        default: throw RowFault.at(field, expression.position, "rows.having_and")
        }
    }
}
