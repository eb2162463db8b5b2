extension TableSchema.Field {
    /// Reads a field's object; a missing name is an empty one, which is a problem of the schema.
    package init(_ object: [String: SchemaValue]) {
        var members = SchemaMembers(object)
        self.init(members.string("name") ?? "")
        title = members.string("title")
        description = members.string("description")
        if let type = members.string("type") { self.type = FieldType(rawValue: type) } else { writesType = false }
        format = members.string("format")
        if let read = members.take("constraints", \.object) {
            constraints = Constraints(read)
            writesConstraints = true
        }
        categories = members.take("categories", Labelled.list)
        categoriesOrdered = members.flag("categoriesOrdered")
        missingValues = members.take("missingValues", Labelled.list)
        decimalChar = members.string("decimalChar")
        groupChar = members.string("groupChar")
        bareNumber = members.flag("bareNumber")
        trueValues = members.strings("trueValues")
        falseValues = members.strings("falseValues")
        delimiter = members.string("delimiter")
        itemType = members.string("itemType")
        rdfType = members.string("rdfType")
        example = members.take("example") { $0 }
        standard.take(from: &members)
        more = members.rest
    }

    /// The field as JSON.
    package var object: [String: SchemaValue] {
        var object = more
        object.put("name", name)
        object.put("title", title)
        object.put("description", description)
        if writesType || type != .string { object.put("type", type.rawValue) }
        object.put("format", format)
        if writesConstraints || !constraints.isEmpty { object["constraints"] = .object(constraints.object) }
        object.put("categories", categories.map { .array($0.map(\.json)) })
        object.put("categoriesOrdered", categoriesOrdered)
        object.put("missingValues", missingValues.map { .array($0.map(\.json)) })
        object.put("decimalChar", decimalChar)
        object.put("groupChar", groupChar)
        object.put("bareNumber", bareNumber)
        object.put("trueValues", trueValues)
        object.put("falseValues", falseValues)
        object.put("delimiter", delimiter)
        object.put("itemType", itemType)
        object.put("rdfType", rdfType)
        object.put("example", example)
        standard.put(into: &object)
        return object
    }
}

extension TableSchema.Field: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([String: SchemaValue].self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(object)
    }
}
