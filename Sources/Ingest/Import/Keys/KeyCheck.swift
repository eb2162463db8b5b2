import Kernel

/// Checks that keys and single fields are unique, and that foreign keys refer to something.
struct KeyCheck {
    private struct Unique {
        var columns: [Int]
        var kind: CellProblem.Kind
        var table: KeyTable
    }

    private struct Reference {
        var columns: [Int]
        var table: KeyTable
    }

    private var uniques: [Unique] = []
    private var references: [Reference] = []
    private var own: [OwnReference] = []
    /// Keys that could not be checked, in words.
    private(set) var notes: [Message] = []

    /// - Parameter positions: where a field's value stands among the values.
    init(
        _ schema: TableSchema, positions: [String: Int], references source: (any ReferenceValues)?, folder: String
    ) throws(AppError) {
        if !schema.primaryKey.isEmpty { add(schema.primaryKey, .primaryKey, positions, folder) }
        for field in schema.fields where field.constraints.unique == true && schema.primaryKey != [field.name] {
            add([field.name], .unique, positions, folder)
        }
        for key in schema.uniqueKeys where key != schema.primaryKey { add(key, .uniqueKey, positions, folder) }
        for key in schema.foreignKeys {
            let columns = key.fields.compactMap { positions[$0] }
            guard columns.count == key.fields.count else { continue }
            let facts = ["fields": key.fields.joined(separator: ", "), "table": key.resource]
            if key.resource.isEmpty {
                let reference = key.reference.compactMap { positions[$0] }
                guard reference.count == columns.count else { continue }
                own.append(OwnReference(fields: key.fields, columns: columns, reference: reference, folder: folder))
                continue
            }
            guard let values = try source?.keys(of: key.resource, fields: key.reference) else {
                notes.append(Message("ingest.note.no_reference", facts))
                continue
            }
            let table = KeyTable(folder: folder)
            for value in values where value.count == columns.count { try table.insert(KeyCheck.fingerprint(value), row: 1) }
            references.append(Reference(columns: columns, table: table))
        }
    }

    private mutating func add(_ key: [String], _ kind: CellProblem.Kind, _ positions: [String: Int], _ folder: String) {
        let columns = key.compactMap { positions[$0] }
        guard columns.count == key.count, !columns.isEmpty else { return }
        uniques.append(Unique(columns: columns, kind: kind, table: KeyTable(folder: folder)))
    }

    var isEmpty: Bool { uniques.isEmpty && references.isEmpty && own.isEmpty }

    /// The first thing wrong with a row's keys: the column to show, and the row that had the key before. Keys of a row without any fault are
    /// remembered.
    mutating func fault(_ values: UnsafeMutablePointer<CellValue>, row: Int) throws(AppError) -> (
        column: Int, kind: CellProblem.Kind, earlier: Int?
    )? {
        for reference in references {
            guard let key = KeyCheck.fingerprint(values, reference.columns), reference.table.row(of: key) == nil else { continue }
            return (reference.columns[reference.columns.count - 1], .unknownReference, nil)
        }
        for unique in uniques {
            guard let key = KeyCheck.fingerprint(values, unique.columns) else {
                guard unique.kind == .primaryKey, let column = unique.columns.first(where: { values[$0].isMissing }) else { continue }
                return (column, .required, nil)
            }
            if let earlier = unique.table.row(of: key) { return (unique.columns[unique.columns.count - 1], unique.kind, earlier) }
        }
        for unique in uniques {
            if let key = KeyCheck.fingerprint(values, unique.columns) { try unique.table.insert(key, row: row) }
        }
        for reference in own { try reference.take(values, row: row) }
        return nil
    }

    /// Says which values of references into the table itself refer to nothing. Their rows are written already: what they refer to might
    /// have come after them.
    mutating func finish() { notes += own.compactMap { $0.note } }

    /// `nil` when one of the values is missing: nothing is equal to it.
    static func fingerprint(_ values: UnsafeMutablePointer<CellValue>, _ columns: [Int]) -> Fingerprint? {
        var key = Fingerprint()
        for column in columns {
            guard !values[column].isMissing else { return nil }
            key.add(values[column].view)
        }
        return key
    }

    private static func fingerprint(_ texts: [String]) -> Fingerprint {
        var key = Fingerprint()
        for text in texts {
            var text = text
            text.withUTF8 { bytes in
                if let start = bytes.baseAddress {
                    key.add(ByteView(start, bytes.count))
                } else {
                    key.add(ByteView(RawRow.nothing.utf8Start, 0))
                }
            }
        }
        return key
    }
}
