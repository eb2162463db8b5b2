import Kernel

/// What is written: the schema's fields with the remedies of the privacy gate applied, described as a canonical CSV has them.
struct OutputTable {
    struct Column {
        /// The field's name in the schema that the rows are read by.
        var name: String
        var treatment: Treatment?
    }

    private(set) var columns: [Column] = []
    private(set) var schema: TableSchema

    /// - Throws: `invalid` when no field is left, or a remedy does not fit its field.
    init(_ read: TableSchema, remedies: [Remedy]) throws(AppError) {
        schema = read.canonical
        var fields: [TableSchema.Field] = []
        var changed: Set<String> = []
        for field in schema.fields {
            let all = remedies.filter { $0.field == field.name }
            guard !all.contains(.drop(field: field.name)) else {
                changed.insert(field.name)
                continue
            }
            guard let remedy = all.last else {
                columns.append(Column(name: field.name))
                fields.append(field)
                continue
            }
            guard let treatment = Treatment(remedy, field) else {
                throw .invalid(field.name, Message("ingest.remedy_does_not_fit", ["field": field.heading, "type": field.type.rawValue]))
            }
            // Values that differed may be equal now.
            changed.insert(field.name)
            columns.append(Column(name: field.name, treatment: treatment))
            fields.append(treatment.field(field))
        }
        guard !fields.isEmpty else { throw .invalid("fields", "ingest.nothing_left") }
        schema.fields = fields
        schema.forget(changed)
    }
}

extension TableSchema {
    /// The same schema for the canonical CSV of its rows: signs and marks by which the sheet was read are no longer there.
    package var canonical: TableSchema {
        var schema = self
        schema.missingValues = nil
        for index in schema.fields.indices {
            schema.fields[index].missingValues = nil
            (schema.fields[index].decimalChar, schema.fields[index].groupChar, schema.fields[index].bareNumber) = (nil, nil, nil)
            (schema.fields[index].trueValues, schema.fields[index].falseValues) = (nil, nil)
            if [FieldType.date, .datetime, .time].contains(schema.fields[index].type) { schema.fields[index].format = nil }
        }
        return schema
    }

    /// Drops keys in which one of the fields takes part, and what they were made from.
    mutating func forget(_ names: Set<String>) {
        if primaryKey.contains(where: names.contains) { primaryKey = [] }
        uniqueKeys.removeAll { $0.contains(where: names.contains) }
        foreignKeys.removeAll { $0.fields.contains(where: names.contains) }
        for index in fields.indices {
            if let from = fields[index].standard.derivedFrom, self[from] == nil { fields[index].standard.derivedFrom = nil }
        }
    }
}
