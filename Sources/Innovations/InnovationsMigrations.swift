import Directory
import Storage
import Work

/// The schema of ideas, sheets, quick wins and the register of innovations. Steps are only ever added at the end.
package enum InnovationsMigrations {
    package static let all: [Migration] = [
        Migration(
            "innovations.1.sheets",
            [
                """
                CREATE TABLE innovation_form (
                    version bigint PRIMARY KEY, definition text NOT NULL, note text NOT NULL, published_at timestamptz NOT NULL,
                    published_by text NOT NULL)
                """,
                "CREATE TABLE innovation_number (kind text PRIMARY KEY, last bigint NOT NULL)",
                """
                CREATE TABLE innovation_sheet (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, form_version bigint NOT NULL, state text NOT NULL,
                    workflow_version bigint NOT NULL, version bigint NOT NULL, title text NOT NULL, dimension text NOT NULL,
                    pillar text NOT NULL, lead_id text NOT NULL, node_id text, from_year bigint NOT NULL, to_year bigint NOT NULL,
                    answers text NOT NULL, created_by text NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
                    submitted_at timestamptz, decided_at timestamptz)
                """,
                "CREATE INDEX innovation_sheet_lead ON innovation_sheet (lead_id, code)",
                "CREATE INDEX innovation_sheet_state ON innovation_sheet (state, code)",
                "CREATE INDEX innovation_sheet_dimension ON innovation_sheet (dimension, code)",
                "CREATE INDEX innovation_sheet_node ON innovation_sheet (node_id) WHERE node_id IS NOT NULL",
                """
                CREATE TABLE innovation_sheet_year (
                    sheet_id text NOT NULL, position bigint NOT NULL, year bigint NOT NULL, activity text NOT NULL, amount bigint,
                    fund_source text, PRIMARY KEY (sheet_id, position))
                """,
                "CREATE INDEX innovation_sheet_year_year ON innovation_sheet_year (year, sheet_id)",
                """
                CREATE TABLE innovation_sheet_code (
                    sheet_id text NOT NULL, code text NOT NULL, PRIMARY KEY (sheet_id, code))
                """,
                "CREATE INDEX innovation_sheet_code_code ON innovation_sheet_code (code, sheet_id)",
                """
                CREATE TABLE innovation_note (
                    id text PRIMARY KEY, subject_kind text NOT NULL, subject_id text NOT NULL, sequence bigint NOT NULL, act text NOT NULL,
                    at timestamptz NOT NULL, is_public boolean NOT NULL, text text NOT NULL, author_kind text NOT NULL,
                    author_id text NOT NULL)
                """,
                "CREATE INDEX innovation_note_subject ON innovation_note (subject_kind, subject_id, sequence)",
            ]),
        Migration(
            "innovations.2.quick_wins",
            [
                """
                CREATE TABLE quick_win (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, sheet_id text NOT NULL, agency_id text NOT NULL, state text NOT NULL,
                    workflow_version bigint NOT NULL, version bigint NOT NULL, title text NOT NULL, service text NOT NULL,
                    contact text NOT NULL, start_on text NOT NULL, end_on text NOT NULL, measure text NOT NULL, unit text NOT NULL,
                    before_value text NOT NULL, before_on text NOT NULL, after_value text, after_on text, evidence text NOT NULL,
                    presentation text NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL)
                """,
                // Two people may propose one at the same moment: a sheet has one that was not given up.
                "CREATE UNIQUE INDEX quick_win_sheet ON quick_win (sheet_id) WHERE state <> 'dropped'",
            ]),
        Migration(
            "innovations.3.register",
            [
                """
                CREATE TABLE innovation (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, agency_id text NOT NULL, sheet_id text, idea_id text,
                    replicates_id text, state text NOT NULL, workflow_version bigint NOT NULL, version bigint NOT NULL, title text NOT NULL,
                    initiator text NOT NULL, form text NOT NULL, is_digital boolean NOT NULL, function text NOT NULL, theme text NOT NULL,
                    design text NOT NULL, purpose text NOT NULL, benefit text NOT NULL, result text NOT NULL, beneficiaries bigint,
                    criteria text NOT NULL, trial_on text, applied_on text, created_at timestamptz NOT NULL,
                    updated_at timestamptz NOT NULL)
                """,
                "CREATE INDEX innovation_agency ON innovation (agency_id, code)",
                "CREATE INDEX innovation_sheet_entry ON innovation (sheet_id) WHERE sheet_id IS NOT NULL",
                "CREATE INDEX innovation_replicates ON innovation (replicates_id) WHERE replicates_id IS NOT NULL",
                """
                CREATE TABLE innovation_idea (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, client_key text UNIQUE, state text NOT NULL,
                    workflow_version bigint NOT NULL, version bigint NOT NULL, title text NOT NULL, text text NOT NULL, village text,
                    account_id text, agency_id text, innovation_id text, received_at timestamptz NOT NULL, updated_at timestamptz NOT NULL)
                """,
                "CREATE INDEX innovation_idea_agency ON innovation_idea (agency_id, id)",
                "CREATE INDEX innovation_idea_account ON innovation_idea (account_id, id)",
            ]),
        Migration("innovations.4.quick_wins_declared", ["ALTER TABLE quick_win ADD COLUMN is_existing bigint"]),
        Migration("innovations.5.proofs", ["ALTER TABLE innovation ADD COLUMN proofs text"]),
        Migration(
            "innovations.6.presentations",
            [
                "ALTER TABLE quick_win ADD COLUMN presentation_file text", "ALTER TABLE quick_win ADD COLUMN presentation_name text",
                "ALTER TABLE quick_win ADD COLUMN presentation_bytes bigint",
            ]),
    ]
}
