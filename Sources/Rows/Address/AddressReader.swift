import Columns
import Kernel

/// Reads a question from an address; ``AddressWord`` says how it is written.
package struct AddressReader {
    private let check: ColumnCheck
    private let mostRows: Int
    private let usualLimit: Int

    /// - Parameters:
    ///   - mostRows: the greatest `limit`; exports have none.
    ///   - usualLimit: when nobody says how many rows.
    package init(_ check: ColumnCheck, mostRows: Int = RowQuestion.greatestLimit, usualLimit: Int = RowQuestion.usualLimit) {
        self.check = check
        self.usualLimit = usualLimit
        self.mostRows = mostRows
    }

    /// - Parameters:
    ///   - pairs: names and values in order, percent escapes undone.
    ///   - ignoring: parameters that are somebody else's.
    /// - Throws: `invalid` naming the parameter and the character in it.
    package func read(_ pairs: [(name: String, value: String)], ignoring: Set<String> = []) throws(AppError) -> RowQuestion {
        var question = RowQuestion()
        var filters: [RowFilter] = []
        var conditions = AddressFilterReader(check)
        var said: [String: String] = [:]
        for (name, value) in pairs where !ignoring.contains(name) {
            switch name {
            case AddressWord.and, AddressWord.or, AddressWord.not:
                if !value.isEmpty { filters.append(try conditions.joined(name, value)) }
            case AddressWord.row: filters.append(try conditions.condition(name, value))
            case _ where AddressWord.reserved.contains(name):
                guard !value.isEmpty else { continue }
                guard said[name] == nil else { throw RowFault.at(name, 1, "rows.said_twice", ["name": name]) }
                said[name] = value
            default: filters.append(try conditions.condition(name, value))
            }
        }
        question.filter = filters.isEmpty ? .everything : filters.count == 1 ? filters[0] : .all(filters)
        question.search = said[AddressWord.search].flatMap { WordSearch.words($0).isEmpty ? nil : $0 }
        let outputs = AddressOutputReader(check)
        try want(said, outputs, &question)
        question.limit = try number(said, AddressWord.limit, 0...mostRows) ?? usualLimit
        question.offset = try number(said, AddressWord.offset, 0...(1 << 40)) ?? 0
        if let text = said[AddressWord.cursor] {
            guard let cursor = RowCursorText(text) else { throw RowFault.at(AddressWord.cursor, 1, "rows.bad_cursor") }
            question.cursor = cursor
        }
        if let text = said[AddressWord.facet] {
            question.facets = try outputs.names(text, AddressWord.facet)
            guard question.facets.count <= RowQuestion.mostFacets else {
                throw RowFault.at(AddressWord.facet, 1, "rows.too_many_facets", ["most": "\(RowQuestion.mostFacets)"])
            }
        }
        question.facetLimit = try number(said, AddressWord.facetLimit, 0...RowQuestion.mostFacetValues) ?? 20
        return question
    }

    private func want(_ said: [String: String], _ outputs: AddressOutputReader, _ question: inout RowQuestion) throws(AppError) {
        let asked = [AddressWord.fields, AddressWord.select, AddressWord.distinct].filter { said[$0] != nil }
        guard asked.count <= 1 else { throw RowFault.at(asked[1], 1, "rows.one_of", ["one": asked[0], "other": asked[1]]) }
        let sort = said[AddressWord.sort]
        if let text = said[AddressWord.distinct] {
            guard said[AddressWord.group] == nil else {
                throw RowFault.at(AddressWord.distinct, 1, "rows.one_of", ["one": AddressWord.group, "other": AddressWord.distinct])
            }
            let shown = try outputs.plain(text, AddressWord.distinct, mayBeMasked: false)
            question.want = .distinct(shown)
            question.order = try sort.map { text throws(AppError) in try outputs.rowOrder(text) } ?? []
            for part in question.order where !shown.contains(where: { $0.column == part.column }) {
                throw RowFault.at(AddressWord.sort, 1, "rows.sort_not_shown", ["column": part.column])
            }
            return
        }
        var terms: [AddressTerm]?
        if let text = said[AddressWord.select] {
            terms = try outputs.terms(text, AddressWord.select, mayBeMasked: said[AddressWord.group] == nil)
        }
        if said[AddressWord.group] != nil || terms?.contains(where: \.isFigure) == true {
            guard said[AddressWord.fields] == nil else {
                throw RowFault.at(AddressWord.fields, 1, "rows.one_of", ["one": AddressWord.group, "other": AddressWord.fields])
            }
            let keys = try said[AddressWord.group].map { text throws(AppError) in try outputs.names(text, AddressWord.group) } ?? []
            question.want = .groups(try outputs.groups(keys, terms, having: said[AddressWord.having], sort: sort))
            return
        }
        guard said[AddressWord.having] == nil else { throw RowFault.at(AddressWord.having, 1, "rows.having_without_group") }
        if let terms {
            question.want = .rows(terms.map { RowQuestion.Output($0.column ?? "", as: $0.alias) })
        } else if let text = said[AddressWord.fields] {
            question.want = .rows(try outputs.plain(text, AddressWord.fields, mayBeMasked: true))
        }
        question.order = try sort.map { text throws(AppError) in try outputs.rowOrder(text) } ?? []
    }

    private func number(_ said: [String: String], _ name: String, _ range: ClosedRange<Int>) throws(AppError) -> Int? {
        guard let text = said[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw RowFault.at(name, 1, "rows.bad_number", ["name": name, "least": "\(range.lowerBound)", "most": "\(range.upperBound)"])
        }
        return number
    }
}
