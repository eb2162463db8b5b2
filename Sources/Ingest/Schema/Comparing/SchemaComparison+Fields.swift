import Kernel

extension SchemaComparison {
    /// Types whose canonical values are values of a wider one as well.
    private static let wider: [FieldType: Set<FieldType>] = [
        .integer: [.number, .string], .number: [.string], .boolean: [.string], .date: [.string], .datetime: [.string], .time: [.string],
        .year: [.integer, .number, .string], .yearmonth: [.string], .geopoint: [.string], .duration: [.string], .list: [.string],
    ]

    mutating func compare(_ old: TableSchema.Field, _ new: TableSchema.Field) {
        if old.type != new.type {
            let isWider = new.type == .any || SchemaComparison.wider[old.type]?.contains(new.type) == true
            add(
                isWider ? .widened : .narrowed, new, "ingest.change.type", ["from": old.type.rawValue, "to": new.type.rawValue],
                breaks: !isWider)
        }
        let (a, b) = (old.constraints, new.constraints)
        flag(a.required ?? false, b.required ?? false, new, "required")
        flag(a.unique ?? false, b.unique ?? false, new, "unique")
        bound(a.minLength.map { Double($0) }, b.minLength.map { Double($0) }, new, "minLength", isLeast: true)
        bound(a.maxLength.map { Double($0) }, b.maxLength.map { Double($0) }, new, "maxLength", isLeast: false)
        bound(a.minimum, b.minimum, new, "minimum", isLeast: true)
        bound(a.maximum, b.maximum, new, "maximum", isLeast: false)
        bound(a.exclusiveMinimum, b.exclusiveMinimum, new, "exclusiveMinimum", isLeast: true)
        bound(a.exclusiveMaximum, b.exclusiveMaximum, new, "exclusiveMaximum", isLeast: false)
        if a.pattern != b.pattern {
            let isGone = b.pattern == nil
            add(
                isGone ? .widened : .narrowed, new, isGone ? "ingest.change.pattern_removed" : "ingest.change.pattern",
                ["pattern": b.pattern ?? ""], breaks: !isGone)
        }
        list(a.enumeration?.compactMap(\.text), b.enumeration?.compactMap(\.text), new)
        list(old.categories?.map(\.text), new.categories?.map(\.text), new)
        words(old, new)
    }

    private mutating func flag(_ old: Bool, _ new: Bool, _ field: TableSchema.Field, _ name: String) {
        guard old != new else { return }
        add(new ? .narrowed : .widened, field, TextKey("ingest.change.\(name)_\(new ? "on" : "off")"), breaks: new)
    }

    private mutating func bound(_ old: SchemaValue?, _ new: SchemaValue?, _ field: TableSchema.Field, _ name: String, isLeast: Bool) {
        guard old?.text != new?.text else { return }
        guard let text = new?.text else { return add(.widened, field, "ingest.change.bound_removed", ["bound": name], breaks: false) }
        let isLooser: Bool
        if let before = old?.text {
            // Days and the like sort as their texts do.
            let isLess = Double(text).flatMap { new in Double(before).map { new < $0 } } ?? (text < before)
            isLooser = isLeast == isLess
        } else {
            isLooser = false
        }
        add(isLooser ? .widened : .narrowed, field, "ingest.change.bound", ["bound": name, "value": text], breaks: !isLooser)
    }

    private mutating func bound(_ old: Double?, _ new: Double?, _ field: TableSchema.Field, _ name: String, isLeast: Bool) {
        bound(old.map { .integer(Int($0)) }, new.map { .integer(Int($0)) }, field, name, isLeast: isLeast)
    }

    private mutating func list(_ old: [String]?, _ new: [String]?, _ field: TableSchema.Field) {
        guard old != new else { return }
        guard let new else { return add(.widened, field, "ingest.change.list_removed", breaks: false) }
        guard let old else { return add(.narrowed, field, "ingest.change.list", ["values": shown(new)], breaks: true) }
        let (gone, more) = (old.filter { !Set(new).contains($0) }, new.filter { !Set(old).contains($0) })
        if !gone.isEmpty { add(.narrowed, field, "ingest.change.values_removed", ["values": shown(gone)], breaks: true) }
        if !more.isEmpty { add(.widened, field, "ingest.change.values_added", ["values": shown(more)], breaks: false) }
    }

    private func shown(_ values: [String]) -> String { values.prefix(8).joined(separator: ", ") + (values.count > 8 ? ", …" : "") }

    /// What people read of a field, and what it means.
    private mutating func words(_ old: TableSchema.Field, _ new: TableSchema.Field) {
        let (a, b) = (old.standard, new.standard)
        let parts: [(String, String?, String?)] = [
            ("title", old.title, new.title), ("description", old.description, new.description), ("concept", a.concept, b.concept),
            ("definition", a.definition, b.definition), ("classification", a.classification, b.classification),
            ("measure", a.measure, b.measure),
            ("unit", a.unit, b.unit), ("standardCode", a.standardCode, b.standardCode),
        ]
        for (name, before, after) in parts where before != after {
            // Figures in another unit are other figures; no rule of the schema would notice.
            add(
                .reworded, new, "ingest.change.words", ["part": name, "from": before ?? "–", "to": after ?? "–"],
                breaks: name == "unit" && before != nil)
        }
    }
}
