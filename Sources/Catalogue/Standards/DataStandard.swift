import Ingest
import Kernel
import Storage
import Work

/// A schema that several tables follow (standar data, Perpres 39/2019 art. 4), with the code that Perban BPS 4/2021 gives it.
package struct DataStandard: Sendable, Equatable, Identifiable {
    package var id: Identifier<DataStandard>
    /// Such as `SD00001.00.00`; `nil` for a regency's own.
    package var code: String?
    package var name: String
    package var description: String
    package var schema: TableSchema
    package var validFrom: Day
    package var validTo: Day?
    /// The standard it took the place of.
    package var replaces: Identifier<DataStandard>?
    package var createdAt: Instant
    package var updatedAt: Instant
    package var version: Int

    package init(
        id: Identifier<DataStandard>, code: String?, name: String, description: String = "", schema: TableSchema, validFrom: Day,
        validTo: Day? = nil, replaces: Identifier<DataStandard>? = nil, createdAt: Instant
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.description = description
        self.schema = schema
        self.validFrom = validFrom
        self.validTo = validTo
        self.replaces = replaces
        self.createdAt = createdAt
        updatedAt = createdAt
        version = 1
    }

    package var reference: Reference { Reference("data_standard", id) }
    package func isValid(on day: Day) -> Bool { validFrom <= day && validTo.map { day <= $0 } ?? true }

    package init(row: Row) {
        id = row.id("id")
        code = row.textIfAny("code")
        name = row.text("name")
        description = row.text("description")
        schema = fromJSON(row.text("schema")) ?? TableSchema()
        validFrom = row.day("valid_from")
        validTo = row.dayIfAny("valid_to")
        replaces = row.idIfAny("replaces_id")
        createdAt = row.instant("created_at")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    var digest: String {
        Seal.digest([
            id.text, code, name, description, jsonText(schema), validFrom.description, validTo?.description, replaces?.text,
            createdAt.description, updatedAt.description, String(version),
        ])
    }
}

extension Transaction {
    package func dataStandard(_ id: Identifier<DataStandard>) throws -> DataStandard? {
        try row("SELECT * FROM data_standard WHERE id = \(id)").map(DataStandard.init(row:))
    }

    /// By name, ended ones included.
    package func dataStandards() throws -> [DataStandard] {
        try rows("SELECT * FROM data_standard ORDER BY name, id").map(DataStandard.init(row:))
    }

    func insert(_ standard: DataStandard) throws {
        try run(
            """
            INSERT INTO data_standard (id, code, name, description, schema, valid_from, valid_to, replaces_id, created_at, updated_at, version)
            VALUES (\(standard.id), \(standard.code), \(standard.name), \(standard.description), \(jsonText(standard.schema)),
                \(standard.validFrom), \(standard.validTo), \(standard.replaces), \(standard.createdAt), \(standard.updatedAt),
                \(standard.version))
            """)
    }

    /// - Throws: ``AppError/Kind/conflict`` when somebody was quicker.
    func update(_ standard: DataStandard, from version: Int) throws {
        let changed = try run(
            """
            UPDATE data_standard SET code = \(standard.code), name = \(standard.name), description = \(standard.description),
                schema = \(jsonText(standard.schema)), valid_from = \(standard.validFrom), valid_to = \(standard.validTo),
                updated_at = \(standard.updatedAt), version = \(standard.version)
            WHERE id = \(standard.id) AND version = \(version)
            """)
        guard changed == 1 else { throw AppError.conflict("error.standard_changed") }
    }
}
