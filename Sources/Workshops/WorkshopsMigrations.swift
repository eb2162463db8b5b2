import Storage

/// The schema of workshops, their rooms and their cards. Steps are only ever added at the end.
package enum WorkshopsMigrations {
    package static let all: [Migration] = [
        Migration(
            "workshops.1.rooms",
            [
                """
                CREATE TABLE workshop_cycle (
                    id text PRIMARY KEY, code text NOT NULL UNIQUE, title text NOT NULL, from_year bigint NOT NULL, to_year bigint NOT NULL,
                    version bigint NOT NULL, last_change bigint NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL)
                """,
                """
                CREATE TABLE workshop_round (
                    id text PRIMARY KEY, cycle_id text NOT NULL, number bigint NOT NULL, from_on text NOT NULL, to_on text NOT NULL,
                    place text NOT NULL, state text NOT NULL, timer text NOT NULL, timer_ends_at timestamptz, version bigint NOT NULL,
                    updated_at timestamptz NOT NULL, UNIQUE (cycle_id, number))
                """,
                """
                CREATE TABLE workshop_participant (
                    id text PRIMARY KEY, cycle_id text NOT NULL, name text NOT NULL, institution text NOT NULL, from_name text NOT NULL,
                    is_active boolean NOT NULL, version bigint NOT NULL, invited_at timestamptz NOT NULL)
                """,
                "CREATE INDEX workshop_participant_cycle ON workshop_participant (cycle_id, id)",
                """
                CREATE TABLE workshop_card (
                    id text PRIMARY KEY, cycle_id text NOT NULL, kind text NOT NULL, group_code text NOT NULL, fields text NOT NULL,
                    is_removed boolean NOT NULL, version bigint NOT NULL, created_in bigint NOT NULL, updated_in bigint NOT NULL,
                    author text NOT NULL, updated_at timestamptz NOT NULL)
                """,
                "CREATE INDEX workshop_card_cycle ON workshop_card (cycle_id, group_code, id)",
                """
                CREATE TABLE workshop_card_version (
                    card_id text NOT NULL, version bigint NOT NULL, round bigint NOT NULL, fields text NOT NULL, is_removed boolean NOT NULL,
                    author text NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (card_id, version))
                """,
                "CREATE TABLE workshop_vote (card_id text NOT NULL, voter text NOT NULL, PRIMARY KEY (card_id, voter))",
                """
                CREATE TABLE workshop_body (
                    id text PRIMARY KEY, kind text NOT NULL, name text NOT NULL, decree text NOT NULL, decree_on text NOT NULL,
                    valid_from text NOT NULL, valid_to text, members text NOT NULL, version bigint NOT NULL)
                """,
            ]),
        Migration(
            "workshops.2.groups",
            [
                "ALTER TABLE workshop_participant ADD COLUMN element text", "ALTER TABLE workshop_participant ADD COLUMN dimension text",
            ]),
    ]
}
