/// Fields whose values must be those of a key elsewhere: of reference data, of another dataset, or of the same table.
package struct ForeignKey: Hashable, Sendable {
    package var fields: [String]
    /// The table referred to; empty for the table itself.
    package var resource: String
    package var reference: [String]
    package var more: [String: SchemaValue] = [:]
    var referenceMore: [String: SchemaValue] = [:]

    package init(_ fields: [String], resource: String, reference: [String]) {
        self.fields = fields
        self.resource = resource
        self.reference = reference
    }

    init?(_ json: SchemaValue) {
        guard let object = json.object else { return nil }
        var members = SchemaMembers(object)
        guard let fields = members.strings("fields"), let reference = members.take("reference", \.object) else { return nil }
        var inside = SchemaMembers(reference)
        guard let names = inside.strings("fields") else { return nil }
        self.fields = fields
        self.reference = names
        resource = inside.string("resource") ?? ""
        more = members.rest
        referenceMore = inside.rest
    }

    var json: SchemaValue {
        var inside = referenceMore
        inside.put("fields", reference)
        if !resource.isEmpty { inside.put("resource", resource) }
        var object = more
        object.put("fields", fields)
        object["reference"] = .object(inside)
        return .object(object)
    }
}
