import Columns
import Kernel
import Rows
import Web

extension RowChoices {
    /// How long a filter may be.
    package static let longest = 4000

    /// What was ticked and typed, in the language of addresses; empty for all rows. What is wrong is said beside its field.
    package func filter(_ checker: inout Checker) -> String {
        let typed = checker.lineIfAny(RowChoices.typed, max: RowChoices.longest) ?? ""
        // Fields are named by a column's place: of a table that has others by now they would say something else.
        if let seen = checker.all(RowChoices.seen).first, seen != version {
            checker.add(RowChoices.typed, "choosing.changed")
            return typed
        }
        var conditions: [RowFilter] = []
        for column in columns { conditions += chosen(column, &checker) }
        let whole = [RowChoices.text(conditions), typed].filter { !$0.isEmpty }.joined(separator: "&")
        if typed.count <= RowChoices.longest, whole.count > RowChoices.longest {
            let count = ["max": "\(RowChoices.longest)", "length": "\(whole.count)"]
            checker.add(RowChoices.typed, Message("error.too_long", count))
        }
        return whole
    }

    private func chosen(_ column: Column, _ checker: inout Checker) -> [RowFilter] {
        var conditions: [RowFilter] = []
        let among = checker.all(column.field(.among)).filter { !$0.isEmpty }
        for value in among where Datum(value, as: column.type) == nil { fault(value, column, .among, &checker) }
        if among.count == 1 { conditions.append(.compare(column.name, .equal, among[0])) }
        if among.count > 1 { conditions.append(.isIn(column.name, among)) }
        let within = checker.all(column.field(.within)).filter { !$0.isEmpty }
        if !within.isEmpty {
            let parts = within.map { RowFilter.text(column.name, .startsWith, $0) }
            conditions.append(parts.count == 1 ? parts[0] : .any(parts))
        }
        if let exactly = value(column, .exactly, &checker) { conditions.append(.compare(column.name, .equal, exactly)) }
        switch (value(column, .from, &checker), value(column, .to, &checker)) {
        case (let from?, let to?) where column.type == .datetime:
            conditions += [.compare(column.name, .greaterOrEqual, from), .compare(column.name, .less, to)]
        case (let from?, let to?) where from == to: conditions.append(.compare(column.name, .equal, from))
        case (let from?, let to?): conditions.append(.between(column.name, from, to))
        case (let from?, nil): conditions.append(.compare(column.name, .greaterOrEqual, from))
        case (nil, let to?): conditions.append(.compare(column.name, column.type == .datetime ? .less : .lessOrEqual, to))
        case (nil, nil): break
        }
        return conditions
    }

    /// What was typed into a column's field, as the column has it: `1.234,5` as `1234.5`, a day of moments as the moment at which it
    /// begins or is over.
    private func value(_ column: Column, _ part: Part, _ checker: inout Checker) -> String? {
        let name = column.field(part)
        switch column.type {
        case .date: return checker.dayIfAny(name)?.description
        case .datetime:
            guard let day = checker.dayIfAny(name) else { return nil }
            return (part == .to ? day.adding(1) : day).at(offsetHours: offsetHours).description
        default:
            guard let typed = checker.lineIfAny(name, max: 500) else { return nil }
            let value = column.type.isNumeric ? ConditionForm.plain(typed, column.type) : typed
            guard column.type.isNumeric ? Number(value) != nil : Datum(value, as: column.type) != nil else {
                fault(typed, column, part, &checker)
                return nil
            }
            return value
        }
    }

    private func fault(_ typed: String, _ column: Column, _ part: Part, _ checker: inout Checker) {
        let key = TextKey("reading.bad_value.\(ConditionForm.kind(column.type))")
        checker.add(column.field(part), Message(key, ["value": String(typed.prefix(60))]))
    }

    static func text(_ conditions: [RowFilter]) -> String {
        var question = RowQuestion()
        question.filter = conditions.isEmpty ? .everything : conditions.count == 1 ? conditions[0] : .all(conditions)
        return AddressWriter.query(question)
    }
}

