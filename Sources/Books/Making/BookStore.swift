import Kernel
import Masterplan
import Storage
import Work

extension Transaction {
    /// One book; `nil` when there is none.
    package func book(_ id: Identifier<Book>) throws -> Book? { try row("SELECT * FROM book WHERE id = \(id)").map(Book.init(row:)) }

    /// The newest first.
    /// - Parameter isPublic: only those that everybody may read.
    package func books(isPublic: Bool, before: String? = nil, limit: Int) throws -> [Book] {
        let published: SQL = isPublic ? "published_at IS NOT NULL" : "1 = 1"
        let earlier: SQL = before.map { "id < \($0)" } ?? "1 = 1"
        return try rows("SELECT * FROM book WHERE \(published) AND \(earlier) ORDER BY id DESC LIMIT \(limit)").map(Book.init(row:))
    }

    /// Books that were made of a plan. Those from before books kept their plan told of the one that was adopted.
    func readyBooks(of plan: PlanEdition) throws -> [Book] {
        let own: SQL = plan.isDraft ? "plan_id = \(plan.id)" : "(plan_id = \(plan.id) OR plan_id IS NULL)"
        return try rows("SELECT * FROM book WHERE \(own) AND state = 'ready' ORDER BY id").map(Book.init(row:))
    }

    package func bookFiles(of books: [Identifier<Book>]) throws -> [Identifier<Book>: [BookFile]] {
        guard !books.isEmpty else { return [:] }
        let found = try rows("SELECT * FROM book_file WHERE book_id IN (\(SQL.list(books.map(\.text)))) ORDER BY book_id, format")
        return Dictionary(grouping: found.map(BookFile.init(row:)), by: \.book)
    }

    /// Books that have a file with this hash, the newest first.
    package func books(withHash hash: String) throws -> [(book: Book, file: BookFile)] {
        try rows("SELECT * FROM book_file WHERE hash = \(hash) ORDER BY book_id DESC LIMIT 20").map(BookFile.init(row:)).compactMap {
            file in
            try book(file.book).map { ($0, file) }
        }
    }

    /// Figures under a code, with their books; nearly always one.
    package func bookFigures(code: String) throws -> [(figure: BookFigure, book: Book)] {
        try rows("SELECT * FROM book_figure WHERE code = \(code) ORDER BY book_id DESC LIMIT 20").compactMap { row in
            let figure = BookFigure(code: row.text("code"), label: row.text("label"), value: row.text("value"), source: row.text("source"))
            return try book(row.id("book_id")).map { (figure, $0) }
        }
    }

    func insert(_ book: Book) throws {
        try run(
            """
            INSERT INTO book (id, kind, language, subject, title, state, template_version, snapshot, failure, requested_by, requested_at,
                ready_at, published_at, version, plan_id)
            VALUES (\(book.id), \(book.kind.rawValue), \(book.language.rawValue), \(book.subject), \(book.title), \(book.state.rawValue),
                \(book.template), \(book.snapshot), \(Value.json(Book.json(book.failure))), \(book.requestedBy), \(book.requestedAt),
                \(book.readyAt), \(book.publishedAt), \(book.version), \(book.plan))
            """)
    }

    /// Keeps what changed.
    /// - Throws: `.conflict` when somebody else was quicker.
    func save(_ book: Book, from version: Int) throws {
        let changed = try run(
            """
            UPDATE book SET title = \(book.title), state = \(book.state.rawValue), template_version = \(book.template),
                snapshot = \(book.snapshot), failure = \(Value.json(Book.json(book.failure))), ready_at = \(book.readyAt),
                published_at = \(book.publishedAt), version = \(book.version), plan_id = \(book.plan)
            WHERE id = \(book.id) AND version = \(version)
            """)
        if changed != 1 { throw AppError.conflict("error.changed_meanwhile") }
    }

    func keep(_ files: [BookFile], _ figures: [BookFigure], of book: Identifier<Book>) throws {
        try run("DELETE FROM book_file WHERE book_id = \(book)")
        try run("DELETE FROM book_figure WHERE book_id = \(book)")
        for file in files {
            try run(
                "INSERT INTO book_file (book_id, format, hash, size) VALUES (\(book), \(file.format.rawValue), \(file.hash), \(file.size))")
        }
        for figure in figures {
            try run(
                """
                INSERT INTO book_figure (code, book_id, label, value, source)
                VALUES (\(figure.code), \(book), \(figure.label), \(figure.value), \(figure.source))
                """)
        }
    }
}

extension Book {
    init(row: Row) {
        id = row.id("id")
        kind = Kind(rawValue: row.text("kind")) ?? .summary
        language = Language(rawValue: row.text("language")) ?? .indonesian
        subject = row.text("subject")
        title = row.text("title")
        state = State(rawValue: row.text("state")) ?? .failed
        template = row.intIfAny("template_version")
        snapshot = row.text("snapshot")
        var values = parseFlatJSON(row.text("failure"))
        if let key = values.removeValue(forKey: "_key") { failure = Message(TextKey(key), values) }
        requestedBy = row.text("requested_by")
        requestedAt = row.instant("requested_at")
        readyAt = row.instantIfAny("ready_at")
        publishedAt = row.instantIfAny("published_at")
        version = row.int("version")
        plan = row.idIfAny("plan_id")
    }

    static func json(_ failure: Message?) -> String {
        guard let failure else { return flatJSON([:]) }
        return flatJSON(failure.values.merging(["_key": failure.key.id]) { $1 })
    }
}

extension BookFile {
    init(row: Row) {
        book = row.id("book_id")
        format = Format(rawValue: row.text("format")) ?? .json
        hash = row.text("hash")
        size = row.int("size")
    }
}
