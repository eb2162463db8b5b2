import Ingest
import Kernel
import Storage
import Work

/// A data standard as it was at one time: whoever followed it then can see what it said.
package struct StandardVersion: Sendable, Equatable {
    /// What a version of a standard says.
    package struct Content: Sendable, Equatable, Codable {
        package var code: String?
        package var name: String
        package var description: String
        package var schema: TableSchema
        package var validFrom: Day
        package var validTo: Day?
    }

    package var number: Int
    package var content: Content
    package var at: Instant
    package var by: String

    init(row: Row) throws {
        number = row.int("version")
        guard let content: Content = fromJSON(row.text("content")) else { throw AppError.malformed("error.standard_unreadable") }
        self.content = content
        at = row.instant("at")
        by = row.text("changed_by")
    }

    static let migration = Migration(
        "catalogue.6.standard_versions",
        [
            """
            CREATE TABLE data_standard_version (
                standard_id text NOT NULL REFERENCES data_standard (id), version bigint NOT NULL, content text NOT NULL,
                at timestamptz NOT NULL, changed_by text NOT NULL, PRIMARY KEY (standard_id, version))
            """
        ])
}

extension DataStandard {
    fileprivate var content: StandardVersion.Content {
        StandardVersion.Content(
            code: code, name: name, description: description, schema: schema, validFrom: validFrom, validTo: validTo)
    }

    /// As it was in an earlier version.
    func like(_ version: StandardVersion) -> DataStandard {
        var standard = self
        (standard.code, standard.name, standard.description) = (version.content.code, version.content.name, version.content.description)
        (standard.schema, standard.validFrom, standard.validTo) = (
            version.content.schema, version.content.validFrom, version.content.validTo
        )
        standard.updatedAt = version.at
        standard.version = version.number
        return standard
    }
}

extension Transaction {
    /// Every version that was kept, the newest first.
    package func versions(of standard: Identifier<DataStandard>) throws -> [StandardVersion] {
        try rows("SELECT * FROM data_standard_version WHERE standard_id = \(standard) ORDER BY version DESC").map {
            try StandardVersion(row: $0)
        }
    }

    /// Keeps a standard as it is now.
    func keepVersion(_ standard: DataStandard, by actor: Actor) throws {
        try run(
            """
            INSERT INTO data_standard_version (standard_id, version, content, at, changed_by)
            VALUES (\(standard.id), \(standard.version), \(jsonText(standard.content)), \(standard.updatedAt), \(actor.id))
            """)
    }
}
