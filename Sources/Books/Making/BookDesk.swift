import Directory
import Documents
import Foundation
import Kernel
import Logging
import Masterplan
import Storage
import Work

/// Where books are asked for, made and published. Nothing else writes `book`, `book_file` and `book_figure`.
package struct BookDesk: Sendable {
    package let database: Database
    package let world: World
    package let files: FileStore
    package let directory: DirectoryIndex
    let press: PaperPress
    let sources: [BookSource]
    let words: @Sendable () -> Words
    /// The regency's name and colour as they are now, and the installation's address.
    let house: @Sendable () -> (regency: String, accent: String, address: String)
    let logger: Logger
    /// The plan that a book tells of: the one that was asked for, else the one that holds, of those that its reader may see. `nil` where
    /// there are no plans.
    package var way: @Sendable (Transaction, Identifier<PlanEdition>?, Day, Actor) throws -> PlanWay? = { _, _, _, _ in nil }

    package static let job = "books.make"

    package init(
        database: Database, world: World, files: FileStore, directory: DirectoryIndex, press: PaperPress, sources: [BookSource],
        words: @escaping @Sendable () -> Words, house: @escaping @Sendable () -> (regency: String, accent: String, address: String),
        logger: Logger
    ) {
        self.database = database
        self.world = world
        self.files = files
        self.directory = directory
        self.press = press
        self.sources = sources
        self.words = words
        self.house = house
        self.logger = logger
    }

    /// Asks for a book; it is made soon, one after the other.
    /// - Parameters:
    ///   - subject: code of the innovation sheet, for books of one.
    ///   - plan: the edition of the masterplan it is to tell of; the one that holds where none is named.
    /// - Throws: `.forbidden`, `.invalid`, `.tooMany` while ten of one person's wait already.
    package func order(
        _ kind: Book.Kind, language: Language, subject: String = "", of plan: Identifier<PlanEdition>? = nil, by actor: Actor
    ) async throws -> Book {
        guard actor.kind == .system || actor.mayAnywhere(.makeBooks) else { throw AppError.forbidden }
        let code = kind == .sheet ? Plain.line(subject) : ""
        guard kind != .sheet || (1...40).contains(code.count) else { throw AppError.invalid("subject", "books.error.which_sheet") }
        return try await database.write { tx in
            if let plan {
                guard let known = try tx.planEdition(plan), known.kind == .masterplan, known.maySee(actor) else {
                    throw AppError.invalid("plan", "error.not_offered")
                }
            }
            let waiting = try tx.count(
                "SELECT count(*) FROM book WHERE requested_by = \(actor.id) AND state IN ('waiting', 'making')")
            guard waiting < 10 else { throw AppError.tooMany(retryAfter: 300) }
            let title = words()(Message(kind.title), language) + (code.isEmpty ? "" : " \(code)")
            let book = Book(
                id: world.newID(), kind: kind, language: language, subject: code, title: title, state: .waiting, template: nil,
                snapshot: "", failure: nil, requestedBy: actor.id, requestedAt: world.now(), readyAt: nil, publishedAt: nil, version: 1,
                plan: plan)
            try tx.insert(book)
            try record(book, "book.requested", by: actor, tx)
            try tx.enqueue(BookDesk.job, ["book": book.id.text], key: "book:\(book.id.text)", in: world)
            return book
        }
    }

    /// Lets everybody read it, or takes that back.
    package func publish(_ id: Identifier<Book>, _ isPublic: Bool, by actor: Actor) async throws -> Book {
        guard actor.may(.publishBooks) else { throw AppError.forbidden }
        return try await database.write { tx in
            guard var book = try tx.book(id) else { throw AppError.notFound }
            guard book.state == .ready else { throw AppError.conflict("books.error.not_ready") }
            guard (book.publishedAt != nil) != isPublic else { return book }
            book.publishedAt = isPublic ? world.now() : nil
            book.version += 1
            try tx.save(book, from: book.version - 1)
            try record(book, isPublic ? "book.published" : "book.withdrawn", by: actor, tx)
            return book
        }
    }

    /// A book with its files, for whoever may see it.
    package func find(_ id: String, for actor: Actor) async throws -> (book: Book, files: [BookFile]) {
        try await database.read { tx in
            guard let book = try tx.book(Identifier(id)), book.maySee(actor) else { throw AppError.notFound }
            return (book, try tx.bookFiles(of: [book.id])[book.id] ?? [])
        }
    }

    /// Which books have a file of these bytes. Those nobody may see here are not told of.
    /// - Parameter hash: 64 hexadecimal digits, however typed.
    package func verify(hash typed: String, for actor: Actor) async throws -> [(book: Book, file: BookFile)] {
        let hash = typed.lowercased().filter { !$0.isWhitespace }
        guard hash.utf8.count == 64, hash.allSatisfy(\.isHexDigit) else { throw AppError.invalid("hash", "books.error.hash") }
        return try await database.read { tx in try tx.books(withHash: hash).filter { $0.book.maySee(actor) } }
    }

    func record(_ book: Book, _ kind: String, by actor: Actor, _ tx: Transaction) throws {
        try tx.record(
            Event(
                kind, of: book.reference, sequence: book.version, by: actor, in: world, details: ["kind": book.kind.rawValue],
                digest: book.digest))
    }
}
