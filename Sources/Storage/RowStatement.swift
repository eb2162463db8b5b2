import Synchronization

/// A statement about one row whose text is made once: for rows that come with nearly every act, where putting a statement
/// together anew costs more than what the engine does with it.
///
///     private static let row = RowStatement.insert(into: "outbox", ["event_id"])
///     try tx.run(row.of([event.id.value]))
package struct RowStatement: Sendable {
    private let text: String
    private let count: Int
    /// By which an engine finds the statement again without looking at its text.
    private let number = RowStatement.made.add(1, ordering: .relaxed).newValue

    private static let made = Atomic(0)

    private init(text: String, count: Int) {
        self.text = text
        self.count = count
    }

    /// - Parameters:
    ///   - columns: in the order of the values.
    ///   - suffix: what follows the values, such as `ON CONFLICT DO NOTHING`.
    package static func insert(into table: StaticString, _ columns: [String], suffix: StaticString = "") -> RowStatement {
        let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        return RowStatement(
            text: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places)) \(suffix)", count: columns.count)
    }

    /// Adds a row or, where one has its key already, its numbers to that one's.
    /// - Parameters:
    ///   - columns: in the order of the values.
    ///   - key: the column of the key.
    ///   - sums: the columns that are added up; the others stay as they are.
    package static func add(to table: StaticString, _ columns: [String], key: String, sums: [String]) -> RowStatement {
        let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let sets = sums.map { "\($0) = \(table).\($0) + excluded.\($0)" }.joined(separator: ", ")
        return RowStatement(
            text: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places)) ON CONFLICT (\(key)) DO UPDATE SET \(sets)",
            count: columns.count)
    }

    /// - Parameters:
    ///   - columns: to be set, in the order of the first values.
    ///   - keys: columns that must equal the values after those.
    package static func update(_ table: StaticString, _ columns: [String], where keys: [String]) -> RowStatement {
        let sets = columns.enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: ", ")
        let conditions = keys.enumerated().map { "\($1) = $\($0 + columns.count + 1)" }.joined(separator: " AND ")
        return RowStatement(text: "UPDATE \(table) SET \(sets) WHERE \(conditions)", count: columns.count + keys.count)
    }

    /// - Parameter keys: columns that must equal the values.
    package static func delete(from table: StaticString, where keys: [String]) -> RowStatement {
        let conditions = keys.enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: " AND ")
        return RowStatement(text: "DELETE FROM \(table) WHERE \(conditions)", count: keys.count)
    }

    /// The statement with its values.
    package func of(_ values: [Value]) -> SQL {
        precondition(values.count == count, "\(values.count) values instead of \(count): \(text)")
        return SQL(text: text, packed: PackedValues(values), number: number)
    }
}

extension Optional where Wrapped: ValueConvertible {
    /// NULL for nothing.
    package var value: Value { self?.value ?? .null }
}
