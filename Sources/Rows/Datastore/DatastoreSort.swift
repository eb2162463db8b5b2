import Columns

/// `sort`: `a, "b" desc nulls last`. As in PostgreSQL, missing values are the greatest unless somebody says where they go.
struct DatastoreSort {
    private let check: ColumnCheck

    init(_ check: ColumnCheck) { self.check = check }

    func order(_ sort: String?) throws(DatastoreFault) -> DatastoreSearch.Order {
        guard let sort, !sort.trimming(\.isWhitespace).isEmpty else { return .columns([]) }
        var orders: [RowOrder] = []
        for (index, clause) in DatastoreSort.clauses(sort).enumerated() {
            let (name, isDescending, isMissingFirst) = DatastoreSort.parts(clause)
            if name == DatastoreSearch.id, check.type(name) == nil {
                // Rows with equal values stay in the order of their numbers, so nothing behind it matters.
                if isDescending, index > 0 { throw DatastoreFault("sort", "_id desc is only supported as the first field") }
                return isDescending ? .idDescending : .columns(orders)
            }
            guard check.type(name) != nil, !check.masked.contains(name) else {
                throw DatastoreFault("sort", "field \"\(name)\" not in table")
            }
            orders.append(RowOrder(name, isDescending: isDescending, isMissingFirst: isMissingFirst ?? isDescending))
            guard orders.count <= 32 else { throw DatastoreFault("sort", "too many fields") }
        }
        return .columns(orders)
    }

    /// What stands between commas outside of quotes.
    private static func clauses(_ sort: String) -> [String] {
        var clauses = [""]
        var isQuoted = false
        for character in sort {
            if character == "\"" { isQuoted.toggle() }
            if character == ",", !isQuoted { clauses.append("") } else { clauses[clauses.count - 1].append(character) }
        }
        return clauses
    }

    private static func parts(_ clause: String) -> (name: String, isDescending: Bool, isMissingFirst: Bool?) {
        var words = clause.split(whereSeparator: \.isWhitespace)
        var isMissingFirst: Bool?
        var isDescending = false
        if words.count > 2, words[words.count - 2].lowercased() == "nulls", ["first", "last"].contains(words[words.count - 1].lowercased())
        {
            isMissingFirst = words.removeLast().lowercased() == "first"
            words.removeLast()
        }
        if words.count > 1, let last = words.last?.lowercased(), last == "asc" || last == "desc" {
            isDescending = last == "desc"
            words.removeLast()
        }
        guard let first = words.first, let last = words.last else { return ("", false, nil) }
        return (DatastoreReader.unquoted(String(clause[first.startIndex..<last.endIndex])), isDescending, isMissingFirst)
    }
}
