import Storage

/// Tables of years, money and imports. They name what they belong to by kind and id, so that sheets have money as nodes do.
enum MoneyMigrations {
    static let all: [Migration] = [money, imports]

    /// An agency that nobody named is the empty text, for NULL would let two rows for the same thing stand side by side.
    private static let money = Migration(
        "masterplan.money.1",
        [
            """
            CREATE TABLE plan_schedule (
                subject_kind text NOT NULL,
                subject_id text NOT NULL,
                version bigint NOT NULL,
                changed_at timestamptz NOT NULL,
                PRIMARY KEY (subject_kind, subject_id)
            )
            """,
            """
            CREATE TABLE plan_execution (
                subject_kind text NOT NULL,
                subject_id text NOT NULL,
                year bigint NOT NULL,
                activity text NOT NULL,
                PRIMARY KEY (subject_kind, subject_id, year)
            )
            """,
            """
            CREATE TABLE plan_budget (
                subject_kind text NOT NULL,
                subject_id text NOT NULL,
                kind text NOT NULL CHECK (kind IN ('planned', 'spent')),
                year bigint NOT NULL,
                fund text NOT NULL,
                agency_id text NOT NULL,
                amount bigint NOT NULL CHECK (amount >= 0),
                PRIMARY KEY (subject_kind, subject_id, kind, year, fund, agency_id)
            )
            """,
        ])

    private static let imports = Migration(
        "masterplan.money.2.imports",
        [
            """
            CREATE TABLE plan_edition_money (
                edition_id text NOT NULL,
                kind text NOT NULL,
                content text NOT NULL,
                version bigint NOT NULL,
                PRIMARY KEY (edition_id, kind)
            )
            """,
            "CREATE TABLE plan_column_map (source text PRIMARY KEY, columns jsonb NOT NULL)",
            """
            CREATE TABLE plan_import (
                id text PRIMARY KEY,
                kind text NOT NULL,
                from_year bigint NOT NULL,
                to_year bigint NOT NULL,
                agency_id text,
                is_spending boolean NOT NULL,
                source text NOT NULL,
                filename text NOT NULL,
                file_hash text NOT NULL,
                columns jsonb NOT NULL,
                state text NOT NULL,
                created_at timestamptz NOT NULL,
                created_by text NOT NULL,
                version bigint NOT NULL
            )
            """,
            "CREATE INDEX plan_import_by_agency ON plan_import (agency_id, id)",
        ])
}
