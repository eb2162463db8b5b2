import Kernel
import Storage

/// The schema of the catalogue. Steps are only ever added at the end.
package enum CatalogueMigrations {
    package static let all: [Migration] = [
        Migration(
            "catalogue.1.datasets",
            [
                "CREATE TABLE catalogue_revision (id bigint PRIMARY KEY, revision bigint NOT NULL)",
                "INSERT INTO catalogue_revision (id, revision) VALUES (1, 0)",
                """
                CREATE TABLE catalogue_theme (
                    code text PRIMARY KEY, title_id text NOT NULL, title_en text NOT NULL, position bigint NOT NULL,
                    valid_from text NOT NULL, valid_to text)
                """,
                """
                CREATE TABLE dataset (
                    id text PRIMARY KEY, name text NOT NULL UNIQUE, title text NOT NULL, title_en text, description text NOT NULL,
                    producer_id text NOT NULL, state text NOT NULL, access text NOT NULL, access_reason text, access_review_on text,
                    kind text NOT NULL, is_priority boolean NOT NULL, dimension text, themes jsonb NOT NULL, tags jsonb NOT NULL,
                    area_code text, temporal_from text, temporal_to text, frequency text NOT NULL, licence text NOT NULL,
                    contact text NOT NULL, standard_code text, bps jsonb NOT NULL, created_at timestamptz NOT NULL,
                    updated_at timestamptz NOT NULL, published_at timestamptz, due_on text, withdrawn_reason text, version bigint NOT NULL,
                    revision bigint NOT NULL)
                """,
                "CREATE INDEX dataset_revision ON dataset (revision)",
                "CREATE INDEX dataset_producer ON dataset (producer_id, state, due_on)",
                "CREATE INDEX dataset_due ON dataset (due_on) WHERE due_on IS NOT NULL",
                """
                CREATE TABLE distribution (
                    id text PRIMARY KEY, dataset_id text NOT NULL REFERENCES dataset (id), position bigint NOT NULL, name text NOT NULL,
                    title text NOT NULL, schema text NOT NULL, reading text NOT NULL, standard_id text, current_version_id text,
                    created_at timestamptz NOT NULL, UNIQUE (dataset_id, name))
                """,
                """
                CREATE TABLE dataset_version (
                    id text PRIMARY KEY, distribution_id text NOT NULL REFERENCES distribution (id), number bigint NOT NULL,
                    hash text NOT NULL, row_count bigint NOT NULL, byte_count bigint NOT NULL, shape text NOT NULL, schema text NOT NULL,
                    published_at timestamptz NOT NULL, published_by text NOT NULL, submission_id text, note text NOT NULL,
                    UNIQUE (distribution_id, number))
                """,
                """
                CREATE TABLE data_standard (
                    id text PRIMARY KEY, code text, name text NOT NULL, description text NOT NULL, schema text NOT NULL,
                    valid_from text NOT NULL, valid_to text, replaces_id text, created_at timestamptz NOT NULL,
                    updated_at timestamptz NOT NULL, version bigint NOT NULL)
                """,
                "CREATE INDEX data_standard_code ON data_standard (code)",
                "CREATE INDEX dataset_version_hash ON dataset_version (hash)",
            ]),
        Migration(
            "catalogue.2.submissions",
            [
                """
                CREATE TABLE submission (
                    id text PRIMARY KEY, dataset_id text NOT NULL REFERENCES dataset (id),
                    distribution_id text NOT NULL REFERENCES distribution (id), producer_id text NOT NULL, state text NOT NULL,
                    workflow_version bigint NOT NULL, version bigint NOT NULL, filename text NOT NULL, file_hash text NOT NULL,
                    file_bytes bigint NOT NULL, reading text NOT NULL, outcome text, report_hash text, failure text, note text NOT NULL, created_by text NOT NULL,
                    created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, submitted_by text, submitted_at timestamptz,
                    decided_by text, decided_at timestamptz, override_reason text, overridden_by text)
                """,
                "CREATE INDEX submission_dataset ON submission (dataset_id, id)",
                "CREATE INDEX submission_state ON submission (state, producer_id, id)",
                """
                CREATE TABLE submission_reason (
                    id text PRIMARY KEY, submission_id text NOT NULL REFERENCES submission (id), row_number bigint, column_name text,
                    text text NOT NULL, created_by text NOT NULL, at timestamptz NOT NULL)
                """,
                "CREATE INDEX submission_reason_submission ON submission_reason (submission_id, id)",
                // How far a file has been read; no record, only something to look at while one waits.
                """
                CREATE TABLE submission_progress (
                    submission_id text PRIMARY KEY REFERENCES submission (id), row_count bigint NOT NULL, byte_count bigint NOT NULL,
                    at timestamptz NOT NULL)
                """,
            ]),
        Migration(
            "catalogue.3.uploads",
            [
                """
                CREATE TABLE catalogue_upload (
                    id text PRIMARY KEY, sender text NOT NULL, filename text NOT NULL, size bigint NOT NULL, byte_offset bigint NOT NULL,
                    sha256 text, file_hash text, created_at timestamptz NOT NULL)
                """,
                "CREATE INDEX catalogue_upload_created ON catalogue_upload (created_at)",
                "CREATE INDEX catalogue_upload_sender ON catalogue_upload (sender)",
            ]),
        harvest,
        FillingInvitation.migration,
        StandardVersion.migration,
    ]
}
