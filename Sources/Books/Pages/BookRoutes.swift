import Directory
import Documents
import HTTPTypes
import Kernel
import Masterplan
import NIOCore
import Storage
import Web

/// What the pages and the API share.
struct BookSite: Sendable {
    let desk: BookDesk
    let templates: BookTemplates

    /// The newest books the actor may see, with their files.
    func entries(_ actor: Actor, before: String? = nil, limit: Int = 50) async throws -> [BookPages.Entry] {
        let isInside = actor.mayAnywhere(.readBooks) || actor.mayAnywhere(.makeBooks)
        return try await desk.database.read { tx in
            let books = try tx.books(isPublic: !isInside, before: before, limit: limit)
            let files = try tx.bookFiles(of: books.map(\.id))
            return books.map { BookPages.Entry(book: $0, files: files[$0.id] ?? []) }
        }
    }

    /// The bytes of a file with the name it is saved under.
    func file(_ id: String, _ format: String, for actor: Actor) async throws -> (bytes: [UInt8], format: BookFile.Format, name: String) {
        let (book, files) = try await desk.find(id, for: actor)
        guard let format = BookFile.Format(rawValue: format), let file = files.first(where: { $0.format == format }),
            let bytes = try await desk.files.get(file.hash)
        else { throw AppError.notFound }
        let name = Plain.folded(book.title).split(separator: " ").joined(separator: "-").prefix(60)
        return (bytes, format, "\(name).\(format.rawValue)")
    }
}

extension Request {
    var books: BookSite { installation.services.get(BookSite.self) }
}

/// Pages of books.
enum BookRoutes {
    static let all: [PageRoute] = [
        .get(BookPaths.list) { request in .page(try await list(request)) },
        .get(BookPaths.listFile) { request in
            let entries = try await request.books.entries(request.actor, limit: 2000)
            return try await PlainTable.books(entries, request.page).reply(try request.parameter("format"), name: "buku")
        },
        .post(BookPaths.list, permission: .makeBooks) { request in
            try await request.act(again: { form, _ in try await list(request, form) }) { data in
                var checker = Checker(data)
                let kind = checker.choice("kind", of: Book.Kind.self)
                let language = checker.choice("language", of: Language.self)
                let plan = checker.idIfAny("plan", PlanEdition.self)
                try checker.check()
                let book = try await request.books.desk.order(
                    kind ?? .summary, language: language ?? request.language, subject: data["subject"] ?? "", of: plan, by: request.actor)
                return .redirect(BookPaths.book(book.id.text), flash: request.t("books.ordered"))
            }
        },
        .get(BookPaths.verify) { request in
            guard let hash = request.query["hash"] else { return .page(BookPages.verify(request.page, .empty)) }
            return .page(try await verdict(request, hash, Form(["hash": hash])))
        },
        .post(BookPaths.verify, limits: .uploads(1, each: 100 << 20), rate: RateLimit("book-verification", 60, per: 600)) { request in
            let data = try await request.form()
            var hash = data["hash"] ?? ""
            if let file = data.files("file").first, file.size > 0 { hash = file.sha256 }
            do { return .page(try await verdict(request, hash, Form(["hash": hash]))) } catch let error as AppError
                where error.kind == .invalid
            {
                return .page(BookPages.verify(request.page, Form(["hash": hash], issues: error.issues)), status: .unprocessableContent)
            }
        },
        .get(BookPaths.figure) { request in
            let code = try request.parameter("code")
            if let plain = ShortCode.normalize(code), plain != code { return .redirect(BookPaths.figure(plain)) }
            let found = try await request.database.read { try $0.bookFigures(code: code) }.filter { $0.book.maySee(request.actor) }
            guard !found.isEmpty else { throw AppError.notFound }
            return .page(BookPages.figure(request.page, code, found))
        },
        .get(BookPaths.book) { request in
            let (book, files) = try await request.books.desk.find(try request.parameter("id"), for: request.actor)
            var plan: PlanEdition?
            if let id = book.plan { plan = try await request.database.read { tx in try tx.planEdition(id) } }
            // A published book may tell of a draft, whose own page is not everybody's.
            if let edition = plan, !edition.maySee(request.actor) { plan = nil }
            return .page(
                BookPages.book(
                    request.page, BookPages.Entry(book: book, files: files), plan: plan, mayPublish: request.actor.may(.publishBooks)))
        },
        .get(BookPaths.file) { request in
            let (bytes, format, name) = try await request.books.file(
                try request.parameter("id"), try request.parameter("format"), for: request.actor)
            return .bytes(bytes, type: format.type, filename: name)
        },
        .post(BookPaths.publication, permission: .publishBooks) { request in try await publish(request, true) },
        .post(BookPaths.withdrawal, permission: .publishBooks) { request in try await publish(request, false) },
    ]

    private static func list(_ request: Request, _ form: Form = .empty) async throws -> HTML {
        let site = request.books
        let (actor, mayMake) = (request.actor, request.actor.mayAnywhere(.makeBooks))
        let standing = try await mayMake ? plans(request) : []
        let asked = request.query["rencana"].flatMap { asked in standing.first { $0.id.text == asked } }
        var stages: [PlanStage] = []
        if !standing.isEmpty { stages = try await request.planStages(to: asked?.id, isExact: false) }
        return BookPages.list(
            request.page, try await site.entries(actor), mayMake: mayMake, hasPress: site.desk.press.isInstalled,
            plans: standing.map { Choice($0.id.text, "\($0.title) (\(request.t($0.status.label)))") },
            plan: (asked ?? standing.first)?.id.text ?? "", stages: stages, form: form)
    }

    /// Plans that the actor may have books made of.
    private static func plans(_ request: Request) async throws -> [PlanEdition] {
        // Where plans are not composed their tables are not there.
        guard request.installation.services.find(MasterplanSite.self) != nil else { return [] }
        let (actor, today) = (request.actor, request.books.desk.directory.today)
        return try await request.database.read { tx in try BookDesk.plans(tx, on: today).filter { $0.maySee(actor) } }
    }

    private static func verdict(_ request: Request, _ hash: String, _ form: Form) async throws -> HTML {
        BookPages.verify(request.page, form, hash: hash, found: try await request.books.desk.verify(hash: hash, for: request.actor))
    }

    private static func publish(_ request: Request, _ isPublic: Bool) async throws -> Reply {
        let book = try await request.books.desk.publish(try request.id("id"), isPublic, by: request.actor)
        return .redirect(BookPaths.book(book.id.text), flash: request.t(isPublic ? "books.published.done" : "books.withdrawn.done"))
    }
}
