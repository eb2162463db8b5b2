import Columns
import Kernel

/// Checks a parsed query against the columns and makes a question of it.
struct SoQLMeaning {
    private let check: ColumnCheck
    /// The one parameter that all of it came in, if it did.
    private let whole: String?
    private let conditions: SoQLConditions

    init(_ check: ColumnCheck, field: String?) {
        self.check = check
        whole = field
        conditions = SoQLConditions(check: check, field: field ?? "$where")
    }

    private func field(_ name: String) -> String { whole ?? name }

    func question(_ query: SoQLQuery) throws(AppError) -> RowQuestion {
        var question = RowQuestion()
        if let filter = query.filter { question.filter = try conditions.filter(filter) }
        question.search = query.search.flatMap { WordSearch.words($0).isEmpty ? nil : $0 }
        question.limit = query.limit ?? SoQLReader.usualLimit
        question.offset = query.offset ?? 0
        var hasFigures = false
        for selection in query.selections ?? [] where try figure(selection.expression, field("$select")) != nil { hasFigures = true }
        guard query.groups.isEmpty, !hasFigures else {
            guard !query.isDistinct else { throw RowFault.at(field("$select"), 1, "rows.one_of", ["one": "distinct", "other": "$group"]) }
            question.want = .groups(try groups(query))
            return question
        }
        guard query.having == nil else { throw RowFault.at(field("$having"), 1, "rows.having_without_group") }
        var outputs: [RowQuestion.Output]?
        if let selections = query.selections {
            outputs = []
            for selection in selections {
                let name = try column(selection.expression, field("$select"), isShown: !query.isDistinct)
                let shown = selection.alias ?? name
                guard !outputs!.contains(where: { $0.name == shown }) else {
                    throw RowFault.at(field("$select"), selection.expression.position, "rows.name_twice", ["name": shown])
                }
                outputs!.append(.init(name, as: shown))
            }
        }
        for ordering in query.order {
            let name = try column(ordering.expression, field("$order"), aliases: outputs ?? [])
            question.order.append(RowOrder(name, isDescending: ordering.isDescending, isMissingFirst: ordering.isMissingFirst))
        }
        if query.isDistinct {
            let shown = outputs ?? check.shape.columns.map { .init($0.name) }
            for output in shown { _ = try check.column(output.column, field("$select")) }
            for part in question.order where !shown.contains(where: { $0.column == part.column }) {
                throw RowFault.at(field("$order"), 1, "rows.sort_not_shown", ["column": part.column])
            }
            question.want = .distinct(shown)
        } else {
            question.want = .rows(outputs)
        }
        return question
    }

    private func column(_ expression: SoQLExpression, _ field: String, aliases: [RowQuestion.Output] = [], isShown: Bool = false)
        throws(AppError) -> String
    {
        guard case .column(let name, let position) = expression else {
            throw RowFault.at(field, expression.position, "rows.soql_only_columns")
        }
        let meant = check.type(name) == nil ? aliases.first { $0.name == name }?.column ?? name : name
        _ = try check.column(meant, field, at: position, isShown: isShown)
        return meant
    }

    /// The figure that a call asks for; `nil` for anything that is not one.
    private func figure(_ expression: SoQLExpression, _ field: String) throws(AppError) -> Grouping.Aggregate? {
        guard case .call(let name, let arguments, let isDistinct, let position) = expression else { return nil }
        guard var figure = Grouping.Figure(rawValue: name) else {
            let known = Grouping.Figure.allCases.map(\.rawValue).joined(separator: ", ")
            throw RowFault.at(field, position, "rows.no_figure", ["found": String(name.prefix(40)), "figures": known])
        }
        if isDistinct {
            guard figure == .count else { throw RowFault.at(field, position, "rows.only_count_distinct") }
            figure = .countDistinct
        }
        guard arguments.count <= 1 else { throw RowFault.at(field, position, "rows.one_argument", ["name": name]) }
        var aggregate = Grouping.Aggregate(figure)
        switch arguments.first {
        case nil, .star: break
        case .column(let column, _): aggregate.column = column
        case let other?: throw RowFault.at(field, other.position, "rows.soql_only_columns")
        }
        try check.figure(aggregate, field, at: arguments.first?.position ?? position)
        return aggregate
    }

    private func groups(_ query: SoQLQuery) throws(AppError) -> GroupQuestion {
        let selections = query.selections ?? []
        let aliases = Dictionary(selections.compactMap { part in part.alias.map { ($0, part.expression) } }) { first, _ in first }
        var question = GroupQuestion([], [], shown: [])
        for expression in query.groups {
            var meant = expression
            if case .column(let name, _) = expression, check.type(name) == nil, let other = aliases[name] { meant = other }
            let name = try column(meant, field("$group"))
            if !question.columns.contains(name) { question.columns.append(name) }
        }
        func source(_ expression: SoQLExpression, _ field: String) throws(AppError) -> GroupQuestion.Source {
            if case .column(let name, _) = expression {
                if let index = question.columns.firstIndex(of: name) { return .key(index) }
                if let meant = aliases[name] {
                    guard case .column(let other, _) = meant else { return try source(meant, field) }
                    if let index = question.columns.firstIndex(of: other) { return .key(index) }
                }
            }
            guard let aggregate = try figure(expression, field) else {
                let name = try column(expression, field)
                throw RowFault.at(field, expression.position, "rows.not_grouped", ["column": name])
            }
            if let index = question.figures.firstIndex(of: aggregate) { return .figure(index) }
            question.figures.append(aggregate)
            return .figure(question.figures.count - 1)
        }
        if query.selections == nil { question.shown = question.columns.enumerated().map { .init(.key($0), as: $1) } }
        for selection in selections {
            let found = try source(selection.expression, field("$select"))
            let name: String =
                switch found {
                case .key(let index): selection.alias ?? question.columns[index]
                case .figure(let index): selection.alias ?? FigureName.text(question.figures[index])
                }
            guard !question.shown.contains(where: { $0.name == name }) else {
                throw RowFault.at(field("$select"), selection.expression.position, "rows.name_twice", ["name": name])
            }
            question.shown.append(.init(found, as: name))
        }
        if let having = query.having {
            for (expression, comparison, number) in try conditions.having(having, field("$having")) {
                guard case .figure(let index) = try source(expression, field("$having")) else {
                    throw RowFault.at(field("$having"), expression.position, "rows.having_figures")
                }
                question.having.append(Grouping.Condition(index, comparison, number))
            }
        }
        for ordering in query.order {
            let place: Grouping.Order.Place =
                switch try source(ordering.expression, field("$order")) {
                case .key(let index): .key(index)
                case .figure(let index): .aggregate(index)
                }
            question.order.append(Grouping.Order(place, isDescending: ordering.isDescending))
        }
        return question
    }
}
