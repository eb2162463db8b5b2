import Catalogue
import Columns
import Directory
import Kernel
import Storage

/// One reading of data that are not open, written down before the reader got anything.
package struct DataReading: Sendable, Equatable, Identifiable {
    package var id: Identifier<DataReading>
    package var at: Instant
    package var dataset: Identifier<Dataset>
    package var table: Identifier<Distribution>
    package var version: Identifier<DatasetVersion>
    /// `nil` where it was read without one: by its own agency, the steward or the inspectorate.
    package var agreement: Identifier<Agreement>?
    /// The agency on whose behalf it was read, where there is an agreement.
    package var agency: Identifier<Agency>?
    package var actorKind: Actor.Kind
    package var actor: String
    package var purpose: ReadingPurpose
    /// How many rows lay open to the reader.
    package var rows: Int

    init(row: Row) {
        id = row.id("id")
        at = row.instant("at")
        dataset = row.id("dataset_id")
        table = row.id("distribution_id")
        version = row.id("version_id")
        agreement = row.idIfAny("agreement_id")
        agency = row.idIfAny("agency_id")
        actorKind = Actor.Kind(rawValue: row.text("actor_kind")) ?? .system
        actor = row.text("actor_id")
        purpose = ReadingPurpose(rawValue: row.text("purpose")) ?? .check
        rows = row.int("row_count")
    }
}

extension AgreementDesk {
    /// Seconds within which an agreement's rate is counted.
    private static let rateWindow = 3600.0

    /// What the gate tells of every reading of restricted data. Refuses what goes beyond an agreement's rate.
    package var log: ReadingLog {
        ReadingLog { reading in
            let rows = try await rows(reading)
            try await cases.database.write(isolation: .readCommitted) { tx in
                var agency: String?
                if let id = reading.rule.agreement {
                    guard let agreement = try tx.agreement(id), agreement.isInForce(at: reading.at, offsetHours: directory.offsetHours)
                    else {
                        throw AppError.forbidden
                    }
                    agency = agreement.user.text
                    if let rate = reading.rule.rate {
                        let recent = try tx.count(
                            "SELECT count(*) FROM data_reading WHERE agreement_id = \(id) AND at > \(reading.at.adding(seconds: -AgreementDesk.rateWindow))"
                        )
                        guard recent < rate else { throw AppError.tooMany(retryAfter: Int(AgreementDesk.rateWindow) / max(rate, 1) + 1) }
                    }
                }
                try tx.run(
                    """
                    INSERT INTO data_reading (id, at, dataset_id, distribution_id, version_id, agreement_id, agency_id, actor_kind, actor_id,
                        purpose, row_count)
                    VALUES (\(world.newID(DataReading.self)), \(reading.at), \(reading.dataset.id), \(reading.distribution), \(reading.version),
                        \(reading.rule.agreement), \(agency), \(reading.actor.kind.rawValue), \(reading.actor.id),
                        \(reading.purpose.rawValue), \(rows))
                    """)
            }
        }
    }

    private func rows(_ reading: TableReading) async throws -> Int {
        guard let version = try await cases.database.read({ tx in try tx.datasetVersion(reading.version) }) else { throw AppError.notFound }
        if reading.rule.filter == .everything { return version.rows }
        let file = try await files.columns(version.hash, shape: version.shape)
        return try reach.count("\(version.hash) \(reading.rule.mark)") { try file.rows(matching: reading.rule.filter).count }
    }

    /// Readings of a table or by an agreement, as far as somebody may see them: the owner and the inspectorate all of them, the agency
    /// that reads its own.
    package func readings(of agreement: Agreement, for actor: Actor, before id: String? = nil, limit: Int) async throws -> [DataReading] {
        guard agreement.maySee(actor) else { throw AppError.notFound }
        let end: SQL = id.map { "AND id < \($0)" } ?? ""
        return try await cases.database.read { tx in
            try tx.rows("SELECT * FROM data_reading WHERE agreement_id = \(agreement.id) \(end) ORDER BY id DESC LIMIT \(limit)")
                .map(DataReading.init(row:))
        }
    }

    /// All readings of an agency's restricted data, with or without an agreement; for the owner and the inspectorate.
    package func readings(ownedBy agencies: Set<String>?, before id: String? = nil, limit: Int) async throws -> [DataReading] {
        let end: SQL = id.map { "AND data_reading.id < \($0)" } ?? ""
        let mine: SQL = agencies.map { "dataset.producer_id IN (\(SQL.list($0.sorted())))" } ?? "1 = 1"
        return try await cases.database.read { tx in
            try tx.rows(
                """
                SELECT data_reading.* FROM data_reading JOIN dataset ON dataset.id = data_reading.dataset_id
                WHERE \(mine) \(end) ORDER BY data_reading.id DESC LIMIT \(limit)
                """
            ).map(DataReading.init(row:))
        }
    }
}
