import Columns
import Ingest
import Kernel
import Storage

/// One table of a dataset: CKAN's "resource", our own unit of versions. Its schema is the one the next version is read with.
package struct Distribution: Sendable, Equatable, Identifiable {
    package var id: Identifier<Distribution>
    package var dataset: Identifier<Dataset>
    /// Order within the dataset, from 0.
    package var position: Int
    /// Unique within the dataset; same form as a dataset's name.
    package var name: String
    package var title: String
    /// The schema as it is stored; see ``schema``.
    package var storedSchema: StoredSchema
    /// How the last file was read (sheet, guesses that are off, columns), so that next year's is read alike.
    package var reading: Reading
    /// The data standard its columns follow; `nil` when they stand for themselves.
    package var standard: Identifier<DataStandard>?
    /// The version that is shown; `nil` until one was published.
    package var currentVersion: Identifier<DatasetVersion>?
    package var createdAt: Instant

    package init(
        id: Identifier<Distribution>, dataset: Identifier<Dataset>, position: Int = 0, name: String, title: String,
        schema: TableSchema = TableSchema(), reading: Reading = Reading(), standard: Identifier<DataStandard>? = nil,
        currentVersion: Identifier<DatasetVersion>? = nil, createdAt: Instant
    ) {
        self.id = id
        self.dataset = dataset
        self.position = position
        self.name = name
        self.title = title
        storedSchema = StoredSchema(schema)
        self.reading = reading
        self.standard = standard
        self.currentVersion = currentVersion
        self.createdAt = createdAt
    }

    package init(row: Row) {
        id = row.id("id")
        dataset = row.id("dataset_id")
        position = row.int("position")
        name = row.text("name")
        title = row.text("title")
        storedSchema = StoredSchema(json: row.text("schema"))
        reading = fromJSON(row.text("reading")) ?? Reading()
        standard = row.idIfAny("standard_id")
        currentVersion = row.idIfAny("current_version_id")
        createdAt = row.instant("created_at")
    }

    /// The schema the next version is read with; without fields until the first file was understood.
    package var schema: TableSchema {
        get { storedSchema.value }
        set { storedSchema = StoredSchema(newValue) }
    }

    var digested: [String?] {
        [
            id.text, dataset.text, String(position), name, title, storedSchema.json, jsonText(reading), standard?.text,
            currentVersion?.text, createdAt.description,
        ]
    }
}

extension Transaction {
    package func distribution(_ id: Identifier<Distribution>) throws -> Distribution? {
        try row("SELECT * FROM distribution WHERE id = \(id)").map(Distribution.init(row:))
    }

    /// In their order.
    package func distributions(of dataset: Identifier<Dataset>) throws -> [Distribution] {
        try rows("SELECT * FROM distribution WHERE dataset_id = \(dataset) ORDER BY position, id").map(Distribution.init(row:))
    }

    func insert(_ distribution: Distribution) throws {
        try run(
            """
            INSERT INTO distribution (id, dataset_id, position, name, title, schema, reading, standard_id, current_version_id,
                created_at)
            VALUES (\(distribution.id), \(distribution.dataset), \(distribution.position), \(distribution.name), \(distribution.title),
                \(distribution.storedSchema.json), \(jsonText(distribution.reading)), \(distribution.standard),
                \(distribution.currentVersion), \(distribution.createdAt))
            """)
    }

    func update(_ distribution: Distribution) throws {
        try run(
            """
            UPDATE distribution SET position = \(distribution.position), name = \(distribution.name), title = \(distribution.title),
                schema = \(distribution.storedSchema.json), reading = \(jsonText(distribution.reading)),
                standard_id = \(distribution.standard),
                current_version_id = \(distribution.currentVersion)
            WHERE id = \(distribution.id)
            """)
    }
}
