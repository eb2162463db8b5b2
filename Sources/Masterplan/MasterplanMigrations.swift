import Storage

/// The schema of plans, what joins them, and their money.
package enum MasterplanMigrations {
    /// Two lists, each of which only ever grows at its end.
    package static let all: [Migration] = plans + MoneyMigrations.all

    private static let plans: [Migration] = [
        Migration(
            "masterplan.1.editions",
            [
                """
                CREATE TABLE plan_edition (
                    id text PRIMARY KEY, kind text NOT NULL, title text NOT NULL, legal_basis text NOT NULL, from_year bigint NOT NULL,
                    to_year bigint NOT NULL, agency_id text, status text NOT NULL, replaces_id text, basis_id text, adopted_on text,
                    content text NOT NULL, updated_at timestamptz NOT NULL, version bigint NOT NULL, CHECK (from_year <= to_year))
                """,
                "CREATE INDEX plan_edition_kind ON plan_edition (kind, agency_id, from_year)",
                """
                CREATE TABLE plan_node (
                    id text PRIMARY KEY, edition_id text NOT NULL REFERENCES plan_edition (id), level text NOT NULL, code text NOT NULL,
                    title text NOT NULL, note text NOT NULL, parent_id text, agency_id text, key text NOT NULL, dimension text,
                    sub_pillar text, position bigint NOT NULL, folded text NOT NULL, version bigint NOT NULL, UNIQUE (edition_id, key))
                """,
                "CREATE INDEX plan_node_parent ON plan_node (edition_id, parent_id, position, id)",
                "CREATE INDEX plan_node_level ON plan_node (edition_id, level, position, id)",
                "CREATE INDEX plan_node_code ON plan_node (edition_id, code)",
                "CREATE INDEX plan_node_loose ON plan_node (edition_id, id) WHERE parent_id IS NULL",
                """
                CREATE TABLE plan_indicator (
                    id text PRIMARY KEY, edition_id text NOT NULL REFERENCES plan_edition (id), node_id text NOT NULL, key text NOT NULL,
                    kind text NOT NULL, name text NOT NULL, unit text NOT NULL, polarity text NOT NULL, baseline text,
                    baseline_year bigint, targets jsonb NOT NULL, position bigint NOT NULL, version bigint NOT NULL,
                    UNIQUE (edition_id, key))
                """,
                "CREATE INDEX plan_indicator_node ON plan_indicator (node_id, position, id)",
            ]),
        Migration(
            "masterplan.2.links",
            [
                """
                CREATE TABLE plan_link (
                    id text PRIMARY KEY, from_id text NOT NULL, to_id text NOT NULL, kind text NOT NULL, share bigint, proposer_id text,
                    asked_id text, state text NOT NULL, reason text NOT NULL, due_on text, proposed_by text NOT NULL, decided_by text,
                    updated_at timestamptz NOT NULL, version bigint NOT NULL, UNIQUE (from_id, to_id, kind))
                """,
                "CREATE INDEX plan_link_to ON plan_link (to_id)",
                "CREATE INDEX plan_link_waiting ON plan_link (due_on, id) WHERE state IN ('proposed', 'questioned')",
                """
                CREATE TABLE plan_participation (
                    id text PRIMARY KEY, subject_kind text NOT NULL, subject_id text NOT NULL, title text NOT NULL,
                    agency_id text NOT NULL, role text NOT NULL, share bigint, proposer_id text, state text NOT NULL,
                    reason text NOT NULL, due_on text, proposed_by text NOT NULL, decided_by text, updated_at timestamptz NOT NULL, version bigint NOT NULL,
                    UNIQUE (subject_kind, subject_id, agency_id))
                """,
                "CREATE INDEX plan_participation_agency ON plan_participation (agency_id, id)",
                "CREATE INDEX plan_participation_waiting ON plan_participation (due_on, id) WHERE state IN ('proposed', 'questioned')",
            ]),
        Migration(
            "masterplan.3.nomenclature",
            [
                """
                CREATE TABLE nomenclature_edition (
                    id text PRIMARY KEY, name text NOT NULL UNIQUE, valid_from text NOT NULL, valid_to text, content text NOT NULL,
                    entries bigint NOT NULL, version bigint NOT NULL)
                """,
                """
                CREATE TABLE nomenclature_entry (
                    edition_id text NOT NULL REFERENCES nomenclature_edition (id), code text NOT NULL, kind text NOT NULL, parent text,
                    title text NOT NULL, performance text NOT NULL, indicator text NOT NULL, unit text NOT NULL,
                    is_minimum boolean NOT NULL, previous text, folded text NOT NULL, PRIMARY KEY (edition_id, code))
                """,
                "CREATE INDEX nomenclature_entry_parent ON nomenclature_entry (edition_id, parent, code)",
                "CREATE INDEX nomenclature_entry_previous ON nomenclature_entry (edition_id, previous) WHERE previous IS NOT NULL",
            ]),
        Migration(
            "masterplan.4.alignment",
            [
                // What each point of a smart-city plan is joined with; made of nodes, links and indicators, and at any time anew.
                """
                CREATE TABLE plan_alignment (
                    node_id text PRIMARY KEY, edition_id text NOT NULL, dimension text NOT NULL, agency_id text NOT NULL,
                    objective_id text, programme_id text, sub_activity_id text, indicator_id text, is_shared boolean NOT NULL,
                    filled bigint NOT NULL)
                """,
                "CREATE INDEX plan_alignment_all ON plan_alignment (edition_id, filled, node_id)",
                "CREATE INDEX plan_alignment_dimension ON plan_alignment (edition_id, dimension, filled, node_id)",
                "CREATE INDEX plan_alignment_agency ON plan_alignment (edition_id, agency_id, filled, node_id)",
            ]),
        Migration(
            "masterplan.5.alignment_state",
            ["CREATE TABLE plan_alignment_state (name text PRIMARY KEY, signature text NOT NULL)"]),
        Migration(
            "masterplan.6.alignment_total",
            [
                """
                CREATE TABLE plan_alignment_total (
                    edition_id text PRIMARY KEY, points bigint NOT NULL, objective bigint NOT NULL, programme bigint NOT NULL,
                    sub_activity bigint NOT NULL, indicator bigint NOT NULL, partner bigint NOT NULL)
                """,
                // The matrix is made anew at the next look, with its sums.
                "DELETE FROM plan_alignment_state", "DELETE FROM plan_alignment",
            ]),
        Migration(
            "masterplan.7.alignment_source",
            [
                "ALTER TABLE plan_alignment ADD COLUMN source_kind text", "ALTER TABLE plan_alignment ADD COLUMN source_id text",
                // What was proposed or replaced counted until now.
                "DELETE FROM plan_alignment_state", "DELETE FROM plan_alignment",
            ]),
        Migration(
            "masterplan.8.findings",
            [
                """
                CREATE TABLE plan_finding (
                    id text PRIMARY KEY, node_key text NOT NULL, node_id text NOT NULL, edition_id text NOT NULL, agency_id text,
                    finding text NOT NULL, recommendation text NOT NULL, source text NOT NULL, state text NOT NULL, answer text NOT NULL,
                    created_by text NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, version bigint NOT NULL)
                """,
                "CREATE INDEX plan_finding_key ON plan_finding (node_key, id)",
                "CREATE INDEX plan_finding_state ON plan_finding (state, id)",
            ]),
    ]
}
