import Directory
import Ingest
import Kernel
import Storage
import Work

/// A table that every village is asked to fill with its own rows until a day, whichever agency it belongs to.
package struct FillingInvitation: Sendable, Equatable {
    package var table: Identifier<Distribution>
    package var dataset: Identifier<Dataset>
    /// The last day on which villages can send.
    package var untilOn: Day
    package var invitedBy: String
    package var invitedAt: Instant

    /// The agencies that are meant: the offices of villages and urban villages.
    package static func isMeant(_ agency: Agency) -> Bool { agency.kind == .village || agency.kind == .urbanVillage }

    init(table: Identifier<Distribution>, dataset: Identifier<Dataset>, untilOn: Day, invitedBy: String, invitedAt: Instant) {
        self.table = table
        self.dataset = dataset
        self.untilOn = untilOn
        self.invitedBy = invitedBy
        self.invitedAt = invitedAt
    }

    init(row: Row) {
        table = row.id("distribution_id")
        dataset = row.id("dataset_id")
        untilOn = row.day("until_on")
        invitedBy = row.text("invited_by")
        invitedAt = row.instant("invited_at")
    }

    static let migration = Migration(
        "catalogue.5.contributions",
        [
            """
            CREATE TABLE filling_invitation (
                distribution_id text PRIMARY KEY REFERENCES distribution (id), dataset_id text NOT NULL REFERENCES dataset (id),
                until_on text NOT NULL, invited_by text NOT NULL, invited_at timestamptz NOT NULL)
            """,
            """
            CREATE TABLE contribution (
                id text PRIMARY KEY, distribution_id text NOT NULL REFERENCES distribution (id), agency_id text NOT NULL, state text NOT NULL,
                content text NOT NULL, row_count bigint NOT NULL, sent_by text NOT NULL, sent_at timestamptz NOT NULL, decided_by text,
                decided_at timestamptz, reason text, submission_id text, version bigint NOT NULL)
            """,
            "CREATE INDEX contribution_table ON contribution (distribution_id, state, id)",
            "CREATE INDEX contribution_agency ON contribution (agency_id, id)",
        ])
}

extension Transaction {
    package func fillingInvitation(_ table: Identifier<Distribution>) throws -> FillingInvitation? {
        try row("SELECT * FROM filling_invitation WHERE distribution_id = \(table)").map(FillingInvitation.init(row:))
    }

    /// Those that run on a day, what ends first at the top.
    package func fillingInvitations(on day: Day) throws -> [FillingInvitation] {
        try rows("SELECT * FROM filling_invitation WHERE until_on >= \(day) ORDER BY until_on, distribution_id").map(
            FillingInvitation.init(row:))
    }
}

/// Asks every village to fill a table until a day, or sets another day.
package struct InviteVillages: DatasetAct {
    package let name = "villages_invited"
    package var table: Identifier<Distribution>
    package var untilOn: Day

    package init(_ table: Identifier<Distribution>, until untilOn: Day) {
        self.table = table
        self.untilOn = untilOn
    }

    package func apply(to opened: inout DatasetCase) throws {
        guard let found = try opened.tx.distribution(table), found.dataset == opened.dataset.id else { throw AppError.notFound }
        guard opened.dataset.state != .withdrawn else { throw AppError.conflict("error.dataset_not_published") }
        guard ContributionRows.areaField(found.schema) != nil else { throw AppError.conflict("error.invite_no_area") }
        let today = opened.desk.directory.today
        guard untilOn >= today, untilOn <= today.adding(366) else { throw AppError.invalid("until", "error.invite_until") }
        try opened.tx.run(
            """
            INSERT INTO filling_invitation (distribution_id, dataset_id, until_on, invited_by, invited_at)
            VALUES (\(table), \(opened.dataset.id), \(untilOn), \(opened.actor.id), \(opened.now))
            ON CONFLICT (distribution_id) DO UPDATE SET until_on = excluded.until_on, invited_by = excluded.invited_by,
                invited_at = excluded.invited_at
            """)
        opened.details = ["table": table.text, "until": untilOn.description]
    }
}

/// Villages are no longer asked; what they have sent stays.
package struct EndInvitation: DatasetAct {
    package let name = "villages_dismissed"
    package var table: Identifier<Distribution>

    package init(_ table: Identifier<Distribution>) { self.table = table }

    package func apply(to opened: inout DatasetCase) throws {
        let ended = try opened.tx.run(
            "DELETE FROM filling_invitation WHERE distribution_id = \(table) AND dataset_id = \(opened.dataset.id)")
        guard ended == 1 else { throw AppError.notFound }
        opened.details = ["table": table.text]
    }
}
