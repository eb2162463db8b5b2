extension Schema {
    /// The schema as JSON Schema 2020-12, with named schemas as references into the document's components.
    package func json(_ components: inout [String: JSONValue]) -> JSONValue {
        var members = shapeJSON(&components)
        if let about { members["description"] = .string(about) }
        if let example { members["examples"] = .array([example]) }
        return .object(members)
    }

    private func shapeJSON(_ components: inout [String: JSONValue]) -> [String: JSONValue] {
        switch shape {
        case .any: return [:]
        case .string(let min, let max, let format):
            var members: [String: JSONValue] = ["type": "string"]
            if min > 0 { members["minLength"] = .integer(min) }
            if let max { members["maxLength"] = .integer(max) }
            if let format { members["format"] = .string(format.rawValue) }
            return members
        case .integer(let range):
            var members: [String: JSONValue] = ["type": "integer"]
            if range.lowerBound != .min { members["minimum"] = .integer(range.lowerBound) }
            if range.upperBound != .max { members["maximum"] = .integer(range.upperBound) }
            return members
        case .number(let range):
            guard let range else { return ["type": "number"] }
            return ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
        case .boolean: return ["type": "boolean"]
        case .choice(let values): return ["type": "string", "enum": .array(values.map(JSONValue.string))]
        case .array(let item, let max):
            var members: [String: JSONValue] = ["type": "array", "items": item.json(&components)]
            if let max { members["maxItems"] = .integer(max) }
            return members
        case .object(let list):
            var properties: [String: JSONValue] = [:]
            for member in list { properties[member.name] = member.schema.json(&components) }
            var members: [String: JSONValue] = ["type": "object", "properties": .object(properties), "additionalProperties": false]
            let required = list.filter(\.isRequired).map { JSONValue.string($0.name) }
            if !required.isEmpty { members["required"] = .array(required) }
            return members
        case .map(let value): return ["type": "object", "additionalProperties": value.json(&components)]
        case .orNull(let schema): return ["anyOf": .array([schema.json(&components), ["type": "null"]])]
        case .named(let name, let schema):
            if components[name] == nil {
                // Taken before it is printed, so that a schema may refer to itself.
                components[name] = [:]
                components[name] = schema.json(&components)
            }
            return ["$ref": .string("#/components/schemas/\(name)")]
        }
    }
}
