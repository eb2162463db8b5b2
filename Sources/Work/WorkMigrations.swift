import Kernel
import Storage

/// Tables of events, clocks, obligations, jobs, workflows and notifications.
package enum WorkMigrations {
    package static let all: [Migration] = [
        Migration(
            "work.1.events",
            [
                """
                CREATE TABLE event (
                    id text PRIMARY KEY, at timestamptz NOT NULL, kind text NOT NULL,
                    actor_kind text NOT NULL, actor_id text NOT NULL,
                    subject_kind text NOT NULL, subject_id text NOT NULL, sequence bigint NOT NULL,
                    agency_id text, visibility text NOT NULL, details jsonb NOT NULL, digest text NOT NULL,
                    UNIQUE (subject_kind, subject_id, sequence))
                """,
                "CREATE INDEX event_actor ON event (actor_id, id)",
                "CREATE TABLE outbox (event_id text PRIMARY KEY)",
                """
                CREATE TABLE event_seal (
                    position bigint PRIMARY KEY, event_id text NOT NULL UNIQUE, hash text NOT NULL, sealed_at timestamptz NOT NULL)
                """,
            ]),
        Migration(
            "work.2.jobs",
            [
                """
                CREATE TABLE job (
                    id text PRIMARY KEY, kind text NOT NULL, payload jsonb NOT NULL, dedupe_key text UNIQUE,
                    run_at timestamptz NOT NULL, claimed_at timestamptz, tries bigint NOT NULL, done_at timestamptz, failure text)
                """,
                "CREATE INDEX job_waiting ON job (run_at, id) WHERE done_at IS NULL",
            ]),
        Migration(
            "work.3.workflows",
            [
                """
                CREATE TABLE workflow (
                    name text NOT NULL, version bigint NOT NULL, definition jsonb NOT NULL,
                    valid_from timestamptz NOT NULL, created_by text NOT NULL, PRIMARY KEY (name, version))
                """
            ]),
        Migration(
            "work.4.clocks",
            [
                """
                CREATE TABLE clock (
                    id text PRIMARY KEY, subject_kind text NOT NULL, subject_id text NOT NULL, name text NOT NULL,
                    working_days bigint NOT NULL, unit text NOT NULL, calendar_version text NOT NULL,
                    started_at timestamptz NOT NULL, due_at timestamptz NOT NULL, previous_due_at timestamptz,
                    paused_at timestamptz, paused_days bigint NOT NULL, stopped_at timestamptz, is_met boolean,
                    level bigint NOT NULL, next_alert_at timestamptz)
                """,
                "CREATE INDEX clock_subject ON clock (subject_kind, subject_id, started_at)",
                "CREATE INDEX clock_alert ON clock (next_alert_at) WHERE next_alert_at IS NOT NULL",
                "CREATE INDEX clock_open ON clock (unit, id) WHERE stopped_at IS NULL",
            ]),
        Migration(
            "work.5.obligations",
            [
                """
                CREATE TABLE obligation (
                    id text PRIMARY KEY, subject_kind text NOT NULL, subject_id text NOT NULL, task text NOT NULL,
                    permission text NOT NULL, agency_id text, category_id text, subject_code text NOT NULL,
                    opened_at timestamptz NOT NULL, due_at timestamptz NOT NULL, level bigint NOT NULL, closed_at timestamptz)
                """,
                "CREATE UNIQUE INDEX obligation_subject ON obligation (subject_kind, subject_id, task) WHERE closed_at IS NULL",
                "CREATE INDEX obligation_list ON obligation (permission, agency_id, due_at, id) WHERE closed_at IS NULL",
                "CREATE INDEX obligation_all ON obligation (permission, due_at, id) WHERE closed_at IS NULL",
            ]),
        Migration(
            "work.6.notifications",
            [
                """
                CREATE TABLE notification (
                    id text PRIMARY KEY, event_id text NOT NULL, recipient text NOT NULL, channel text NOT NULL,
                    message text NOT NULL, details jsonb NOT NULL, url text NOT NULL,
                    created_at timestamptz NOT NULL, read_at timestamptz, sent_at timestamptz, failure text,
                    UNIQUE (event_id, recipient, channel))
                """,
                "CREATE INDEX notification_recipient ON notification (recipient, channel, id)",
                "CREATE INDEX notification_unread ON notification (recipient) WHERE read_at IS NULL AND channel = 'app'",
            ]),
        Migration(
            "work.7.telling",
            [
                "ALTER TABLE outbox ADD COLUMN tries bigint NOT NULL DEFAULT 0",
                "ALTER TABLE outbox ADD COLUMN next_at timestamptz",
                "ALTER TABLE outbox ADD COLUMN failure text",
                // One row, which whoever seals holds until she is done.
                "CREATE TABLE sealer (turn bigint NOT NULL)",
                "INSERT INTO sealer (turn) VALUES (0)",
            ]),
        // `FROM/TO` of every finished pause, so that the days in it can be counted anew under another calendar.
        Migration("work.8.pauses", ["ALTER TABLE clock ADD COLUMN pauses text NOT NULL DEFAULT ''"]),
        // What has no actor or no agency is not asked for by it; most of what comes in has neither.
        Migration(
            "work.9.lean",
            [
                "DROP INDEX event_actor",
                "CREATE INDEX event_actor ON event (actor_id, id) WHERE actor_id <> ''",
                "DROP INDEX obligation_list",
                """
                CREATE INDEX obligation_list ON obligation (permission, agency_id, due_at, id)
                    WHERE closed_at IS NULL AND agency_id IS NOT NULL
                """,
            ]),
        // A day that was promised is kept apart, so that nothing that computes a deadline anew can lose it.
        Migration(
            "work.10.promises",
            ["ALTER TABLE clock ADD COLUMN promised_at timestamptz", "ALTER TABLE clock ADD COLUMN promised_due_at timestamptz"]),
        // Earlier versions kept errors word for word, with an address of a reporter in them where a mail server had refused it.
        Migration(
            "work.11.failures",
            [
                "UPDATE job SET failure = NULL WHERE failure IS NOT NULL",
                "UPDATE outbox SET failure = NULL WHERE failure IS NOT NULL",
            ]),
        // Every lane looks once a second; without it each would go through all that waits in the others, and all that was given up.
        Migration("work.12.lanes", ["CREATE INDEX job_by_kind ON job (kind, run_at, id) WHERE done_at IS NULL"]),
        // What one person owes by name, such as her signature: it is on her list and on nobody else's.
        Migration(
            "work.13.names",
            [
                "ALTER TABLE obligation ADD COLUMN account_id text",
                """
                CREATE INDEX obligation_account ON obligation (account_id, due_at, id)
                    WHERE closed_at IS NULL AND account_id IS NOT NULL
                """,
            ]),
        // With all the counting asks for: SQLite took the index of all messages instead and went through every one that was ever read.
        Migration(
            "work.14.unread",
            [
                "DROP INDEX notification_unread",
                "CREATE INDEX notification_unread ON notification (recipient, channel, read_at) WHERE read_at IS NULL",
            ]),
        // Every act writes both. SQLite kept the key of each in an index of its own beside the rows: now the position of a seal is the
        // row's own number, and an event that waits is its key. PostgreSQL knows no such difference.
        Migration("work.15.narrow") { tx in
            guard tx.engine == .sqlite else { return }
            let statements: [SQL] = [
                """
                CREATE TABLE event_seal_narrow (
                    position integer PRIMARY KEY, event_id text NOT NULL UNIQUE, hash text NOT NULL, sealed_at timestamptz NOT NULL)
                """,
                """
                INSERT INTO event_seal_narrow (position, event_id, hash, sealed_at)
                SELECT position, event_id, hash, sealed_at FROM event_seal ORDER BY position
                """,
                "DROP TABLE event_seal",
                "ALTER TABLE event_seal_narrow RENAME TO event_seal",
                """
                CREATE TABLE outbox_narrow (
                    event_id text PRIMARY KEY, tries bigint NOT NULL DEFAULT 0, next_at timestamptz, failure text) WITHOUT ROWID
                """,
                "INSERT INTO outbox_narrow (event_id, tries, next_at, failure) SELECT event_id, tries, next_at, failure FROM outbox",
                "DROP TABLE outbox",
                "ALTER TABLE outbox_narrow RENAME TO outbox",
            ]
            for statement in statements { try tx.run(statement) }
        },
    ]
}
