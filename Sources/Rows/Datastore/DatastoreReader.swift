import Columns
import Foundation
import Kernel
import Tables

/// Reads what CKAN's clients say of rows, with CKAN's own words for what is wrong.
package struct DatastoreReader: Sendable {
    let check: ColumnCheck

    package init(_ check: ColumnCheck) { self.check = check }

    package func read(_ request: DatastoreRequest) throws(DatastoreFault) -> DatastoreSearch {
        var parts: [RowFilter] = []
        if let filters = request.filters { parts.append(try DatastoreFilters(check).filter(filters)) }
        if let q = request.q { parts += try search(q, isPlain: request.isPlain) }
        if let text = request.fullText, !text.isEmpty { parts += try search(.text(text), isPlain: request.isPlain) }
        parts.removeAll { $0 == .everything || $0 == .all([]) }
        let fields = try fields(request.fields)
        if request.isDistinct, let hidden = fields.first(where: { check.masked.contains($0.name) }) {
            throw DatastoreFault("fields", "field \"\(hidden.name)\" is masked")
        }
        return DatastoreSearch(
            filter: parts.isEmpty ? .everything : parts.count == 1 ? parts[0] : .all(parts), fields: fields,
            order: try DatastoreSort(check).order(request.sort), isDistinct: request.isDistinct, limit: request.limit,
            offset: request.offset)
    }

    /// All columns when nobody names any.
    package func fields(_ names: [String]?) throws(DatastoreFault) -> [DatastoreSearch.Field] {
        guard let names else { return [.id] + check.shape.columns.map { .column($0.name) }.filter { $0.name != DatastoreSearch.id } }
        var fields: [DatastoreSearch.Field] = []
        for typed in names {
            let name = DatastoreReader.unquoted(typed)
            if name == DatastoreSearch.id {
                fields.append(.id)
            } else {
                guard check.type(name) != nil else { throw DatastoreFault("fields", "field \"\(name)\" not in table") }
                fields.append(.column(name))
            }
        }
        return fields
    }

    static func unquoted(_ name: String) -> String {
        let trimmed = name.trimming(\.isWhitespace)
        guard trimmed.count >= 2, trimmed.hasPrefix("\""), trimmed.hasSuffix("\"") else { return trimmed }
        return trimmed.dropFirst().dropLast().replacingOccurrences(of: "\"\"", with: "\"")
    }

    private func search(_ q: JSONText, isPlain: Bool) throws(DatastoreFault) -> [RowFilter] {
        switch q {
        case .null: return []
        case .object(let members):
            var parts: [RowFilter] = []
            for member in members {
                guard let type = check.type(member.name), !check.masked.contains(member.name) else {
                    throw DatastoreFault("q", "field \"\(member.name)\" not in table")
                }
                guard let text = member.value.scalar else { throw DatastoreFault("q", "value of \"\(member.name)\" is not a string") }
                let column = TableShape.Column(member.name, type)
                if let filter = try words(text, [column], isPlain) { parts.append(filter) }
            }
            return parts
        default:
            guard let text = q.scalar else { throw DatastoreFault("q", "Must be a string or dict") }
            return try words(text, check.shape.columns.filter { !check.masked.contains($0.name) }, isPlain).map { [$0] } ?? []
        }
    }

    private func words(_ text: String, _ columns: [TableShape.Column], _ isPlain: Bool) throws(DatastoreFault) -> RowFilter? {
        if isPlain { return WordSearch.filter(text, columns) }
        return try TextSearchQuery.filter(text, columns)
    }
}

extension String {
    func trimming(_ isOutside: (Character) -> Bool) -> String {
        let start = drop(while: isOutside)
        guard let end = start.lastIndex(where: { !isOutside($0) }) else { return "" }
        return String(start[...end])
    }
}
