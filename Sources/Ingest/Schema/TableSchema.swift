import Columns
import Kernel

/// A table's schema after Table Schema v2 (datapackage.org), whole: what it says is read, kept and written again, also what nobody here knows.
/// As JSON it is the standard's own form.
package struct TableSchema: Hashable, Sendable {
    /// How strictly the columns of a file must be the fields of the schema.
    package enum FieldsMatch: String, Hashable, Sendable, Codable, CaseIterable {
        /// The same fields in the same order.
        case exact
        /// The same fields in any order.
        case equal
        /// All fields of the schema, and perhaps more columns.
        case subset
        /// Only fields of the schema, and perhaps not all of them.
        case superset
        /// At least one field of the schema.
        case partial
    }

    package var fields: [Field]
    package var fieldsMatch: FieldsMatch?
    /// `nil`: only the empty cell.
    package var missingValues: [Labelled]?
    package var primaryKey: [String]
    package var uniqueKeys: [[String]]
    package var foreignKeys: [ForeignKey]
    package var more: [String: SchemaValue]
    private var writesKeyAsString = false

    package init(_ fields: [Field] = []) {
        self.fields = fields
        primaryKey = []
        uniqueKeys = []
        foreignKeys = []
        more = [:]
    }

    package subscript(name: String) -> Field? { fields.first { $0.name == name } }
    /// The same for who asks about every column: of 16,384 each would be looked for among all others.
    package var byName: [String: Field] { Dictionary(fields.map { ($0.name, $0) }) { first, _ in first } }
    package func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }

    /// The columns that a published version has.
    /// - Throws: `invalid` when there are none, too many, or two of the same name.
    package func shape() throws(AppError) -> TableShape { try TableShape(fields.map(\.column)) }

    /// The marks that mean that a value of the field is missing.
    package func missingMarks(of field: Field) -> [String] { (field.missingValues ?? missingValues)?.map(\.text) ?? [""] }

    static let names: Set<String> = ["fields", "fieldsMatch", "missingValues", "primaryKey", "uniqueKeys", "foreignKeys"]
}

extension TableSchema: Codable {
    package init(_ object: [String: SchemaValue]) {
        var members = SchemaMembers(object)
        self.init(
            members.take("fields") { value in
                guard let items = value.array else { return nil }
                let objects = items.compactMap(\.object)
                return objects.count == items.count ? objects.map { Field($0) } : nil
            } ?? [])
        // Earlier drafts of the standard and its profile write it as a list of one.
        fieldsMatch = members.take("fieldsMatch") { value in SchemaMembers.strings(value)?.first.flatMap(FieldsMatch.init) }
        missingValues = members.take("missingValues", Labelled.list)
        if case .string? = object["primaryKey"] { writesKeyAsString = true }
        primaryKey = members.strings("primaryKey") ?? []
        uniqueKeys =
            members.take("uniqueKeys") { value in
                guard let items = value.array else { return nil }
                let keys = items.compactMap { SchemaMembers.strings($0) }
                return keys.count == items.count ? keys : nil
            } ?? []
        foreignKeys =
            members.take("foreignKeys") { value in
                guard let items = value.array else { return nil }
                let keys = items.compactMap { ForeignKey($0) }
                return keys.count == items.count ? keys : nil
            } ?? []
        more = members.rest
    }

    /// The schema as JSON.
    package var object: [String: SchemaValue] {
        var object = more
        object["fields"] = .array(fields.map { .object($0.object) })
        object.put("fieldsMatch", fieldsMatch?.rawValue)
        object.put("missingValues", missingValues.map { .array($0.map(\.json)) })
        if writesKeyAsString, primaryKey.count == 1 {
            object.put("primaryKey", primaryKey[0])
        } else if !primaryKey.isEmpty {
            object.put("primaryKey", primaryKey)
        }
        if !uniqueKeys.isEmpty { object["uniqueKeys"] = .array(uniqueKeys.map { .array($0.map { .string($0) }) }) }
        if !foreignKeys.isEmpty { object["foreignKeys"] = .array(foreignKeys.map(\.json)) }
        return object
    }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([String: SchemaValue].self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(object)
    }
}
