import Kernel

extension Schema {
    /// What is wrong with a value, each with its path such as `photos[2].caption`.
    package func issues(_ value: JSONValue, at path: String = "") -> [Issue] {
        var issues: [Issue] = []
        check(value, "", path, &issues)
        return issues
    }

    /// - Parameters:
    ///   - parent: path of the object that the value is a member of; empty for none.
    ///   - name: by which the path goes on. The two are joined only where the path is needed, which for nearly all values is nowhere.
    private func check(_ value: JSONValue, _ parent: String, _ name: String, _ issues: inout [Issue]) {
        var path: String { Schema.path(parent, name) }
        switch (shape, value) {
        case (.any, _), (.boolean, .bool), (.orNull, .null): break
        case (.named(_, let schema), _), (.orNull(let schema), _): schema.check(value, parent, name, &issues)
        case (.string(let min, let max, let format), .string(let text)):
            // A character is at least one byte, so most texts need not be counted.
            if let max, text.utf8.count > max, text.count > max {
                issues.append(Issue(path, Message("error.too_long", ["max": "\(max)", "length": "\(text.count)"])))
            } else if text.isEmpty, min > 0 {
                issues.append(Issue(path, "error.missing"))
            } else if min > 1, text.count < min {
                issues.append(Issue(path, Message("error.too_short", ["min": "\(min)"])))
            } else if let format, !format.fits(text) {
                issues.append(Issue(path, format.message))
            }
        case (.choice(let values), .string(let text)):
            if !values.contains(text) {
                issues.append(Issue(path, Message("error.not_among", ["choices": values.joined(separator: ", ")])))
            }
        case (.integer(let range), .integer(let number)):
            if !range.contains(number) {
                issues.append(Issue(path, Message("error.out_of_range", ["min": "\(range.lowerBound)", "max": "\(range.upperBound)"])))
            }
        case (.number(let range), .integer), (.number(let range), .number):
            let number = if case .integer(let whole) = value { Double(whole) } else if case .number(let real) = value { real } else { 0.0 }
            if let range, !range.contains(number) {
                issues.append(Issue(path, Message("error.out_of_range", ["min": "\(range.lowerBound)", "max": "\(range.upperBound)"])))
            }
        case (.array(let item, let max), .array(let items)):
            if let max, items.count > max { issues.append(Issue(path, Message("error.too_many_items", ["max": "\(max)"]))) }
            for (index, value) in items.enumerated() { item.check(value, "", "\(path)[\(index)]", &issues) }
        case (.object(let members), .object(let values)): checkObject(members, values, path, &issues)
        case (.map(let schema), .object(let values)):
            let here = path
            for (name, value) in values { schema.check(value, here, name, &issues) }
        default: issues.append(Issue(path, Message("error.json_expected", ["expected": kind, "found": value.kind])))
        }
    }

    private func checkObject(_ members: [Member], _ values: [String: JSONValue], _ path: String, _ issues: inout [Issue]) {
        var known = 0
        // Each where it lies: members are large, and to copy them one after the other costs as much as to check them.
        for index in members.indices {
            if let value = values[members[index].name] {
                known += 1
                members[index].schema.check(value, path, members[index].name, &issues)
            } else if members[index].isRequired {
                issues.append(Issue(Schema.path(path, members[index].name), "error.missing"))
            }
        }
        guard known < values.count else { return }
        let names = Set(members.map(\.name))
        for name in values.keys.sorted() where !names.contains(name) {
            issues.append(Issue(Schema.path(path, name), "error.unknown_member"))
        }
    }

    private static func path(_ parent: String, _ name: String) -> String { parent.isEmpty ? name : "\(parent).\(name)" }

    /// The value that text from a query means to this schema; `nil` when it cannot be read so.
    func value(of text: String) -> JSONValue? {
        switch shape {
        case .integer: Int(text).map(JSONValue.integer)
        case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        case .boolean: text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
        case .named(_, let schema), .orNull(let schema): schema.value(of: text)
        default: .string(text)
        }
    }

    /// The type in JSON Schema's words.
    var kind: String {
        switch shape {
        case .any: "any"
        case .string, .choice: "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .array: "array"
        case .object, .map: "object"
        case .orNull(let schema), .named(_, let schema): schema.kind
        }
    }
}

extension Schema.Format {
    func fits(_ text: String) -> Bool {
        switch self {
        case .day: Day(text) != nil
        case .instant: Instant(text) != nil
        case .id: Identifier<Schema>(checking: text) != nil
        case .email: text.split(separator: "@", omittingEmptySubsequences: false).count == 2
        case .uri: text.contains(":") || text.hasPrefix("/")
        case .binary: true
        }
    }

    var message: Message {
        switch self {
        case .day: "error.not_a_day"
        case .instant: "error.not_an_instant"
        case .id: "error.not_an_id"
        case .email: "error.not_an_email"
        case .uri: "error.not_a_uri"
        case .binary: "error.invalid"
        }
    }
}
