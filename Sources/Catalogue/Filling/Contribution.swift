import Columns
import Directory
import Ingest
import Kernel
import Storage
import Work

/// Rows that a village has sent for a table of another agency. They wait there until that agency takes them into a file of its own, which
/// then goes the way of every file.
package struct Contribution: Sendable, Equatable, Identifiable {
    package enum State: String, Sendable, CaseIterable, Codable {
        case waiting
        /// Part of a submission.
        case taken
        case refused
        /// The village has sent others in their place.
        case replaced

        package var label: TextKey { TextKey("contribution.state.\(rawValue)") }
    }

    package var id: Identifier<Contribution>
    package var table: Identifier<Distribution>
    package var agency: Identifier<Agency>
    package var state: State
    /// Canonical values in the order of the schema's fields; `nil` for missing.
    package var rows: [[String?]]
    package var sentBy: String
    package var sentAt: Instant
    package var decidedBy: String?
    package var decidedAt: Instant?
    package var reason: String?
    package var submission: Identifier<Submission>?
    package var version: Int

    init(
        id: Identifier<Contribution>, table: Identifier<Distribution>, agency: Identifier<Agency>, rows: [[String?]], sentBy: String,
        sentAt: Instant
    ) {
        self.id = id
        self.table = table
        self.agency = agency
        state = .waiting
        self.rows = rows
        self.sentBy = sentBy
        self.sentAt = sentAt
        version = 1
    }

    init(row: Row) {
        id = row.id("id")
        table = row.id("distribution_id")
        agency = row.id("agency_id")
        // What cannot be read is not taken.
        state = State(rawValue: row.text("state")) ?? .refused
        rows = fromJSON(row.text("content")) ?? []
        sentBy = row.text("sent_by")
        sentAt = row.instant("sent_at")
        decidedBy = row.textIfAny("decided_by")
        decidedAt = row.instantIfAny("decided_at")
        reason = row.textIfAny("reason")
        submission = row.idIfAny("submission_id")
        version = row.int("version")
    }

    package var reference: Reference { Reference("contribution", id) }

    /// Every column, for the digest in its events.
    var digest: String {
        Seal.digest([
            id.text, table.text, agency.text, state.rawValue, jsonText(rows), sentBy, sentAt.description, decidedBy, decidedAt?.description,
            reason, submission?.text, String(version),
        ])
    }
}

extension Transaction {
    package func contribution(_ id: Identifier<Contribution>) throws -> Contribution? {
        try row("SELECT * FROM contribution WHERE id = \(id)").map(Contribution.init(row:))
    }

    /// Of a table, the newest first.
    package func contributions(
        to table: Identifier<Distribution>, state: Contribution.State? = nil, agencies: Set<String>? = nil, limit: Int = 1000
    ) throws -> [Contribution] {
        let wanted: SQL = state.map { "AND state = \($0.rawValue)" } ?? ""
        let whose: SQL = agencies.map { "AND agency_id IN (\(.list($0.sorted())))" } ?? ""
        return try rows("SELECT * FROM contribution WHERE distribution_id = \(table) \(wanted) \(whose) ORDER BY id DESC LIMIT \(limit)")
            .map(Contribution.init(row:))
    }

    func insert(_ contribution: Contribution) throws {
        try run(
            """
            INSERT INTO contribution (id, distribution_id, agency_id, state, content, row_count, sent_by, sent_at, version)
            VALUES (\(contribution.id), \(contribution.table), \(contribution.agency), \(contribution.state.rawValue),
                \(jsonText(contribution.rows)), \(contribution.rows.count), \(contribution.sentBy), \(contribution.sentAt),
                \(contribution.version))
            """)
    }

    /// - Throws: ``AppError/Kind/conflict`` when somebody was quicker.
    func update(_ contribution: Contribution) throws {
        let changed = try run(
            """
            UPDATE contribution SET state = \(contribution.state.rawValue), decided_by = \(contribution.decidedBy),
                decided_at = \(contribution.decidedAt), reason = \(contribution.reason), submission_id = \(contribution.submission),
                version = \(contribution.version)
            WHERE id = \(contribution.id) AND version = \(contribution.version - 1)
            """)
        guard changed == 1 else { throw AppError.conflict("error.contribution_changed") }
    }
}

extension CatalogueDigests {
    static let contribution = RecordDigest(
        "contribution",
        ids: RecordDigest.ids(of: "contribution"),
        title: { tx, id in
            try tx.row(
                "SELECT distribution.title AS title FROM contribution JOIN distribution ON distribution.id = contribution.distribution_id WHERE contribution.id = \(id)"
            )?.text("title")
        },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = try tx.contribution(Identifier(id))?.digest }
            return digests
        })
}

/// The rows of contributions as values of a schema.
enum ContributionRows {
    /// Rows one contribution may have.
    static let most = 200

    /// The field that says whose rows they are.
    static func areaField(_ schema: TableSchema) -> Int? { schema.fields.firstIndex { $0.standard.role == .areaCode } }

    /// The rows with the village's own code in them.
    /// - Throws: `.invalid` when a row is of another place, is too long, or there are too many.
    static func checked(_ rows: [[Datum]], _ schema: TableSchema, of agency: Agency) throws -> [[String?]] {
        guard let area = areaField(schema), let region = agency.region else { throw AppError.conflict("error.invite_no_area") }
        guard (1...most).contains(rows.count) else {
            throw AppError.invalid("rows", Message("error.contribution_rows", ["most": "\(most)"]))
        }
        return try rows.map { row in
            guard row.count == schema.fields.count else { throw AppError.invalid("rows", "error.fill_schema_changed") }
            var texts = row.map(\.text)
            guard texts[area] == nil || texts[area] == region.text else {
                throw AppError.invalid("rows", Message("error.contribution_area", ["area": region.text]))
            }
            texts[area] = region.text
            return texts
        }
    }

    /// A row's key, or all of it where the table has none.
    static func key(_ row: [String?], _ schema: TableSchema) -> [String?] {
        let places = schema.primaryKey.compactMap { schema.index(of: $0) }
        return places.isEmpty ? row : places.map { row[$0] }
    }
}
