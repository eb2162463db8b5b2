import Kernel

extension TableSchema {
    /// What is wrong with the schema, each with the field or key that it is about; none when it can be used.
    package func problems() -> [Issue] {
        var issues: [Issue] = []
        if fields.isEmpty { issues.append(Issue("fields", "ingest.schema.no_fields")) }
        for name in TableSchema.names.sorted() where more[name] != nil {
            issues.append(Issue(name, Message("ingest.schema.wrong_kind", ["member": name])))
        }
        var seen: Set<String> = []
        for (index, field) in fields.enumerated() {
            let path = field.name.isEmpty ? "fields.\(index)" : field.name
            if field.name.isEmpty { issues.append(Issue(path, Message("ingest.schema.unnamed", ["position": "\(index + 1)"]))) }
            if !field.name.isEmpty, !seen.insert(field.name).inserted {
                issues.append(Issue(path, Message("ingest.schema.repeated", ["field": field.name])))
            }
            issues += field.problems().map { Issue(path, $0) }
        }
        return issues + keyProblems()
    }

    private func keyProblems() -> [Issue] {
        let names = Set(fields.map(\.name))
        var issues: [Issue] = []
        func check(_ key: [String], _ what: String) {
            for name in key where !names.contains(name) {
                issues.append(
                    Issue(
                        what, Message("ingest.schema.no_such_field", ["field": name, "fields": fields.map(\.name).joined(separator: ", ")]))
                )
            }
            if Set(key).count < key.count {
                issues.append(Issue(what, Message("ingest.schema.key_repeats", ["fields": key.joined(separator: ", ")])))
            }
        }
        check(primaryKey, "primaryKey")
        for key in uniqueKeys {
            if key.isEmpty { issues.append(Issue("uniqueKeys", "ingest.schema.empty_key")) }
            check(key, "uniqueKeys")
        }
        for key in foreignKeys {
            check(key.fields, "foreignKeys")
            if key.fields.count != key.reference.count || key.fields.isEmpty {
                issues.append(Issue("foreignKeys", Message("ingest.schema.key_lengths", ["fields": key.fields.joined(separator: ", ")])))
            }
            if key.resource.isEmpty { for name in key.reference where !names.contains(name) { check([name], "foreignKeys") } }
        }
        for field in fields {
            if let from = field.standard.derivedFrom, !names.contains(from) { check([from], field.name) }
        }
        return issues
    }
}

extension TableSchema.Field {
    /// What is wrong with the field by itself.
    func problems() -> [Message] {
        var problems: [Message] = []
        let facts = ["field": name, "type": type.rawValue]
        if !type.isKnown {
            problems.append(
                Message(
                    "ingest.schema.unknown_type", facts.merging(["types": FieldType.all.map(\.rawValue).joined(separator: ", ")]) { $1 }))
        }
        let wrong = TableSchema.Field.names.union(StandardData.names).filter { more[$0] != nil }
        for member in wrong.sorted() { problems.append(Message("ingest.schema.wrong_kind", ["member": member])) }
        for member in constraints.more.keys.sorted() where Constraints.names.contains(member) {
            problems.append(Message("ingest.schema.wrong_kind", ["member": "constraints.\(member)"]))
        }
        if let code = standard.standardCode, !code.isEmpty, !StandardData.isStandardCode(code) {
            problems.append(Message("ingest.schema.standard_code", ["code": code]))
        }
        if let decimal = decimalChar, let group = groupChar, decimal == group, !decimal.isEmpty {
            problems.append(Message("ingest.schema.same_signs", ["sign": decimal]))
        }
        return problems + constraintProblems(facts)
    }

    private func constraintProblems(_ facts: [String: String]) -> [Message] {
        var problems: [Message] = []
        if let least = constraints.minLength, let most = constraints.maxLength, least > most {
            problems.append(Message("ingest.schema.lengths", ["least": "\(least)", "most": "\(most)"]))
        }
        if constraints.minLength != nil || constraints.maxLength != nil, type.isKnown, !type.hasLength {
            problems.append(Message("ingest.schema.no_length", facts))
        }
        let bounds = [constraints.minimum, constraints.exclusiveMinimum, constraints.maximum, constraints.exclusiveMaximum].compactMap {
            $0?.text
        }
        if !bounds.isEmpty, type.isKnown, !type.isOrdered { problems.append(Message("ingest.schema.no_order", facts)) }
        if type.isOrdered {
            for bound in bounds where !reads(bound) {
                problems.append(Message("ingest.schema.bad_bound", facts.merging(["bound": bound]) { $1 }))
            }
        }
        if let least = constraints.minimum?.text, let most = constraints.maximum?.text, type.isNumeric,
            let low = Double(least), let high = Double(most), low > high
        {
            problems.append(Message("ingest.schema.bounds", ["least": least, "most": most]))
        }
        for value in (constraints.enumeration ?? []).compactMap(\.text) + (categories ?? []).map(\.text)
        where type.isOrdered && !reads(value) {
            problems.append(Message("ingest.schema.bad_category", facts.merging(["value": value]) { $1 }))
        }
        if let schema = constraints.jsonSchema {
            problems += type == .object || type == .array ? JSONSchemaCheck.problems(schema) : [Message("ingest.schema.json_kind", facts)]
        }
        if let item = itemType, type == .list, !ListReader.itemTypes.map(\.rawValue).contains(item) {
            let all = ListReader.itemTypes.map(\.rawValue).joined(separator: ", ")
            problems.append(Message("ingest.schema.item_type", ["type": item, "types": all]))
        }
        if constraints.pattern != nil, type == .object || type == .array, constraints.jsonSchema != nil {
            problems.append(Message("ingest.schema.json_or_pattern", facts))
        }
        if let pattern = constraints.pattern {
            do { _ = try Pattern(pattern) } catch { problems.append(error.message(pattern)) }
        }
        return problems
    }

    /// Whether a text of the schema is a value of the field.
    private func reads(_ text: String) -> Bool {
        var plain = self
        plain.constraints = Constraints()
        plain.categories = nil
        (plain.decimalChar, plain.groupChar) = (nil, nil)
        var reader = CellReader(plain, form: ValueForm())
        let arena = RowArena()
        arena.begin(room: text.utf8.count * 3 + 4096)
        guard let copy = arena.copy(Array(text.utf8)) else { return false }
        let value = reader.read(copy.trimmed, .text, arena)
        return value.fault == nil && !value.isMissing
    }
}

extension PatternFault {
    func message(_ pattern: String) -> Message {
        switch self {
        case .unclosed: Message("ingest.schema.pattern_unclosed", ["pattern": pattern])
        case .unsupported(let part): Message("ingest.schema.pattern_unsupported", ["pattern": pattern, "part": part])
        case .nothingToRepeat: Message("ingest.schema.pattern_repeat", ["pattern": pattern])
        case .tooComplex: Message("ingest.schema.pattern_complex", ["pattern": pattern])
        }
    }
}
