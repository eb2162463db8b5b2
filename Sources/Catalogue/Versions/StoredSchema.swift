import Ingest
import Synchronization

/// A schema as it is stored, taken apart when somebody first asks for it: the catalogue holds thousands and shows few.
package final class StoredSchema: Sendable, Equatable {
    package let json: String
    private let read = Mutex<TableSchema?>(nil)

    init(json: String) { self.json = json }

    init(_ schema: TableSchema) {
        json = jsonText(schema)
        read.withLock { $0 = schema }
    }

    package var value: TableSchema {
        read.withLock { read in
            if let read { return read }
            let schema: TableSchema = fromJSON(json) ?? TableSchema()
            read = schema
            return schema
        }
    }

    package static func == (a: StoredSchema, b: StoredSchema) -> Bool { a === b || a.json == b.json }
}
