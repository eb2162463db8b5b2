import HTTPTypes
import Kernel
import Storage
import TestSupport
import Web
import Work

/// A small capability of its own: notes, with a list, a form and an endpoint. What Web promises is tried on it.
enum Notes {
    enum Paths {
        static let list: Path = "/catatan"
        static let form: Path = "/catatan/baru"
        static let note: Path = "/catatan/{id}"
        static let api: Path = "/api/notes"
    }

    struct Note: Codable, Sendable {
        var id: String
        var title: String
    }

    struct NewNote: Decodable, Sendable {
        var title: String
        var stars: Int?
    }

    static let write: Permission = "notes.write"
    static let schema = Schema.named("Note", .object(.required("id", .id), .required("title", .string(max: 20))))
    static let writer = Actor(kind: .account, id: "a1", name: "Bu Rina", grants: [Grant(permissions: [write])])
    static let client = Actor(kind: .client, id: "c1", name: "SPBE", grants: [Grant(permissions: [write])])

    static let capability = Capability(
        name: "notes",
        migrations: WorkMigrations.all + [
            Migration("notes.1", ["CREATE TABLE note (id text PRIMARY KEY, title text NOT NULL, size bigint NOT NULL)"])
        ],
        words: Words([.indonesian: ["notes.title": "Catatan"], .english: ["notes.title": "Notes"]]),
        permissions: [write],
        pages: [
            .get(Paths.list) { request in
                let notes = try await request.database.read { tx in
                    try tx.rows("SELECT title FROM note ORDER BY id").map { $0.text("title") }
                }
                return try await request.unlessChanged("\(notes.count)") { .page(list(request.page, notes)) }
            },
            .get(Paths.form) { request in .page(form(request.page, .empty)) },
            .post(Paths.form, limits: .uploads(2, each: 200_000), rate: RateLimit("notes", 5, per: 60)) { request in
                var checker = Checker(try await request.form())
                let title = checker.line("title", max: 20)
                guard checker.isFine else { return .page(form(request.page, checker.form), status: .unprocessableContent) }
                let size = try await request.form().files.reduce(0) { $0 + $1.size }
                return try await request.once { [world = request.world] tx in
                    try insert(title, size, tx, world)
                    return .redirect(Paths.list(), flash: request.t("notes.title"))
                }
            },
            .get(Paths.note) { request in .page("<p>\(try request.id("id", Note.self).text)</p>") },
            .get("/rahasia", permission: write) { request in .page(form(request.page, .empty)) },
            .post("/rahasia", permission: write, limits: .uploads(2, each: 200_000)) { request in
                let title = try await request.form()["title"] ?? ""
                let size = try await request.form().files.reduce(0) { $0 + $1.size }
                try await request.database.write { [world = request.world] tx in try insert(title, size, tx, world) }
                return .redirect(Paths.list())
            },
            .get("/rusak") { _ in throw Broken() },
            .get("/besar") { _ in
                .csv(filename: "besar.csv") { writer in for line in 0..<20_000 { try await writer.write("baris \(line)\n") } }
            },
        ],
        endpoints: [
            Endpoint(.get, Paths.api, "Lists notes.", parameters: Endpoint.Parameter.paging, response: .page(of: schema)) { request in
                let after = try request.cursor("notes")?.values[0] ?? ""
                let limit = request.pageLimit
                let rows = try await request.database.read { tx in
                    try tx.rows("SELECT id, title FROM note WHERE id > \(after) ORDER BY id LIMIT \(limit + 1)").map {
                        Note(id: $0.text("id"), title: $0.text("title"))
                    }
                }
                return try .json(request.page("notes", rows, { $0 }, cursor: { Cursor([$0.id]) }))
            },
            Endpoint(
                .post, Paths.api, "Makes a note.", permission: write,
                request: .object(.required("title", .string(min: 1, max: 20)), .optional("stars", .integer(1...5))), response: schema,
                status: .created
            ) { request in
                let new = try await request.json(NewNote.self)
                return try await request.once { [world = request.world] tx in
                    let id = try insert(new.title, 0, tx, world)
                    return try .created(Note(id: id, title: new.title), at: Paths.note(id))
                }
            },
            Endpoint(.post, "/api/notes/plain", "Makes a note without care.", response: schema, status: .created) { request in
                let id = try await request.database.write { [world = request.world] tx in try insert("plain", 0, tx, world) }
                return try .created(Note(id: id, title: "plain"), at: Paths.note(id))
            },
            Endpoint(
                .post, "/api/notes/table", "Lists notes as they are read.",
                parameters: [Endpoint.Parameter("version", .integer, "The version that was seen.")], responseType: "text/csv"
            ) { _ in .csv(filename: "notes.csv") { writer in try await writer.write("title\nx\n") } },
            Endpoint(.post, "/api/notes/picture", "Answers what is no text.", responseType: "image/png") { _ in
                .bytes([0x89, 0x50, 0xFF, 0xFE, 0x00, 0x0A], type: "image/png")
            },
            Endpoint(.get, "/api/notes/wrong", "Answers what it should not.", response: schema) { _ in try .json(["title": "x"]) },
        ])

    struct Broken: Error {}

    @discardableResult
    static func insert(_ title: String, _ size: Int, _ tx: Transaction, _ world: World) throws -> String {
        let id = world.newID(Note.self).text
        try tx.run("INSERT INTO note (id, title, size) VALUES (\(id), \(title), \(size))")
        return id
    }

    static func list(_ page: Page, _ notes: [String]) -> HTML {
        """
        <h1>\(page.t("notes.title"))</h1>\(with: page.flash, { "<p role=\"status\">\($0)</p>" })\
        <ul>\(each: notes, { "<li>\($0)</li>" })</ul>
        """
    }

    static func form(_ page: Page, _ form: Form) -> HTML {
        """
        <form method="post" action="\(page.path)" enctype="multipart/form-data">\
        <input type="hidden" name="\(Page.csrfField)" value="\(page.csrf)">\
        <input name="title" value="\(form.value("title"))">\(with: form.issue("title"), { "<p class=\"issue\">\(page.t($0))</p>" })\
        <input type="file" name="photo"></form>
        """
    }

    static func titles(_ site: TestSite) async throws -> [String] {
        try await site.installation.database.read { tx in try tx.rows("SELECT title FROM note ORDER BY id").map { $0.text("title") } }
    }
}
