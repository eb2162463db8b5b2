import Columns
import Kernel

/// One thing of a list: a column or a figure, perhaps with a name of its own.
struct AddressTerm: Hashable {
    var alias: String?
    var figure: Grouping.Aggregate?
    var column: String?
    var position = 1

    var isFigure: Bool { figure != nil }
}

/// Reads lists of columns and figures: `fields`, `select`, `group`, `having`, `sort`.
struct AddressOutputReader {
    let check: ColumnCheck

    init(_ check: ColumnCheck) { self.check = check }

    private static let most = 500

    func names(_ text: String, _ field: String) throws(AppError) -> [String] {
        var names: [String] = []
        for term in try terms(text, field) {
            guard let column = term.column, term.alias == nil else { throw RowFault.at(field, term.position, "rows.only_columns") }
            guard !names.contains(column) else { throw RowFault.at(field, term.position, "rows.name_twice", ["name": column]) }
            names.append(column)
        }
        return names
    }

    /// Columns that may have names of their own.
    func plain(_ text: String, _ field: String, mayBeMasked: Bool) throws(AppError) -> [RowQuestion.Output] {
        var outputs: [RowQuestion.Output] = []
        for term in try terms(text, field, mayBeMasked: mayBeMasked) {
            guard let column = term.column else { throw RowFault.at(field, term.position, "rows.only_columns") }
            outputs.append(RowQuestion.Output(column, as: term.alias))
        }
        return outputs
    }

    func terms(_ text: String, _ field: String, mayBeMasked: Bool = false) throws(AppError) -> [AddressTerm] {
        var scanner = try TextScanner(text, field: field)
        var terms: [AddressTerm] = []
        var names: Set<String> = []
        repeat {
            let start = scanner.position
            let term = try self.term(&scanner, mayBeNamed: true, mayBeMasked: mayBeMasked)
            let name = term.alias ?? term.column ?? term.figure.map(FigureName.text) ?? ""
            guard names.insert(name).inserted else { throw scanner.fault("rows.name_twice", ["name": name], at: start) }
            terms.append(term)
            guard terms.count <= AddressOutputReader.most else { throw scanner.fault("rows.too_many_parts", at: start) }
        } while scanner.take(",")
        guard scanner.isAtEnd else { throw scanner.unexpected }
        return terms
    }

    /// `name`, `figure(name)`, `alias:…`.
    private func term(_ scanner: inout TextScanner, mayBeNamed: Bool, mayBeMasked: Bool = false, known aliases: [AddressTerm] = [])
        throws(AppError) -> AddressTerm
    {
        let start = scanner.position
        let isQuoted = scanner.next == "\""
        let name = isQuoted ? try scanner.quoted() : scanner.upTo(AddressWord.endsName)
        if mayBeNamed, scanner.take(":") {
            guard !name.isEmpty else { throw scanner.fault("rows.unexpected", ["found": ":"], at: start) }
            var term = try self.term(&scanner, mayBeNamed: false, mayBeMasked: mayBeMasked)
            if name != term.column { term.alias = name }
            return term
        }
        if !isQuoted, scanner.take("(") {
            guard let figure = Grouping.Figure(rawValue: name) else {
                let known = Grouping.Figure.allCases.map(\.rawValue).joined(separator: ", ")
                throw scanner.fault("rows.no_figure", ["found": String(name.prefix(40)), "figures": known], at: start)
            }
            var aggregate = Grouping.Aggregate(figure)
            let inside = scanner.position
            if !scanner.take(")") {
                aggregate.column = scanner.next == "\"" ? try scanner.quoted() : scanner.upTo(AddressWord.endsName)
                try scanner.expect(")")
            }
            try check.figure(aggregate, scanner.field, at: inside)
            return AddressTerm(figure: aggregate, position: start)
        }
        if let meant = aliases.first(where: { $0.alias == name }) { return meant }
        _ = try check.column(name, scanner.field, at: start, isShown: mayBeMasked)
        return AddressTerm(column: name, position: start)
    }

