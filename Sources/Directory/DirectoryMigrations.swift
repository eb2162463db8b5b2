import Kernel
import Storage

/// The schema of the nouns everyone refers to. Steps are only ever added at the end.
package enum DirectoryMigrations {
    package static let all: [Migration] = [regions, agencies, accounts, sessions, calendars, settings, clients, history]

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

    private static let accounts = Migration(
        "directory.3.accounts",
        [
            """
            CREATE TABLE person (
                id text PRIMARY KEY,
                name text NOT NULL,
                folded text NOT NULL,
                position text,
                employee_number text,
                phone text,
                agency_id text REFERENCES agency (id)
            )
            """,
            "CREATE INDEX person_by_agency ON person (agency_id)",
            """
            CREATE TABLE account (
                id text PRIMARY KEY,
                person_id text NOT NULL UNIQUE REFERENCES person (id),
                username text NOT NULL UNIQUE,
                email text UNIQUE,
                password_hash text,
                must_change_password boolean NOT NULL,
                totp_secret bytea,
                totp_key text,
                totp_enabled_at timestamptz,
                totp_last_step bigint,
                language text NOT NULL,
                created_at timestamptz NOT NULL,
                disabled_at timestamptz,
                version bigint NOT NULL
            )
            """,
            """
            CREATE TABLE account_recovery_code (
                account_id text NOT NULL REFERENCES account (id),
                code_hash text NOT NULL,
                used_at timestamptz,
                PRIMARY KEY (account_id, code_hash)
            )
            """,
            """
            CREATE TABLE role (
                id text PRIMARY KEY,
                key text NOT NULL UNIQUE,
                name_id text NOT NULL,
                name_en text NOT NULL,
                is_builtin boolean NOT NULL,
                version bigint NOT NULL
            )
            """,
            """
            CREATE TABLE role_permission (
                role_id text NOT NULL REFERENCES role (id) ON DELETE CASCADE,
                permission text NOT NULL,
                PRIMARY KEY (role_id, permission)
            )
            """,
            // What was given to a built-in role once, so that what a regency took away stays away after an update.
            "CREATE TABLE role_seed (role_key text NOT NULL, permission text NOT NULL, PRIMARY KEY (role_key, permission))",
            """
            CREATE TABLE account_role (
                id text PRIMARY KEY,
                account_id text NOT NULL REFERENCES account (id),
                role_id text NOT NULL REFERENCES role (id),
                agency_id text REFERENCES agency (id),
                categories text NOT NULL,
                valid_from text NOT NULL,
                valid_to text,
                granted_by text NOT NULL,
                granted_at timestamptz NOT NULL
            )
            """,
            "CREATE INDEX account_role_by_account ON account_role (account_id)",
            "CREATE INDEX account_role_by_role ON account_role (role_id)",
        ])

    private static let sessions = Migration(
        "directory.4.sessions",
        [
            """
            CREATE TABLE session (
                id text PRIMARY KEY,
                token_hash text NOT NULL UNIQUE,
                account_id text NOT NULL REFERENCES account (id),
                created_at timestamptz NOT NULL,
                seen_at timestamptz NOT NULL,
                expires_at timestamptz NOT NULL,
                address_hash text NOT NULL,
                user_agent text NOT NULL,
                ended_at timestamptz
            )
            """,
            "CREATE INDEX session_by_account ON session (account_id, ended_at)",
            "CREATE INDEX session_by_expiry ON session (expires_at)",
            """
            CREATE TABLE account_link (
                token_hash text PRIMARY KEY,
                kind text NOT NULL CHECK (kind IN ('reset', 'invitation', 'setup')),
                account_id text REFERENCES account (id),
                created_at timestamptz NOT NULL,
                expires_at timestamptz NOT NULL,
                used_at timestamptz
            )
            """,
            "CREATE INDEX account_link_by_account ON account_link (account_id)",
            """
            CREATE TABLE sign_in_throttle (
                key text PRIMARY KEY,
                failures bigint NOT NULL,
                failed_at timestamptz NOT NULL
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

    private static let clients = Migration(
        "directory.7.clients",
        [
            """
            CREATE TABLE api_client (
                id text PRIMARY KEY,
                name text NOT NULL,
                folded text NOT NULL UNIQUE,
                key_hash text NOT NULL UNIQUE,
                key_hint text NOT NULL,
                agency_id text REFERENCES agency (id),
                created_at timestamptz NOT NULL,
                created_by text NOT NULL,
                disabled_at timestamptz,
                last_used_on text,
                version bigint NOT NULL
            )
            """,
            """
            CREATE TABLE api_client_permission (
                client_id text NOT NULL REFERENCES api_client (id),
                permission text NOT NULL,
                PRIMARY KEY (client_id, permission)
            )
            """,
        ])

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
