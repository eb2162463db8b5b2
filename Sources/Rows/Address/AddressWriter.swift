import Columns
import Kernel

/// Writes a question as an address, always in the same way: what ``AddressReader`` reads from it is the same question.
package enum AddressWriter {
    /// Names and values in order, percent escapes not yet made.
    package static func pairs(_ question: RowQuestion) -> [(name: String, value: String)] {
        var pairs = conditions(question.filter)
        func say(_ name: String, _ value: String?) { if let value, !value.isEmpty { pairs.append((name, value)) } }
        say(AddressWord.search, question.search)
        switch question.want {
        case .rows(let outputs):
            if let outputs {
                let isPlain = outputs.allSatisfy { $0.name == $0.column }
                say(isPlain ? AddressWord.fields : AddressWord.select, outputs.map(text).joined(separator: ","))
            }
            say(AddressWord.sort, question.order.map(text).joined(separator: ","))
        case .distinct(let outputs):
            say(AddressWord.distinct, outputs.map(text).joined(separator: ","))
            say(AddressWord.sort, question.order.map(text).joined(separator: ","))
        case .groups(let groups): self.groups(groups, say)
        }
        say(AddressWord.facet, question.facets.map(AddressWord.name).joined(separator: ","))
        if !question.facets.isEmpty, question.facetLimit != 20 { say(AddressWord.facetLimit, "\(question.facetLimit)") }
        if question.limit != RowQuestion.usualLimit { say(AddressWord.limit, "\(question.limit)") }
        if question.offset != 0, question.cursor == nil { say(AddressWord.offset, "\(question.offset)") }
        say(AddressWord.cursor, question.cursor?.text)
        return pairs
    }

    private static func groups(_ groups: GroupQuestion, _ say: (String, String?) -> Void) {
        func text(_ source: GroupQuestion.Source) -> String {
            switch source {
            case .key(let index): AddressWord.name(groups.columns[index])
            case .figure(let index): figure(groups.figures[index])
            }
        }
        say(AddressWord.group, groups.columns.map(AddressWord.name).joined(separator: ","))
        say(
            AddressWord.select,
            groups.shown.map { shown in
                let isOwn =
                    switch shown.source {
                    case .key(let index): shown.name == groups.columns[index]
                    case .figure(let index): shown.name == FigureName.text(groups.figures[index])
                    }
                return (isOwn ? "" : AddressWord.name(shown.name) + ":") + text(shown.source)
            }.joined(separator: ","))
        say(
            AddressWord.having,
            groups.having.map {
                "\(figure(groups.figures[$0.aggregate])).\(AddressOperator($0.comparison).rawValue).\($0.number.text)"
            }.joined(separator: ","))
        say(
            AddressWord.sort,
            groups.order.map { part in
                let source: GroupQuestion.Source =
                    switch part.place {
                    case .key(let index): .key(index)
                    case .aggregate(let index): .figure(index)
                    }
                return text(source) + (part.isDescending ? ".desc" : "")
            }.joined(separator: ","))
    }

    private static func figure(_ aggregate: Grouping.Aggregate) -> String {
        "\(aggregate.figure.rawValue)(\(aggregate.column.map(AddressWord.name) ?? ""))"
    }

    private static func text(_ output: RowQuestion.Output) -> String {
        (output.name == output.column ? "" : AddressWord.name(output.name) + ":") + AddressWord.name(output.column)
    }

    private static func text(_ order: RowOrder) -> String {
        AddressWord.name(order.column) + (order.isDescending ? ".desc" : "") + (order.isMissingFirst ? ".nullsfirst" : "")
    }

    /// The name of the parameter that is a condition on a column.
    package static func name(_ column: String) -> String { AddressWord.name(column) }

    /// The conditions of a filter as parameters; all of them must hold.
    package static func conditions(_ filter: RowFilter) -> [(name: String, value: String)] {
        switch filter {
        case .everything: return []
        case .all(let parts) where parts.count > 1: return parts.map(parameter)
        default: return [parameter(filter)]
        }
    }

    private static func parameter(_ filter: RowFilter) -> (name: String, value: String) {
        switch filter {
        case .everything: return (AddressWord.and, "()")
        case .all(let parts): return (AddressWord.and, list(parts))
        case .any(let parts): return (AddressWord.or, list(parts))
        case .not(let part): return (AddressWord.not, list([part]))
        default:
            let (name, value) = comparison(filter, AddressWord.lastValue)
            return (name, value)
        }
    }

    private static func list(_ parts: [RowFilter]) -> String { "(" + parts.map(part).joined(separator: ",") + ")" }

    private static func part(_ filter: RowFilter) -> String {
        switch filter {
        case .everything, .all, .any, .not:
            let (name, value) = parameter(filter)
            return "\(name)=\(value)"
        default:
            let (name, value) = comparison(filter, AddressWord.value)
            return "\(name).\(value)"
        }
    }

    private static func comparison(_ filter: RowFilter, _ value: (String) -> String) -> (String, String) {
        func values(_ texts: [String]) -> String { "(" + texts.map(AddressWord.value).joined(separator: ",") + ")" }
        func text(_ operator: AddressOperator, _ text: String) -> String { "\(`operator`.rawValue).\(text)" }
        switch filter {
        case .compare(let name, let comparison, let operand):
            return (AddressWord.name(name), text(AddressOperator(comparison), value(operand)))
        case .between(let name, let from, let to): return (AddressWord.name(name), text(.between, values([from, to])))
        case .isIn(let name, let texts): return (AddressWord.name(name), text(.isIn, values(texts)))
        case .isNotIn(let name, let texts): return (AddressWord.name(name), text(.isNotIn, values(texts)))
        case .text(let name, let match, let pattern): return (AddressWord.name(name), text(AddressOperator(match), value(pattern)))
        case .isMissing(let name): return (AddressWord.name(name), AddressOperator.isMissing.rawValue)
        case .isPresent(let name): return (AddressWord.name(name), AddressOperator.isPresent.rawValue)
        case .numbered(let rows):
            let from = rows.lowerBound + 1
            return (
                AddressWord.row,
                rows.upperBound == .max ? text(.greaterOrEqual, "\(from)") : text(.between, "(\(from),\(rows.upperBound + 1))")
            )
        case .everything, .all, .any, .not: preconditionFailure("not a comparison")
        }
    }

    /// The question as the part of an address behind the `?`.
    package static func query(_ question: RowQuestion) -> String {
        pairs(question).map { "\(AddressEscapes.escaped($0.name))=\(AddressEscapes.escaped($0.value))" }.joined(separator: "&")
    }
}

extension RowQuestion {
    /// What a cursor is bound to.
    var canonicalForCursor: String {
        var question = self
        question.cursor = nil
        question.offset = 0
        question.limit = RowQuestion.usualLimit
        question.facets = []
        return AddressWriter.query(question)
    }
}
