import Foundation
import Kernel

/// Checks values against the `jsonSchema` constraint of an object or array field, after JSON Schema 2020-12: types, enumerations, bounds,
/// lengths, patterns, properties, items, combinations, conditions and references within the schema itself. `format` and what only
/// describes are annotations. What it may cost has an end: a schema has so many nodes, a check so many steps.
struct JSONSchemaCheck: Sendable {
    static let mostNodes = 2000
    static let mostSteps = 50_000
    private static let deepest = 64
    private static let types: Set<String> = ["null", "boolean", "object", "array", "number", "string", "integer"]
    /// Words whose meaning depends on what other schemas have looked at, or that lead elsewhere.
    private static let unsupported = [
        "$dynamicRef", "$recursiveRef", "$anchor", "$dynamicAnchor", "unevaluatedProperties", "unevaluatedItems",
    ]
    /// Words with one schema, with a list of them, and with schemas by name.
    private static let one = [
        "additionalProperties", "items", "contains", "propertyNames", "not", "if", "then", "else", "additionalItems",
    ]
    private static let lists = ["allOf", "anyOf", "oneOf", "prefixItems", "items"]
    private static let named = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"]

    private let root: SchemaValue
    private let patterns: [String: Pattern]

    init(_ schema: SchemaValue) {
        root = schema
        var patterns: [String: Pattern] = [:]
        Self.walk(schema) { node in
            for text in Self.patterns(of: node) where patterns[text] == nil { patterns[text] = Self.pattern(text) }
            return true
        }
        self.patterns = patterns
    }

    // MARK: The schema itself

    /// What is wrong with the schema itself.
    static func problems(_ schema: SchemaValue) -> [Message] {
        var problems: [Message] = []
        var nodes = 0
        walk(schema) { node in
            nodes += 1
            if nodes > mostNodes { return false }
            guard let members = node.object else { return true }
            for word in unsupported where members[word] != nil {
                problems.append(Message("ingest.schema.json_word", ["word": word]))
            }
            if let reference = members["$ref"]?.string, resolve(reference, in: schema) == nil {
                problems.append(Message("ingest.schema.json_reference", ["reference": reference]))
            }
            let given = members["type"].map { $0.array?.compactMap(\.string) ?? [$0.string ?? "?"] } ?? []
            for type in given where !types.contains(type) { problems.append(Message("ingest.schema.json_type", ["type": type])) }
            for text in patterns(of: node) where pattern(text) == nil {
                problems.append(Message("ingest.schema.json_pattern", ["pattern": text]))
            }
            return true
        }
        if nodes > mostNodes { problems.append(Message("ingest.schema.json_large", ["most": "\(mostNodes)"])) }
        return problems
    }

    /// Every schema within a schema, until somebody has seen enough.
    private static func walk(_ schema: SchemaValue, _ see: (SchemaValue) -> Bool) {
        var waiting = [schema]
        while let node = waiting.popLast() {
            guard see(node) else { return }
            guard let members = node.object else { continue }
            waiting += one.compactMap { members[$0] }.filter { $0.object != nil }
            waiting += lists.flatMap { members[$0]?.array ?? [] }
            waiting += named.flatMap { members[$0]?.object.map { Array($0.values) } ?? [] }
        }
    }

    private static func patterns(of node: SchemaValue) -> [String] {
        guard let members = node.object else { return [] }
        return (members["pattern"]?.string.map { [$0] } ?? []) + (members["patternProperties"]?.object.map { Array($0.keys) } ?? [])
    }

    /// A pattern of JSON Schema is looked for anywhere in a text, ours match the whole.
    private static func pattern(_ text: String) -> Pattern? { try? Pattern("[\\s\\S]*(\(text))[\\s\\S]*") }

    /// What `#/$defs/name` stands for; `nil` for what is elsewhere.
    private static func resolve(_ reference: String, in root: SchemaValue) -> SchemaValue? {
        guard reference.hasPrefix("#") else { return nil }
        var node = root
        for part in reference.dropFirst().split(separator: "/") {
            let name = part.replacingOccurrences(of: "~1", with: "/").replacingOccurrences(of: "~0", with: "~")
            if let members = node.object, let next = members[name] {
                node = next
            } else if let items = node.array, let index = Int(name), items.indices.contains(index) {
                node = items[index]
            } else {
                return nil
            }
        }
        return node
    }

    // MARK: Values

    /// `nil` when the text is JSON that the schema allows.
    func fault(_ text: String) -> JSONSchemaFault? {
        guard let value = try? JSONDecoder().decode(SchemaValue.self, from: Data(text.utf8)) else {
            return JSONSchemaFault(path: "", keyword: "JSON")
        }
        var steps = 0
        return check(value, root, "", 0, &steps)
    }

