import Kernel
import Storage

/// The schema of the nouns everyone refers to. Steps are only ever added at the end.
package enum DirectoryMigrations {
    package static let all: [Migration] = [
        regions, agencies, accounts, sessions, calendars, settings, clients, history, clientEnds, wordDays, accountEnds, roleDays,
        accountStarts, clientStarts,
    ]

    /// `directory_revision` lets every process notice that what it holds in memory is stale (see ``DirectoryIndex``).
    private static let regions = Migration(
        "directory.1.regions",
        [
            "CREATE TABLE directory_revision (part text PRIMARY KEY, revision bigint NOT NULL)",
            """
            CREATE TABLE region (
                code text PRIMARY KEY,
                kind text NOT NULL CHECK (kind IN ('regency', 'subdistrict', 'village')),
                village_kind text CHECK (village_kind IN ('rural', 'urban', 'customary')),
                parent_code text REFERENCES region (code),
                name text NOT NULL,
                folded text NOT NULL,
                latitude double precision,
                longitude double precision,
                population bigint,
                area_km2 double precision,
                imported_at timestamptz NOT NULL
            )
            """,
            "CREATE INDEX region_by_parent ON region (parent_code, folded)",
            """
            CREATE TABLE region_boundary (
                code text PRIMARY KEY REFERENCES region (code) ON DELETE CASCADE,
                geometry bytea NOT NULL,
                south double precision NOT NULL,
                west double precision NOT NULL,
                north double precision NOT NULL,
                east double precision NOT NULL,
                imported_at timestamptz NOT NULL
            )
            """,
        ])

    private static let agencies = Migration(
        "directory.2.agencies",
        [
            """
            CREATE TABLE agency (
                id text PRIMARY KEY,
                code text NOT NULL UNIQUE,
                name text NOT NULL,
                folded text NOT NULL,
                kind text NOT NULL,
                parent_id text REFERENCES agency (id),
                region_code text REFERENCES region (code),
                government_functions text NOT NULL,
                days_per_week bigint NOT NULL CHECK (days_per_week IN (5, 6)),
                email text,
                phone text,
                address text,
                valid_from text NOT NULL,
                valid_to text,
                merged_into_id text REFERENCES agency (id),
                created_at timestamptz NOT NULL,
                version bigint NOT NULL
            )
            """,
            "CREATE INDEX agency_by_parent ON agency (parent_id)",
            "CREATE INDEX agency_by_region ON agency (region_code)",
            """
            CREATE TABLE agency_function (
                agency_id text NOT NULL REFERENCES agency (id),
                function text NOT NULL,
                PRIMARY KEY (agency_id, function)
            )
            """,
        ])

    private static let calendars = Migration(
        "directory.5.calendars",
        [
            """
            CREATE TABLE calendar (
                id text PRIMARY KEY,
                year bigint NOT NULL,
                number bigint NOT NULL,
                created_at timestamptz NOT NULL,
                published_at timestamptz,
                published_by text,
                version bigint NOT NULL,
                UNIQUE (year, number)
            )
            """,
            // Two drafts of one year would leave the loser's work behind without a word.
            "CREATE UNIQUE INDEX calendar_one_draft ON calendar (year) WHERE published_at IS NULL",
            """
            CREATE TABLE holiday (
                calendar_id text NOT NULL REFERENCES calendar (id) ON DELETE CASCADE,
                day text NOT NULL,
                name text NOT NULL,
                kind text NOT NULL CHECK (kind IN ('national', 'collective')),
                PRIMARY KEY (calendar_id, day)
            )
            """,
        ])

    private static let settings = Migration(
        "directory.6.settings",
        [
            """
            CREATE TABLE setting (
                id text PRIMARY KEY,
                key text NOT NULL,
                value text NOT NULL,
                valid_from text NOT NULL,
                set_at timestamptz NOT NULL,
                set_by text NOT NULL
            )
            """,
            "CREATE INDEX setting_by_key ON setting (key, valid_from, set_at)",
            """
            CREATE TABLE word_override (
                id text PRIMARY KEY,
                language text NOT NULL,
                key text NOT NULL,
                sentence text,
                set_at timestamptz NOT NULL,
                set_by text NOT NULL
            )
            """,
            "CREATE INDEX word_override_by_key ON word_override (key, language, id)",
        ])

    /// What was set before days were kept holds since the day it was set, by UTC.
    private static let wordDays = Migration(
        "directory.10.word_days",
        [
            "ALTER TABLE word_override ADD COLUMN valid_from text NOT NULL DEFAULT ''",
            "ALTER TABLE word_override ADD COLUMN valid_to text",
            "UPDATE word_override SET valid_from = substr(CAST(set_at AS text), 1, 10)",
        ])

    private static let accountEnds = Migration("directory.11.account_ends", ["ALTER TABLE account ADD COLUMN valid_to text"])

    private static let clientStarts = Migration("directory.14.client_starts", ["ALTER TABLE api_client ADD COLUMN valid_from text"])

    private static let accountStarts = Migration("directory.13.account_starts", ["ALTER TABLE account ADD COLUMN valid_from text"])

    private static let roleDays = Migration(
        "directory.12.role_days",
        ["ALTER TABLE role ADD COLUMN valid_from text", "ALTER TABLE role ADD COLUMN valid_to text"])

    private static let clientEnds = Migration("directory.9.client_ends", ["ALTER TABLE api_client ADD COLUMN valid_to text"])

    /// What a record's fields were after each change: history pages, and telling a clerk what a colleague changed meanwhile.
    private static let history = Migration(
        "directory.8.history",
        [
            """
            CREATE TABLE record_version (
                subject_kind text NOT NULL,
                subject_id text NOT NULL,
                version bigint NOT NULL,
                at timestamptz NOT NULL,
                actor_kind text NOT NULL,
                actor_id text NOT NULL,
                fields jsonb NOT NULL,
                PRIMARY KEY (subject_kind, subject_id, version)
            )
            """
        ])
}
