import Columns
import Ingest
import Kernel
import Storage

/// One published state of a table: immutable, found by the hash of its canonical CSV. Two versions with the same rows share a file.
package struct DatasetVersion: Sendable, Equatable, Identifiable {
    package var id: Identifier<DatasetVersion>
    package var distribution: Identifier<Distribution>
    /// 1 for the first of its table.
    package var number: Int
    /// SHA-256 of the canonical CSV in hexadecimal: its address in the installation's ``Storage/FileStore`` and the validator of every
    /// answer made of it.
    package var hash: String
    package var rows: Int
    /// Bytes of the canonical CSV.
    package var bytes: Int
    /// Names and types of the columns, as the column file has them.
    package var shape: TableShape
    /// The schema as it is stored; see ``schema``.
    package var storedSchema: StoredSchema
    package var publishedAt: Instant
    package var publishedBy: String
    package var submission: Identifier<Submission>?
    /// What changed, in the producer's words.
    package var note: String

    package init(
        id: Identifier<DatasetVersion>, distribution: Identifier<Distribution>, number: Int, hash: String, rows: Int, bytes: Int,
        shape: TableShape, schema: TableSchema, publishedAt: Instant, publishedBy: String, submission: Identifier<Submission>? = nil,
        note: String = ""
    ) {
        self.id = id
        self.distribution = distribution
        self.number = number
        self.hash = hash
        self.rows = rows
        self.bytes = bytes
        self.shape = shape
        storedSchema = StoredSchema(schema)
        self.publishedAt = publishedAt
        self.publishedBy = publishedBy
        self.submission = submission
        self.note = note
    }

    package init(row: Row) {
        id = row.id("id")
        distribution = row.id("distribution_id")
        number = row.int("number")
        hash = row.text("hash")
        rows = row.int("row_count")
        bytes = row.int("byte_count")
        shape = fromJSON(row.text("shape")) ?? DatasetVersion.unreadable
        storedSchema = StoredSchema(json: row.text("schema"))
        publishedAt = row.instant("published_at")
        publishedBy = row.text("published_by")
        submission = row.idIfAny("submission_id")
        note = row.text("note")
    }

    // Force: one column with a name.
    private static let unreadable = try! TableShape([.init("?", .any)])

    /// Titles, units, roles and all else that is said about the columns, as it was when the version was published.
    package var schema: TableSchema { storedSchema.value }

    var digested: [String?] {
        [
            id.text, distribution.text, String(number), hash, String(rows), String(bytes), jsonText(shape), storedSchema.json,
            publishedAt.description, publishedBy, submission?.text, note,
        ]
    }
}

extension Transaction {
    package func datasetVersion(_ id: Identifier<DatasetVersion>) throws -> DatasetVersion? {
        try row("SELECT * FROM dataset_version WHERE id = \(id)").map(DatasetVersion.init(row:))
    }

    /// Newest first.
    /// - Parameter before: only those before that number.
    package func versions(
        of distribution: Identifier<Distribution>, before number: Int? = nil, limit: Int = 1000
    ) throws -> [DatasetVersion] {
        let below: SQL = number.map { "AND number < \($0)" } ?? ""
        return try rows(
            "SELECT * FROM dataset_version WHERE distribution_id = \(distribution) \(below) ORDER BY number DESC LIMIT \(limit)"
        ).map(DatasetVersion.init(row:))
    }

    package func version(of distribution: Identifier<Distribution>, number: Int) throws -> DatasetVersion? {
        try row("SELECT * FROM dataset_version WHERE distribution_id = \(distribution) AND number = \(number)")
            .map(DatasetVersion.init(row:))
    }

    package func versionCount(of distribution: Identifier<Distribution>) throws -> Int {
        try count("SELECT count(*) FROM dataset_version WHERE distribution_id = \(distribution)")
    }

    /// The version that was shown at a moment; `nil` before the first.
    package func version(of distribution: Identifier<Distribution>, asOf moment: Instant) throws -> DatasetVersion? {
        try row(
            """
            SELECT * FROM dataset_version WHERE distribution_id = \(distribution) AND published_at <= \(moment)
            ORDER BY number DESC LIMIT 1
            """
        ).map(DatasetVersion.init(row:))
    }

    /// Versions whose canonical CSV has this hash.
    package func versions(hash: String) throws -> [DatasetVersion] {
        try rows("SELECT * FROM dataset_version WHERE hash = \(hash) ORDER BY id").map(DatasetVersion.init(row:))
    }

    func insert(_ version: DatasetVersion) throws {
        try run(
            """
            INSERT INTO dataset_version (id, distribution_id, number, hash, row_count, byte_count, shape, schema, published_at,
                published_by, submission_id, note)
            VALUES (\(version.id), \(version.distribution), \(version.number), \(version.hash), \(version.rows), \(version.bytes),
                \(jsonText(version.shape)), \(version.storedSchema.json), \(version.publishedAt), \(version.publishedBy),
                \(version.submission), \(version.note))
            """)
    }
}