    /// `name.desc.nullsfirst,…`
    func rowOrder(_ text: String) throws(AppError) -> [RowOrder] {
        var scanner = try TextScanner(text, field: AddressWord.sort)
        var order: [RowOrder] = []
        repeat {
            let start = scanner.position
            let term = try self.term(&scanner, mayBeNamed: false)
            guard let column = term.column else { throw scanner.fault("rows.only_columns", at: start) }
            let (isDescending, isMissingFirst) = try direction(&scanner)
            order.append(RowOrder(column, isDescending: isDescending, isMissingFirst: isMissingFirst))
            guard order.count <= 32 else { throw scanner.fault("rows.too_many_parts", at: start) }
        } while scanner.take(",")
        guard scanner.isAtEnd else { throw scanner.unexpected }
        return order
    }

    private func direction(_ scanner: inout TextScanner) throws(AppError) -> (isDescending: Bool, isMissingFirst: Bool) {
        var isDescending = false
        var isMissingFirst = false
        while scanner.take(".") {
            let start = scanner.position
            let word = scanner.upTo(AddressWord.endsName)
            switch word {
            case "asc": isDescending = false
            case "desc": isDescending = true
            case "nullsfirst": isMissingFirst = true
            case "nullslast": isMissingFirst = false
            default: throw scanner.fault("rows.bad_direction", ["found": String(word.prefix(40))], at: start)
            }
        }
        return (isDescending, isMissingFirst)
    }

    /// A question about groups; without `select` the keys and how many rows there are.
    func groups(_ keys: [String], _ terms: [AddressTerm]?, having: String?, sort: String?) throws(AppError) -> GroupQuestion {
        let terms = terms ?? keys.map { AddressTerm(column: $0) } + [AddressTerm(figure: Grouping.Aggregate(.count))]
        var question = GroupQuestion(keys, [], shown: [])
        for term in terms {
            let source = try self.source(term, &question, AddressWord.select)
            question.shown.append(.init(source, as: term.alias ?? term.column ?? FigureName.text(term.figure!)))
        }
        // A name of its own does not hide the column that rows are put together by.
        let named = terms.filter { $0.alias.map { !keys.contains($0) } ?? false }
        if let having { try self.having(having, named, &question) }
        guard let sort else { return question }
        var scanner = try TextScanner(sort, field: AddressWord.sort)
        repeat {
            let term = try self.term(&scanner, mayBeNamed: false, known: named)
            let place: Grouping.Order.Place =
                switch try source(term, &question, AddressWord.sort) {
                case .key(let index): .key(index)
                case .figure(let index): .aggregate(index)
                }
            question.order.append(Grouping.Order(place, isDescending: try direction(&scanner).isDescending))
            guard question.order.count <= 32 else { throw scanner.fault("rows.too_many_parts") }
        } while scanner.take(",")
        guard scanner.isAtEnd else { throw scanner.unexpected }
        return question
    }

    private func source(_ term: AddressTerm, _ question: inout GroupQuestion, _ field: String) throws(AppError) -> GroupQuestion.Source {
        guard let figure = term.figure else {
            guard let index = question.columns.firstIndex(of: term.column ?? "") else {
                throw RowFault.at(field, term.position, "rows.not_grouped", ["column": term.column ?? ""])
            }
            return .key(index)
        }
        if let index = question.figures.firstIndex(of: figure) { return .figure(index) }
        question.figures.append(figure)
        return .figure(question.figures.count - 1)
    }

    private func having(_ text: String, _ terms: [AddressTerm], _ question: inout GroupQuestion) throws(AppError) {
        var scanner = try TextScanner(text, field: AddressWord.having)
        repeat {
            let start = scanner.position
            let term = try self.term(&scanner, mayBeNamed: false, known: terms)
            guard case .figure(let index) = try source(term, &question, AddressWord.having) else {
                throw scanner.fault("rows.having_figures", at: start)
            }
            try scanner.expect(".")
            let operatorAt = scanner.position
            let word = scanner.upTo(AddressWord.endsName)
            guard let comparison = AddressOperator(rawValue: word)?.comparison else {
                throw scanner.fault(
                    "rows.no_operator", ["found": String(word.prefix(40)), "operators": "eq, ne, lt, lte, gt, gte"], at: operatorAt)
            }
            try scanner.expect(".")
            let valueAt = scanner.position
            guard let number = Number(scanner.upTo { $0 == "," }) else { throw scanner.fault("rows.having_number", at: valueAt) }
            question.having.append(Grouping.Condition(index, comparison, number))
            guard question.having.count <= 100 else { throw scanner.fault("rows.too_many_parts") }
        } while scanner.take(",")
        guard scanner.isAtEnd else { throw scanner.unexpected }
    }
}
