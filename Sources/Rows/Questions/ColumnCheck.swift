import Columns
import Kernel

/// Checks what a question names against the columns its asker may see, with errors that say where in the question it stands.
package struct ColumnCheck: Sendable {
    package let shape: TableShape
    /// Columns whose values are shown only in part: nothing may be asked by them, or the answers would tell what is hidden.
    package let masked: Set<String>
    private let types: [String: ColumnType]

    /// - Parameter shape: the columns that the asker may see, those that are masked for her included.
    package init(_ shape: TableShape, masked: Set<String> = []) {
        self.shape = shape
        self.masked = masked
        types = Dictionary(shape.columns.map { ($0.name, $0.type) }) { first, _ in first }
    }

    package func type(_ name: String) -> ColumnType? { types[name] }

    /// - Parameters:
    ///   - field: the parameter in which the name stands.
    ///   - position: the character at which it stands, from 1.
    ///   - isShown: whether it is only to be shown, not to be asked by.
    func column(_ name: String, _ field: String, at position: Int = 1, isShown: Bool = false) throws(AppError) -> ColumnType {
        if let type = types[name] {
            guard isShown || !masked.contains(name) else { throw RowFault.at(field, position, "rows.masked", ["column": name]) }
            return type
        }
        let known = shape.columns.prefix(30).map(\.name).joined(separator: ", ")
        throw RowFault.at(
            field, position, "rows.no_column", ["column": String(name.prefix(100)), "columns": known])
    }

    /// Whether a value can be compared with a column's values; numbers may have any fraction.
    static func fits(_ text: String, _ type: ColumnType) -> Bool {
        type.isNumeric ? Number(text) != nil : Datum(text, as: type) != nil
    }

    func value(_ text: String, for name: String, _ field: String, at position: Int = 1) throws(AppError) {
        let type = try column(name, field, at: position)
        guard ColumnCheck.fits(text, type) else {
            throw RowFault.at(
                field, position, TextKey("rows.bad_value_\(type.rawValue)"), ["value": String(text.prefix(100)), "column": name])
        }
    }

    /// Checks every name and value of a filter.
    func filter(_ filter: RowFilter, _ field: String, at position: Int = 1) throws(AppError) {
        switch filter {
        case .everything, .numbered: break
        case .compare(let name, _, let text): try value(text, for: name, field, at: position)
        case .between(let name, let from, let to):
            try value(from, for: name, field, at: position)
            try value(to, for: name, field, at: position)
        case .isIn(let name, let texts), .isNotIn(let name, let texts):
            _ = try column(name, field, at: position)
            for text in texts { try value(text, for: name, field, at: position) }
        case .text(let name, _, _), .isMissing(let name), .isPresent(let name): _ = try column(name, field, at: position)
        case .all(let parts), .any(let parts): for part in parts { try self.filter(part, field, at: position) }
        case .not(let part): try self.filter(part, field, at: position)
        }
    }

    /// Checks that a figure can be computed of its column.
    func figure(_ aggregate: Grouping.Aggregate, _ field: String, at position: Int = 1) throws(AppError) {
        guard let name = aggregate.column else {
            guard aggregate.figure != .count else { return }
            throw RowFault.at(field, position, "rows.figure_needs_column", ["figure": aggregate.figure.rawValue])
        }
        let type = try column(name, field, at: position)
        let isPossible =
            switch aggregate.figure {
            case .sum, .average: type.isNumeric
            case .median: !type.isText
            case .count, .countDistinct, .least, .greatest: true
            }
        guard isPossible else {
            throw RowFault.at(field, position, "rows.figure_needs_numbers", ["figure": aggregate.figure.rawValue, "column": name])
        }
    }
}

/// What is wrong with a question, and where in it.
enum RowFault {
    /// - Parameter position: the character in the parameter's text, from 1.
    static func at(_ field: String, _ position: Int, _ key: TextKey, _ values: [String: String] = [:]) -> AppError {
        .invalid(field, Message(key, values.merging(["position": "\(position)"]) { own, _ in own }))
    }
}
