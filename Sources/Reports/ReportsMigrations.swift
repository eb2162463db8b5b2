import Kernel
import Storage

/// The schema of reports. Steps are only ever added at the end.
package enum ReportsMigrations {
    package static let all: [Migration] = [
        Migration(
            "reports.1.categories",
            [
                """
                CREATE TABLE category (
                    id text PRIMARY KEY, parent_id text REFERENCES category (id), name_id text NOT NULL, name_en text NOT NULL,
                    agency_id text, kind text NOT NULL, rounding bigint NOT NULL, needs_evidence boolean NOT NULL,
                    is_sensitive boolean NOT NULL, questions jsonb NOT NULL, position bigint NOT NULL,
                    valid_from text NOT NULL, valid_to text, version bigint NOT NULL)
                """,
                "CREATE INDEX category_parent ON category (parent_id)",
            ]),
        Migration(
            "reports.2.reports",
            [
                """
                CREATE TABLE report (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, link_version bigint NOT NULL, client_key text UNIQUE,
                    state text NOT NULL, workflow_version bigint NOT NULL, version bigint NOT NULL,
                    category_id text NOT NULL, top_category_id text NOT NULL, kind text NOT NULL,
                    disclosure text NOT NULL, is_public boolean NOT NULL,
                    text text NOT NULL, public_text text, answers jsonb NOT NULL,
                    village_code text, subdistrict_code text, latitude double precision, longitude double precision,
                    accuracy double precision, place_finding text NOT NULL, place_note text NOT NULL,
                    agency_id text, checker_id text, channel text NOT NULL, language text NOT NULL,
                    received_at timestamptz NOT NULL, published_at timestamptz, updated_at timestamptz NOT NULL, due_at timestamptz,
                    claimed_at timestamptz, claimed_by text, checked_at timestamptz, checked_by text, accepted_at timestamptz,
                    closed_at timestamptz, closure text, is_in_time boolean, working_days bigint,
                    returns bigint NOT NULL, reopenings bigint NOT NULL, level bigint NOT NULL, is_overdue boolean NOT NULL,
                    merged_into text, rating bigint)
                """,
                "CREATE INDEX report_public ON report (received_at, id) WHERE is_public",
                "CREATE INDEX report_public_agency ON report (agency_id, received_at, id) WHERE is_public",
                "CREATE INDEX report_public_subdistrict ON report (subdistrict_code, received_at, id) WHERE is_public",
                "CREATE INDEX report_public_category ON report (category_id, received_at, id) WHERE is_public",
                "CREATE INDEX report_public_top ON report (top_category_id, received_at, id) WHERE is_public",
                "CREATE INDEX report_public_state ON report (state, received_at, id) WHERE is_public",
                "CREATE INDEX report_all ON report (received_at, id)",
                "CREATE INDEX report_agency ON report (agency_id, received_at, id)",
                "CREATE INDEX report_merged ON report (merged_into) WHERE merged_into IS NOT NULL",
            ]),
        Migration(
            "reports.3.parts",
            [
                """
                CREATE TABLE report_note (
                    id text PRIMARY KEY, report_id text NOT NULL REFERENCES report (id), sequence bigint NOT NULL, act text NOT NULL,
                    at timestamptz NOT NULL, visibility text NOT NULL, text text NOT NULL, public_text text,
                    author_kind text NOT NULL, author_id text NOT NULL, agency_id text, code text)
                """,
                "CREATE INDEX report_note_report ON report_note (report_id, sequence)",
                """
                CREATE TABLE report_photo (
                    id text PRIMARY KEY, report_id text NOT NULL REFERENCES report (id), sequence bigint NOT NULL, role text NOT NULL,
                    position bigint NOT NULL, file text NOT NULL, thumbnail text NOT NULL, width bigint NOT NULL, height bigint NOT NULL,
                    look text NOT NULL, taken_at timestamptz, latitude double precision, longitude double precision,
                    is_public boolean NOT NULL, added_at timestamptz NOT NULL)
                """,
                "CREATE INDEX report_photo_report ON report_photo (report_id, position)",
                "CREATE INDEX report_photo_look ON report_photo (look)",
                """
                CREATE TABLE report_identity (
                    report_id text PRIMARY KEY REFERENCES report (id), key text NOT NULL, sealed bytea NOT NULL,
                    has_mail boolean NOT NULL, created_at timestamptz NOT NULL)
                """,
                """
                CREATE TABLE identity_access (
                    id text PRIMARY KEY, report_id text NOT NULL, account_id text NOT NULL, agency_id text, reason text NOT NULL,
                    at timestamptz NOT NULL)
                """,
                "CREATE INDEX identity_access_report ON identity_access (report_id, id)",
            ]),
        Migration(
            "reports.4.statistics",
            [
                """
                CREATE TABLE report_tally_change (
                    id text PRIMARY KEY, month text NOT NULL, agency_id text NOT NULL, subdistrict_code text NOT NULL,
                    category_id text NOT NULL, received bigint NOT NULL, in_time bigint NOT NULL, late bigint NOT NULL,
                    overdue bigint NOT NULL, reopened bigint NOT NULL, checked bigint NOT NULL, claimed bigint NOT NULL,
                    accepted bigint NOT NULL, silent bigint NOT NULL, rejected bigint NOT NULL,
                    rated bigint NOT NULL, stars bigint NOT NULL, days bigint, days_count bigint NOT NULL)
                """,
                """
                CREATE TABLE report_tally (
                    dimension text NOT NULL, key text NOT NULL, month text NOT NULL,
                    received bigint NOT NULL, in_time bigint NOT NULL, late bigint NOT NULL,
                    overdue bigint NOT NULL, reopened bigint NOT NULL, checked bigint NOT NULL, claimed bigint NOT NULL,
                    accepted bigint NOT NULL, silent bigint NOT NULL, rejected bigint NOT NULL,
                    rated bigint NOT NULL, stars bigint NOT NULL, PRIMARY KEY (dimension, key, month))
                """,
                """
                CREATE TABLE report_tally_days (
                    dimension text NOT NULL, key text NOT NULL, month text NOT NULL, days bigint NOT NULL, count bigint NOT NULL,
                    PRIMARY KEY (dimension, key, month, days))
                """,
            ]),
        ReportSearch.index.migration("reports.5.search"),
        Migration(
            "reports.6.retention",
            [
                "CREATE INDEX report_identity_age ON report_identity (created_at, report_id)",
                "CREATE INDEX report_refused ON report (closed_at, id) WHERE closure IN ('rejected', 'withdrawn', 'incomplete')",
                // Reports whose words and photos were taken away.
                "CREATE TABLE report_erasure (report_id text PRIMARY KEY REFERENCES report (id), at timestamptz NOT NULL)",
            ]),
        // What is rare among all public reports, and asked for by the links behind the figures.
        Migration(
            "reports.7.facts",
            [
                "CREATE INDEX report_public_overdue ON report (received_at, id) WHERE is_public AND is_overdue",
                "CREATE INDEX report_public_late ON report (received_at, id) WHERE is_public AND NOT is_in_time",
                "CREATE INDEX report_public_reopened ON report (received_at, id) WHERE is_public AND reopenings > 0",
            ]),
        Migration(
            "reports.8.uploads",
            [
                """
                CREATE TABLE report_photo_upload (
                    file text PRIMARY KEY, thumbnail text NOT NULL, look text NOT NULL, at timestamptz NOT NULL)
                """,
                "CREATE INDEX report_photo_upload_at ON report_photo_upload (at)",
            ]),
        // A copy of a photo with parts covered names the photo it was made of.
        Migration("reports.9.covered", ["ALTER TABLE report_photo ADD COLUMN original_id text"]),
        // Officials' lists by who has a report and who checks it. A report that comes in has neither yet and costs no entry.
        Migration(
            "reports.10.officials",
            [
                "DROP INDEX report_agency",
                "CREATE INDEX report_agency ON report (agency_id, received_at, id) WHERE agency_id IS NOT NULL",
                "CREATE INDEX report_checker ON report (checker_id, received_at, id) WHERE checker_id IS NOT NULL",
            ]),
        // Days promised before they were kept apart: only the state of the report told of them.
        Migration(
            "reports.11.promises",
            [
                """
                UPDATE clock SET promised_due_at = due_at, promised_at = COALESCE((
                    SELECT max(event.at) FROM event WHERE event.subject_kind = 'report' AND event.subject_id = clock.subject_id
                        AND event.kind IN ('report.schedule', 'report.postpone')), started_at)
                WHERE subject_kind = 'report' AND name = 'finish' AND stopped_at IS NULL AND promised_due_at IS NULL
                    AND subject_id IN (SELECT id FROM report WHERE state IN ('scheduled', 'postponed'))
                """
            ]),
        // Every report writes one; on SQLite with its key in an index of its own beside it, until it became the row's place.
        Migration("reports.12.narrow") { tx in
            guard tx.engine == .sqlite else { return }
            let columns: SQL = """
                id, month, agency_id, subdistrict_code, category_id, received, in_time, late, overdue, reopened, checked, claimed, accepted,
                silent, rejected, rated, stars, days, days_count
                """
            let statements: [SQL] = [
                """
                CREATE TABLE report_tally_change_narrow (
                    id text PRIMARY KEY, month text NOT NULL, agency_id text NOT NULL, subdistrict_code text NOT NULL,
                    category_id text NOT NULL, received bigint NOT NULL, in_time bigint NOT NULL, late bigint NOT NULL,
                    overdue bigint NOT NULL, reopened bigint NOT NULL, checked bigint NOT NULL, claimed bigint NOT NULL,
                    accepted bigint NOT NULL, silent bigint NOT NULL, rejected bigint NOT NULL,
                    rated bigint NOT NULL, stars bigint NOT NULL, days bigint, days_count bigint NOT NULL) WITHOUT ROWID
                """,
                "INSERT INTO report_tally_change_narrow (\(columns)) SELECT \(columns) FROM report_tally_change",
                "DROP TABLE report_tally_change",
                "ALTER TABLE report_tally_change_narrow RENAME TO report_tally_change",
            ]
            for statement in statements { try tx.run(statement) }
        },
    ]
}
