/// A value that may have a label for people: a category, or a mark for a missing value with its reason.
package struct Labelled: Hashable, Sendable {
    package var value: SchemaValue
    package var label: String?
    package var more: [String: SchemaValue] = [:]

    package init(_ value: SchemaValue, label: String? = nil) {
        self.value = value
        self.label = label
    }

    package init(_ text: String, label: String? = nil) { self.init(.string(text), label: label) }

    /// The value as a cell has it.
    package var text: String { value.text ?? "" }

    /// A bare value, or an object with `value` and perhaps `label`.
    init?(_ json: SchemaValue) {
        guard let object = json.object else {
            guard json.text != nil else { return nil }
            value = json
            return
        }
        var members = SchemaMembers(object)
        guard let value = members.take("value", { $0.text == nil ? nil : $0 }) else { return nil }
        self.value = value
        label = members.string("label")
        more = members.rest
        isObject = true
    }

    /// Whether it was written as an object though it has no label.
    var isObject = false

    var json: SchemaValue {
        guard isObject || label != nil || !more.isEmpty else { return value }
        var object = more
        object["value"] = value
        object.put("label", label)
        return .object(object)
    }

    static func list(_ json: SchemaValue) -> [Labelled]? {
        guard let items = json.array else { return nil }
        let read = items.compactMap { Labelled($0) }
        return read.count == items.count ? read : nil
    }
}