    private func check(_ value: SchemaValue, _ schema: SchemaValue, _ path: String, _ depth: Int, _ steps: inout Int) -> JSONSchemaFault? {
        steps += 1
        guard steps <= Self.mostSteps, depth <= Self.deepest else { return JSONSchemaFault(path: path, keyword: "…") }
        if schema.boolean == false { return JSONSchemaFault(path: path, keyword: "false") }
        guard let words = schema.object else { return nil }
        if let reference = words["$ref"]?.string {
            guard let target = Self.resolve(reference, in: root) else { return JSONSchemaFault(path: path, keyword: "$ref") }
            if let fault = check(value, target, path, depth + 1, &steps) { return fault }
        }
        if let keyword = JSONSchemaWords.single(value, words) { return JSONSchemaFault(path: path, keyword: keyword) }
        if let text = value.string, let pattern = words["pattern"]?.string, patterns[pattern]?.matches(text) == false {
            return JSONSchemaFault(path: path, keyword: "pattern")
        }
        if let items = value.array, let fault = check(items: items, words, path, depth, &steps) { return fault }
        if let members = value.object, let fault = check(members: members, words, path, depth, &steps) { return fault }
        return check(combined: value, words, path, depth, &steps)
    }

    private func check(
        items: [SchemaValue], _ words: [String: SchemaValue], _ path: String, _ depth: Int, _ steps: inout Int
    ) -> JSONSchemaFault? {
        // Before 2020 the list of schemas was called items, and what lies beyond it additionalItems.
        let first = words["prefixItems"]?.array ?? words["items"]?.array ?? []
        let rest = words["items"]?.array == nil ? words["items"] : words["additionalItems"]
        for (index, item) in items.enumerated() {
            guard let schema = index < first.count ? first[index] : rest else { continue }
            if let fault = check(item, schema, "\(path)[\(index)]", depth + 1, &steps) { return fault }
        }
        guard let wanted = words["contains"] else { return nil }
        var found = 0
        for (index, item) in items.enumerated() where check(item, wanted, "\(path)[\(index)]", depth + 1, &steps) == nil { found += 1 }
        let least = words["minContains"]?.integer ?? 1
        return found < least || found > words["maxContains"]?.integer ?? .max ? JSONSchemaFault(path: path, keyword: "contains") : nil
    }

    private func check(
        members: [String: SchemaValue], _ words: [String: SchemaValue], _ path: String, _ depth: Int, _ steps: inout Int
    ) -> JSONSchemaFault? {
        let properties = words["properties"]?.object ?? [:]
        let byPattern = words["patternProperties"]?.object ?? [:]
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            let place = path.isEmpty ? name : "\(path).\(name)"
            if let names = words["propertyNames"], check(.string(name), names, place, depth + 1, &steps) != nil {
                return JSONSchemaFault(path: place, keyword: "propertyNames")
            }
            var isKnown = false
            if let schema = properties[name] {
                isKnown = true
                if let fault = check(value, schema, place, depth + 1, &steps) { return fault }
            }
            for (pattern, schema) in byPattern where patterns[pattern]?.matches(name) == true {
                isKnown = true
                if let fault = check(value, schema, place, depth + 1, &steps) { return fault }
            }
            if !isKnown, let more = words["additionalProperties"], let fault = check(value, more, place, depth + 1, &steps) {
                return more.boolean == false ? JSONSchemaFault(path: place, keyword: "additionalProperties") : fault
            }
        }
        for (name, schema) in (words["dependentSchemas"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) where members[name] != nil {
            if let fault = check(.object(members), schema, path, depth + 1, &steps) { return fault }
        }
        return nil
    }

    private func check(
        combined value: SchemaValue, _ words: [String: SchemaValue], _ path: String, _ depth: Int, _ steps: inout Int
    ) -> JSONSchemaFault? {
        func fits(_ schema: SchemaValue, _ steps: inout Int) -> Bool { check(value, schema, path, depth + 1, &steps) == nil }
        for schema in words["allOf"]?.array ?? [] {
            if let fault = check(value, schema, path, depth + 1, &steps) { return fault }
        }
        if let any = words["anyOf"]?.array {
            var isAny = false
            for schema in any where !isAny { isAny = fits(schema, &steps) }
            if !isAny { return JSONSchemaFault(path: path, keyword: "anyOf") }
        }
        if let one = words["oneOf"]?.array {
            var count = 0
            for schema in one where fits(schema, &steps) { count += 1 }
            if count != 1 { return JSONSchemaFault(path: path, keyword: "oneOf") }
        }
        if let schema = words["not"], fits(schema, &steps) { return JSONSchemaFault(path: path, keyword: "not") }
        guard let condition = words["if"], let branch = words[fits(condition, &steps) ? "then" : "else"] else {
            // A check that ran out of steps within a "not" or an "if" has found nothing out.
            return steps > Self.mostSteps ? JSONSchemaFault(path: path, keyword: "…") : nil
        }
        return check(value, branch, path, depth + 1, &steps)
    }
}
