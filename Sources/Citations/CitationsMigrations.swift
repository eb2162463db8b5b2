import Storage

/// The schema of signing keys, cited numbers, and values that contradict each other. Steps are only ever added at the end.
package enum CitationsMigrations {
    package static let all: [Migration] = [
        Migration(
            "citations.1.keys",
            [
                """
                CREATE TABLE signing_key (
                    id text PRIMARY KEY, public_key bytea NOT NULL, seal_key text NOT NULL, sealed bytea NOT NULL,
                    valid_from timestamptz NOT NULL, retired_at timestamptz, withdrawn_at timestamptz, reason text NOT NULL,
                    version bigint NOT NULL)
                """
            ]),
        Migration(
            "citations.2.citations",
            [
                """
                CREATE TABLE citation (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, identity text NOT NULL UNIQUE, dataset_id text NOT NULL,
                    distribution_id text NOT NULL, version_id text NOT NULL, filter text NOT NULL, formula text NOT NULL, column_name text,
                    group_columns jsonb NOT NULL, value text, series jsonb NOT NULL, row_count bigint NOT NULL, unit text,
                    title text NOT NULL, cited_at timestamptz NOT NULL, cited_by_kind text NOT NULL, cited_by text NOT NULL,
                    deed text NOT NULL, key_id text NOT NULL, signature bytea NOT NULL)
                """,
                "CREATE INDEX citation_dataset ON citation (dataset_id, id)",
                "CREATE INDEX citation_distribution ON citation (distribution_id, id)",
            ]),
        Migration(
            "citations.3.conflicts",
            [
                """
                CREATE TABLE standard_value (
                    standard_code text NOT NULL, area_code text NOT NULL, period text NOT NULL, distribution_id text NOT NULL,
                    column_name text NOT NULL, dataset_id text NOT NULL, version_id text NOT NULL, unit text, value text NOT NULL,
                    PRIMARY KEY (standard_code, area_code, period, distribution_id, column_name))
                """,
                "CREATE INDEX standard_value_table ON standard_value (distribution_id)",
                """
                CREATE TABLE value_conflict (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, standard_code text NOT NULL,
                    first_dataset_id text NOT NULL, first_distribution_id text NOT NULL, first_version_id text NOT NULL,
                    first_column text NOT NULL, second_dataset_id text NOT NULL, second_distribution_id text NOT NULL,
                    second_version_id text NOT NULL, second_column text NOT NULL, state text NOT NULL, differing bigint NOT NULL,
                    common bigint NOT NULL, examples jsonb NOT NULL, differences text NOT NULL, found_at timestamptz NOT NULL,
                    verdict text, reason text NOT NULL, ruled_at timestamptz, ruled_by text, version bigint NOT NULL)
                """,
                "CREATE INDEX value_conflict_first ON value_conflict (first_dataset_id, id)",
                "CREATE INDEX value_conflict_second ON value_conflict (second_dataset_id, id)",
                "CREATE INDEX value_conflict_state ON value_conflict (state, id)",
            ]),
        // One row, which whoever looks for contradictions holds until she is done.
        Migration(
            "citations.4.referee", ["CREATE TABLE referee (turn bigint NOT NULL)", "INSERT INTO referee (turn) VALUES (0)"]),
    ]
}
