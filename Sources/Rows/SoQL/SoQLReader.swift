import Columns
import Kernel

/// Reads questions in Socrata's query language: `$select`, `$where`, `$group`, `$having`, `$order`, `$limit`, `$offset`, `$q`, or all of it
/// in `$query`; besides, `column=value`. Text is compared by `like`, `starts_with` and `contains` without regard to capitals and accents.
package struct SoQLReader {
    private let check: ColumnCheck
    private let mostRows: Int

    /// Rows of an answer when nobody says how many.
    package static let usualLimit = 1000

    package init(_ check: ColumnCheck, mostRows: Int = 50_000) {
        self.check = check
        self.mostRows = mostRows
    }

    /// - Throws: `invalid` naming the parameter and the character in it.
    package func read(_ pairs: [(name: String, value: String)]) throws(AppError) -> RowQuestion {
        var query = SoQLQuery()
        var equals: [RowFilter] = []
        let isWhole = pairs.contains { $0.name == "$query" && !$0.value.isEmpty }
        for (name, value) in pairs where !value.isEmpty && !name.hasPrefix("$$") {
            if !name.hasPrefix("$") {
                let filter = RowFilter.compare(name, .equal, value)
                guard check.type(name) != nil else { throw RowFault.at(String(name.prefix(100)), 1, "rows.no_column", names(name)) }
                try check.filter(filter, name)
                equals.append(filter)
                continue
            }
            guard !isWhole || name == "$query" else { throw RowFault.at(name, 1, "rows.one_of", ["one": "$query", "other": name]) }
            var parser = try SoQLParser(value, field: name)
            switch name {
            case "$select": (query.selections, query.isDistinct) = try parser.selections()
            case "$where": query.filter = try parser.condition()
            case "$group": query.groups = try parser.expressions()
            case "$having": query.having = try parser.condition()
            case "$order": query.order = try parser.orderings()
            case "$limit": query.limit = try parser.wholeNumber()
            case "$offset": query.offset = try parser.wholeNumber()
            case "$q":
                query.search = value
                continue
            case "$query": query = try SoQLReader.whole(&parser)
            default: throw RowFault.at(String(name.prefix(40)), 1, "rows.no_clause", ["name": String(name.prefix(40))])
            }
            try parser.expectEnd()
        }
        var question = try SoQLMeaning(check, field: isWhole ? "$query" : nil).question(query)
        if !equals.isEmpty {
            if question.filter != .everything { equals.append(question.filter) }
            question.filter = equals.count == 1 ? equals[0] : .all(equals)
        }
        guard question.limit <= mostRows else {
            throw RowFault.at(
                isWhole ? "$query" : "$limit", 1, "rows.bad_number", ["name": "$limit", "least": "0", "most": "\(mostRows)"])
        }
        return question
    }

    private func names(_ name: String) -> [String: String] {
        ["column": String(name.prefix(100)), "columns": check.shape.columns.prefix(30).map(\.name).joined(separator: ", ")]
    }

    /// `select … where … group by … having … order by … limit … offset …`, each part once.
    private static func whole(_ parser: inout SoQLParser) throws(AppError) -> SoQLQuery {
        var query = SoQLQuery()
        try parser.expectWord("select")
        (query.selections, query.isDistinct) = try parser.selections()
        var said: Set<String> = []
        func once(_ word: String) throws(AppError) {
            guard said.insert(word).inserted else { throw parser.fault("rows.said_twice", ["name": word]) }
        }
        while !parser.isAtEnd {
            if parser.takeWord("where") {
                try once("where")
                query.filter = try parser.condition()
            } else if parser.takeWord("group") {
                try once("group")
                try parser.expectWord("by")
                query.groups = try parser.expressions()
            } else if parser.takeWord("having") {
                try once("having")
                query.having = try parser.condition()
            } else if parser.takeWord("order") {
                try once("order")
                try parser.expectWord("by")
                query.order = try parser.orderings()
            } else if parser.takeWord("search") {
                try once("search")
                query.search = try parser.text()
            } else if parser.takeWord("limit") {
                try once("limit")
                query.limit = try parser.wholeNumber()
            } else if parser.takeWord("offset") {
                try once("offset")
                query.offset = try parser.wholeNumber()
            } else {
                throw parser.unexpected
            }
        }
        return query
    }
}
