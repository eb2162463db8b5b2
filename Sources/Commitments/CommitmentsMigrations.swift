import Storage

/// The schema of commitments, pledges and action plans. Steps are only ever added at the end.
package enum CommitmentsMigrations {
    package static let all: [Migration] = [
        Migration("commitments.1.texts", texts), Migration("commitments.2.signatures", signatures),
        Migration("commitments.3.milestones", milestones), Migration("commitments.4.action_plans", actionPlans),
        Migration(
            "commitments.5.action_subjects",
            ["ALTER TABLE action_item ADD COLUMN subject_kind text", "ALTER TABLE action_item ADD COLUMN subject_id text"]),
        Migration(
            "commitments.6.clause_subjects",
            [
                """
                CREATE TABLE clause_subject (
                    clause_id text NOT NULL, subject_kind text NOT NULL, subject_id text NOT NULL, position bigint NOT NULL,
                    PRIMARY KEY (clause_id, subject_kind, subject_id))
                """
            ]),
        // Earlier versions asked everybody who may sign for an agency, and for the regency nobody.
        Migration(
            "commitments.7.own_tasks",
            [
                """
                UPDATE obligation
                SET account_id = (SELECT signatory.account_id FROM signatory WHERE signatory.id = obligation.subject_id)
                WHERE subject_kind = 'signatory' AND task = 'commitment.sign' AND closed_at IS NULL
                """,
                """
                UPDATE obligation
                SET account_id = (SELECT inheritance.account_id FROM inheritance WHERE inheritance.id = obligation.subject_id)
                WHERE subject_kind = 'inheritance' AND task = 'commitment.inherit' AND closed_at IS NULL
                """,
            ]),
    ]

    private static let texts: [SQL] = [
        """
        CREATE TABLE commitment (
            id text PRIMARY KEY, code text NOT NULL UNIQUE, title text NOT NULL, title_english text, preamble text NOT NULL,
            preamble_english text, starts_on text NOT NULL, ends_on text NOT NULL, state text NOT NULL, canonical text NOT NULL,
            text_hash text NOT NULL, created_by text NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
            opened_at timestamptz, in_force_at timestamptz, ended_at timestamptz, version bigint NOT NULL)
        """,
        "CREATE INDEX commitment_state ON commitment (state, id)",
        """
        CREATE TABLE clause (
            id text PRIMARY KEY, code text NOT NULL UNIQUE, commitment_id text NOT NULL, number bigint NOT NULL, text text NOT NULL,
            text_english text, promise text NOT NULL, promise_english text, dimension text, area text, lead_id text NOT NULL,
            subject_kind text, subject_id text, target_value text, target_unit text, target_words text, is_lower_better boolean NOT NULL,
            due_on text NOT NULL, is_dropped boolean NOT NULL, updated_at timestamptz NOT NULL, version bigint NOT NULL)
        """,
        "CREATE INDEX clause_commitment ON clause (commitment_id, number)",
        """
        CREATE TABLE clause_supporter (
            clause_id text NOT NULL, agency_id text NOT NULL, position bigint NOT NULL, PRIMARY KEY (clause_id, agency_id))
        """,
        """
        CREATE TABLE clause_change (
            id text PRIMARY KEY, clause_id text NOT NULL, kind text NOT NULL, at timestamptz NOT NULL, author_id text NOT NULL,
            from_value text, to_value text, from_words text, to_words text, from_due text NOT NULL, to_due text NOT NULL,
            reason text NOT NULL)
        """,
        "CREATE INDEX clause_change_clause ON clause_change (clause_id, id)",
        """
        CREATE TABLE promise_note (
            id text PRIMARY KEY, subject_kind text NOT NULL, subject_id text NOT NULL, sequence bigint NOT NULL, act text NOT NULL,
            at timestamptz NOT NULL, text text NOT NULL, author_id text NOT NULL)
        """,
        "CREATE INDEX promise_note_subject ON promise_note (subject_kind, subject_id, sequence)",
    ]

    private static let signatures: [SQL] = [
        """
        CREATE TABLE signatory (
            id text PRIMARY KEY, commitment_id text NOT NULL, position bigint NOT NULL, office text NOT NULL, title text NOT NULL,
            agency_id text, institution text, account_id text, name text NOT NULL, state text NOT NULL, provider text,
            signed_at timestamptz, key_id text, deed text, signature bytea, document_id text, file_hash text,
            updated_at timestamptz NOT NULL, version bigint NOT NULL)
        """,
        "CREATE INDEX signatory_commitment ON signatory (commitment_id, position)",
        "CREATE INDEX signatory_account ON signatory (account_id, id)",
        """
        CREATE TABLE holder_key (
            id text PRIMARY KEY, account_id text NOT NULL, name text NOT NULL, title text NOT NULL, public_key bytea NOT NULL,
            sealed jsonb NOT NULL, valid_from timestamptz NOT NULL, retired_at timestamptz, withdrawn_at timestamptz,
            reason text NOT NULL, version bigint NOT NULL)
        """,
        "CREATE INDEX holder_key_account ON holder_key (account_id, valid_from)",
        """
        CREATE TABLE inheritance (
            id text PRIMARY KEY, commitment_id text NOT NULL, signatory_id text NOT NULL, account_id text NOT NULL, agency_id text,
            name text NOT NULL, decision text NOT NULL, contested jsonb NOT NULL, text text NOT NULL, named_by text NOT NULL,
            named_at timestamptz NOT NULL, decided_at timestamptz, version bigint NOT NULL, UNIQUE (signatory_id, account_id))
        """,
        "CREATE INDEX inheritance_commitment ON inheritance (commitment_id, id)",
        """
        CREATE TABLE commitment_paper (
            hash text PRIMARY KEY, commitment_id text NOT NULL, kind text NOT NULL, made_at timestamptz NOT NULL)
        """,
    ]

    private static let milestones: [SQL] = [
        """
        CREATE TABLE milestone (
            id text PRIMARY KEY, clause_id text NOT NULL, position bigint NOT NULL, title text NOT NULL, weight bigint NOT NULL,
            due_on text NOT NULL, state text NOT NULL, done_on text, submitted_by text, submitted_at timestamptz, verified_by text,
            verified_at timestamptz, updated_at timestamptz NOT NULL, version bigint NOT NULL)
        """,
        "CREATE INDEX milestone_clause ON milestone (clause_id, position)",
        "CREATE INDEX milestone_state ON milestone (state, due_on, id)",
        """
        CREATE TABLE milestone_evidence (
            id text PRIMARY KEY, milestone_id text NOT NULL, kind text NOT NULL, title text NOT NULL, file_hash text, file_name text,
            bytes bigint, thumbnail_hash text, subject_kind text, subject_id text, added_by text NOT NULL,
            added_at timestamptz NOT NULL)
        """,
        "CREATE INDEX milestone_evidence_milestone ON milestone_evidence (milestone_id, id)",
        "CREATE INDEX milestone_evidence_file ON milestone_evidence (file_hash)",
    ]

    private static let actionPlans: [SQL] = [
        """
        CREATE TABLE action_plan (
            id text PRIMARY KEY, agency_id text NOT NULL, year bigint NOT NULL, state text NOT NULL, proposed_by text,
            proposed_at timestamptz, checked_by text, checked_at timestamptz, updated_at timestamptz NOT NULL, version bigint NOT NULL,
            UNIQUE (agency_id, year))
        """,
        "CREATE INDEX action_plan_year ON action_plan (year, state, id)",
        """
        CREATE TABLE action_item (
            id text PRIMARY KEY, plan_id text NOT NULL, position bigint NOT NULL, source text NOT NULL, clause_id text,
            activity text NOT NULL, output text NOT NULL, owner_id text NOT NULL, supporters jsonb NOT NULL, months jsonb NOT NULL,
            preparation text NOT NULL, budget_code text)
        """,
        "CREATE INDEX action_item_plan ON action_item (plan_id, position)",
    ]
}
