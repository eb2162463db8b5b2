import Foundation

/// The words of JSON Schema that look at one value and nothing within it.
enum JSONSchemaWords {
    /// The word that the value does not satisfy.
    static func single(_ value: SchemaValue, _ words: [String: SchemaValue]) -> String? {
        if let type = words["type"] {
            let wanted = type.array?.compactMap(\.string) ?? [type.string].compactMap(\.self)
            if !wanted.contains(where: { isType(value, $0) }) { return "type" }
        }
        if let all = words["enum"]?.array, !all.contains(where: { isSame($0, value) }) { return "enum" }
        if let wanted = words["const"], !isSame(wanted, value) { return "const" }
        switch value {
        case .integer, .number: return number(decimal(value) ?? 0, words)
        case .string(let text): return count(text.unicodeScalars.count, words, "minLength", "maxLength")
        case .array(let items):
            if words["uniqueItems"]?.boolean == true, Set(items).count < items.count { return "uniqueItems" }
            return count(items.count, words, "minItems", "maxItems")
        case .object(let members):
            for name in words["required"]?.array?.compactMap(\.string) ?? [] where members[name] == nil { return "required: \(name)" }
            for (name, needed) in words["dependentRequired"]?.object ?? [:] where members[name] != nil {
                for other in needed.array?.compactMap(\.string) ?? [] where members[other] == nil { return "dependentRequired: \(other)" }
            }
            return count(members.count, words, "minProperties", "maxProperties")
        case .null, .boolean: return nil
        }
    }

    private static func number(_ number: Decimal, _ words: [String: SchemaValue]) -> String? {
        func bound(_ word: String) -> Decimal? { words[word].flatMap(decimal) }
        if let least = bound("minimum"), number < least { return "minimum" }
        if let most = bound("maximum"), number > most { return "maximum" }
        if let least = bound("exclusiveMinimum"), number <= least { return "exclusiveMinimum" }
        if let most = bound("exclusiveMaximum"), number >= most { return "exclusiveMaximum" }
        guard let step = bound("multipleOf"), step > 0 else { return nil }
        var (quotient, whole) = (number / step, Decimal())
        NSDecimalRound(&whole, &quotient, 0, .plain)
        return whole * step == number ? nil : "multipleOf"
    }

    private static func count(_ count: Int, _ words: [String: SchemaValue], _ least: String, _ most: String) -> String? {
        if let bound = words[least]?.integer, count < bound { return least }
        if let bound = words[most]?.integer, count > bound { return most }
        return nil
    }

    private static func decimal(_ value: SchemaValue) -> Decimal? {
        switch value {
        case .integer(let number): Decimal(number)
        case .number(let number): number
        default: nil
        }
    }

    private static func isType(_ value: SchemaValue, _ name: String) -> Bool {
        switch (value, name) {
        case (.null, "null"), (.boolean, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"), (.integer, "integer"),
            (.integer, "number"), (.number, "number"):
            true
        case (.number(var number), "integer"):
            {
                var whole = Decimal()
                NSDecimalRound(&whole, &number, 0, .plain)
                return whole == number
            }()
        default: false
        }
    }

    private static func isSame(_ a: SchemaValue, _ b: SchemaValue) -> Bool {
        if let first = decimal(a), let second = decimal(b) { return first == second }
        return a == b
    }
}
