import Kernel
import Storage

/// Accounts, roles, sessions and API clients.
extension DirectoryMigrations {
    static let accounts = Migration(
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

    static let sessions = Migration(
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

    static let clients = Migration(
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
}
