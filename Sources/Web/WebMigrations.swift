import Storage

/// The schema of what every request needs. Steps are only ever added at the end.
package enum WebMigrations {
    package static let all: [Migration] = [
        Migration(
            "web.1.idempotency",
            [
                """
                CREATE TABLE idempotency (
                    client text NOT NULL, key text NOT NULL, digest text NOT NULL, answer bytea NOT NULL, answer_key text NOT NULL,
                    at timestamptz NOT NULL, PRIMARY KEY (client, key))
                """,
                "CREATE INDEX idempotency_at ON idempotency (at)",
            ]),
        Migration(
            "web.2.resumed_form",
            [
                """
                CREATE TABLE resumed_form (
                    id text PRIMARY KEY, path text NOT NULL, content bytea NOT NULL, content_key text NOT NULL, at timestamptz NOT NULL)
                """,
                "CREATE INDEX resumed_form_at ON resumed_form (at)",
            ]),
        Migration(
            "web.3.probe", ["CREATE TABLE web_probe (id bigint PRIMARY KEY, at timestamptz NOT NULL)"]),
    ]
}
