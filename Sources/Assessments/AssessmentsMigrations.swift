import Storage

/// The schema of assessments, their evidence and their scores. Steps are only ever added at the end.
package enum AssessmentsMigrations {
    package static let all: [Migration] = [
        Migration("assessments.1.instruments", instruments), Migration("assessments.2.assessments", assessments),
    ]

    private static let instruments: [SQL] = [
        """
        CREATE TABLE assessment_instrument (
            id text PRIMARY KEY, code text NOT NULL, edition bigint NOT NULL, state text NOT NULL, created_by text NOT NULL,
            published_by text, published_at timestamptz, purpose text NOT NULL, title text NOT NULL, title_english text NOT NULL,
            legal_basis text NOT NULL, source text NOT NULL, valid_from text NOT NULL, valid_to text, lowest bigint NOT NULL,
            highest bigint NOT NULL, rounding text NOT NULL, levels text NOT NULL, items text NOT NULL,
            updated_at timestamptz NOT NULL, version bigint NOT NULL, UNIQUE (code, edition))
        """
    ]

    private static let assessments: [SQL] = [
        """
        CREATE TABLE assessment (
            id text PRIMARY KEY, code text NOT NULL UNIQUE, instrument_id text NOT NULL, purpose text NOT NULL, year bigint NOT NULL,
            title text NOT NULL, plan_id text, state text NOT NULL, created_by text NOT NULL, created_at timestamptz NOT NULL,
            submitted_at timestamptz, assessed_at timestamptz, closed_at timestamptz, public_at timestamptz,
            updated_at timestamptz NOT NULL, version bigint NOT NULL)
        """,
        "CREATE INDEX assessment_year ON assessment (year, id)",
        """
        CREATE TABLE assessment_part (
            id text PRIMARY KEY, assessment_id text NOT NULL, component text NOT NULL, agencies text NOT NULL, due_on text,
            state text NOT NULL, filled_by text, filled_at timestamptz, updated_at timestamptz NOT NULL, version bigint NOT NULL,
            UNIQUE (assessment_id, component))
        """,
        """
        CREATE TABLE assessment_answer (
            id text PRIMARY KEY, assessment_id text NOT NULL, component text NOT NULL, item text NOT NULL, score bigint,
            reason text NOT NULL, answered_by text, answered_at timestamptz, central_score bigint, central_reason text NOT NULL,
            interview text NOT NULL, scored_by text, scored_at timestamptz, updated_at timestamptz NOT NULL, version bigint NOT NULL,
            UNIQUE (assessment_id, item))
        """,
        """
        CREATE TABLE assessment_evidence (
            id text PRIMARY KEY, answer_id text NOT NULL, kind text NOT NULL, title text NOT NULL, file_hash text, file_name text,
            bytes bigint, subject_kind text, subject_id text, added_by text NOT NULL, added_at timestamptz NOT NULL)
        """,
        "CREATE INDEX assessment_evidence_answer ON assessment_evidence (answer_id, id)",
        """
        CREATE TABLE assessor (
            id text PRIMARY KEY, assessment_id text NOT NULL, account_id text NOT NULL, until_on text NOT NULL, named_by text NOT NULL,
            named_at timestamptz NOT NULL, ended_at timestamptz, updated_at timestamptz NOT NULL, version bigint NOT NULL)
        """,
        "CREATE INDEX assessor_assessment ON assessor (assessment_id, id)",
        "CREATE INDEX assessor_account ON assessor (account_id, id)",
        """
        CREATE TABLE assessment_note (
            id text PRIMARY KEY, subject_kind text NOT NULL, subject_id text NOT NULL, sequence bigint NOT NULL, act text NOT NULL,
            at timestamptz NOT NULL, text text NOT NULL, author_id text NOT NULL)
        """,
        "CREATE INDEX assessment_note_subject ON assessment_note (subject_kind, subject_id, sequence)",
    ]
}
