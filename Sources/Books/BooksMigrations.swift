import Storage

/// The schema of books and of the templates they are made by. Steps are only ever added at the end.
package enum BooksMigrations {
    package static let all: [Migration] = [
        Migration(
            "books.1.books",
            [
                """
                CREATE TABLE book (
                    id text PRIMARY KEY, kind text NOT NULL, language text NOT NULL, subject text NOT NULL, title text NOT NULL,
                    state text NOT NULL, template_version bigint, snapshot text NOT NULL, failure jsonb NOT NULL,
                    requested_by text NOT NULL, requested_at timestamptz NOT NULL, ready_at timestamptz, published_at timestamptz,
                    version bigint NOT NULL)
                """,
                "CREATE INDEX book_published ON book (id) WHERE published_at IS NOT NULL",
                """
                CREATE TABLE book_file (
                    book_id text NOT NULL REFERENCES book (id), format text NOT NULL, hash text NOT NULL, size bigint NOT NULL,
                    PRIMARY KEY (book_id, format))
                """,
                "CREATE INDEX book_file_hash ON book_file (hash)",
                """
                CREATE TABLE book_figure (
                    code text NOT NULL, book_id text NOT NULL REFERENCES book (id), label text NOT NULL, value text NOT NULL,
                    source text NOT NULL, PRIMARY KEY (code, book_id))
                """,
                """
                CREATE TABLE book_template (
                    kind text NOT NULL, version bigint NOT NULL, content text NOT NULL, note text NOT NULL, made_by text NOT NULL,
                    made_at timestamptz NOT NULL, PRIMARY KEY (kind, version))
                """,
            ]),
        Migration("books.2.plans", ["ALTER TABLE book ADD COLUMN plan_id text"]),
    ]
}
