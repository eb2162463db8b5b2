import Columns

extension TableSchema {
    /// One field of a schema, after Table Schema v2.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var title: String?
        package var description: String?
        package var type: FieldType
        package var format: String?
        package var constraints: Constraints
        package var categories: [Labelled]?
        package var categoriesOrdered: Bool?
        /// `nil`: those of the schema.
        package var missingValues: [Labelled]?
        package var decimalChar: String?
        package var groupChar: String?
        /// `false`: other signs (`Rp`, `%`) may stand around a number.
        package var bareNumber: Bool?
        package var trueValues: [String]?
        package var falseValues: [String]?
        /// What stands between the items of a `list`; a comma otherwise.
        package var delimiter: String?
        package var itemType: String?
        package var rdfType: String?
        package var example: SchemaValue?
        package var standard: StandardData
        /// Members that nobody here knows, and such as have a wrong kind.
        package var more: [String: SchemaValue]
        var writesType = true
        var writesConstraints = false

        package init(_ name: String, _ type: FieldType = .string, title: String? = nil) {
            self.name = name
            self.type = type
            self.title = title
            constraints = Constraints()
            standard = StandardData()
            more = [:]
        }

        /// What people read above the column.
        package var heading: String { title ?? name }
        package var isRequired: Bool { constraints.required ?? false }
        /// The column that a published version has for it. Categories of numbers stay numbers.
        package var column: TableShape.Column { .init(name, type.columnType) }

        static let names: Set<String> = [
            "name", "title", "description", "type", "format", "constraints", "categories", "categoriesOrdered", "missingValues",
            "decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues", "delimiter", "itemType", "rdfType", "example",
        ]
    }
}
