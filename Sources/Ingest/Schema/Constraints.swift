/// What values of a field must satisfy, after Table Schema v2.
package struct Constraints: Hashable, Sendable {
    package var required: Bool?
    package var unique: Bool?
    package var minLength: Int?
    package var maxLength: Int?
    /// Bounds are of the field's type; dates and the like are strings.
    package var minimum: SchemaValue?
    package var maximum: SchemaValue?
    package var exclusiveMinimum: SchemaValue?
    package var exclusiveMaximum: SchemaValue?
    /// Of objects and arrays: a JSON Schema that each value must satisfy.
    package var jsonSchema: SchemaValue?
    /// An XML Schema regular expression: the whole value must match.
    package var pattern: String?
    package var enumeration: [SchemaValue]?
    /// Members that are not of the standard, and such as have a wrong kind.
    package var more: [String: SchemaValue] = [:]

    package init() {}

    package var isEmpty: Bool { self == Constraints() }

    static let names: Set<String> = [
        "required", "unique", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "jsonSchema",
        "pattern", "enum",
    ]

    init(_ object: [String: SchemaValue]) {
        var members = SchemaMembers(object)
        let bound = { (value: SchemaValue) in value.text == nil ? nil : value }
        required = members.flag("required")
        unique = members.flag("unique")
        minLength = members.count("minLength")
        maxLength = members.count("maxLength")
        minimum = members.take("minimum", bound)
        maximum = members.take("maximum", bound)
        exclusiveMinimum = members.take("exclusiveMinimum", bound)
        exclusiveMaximum = members.take("exclusiveMaximum", bound)
        jsonSchema = members.take("jsonSchema") { $0.object == nil ? nil : $0 }
        pattern = members.string("pattern")
        enumeration = members.take("enum", \.array)
        more = members.rest
    }

    var object: [String: SchemaValue] {
        var object = more
        object.put("required", required)
        object.put("unique", unique)
        object.put("minLength", minLength)
        object.put("maxLength", maxLength)
        object.put("minimum", minimum)
        object.put("maximum", maximum)
        object.put("exclusiveMinimum", exclusiveMinimum)
        object.put("exclusiveMaximum", exclusiveMaximum)
        object.put("jsonSchema", jsonSchema)
        object.put("pattern", pattern)
        object.put("enum", enumeration.map { .array($0) })
        return object
    }
}
