import Storage

/// The schema of requests, agreements, subscriptions and webhooks. Steps are only ever added at the end.
package enum SharingMigrations {
    package static let all: [Migration] = [
        Migration(
            "sharing.1.cases",
            [
                """
                CREATE TABLE sharing_note (
                    id text PRIMARY KEY, subject_kind text NOT NULL, subject_id text NOT NULL, sequence bigint NOT NULL, act text NOT NULL,
                    at timestamptz NOT NULL, visibility text NOT NULL, text text NOT NULL, author_kind text NOT NULL, author_id text NOT NULL)
                """,
                "CREATE INDEX sharing_note_subject ON sharing_note (subject_kind, subject_id, sequence)",
            ]),
        Migration(
            "sharing.2.agreements",
            [
                """
                CREATE TABLE access_request (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, state text NOT NULL, workflow_version bigint NOT NULL,
                    version bigint NOT NULL, dataset_id text NOT NULL, distribution_id text NOT NULL, owner_id text NOT NULL,
                    asker_id text NOT NULL, purpose text NOT NULL, columns jsonb NOT NULL, filter text NOT NULL, until_on text NOT NULL,
                    renews_id text, asked_by text NOT NULL, asked_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
                    decided_by text, decided_at timestamptz)
                """,
                "CREATE INDEX access_request_owner ON access_request (owner_id, id)",
                "CREATE INDEX access_request_asker ON access_request (asker_id, id)",
                "CREATE INDEX access_request_table ON access_request (distribution_id, asker_id)",
                """
                CREATE TABLE agreement (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, request_id text NOT NULL, dataset_id text NOT NULL,
                    distribution_id text NOT NULL, owner_id text NOT NULL, user_id text NOT NULL, purpose text NOT NULL,
                    columns jsonb NOT NULL, filter text NOT NULL, masks jsonb NOT NULL, rate bigint, begins_at timestamptz NOT NULL,
                    until_on text NOT NULL, reminded_days bigint, ended_at timestamptz, ending text, end_reason text NOT NULL,
                    ended_by text, granted_by text NOT NULL, version bigint NOT NULL)
                """,
                "CREATE INDEX agreement_table ON agreement (distribution_id, id)",
                "CREATE INDEX agreement_owner ON agreement (owner_id, id)",
                "CREATE INDEX agreement_user ON agreement (user_id, id)",
                "CREATE INDEX agreement_running ON agreement (until_on) WHERE ended_at IS NULL",
                """
                CREATE TABLE data_reading (
                    id text PRIMARY KEY, at timestamptz NOT NULL, dataset_id text NOT NULL, distribution_id text NOT NULL,
                    version_id text NOT NULL, agreement_id text, agency_id text, actor_kind text NOT NULL, actor_id text NOT NULL,
                    purpose text NOT NULL, row_count bigint NOT NULL)
                """,
                "CREATE INDEX data_reading_agreement ON data_reading (agreement_id, at)",
                "CREATE INDEX data_reading_dataset ON data_reading (dataset_id, id)",
            ]),
        Migration(
            "sharing.3.information",
            [
                """
                CREATE TABLE information_request (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, client_key text UNIQUE, year bigint NOT NULL, number bigint NOT NULL,
                    link_version bigint NOT NULL, state text NOT NULL, workflow_version bigint NOT NULL, version bigint NOT NULL,
                    wanted text NOT NULL, purpose text NOT NULL, delivery text NOT NULL, language text NOT NULL, public_subject text,
                    agency_id text, source_kind text, source_id text, received_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
                    due_at timestamptz NOT NULL, outcome text, answered_at timestamptz, is_in_time boolean, working_days bigint,
                    objected_at timestamptz, settled_at timestamptz, UNIQUE (year, number))
                """,
                "CREATE INDEX information_request_agency ON information_request (agency_id, id)",
                "CREATE TABLE information_number (year bigint PRIMARY KEY, last bigint NOT NULL)",
                """
                CREATE TABLE information_applicant (
                    request_id text PRIMARY KEY REFERENCES information_request (id), key text NOT NULL, sealed bytea NOT NULL,
                    has_mail boolean NOT NULL)
                """,
                """
                CREATE TABLE applicant_access (
                    id text PRIMARY KEY, request_id text NOT NULL, account_id text NOT NULL, reason text NOT NULL, at timestamptz NOT NULL)
                """,
                "CREATE INDEX applicant_access_request ON applicant_access (request_id, id)",
            ]),
        Migration(
            "sharing.4.subscriptions",
            [
                """
                CREATE TABLE data_subscription (
                    id text PRIMARY KEY, dataset_id text NOT NULL, distribution_id text NOT NULL, watch text NOT NULL, filter text NOT NULL,
                    language text NOT NULL, key text NOT NULL, sealed bytea NOT NULL, created_at timestamptz NOT NULL,
                    confirmed_at timestamptz)
                """,
                "CREATE INDEX data_subscription_table ON data_subscription (distribution_id, id)",
            ]),
        Migration(
            "sharing.5.webhooks",
            [
                """
                CREATE TABLE webhook (
                    id text PRIMARY KEY, dataset_id text NOT NULL, url text NOT NULL, key text NOT NULL, sealed bytea NOT NULL,
                    owner_kind text NOT NULL, owner_id text NOT NULL, agency_id text, created_at timestamptz NOT NULL,
                    disabled_at timestamptz)
                """,
                "CREATE INDEX webhook_dataset ON webhook (dataset_id, id)", "CREATE INDEX webhook_owner ON webhook (owner_id, id)",
                """
                CREATE TABLE webhook_delivery (
                    id text PRIMARY KEY, webhook_id text NOT NULL REFERENCES webhook (id), event_id text NOT NULL, body text NOT NULL,
                    state text NOT NULL, tries bigint NOT NULL, status bigint, created_at timestamptz NOT NULL, last_tried_at timestamptz)
                """,
                "CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id, id)",
            ]),
        Migration(
            "sharing.6.watching",
            [
                "ALTER TABLE webhook ADD COLUMN watch text NOT NULL DEFAULT 'version'",
                "ALTER TABLE webhook ADD COLUMN filter text NOT NULL DEFAULT ''",
                "CREATE INDEX webhook_delivery_event ON webhook_delivery (event_id, webhook_id)",
            ]),
    ]
}
