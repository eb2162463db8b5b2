import Ingest
import Synchronization

/// A schema as it is stored, taken apart when somebody first asks for it: the catalogue holds thousands and shows few. Of very wide tables
/// only the last few stay taken apart.
package final class StoredSchema: Sendable, Equatable {
    package let json: String
    private let read = Mutex<TableSchema?>(nil)

    /// From this length on a schema is a wide one: some hundred columns with all that can be said about them, a thousand with little.
    static let wide = 256 << 10
    private static let lastWide = LastRead<TableSchema>(most: 3)

    init(json: String) { self.json = json }

    init(_ schema: TableSchema) {
        let text = jsonText(schema)
        json = text
        if text.utf8.count > StoredSchema.wide { StoredSchema.lastWide.keep(text, schema) } else { read.withLock { $0 = schema } }
    }

    package var value: TableSchema {
        if json.utf8.count > StoredSchema.wide {
            return StoredSchema.lastWide.value(json) { fromJSON($0, TableSchema.self) ?? TableSchema() } ?? TableSchema()
        }
        return read.withLock { read in
            if let read { return read }
            let schema: TableSchema = fromJSON(json) ?? TableSchema()
            read = schema
            return schema
        }
    }

    package static func == (a: StoredSchema, b: StoredSchema) -> Bool { a === b || a.json == b.json }
}
