import Storage

/// Tables of years, money and imports. They name what they belong to by kind and id, so that sheets have money as nodes do.
enum MoneyMigrations {
    static let all: [Migration] = [money]

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
}