extension RowChoices {
    /// A form filled with a filter: what can be ticked is ticked, the rest stands as it is written.
    package func filled(_ form: Form, with filter: String) -> Form {
        guard let conditions = conditions(filter) else { return form.setting(RowChoices.typed, filter) }
        var form = form
        var rest: [RowFilter] = []
        for condition in conditions {
            let fields = fields(of: condition) ?? []
            if fields.isEmpty || fields.contains(where: { !form.all($0.name).isEmpty }) {
                rest.append(condition)
            } else {
                for field in fields { form = form.setting(field.name, all: field.values) }
            }
        }
        return form.setting(RowChoices.typed, RowChoices.text(rest))
    }

    /// A filter in words; `nil` where only the language of addresses says it.
    package func words(_ filter: String, _ page: Page) -> String? {
        guard let conditions = conditions(filter), !conditions.isEmpty else { return nil }
        return conditions.map { condition in
            guard let column = columns.first(where: { named(condition) == $0.name }), let offered = column.offered,
                let values = fields(of: condition)?.first?.values
            else { return ConditionWords.text(condition, text, page) }
            let labels = Dictionary(offered.map { ($0.value, $0.label) }) { first, _ in first }
            return page.t(
                "reading.condition.in", ["column": column.title, "value": values.map { labels[$0] ?? $0 }.joined(separator: ", ")])
        }.joined(separator: page.t("reading.condition.and"))
    }

    /// The conditions that must all hold; `nil` when the filter says more than conditions, or cannot be read.
    private func conditions(_ filter: String) -> [RowFilter]? {
        guard !filter.isEmpty else { return [] }
        guard let question = try? AddressReader(check).read(AddressEscapes.pairs(Array(filter.utf8))) else { return nil }
        var only = RowQuestion()
        only.filter = question.filter
        guard only == question else { return nil }
        return switch question.filter {
        case .everything: []
        case .all(let parts): parts
        default: [question.filter]
        }
    }

    private func named(_ condition: RowFilter) -> String? {
        switch condition {
        case .compare(let name, _, _), .between(let name, _, _), .isIn(let name, _), .text(let name, _, _): name
        case .any(let parts): parts.first.flatMap(named)
        default: nil
        }
    }

    /// The fields that say a condition, with what stands in them; `nil` when none do.
    private func fields(of condition: RowFilter) -> [(name: String, values: [String])]? {
        guard let name = named(condition), let column = columns.first(where: { $0.name == name }) else { return nil }
        func say(_ part: Part, _ values: [String]) -> [(name: String, values: [String])]? {
            if let offered = column.offered, !Set(values).isSubset(of: offered.map(\.value)) { return nil }
            return [(column.field(part), values)]
        }
        /// As it is typed: a point would be read as one between thousands.
        func typed(_ value: String) -> [String] { [column.type.isNumeric ? value.replacing(".", with: ",") : value] }
        switch (column.way, condition) {
        case (.among, .compare(_, .equal, let value)): return say(.among, [value])
        case (.among, .isIn(_, let values)): return say(.among, values)
        case (.within, .text(_, .startsWith, let code)): return say(.within, [code])
        case (.within, .any(let parts)):
            let codes = parts.compactMap { part -> String? in
                if case .text(name, .startsWith, let code) = part { code } else { nil }
            }
            return codes.count == parts.count ? say(.within, codes) : nil
        case (.exactly, .compare(_, .equal, let value)): return say(.exactly, [value])
        // Moments were chosen by days; what they say exactly stays as it is written.
        case (.range, _) where column.type == .datetime: return nil
        case (.range, .between(_, let from, let to)): return [(column.field(.from), typed(from)), (column.field(.to), typed(to))]
        case (.range, .compare(_, .equal, let value)): return [(column.field(.from), typed(value)), (column.field(.to), typed(value))]
        case (.range, .compare(_, .greaterOrEqual, let value)): return say(.from, typed(value))
        case (.range, .compare(_, .lessOrEqual, let value)): return say(.to, typed(value))
        default: return nil
        }
    }
}

extension RowChoices.Column {
    var offered: [Choice]? {
        switch way {
        case .among(let choices), .within(let choices): choices
        case .range, .exactly, .elsewhere: nil
        }
    }
}
