import Kernel

/// What changed from one schema to the next, in words, and whether rows that satisfied the old one satisfy the new one.
package struct SchemaComparison: Hashable, Sendable {
    /// One difference, and whether rows that were good may not be any more.
    package struct Change: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case added, removed
            /// Everything that was allowed still is, and more.
            case widened
            /// Something that was allowed no longer is.
            case narrowed
            /// Only words or reading changed.
            case reworded
        }

        package var kind: Kind
        /// The field's name; empty for the table as a whole.
        package var field: String
        package var message: Message
        /// Rows that satisfied the old schema may fail the new one because of it.
        package var breaks: Bool
    }

    package private(set) var changes: [Change] = []
    package var oldDataFits: Bool { !changes.contains(where: \.breaks) }

    package init(from old: TableSchema, to new: TableSchema) {
        for field in new.fields where old[field.name] == nil { add(.added, field, "ingest.change.field_added", breaks: field.isRequired) }
        let isStrict = [.exact, .equal, .superset].contains(new.fieldsMatch)
        for field in old.fields {
            guard let next = new[field.name] else {
                add(.removed, field, "ingest.change.field_removed", breaks: isStrict)
                continue
            }
            compare(field, next)
        }
        compareKeys(old, new)
        let common = old.fields.map(\.name).filter { new[$0] != nil }
        if common != new.fields.map(\.name).filter({ old[$0] != nil }) {
            changes.append(Change(kind: .reworded, field: "", message: "ingest.change.order", breaks: new.fieldsMatch == .exact))
        }
    }

    mutating func add(_ kind: Change.Kind, _ field: TableSchema.Field, _ key: TextKey, _ more: [String: String] = [:], breaks: Bool) {
        changes.append(
            Change(kind: kind, field: field.name, message: Message(key, more.merging(["field": field.heading]) { $1 }), breaks: breaks))
    }

    private mutating func compareKeys(_ old: TableSchema, _ new: TableSchema) {
        if old.primaryKey != new.primaryKey {
            let isLoosened = new.primaryKey.isEmpty || !old.primaryKey.isEmpty && Set(old.primaryKey).isSubset(of: new.primaryKey)
            table(
                isLoosened ? .widened : .narrowed, new.primaryKey.isEmpty ? "ingest.change.key_removed" : "ingest.change.key",
                new.primaryKey, !isLoosened)
        }
        for key in new.uniqueKeys where !old.uniqueKeys.contains(key) { table(.narrowed, "ingest.change.unique_added", key, true) }
        for key in old.uniqueKeys where !new.uniqueKeys.contains(key) { table(.widened, "ingest.change.unique_removed", key, false) }
        let oldKeys = old.foreignKeys.map(\.json)
        for key in new.foreignKeys where !oldKeys.contains(key.json) {
            table(.narrowed, "ingest.change.reference_added", key.fields, true, key.resource)
        }
        let newKeys = new.foreignKeys.map(\.json)
        for key in old.foreignKeys where !newKeys.contains(key.json) {
            table(.widened, "ingest.change.reference_removed", key.fields, false, key.resource)
        }
    }

    private mutating func table(_ kind: Change.Kind, _ key: TextKey, _ fields: [String], _ breaks: Bool, _ table: String = "") {
        changes.append(
            Change(
                kind: kind, field: "", message: Message(key, ["fields": fields.joined(separator: ", "), "table": table]), breaks: breaks))
    }
}
