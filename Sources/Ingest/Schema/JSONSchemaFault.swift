/// Where a JSON value is not as a JSON Schema says: the path within it, and the word of the schema.
struct JSONSchemaFault: Hashable, Sendable {
    var path: String
    var keyword: String
}
