import Columns
import Kernel
import Tables

/// `filters`: `{"a": 1, "b": ["x", "y"], "c": {"gte": 1, "lt": 5}, "$or": [{…}, {…}]}`. All members must hold; of a list, one.
struct DatastoreFilters {
    private let check: ColumnCheck

    private static let comparisons: [String: RowFilter.Comparison] = [
        "lt": .less, "lte": .lessOrEqual, "gt": .greater, "gte": .greaterOrEqual, "eq": .equal,
    ]

    init(_ check: ColumnCheck) { self.check = check }

    func filter(_ filters: JSONText, depth: Int = 0) throws(DatastoreFault) -> RowFilter {
        guard depth < 20 else { throw DatastoreFault("filters", "Filters are nested too deep") }
        switch filters {
        case .null: return .everything
        case .object(let members):
            var parts: [RowFilter] = []
            for member in members {
                if member.name == "$or" || member.name == "$and" {
                    guard case .list(let items) = member.value else { throw DatastoreFault("filters", "\(member.name) must be a list") }
                    var inside: [RowFilter] = []
                    for item in items { inside.append(try filter(item, depth: depth + 1)) }
                    parts.append(member.name == "$or" ? .any(inside) : .all(inside))
                } else {
                    parts.append(try field(member.name, member.value))
                }
            }
            return parts.isEmpty ? .everything : parts.count == 1 ? parts[0] : .all(parts)
        case .list(let items):
            var inside: [RowFilter] = []
            for item in items {
                guard case .object = item else { throw DatastoreFault("filters", "Not a dict") }
                inside.append(try filter(item, depth: depth + 1))
            }
            return inside.isEmpty ? .everything : inside.count == 1 ? inside[0] : .any(inside)
        default: throw DatastoreFault("filters", "Cannot parse JSON")
        }
    }

    private func field(_ name: String, _ value: JSONText) throws(DatastoreFault) -> RowFilter {
        let isID = name == DatastoreSearch.id && check.type(name) == nil
        guard isID || check.type(name) != nil, !check.masked.contains(name) else {
            throw DatastoreFault("filters", "Unknown field: \(name)")
        }
        guard case .list(let items) = value else { return try one(name, isID, value) }
        let texts = items.compactMap(\.scalar)
        if texts.count == items.count, !isID {
            for text in texts { try fits(text, name) }
            return .isIn(name, texts)
        }
        var parts: [RowFilter] = []
        for item in items { parts.append(try one(name, isID, item)) }
        return .any(parts)
    }

    private func one(_ name: String, _ isID: Bool, _ value: JSONText) throws(DatastoreFault) -> RowFilter {
        switch value {
        case .null: return isID ? RowNumbers.none : .isMissing(name)
        case .object(let members):
            var parts: [RowFilter] = []
            for member in members {
                guard let comparison = DatastoreFilters.comparisons[member.name] else {
                    throw DatastoreFault("filters", "Unsupported filter operator: \(member.name)")
                }
                guard let text = member.value.scalar else { throw DatastoreFault("filters", "Invalid value for \(name)") }
                parts.append(try compare(name, isID, comparison, text))
            }
            return parts.count == 1 ? parts[0] : .all(parts)
        case .list: throw DatastoreFault("filters", "Lists may not be nested")
        default: return try compare(name, isID, .equal, value.scalar ?? "")
        }
    }

    private func compare(_ name: String, _ isID: Bool, _ comparison: RowFilter.Comparison, _ text: String) throws(DatastoreFault)
        -> RowFilter
    {
        guard isID else {
            try fits(text, name)
            return .compare(name, comparison, text)
        }
        guard let number = Int(text), number.magnitude < 1 << 40 else {
            throw DatastoreFault("filters", "invalid input syntax for type int: \"\(text.prefix(100))\"")
        }
        switch comparison {
        case .equal: return RowNumbers.between(number, number)
        case .notEqual: return .not(RowNumbers.between(number, number))
        case .less: return RowNumbers.between(1, number - 1)
        case .lessOrEqual: return RowNumbers.between(1, number)
        case .greater: return RowNumbers.between(number + 1, .max)
        case .greaterOrEqual: return RowNumbers.between(number, .max)
        }
    }

    private func fits(_ text: String, _ name: String) throws(DatastoreFault) {
        let type = check.type(name) ?? .any
        guard ColumnCheck.fits(text, type) else {
            throw DatastoreFault("filters", "invalid input syntax for type \(DatastoreType.name(type)): \"\(text.prefix(100))\"")
        }
    }
}

/// The datastore's names of types.
package enum DatastoreType {
    package static func name(_ type: ColumnType) -> String {
        switch type {
        case .string, .geopoint, .geojson, .any: "text"
        case .integer, .year: "int"
        case .number: "numeric"
        case .boolean: "bool"
        case .date: "date"
        case .datetime: "timestamp"
        }
    }
}
