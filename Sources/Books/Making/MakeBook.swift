import Directory
import Documents
import Foundation
import Kernel
import Logging
import Masterplan
import Storage
import Work

/// The job that makes a book. It may be begun anew at any point: what was gathered once is what the book is made of.
extension BookDesk {
    package var handler: JobHandler {
        JobHandler(BookDesk.job, lane: .making) { job in try await make(Identifier(job.payload["book"] ?? "")) }
    }

    /// Makes a book that waits. Does nothing for one that is done.
    package func make(_ id: Identifier<Book>) async throws {
        guard var book = try await database.read({ try $0.book(id) }), book.state == .waiting || book.state == .making else { return }
        do {
            if book.snapshot.isEmpty { book = try await begin(book) }
            let (made, figures, failure, title) = try await write(book)
            try await finish(book, made, figures, failure, title)
        } catch let error as AppError where error.kind != .unavailable {
            try await fail(book, error)
        }
    }

    /// Gathers the data as they are now and keeps them under their hash.
    private func begin(_ book: Book) async throws -> Book {
        let (data, version, plan) = try await database.read { tx in
            (
                try gather(book.language, for: book.kind, of: book.plan, tx), try tx.bookTemplate(TemplateKind(book.kind)).version,
                try way(tx, book.plan, directory.today, .system)?.plan?.id
            )
        }
        let hash = try await files.put(Array(data.json.utf8))
        return try await change(book, "book.begun") { book in
            book.snapshot = hash
            book.template = version
            book.plan = plan
            book.state = .making
        }
    }

    /// Everything that books say of a plan, as it is now.
    /// - Parameters:
    ///   - kind: for which book.
    ///   - plan: the one that holds where none is named.
    ///   - actor: who is to read it; the system for books, which their own policy guards.
    package func gather(
        _ language: Language, for kind: Book.Kind = .masterplan, of plan: Identifier<PlanEdition>? = nil, as actor: Actor = .system,
        _ tx: Transaction
    ) throws -> BookData {
        let house = house()
        var data = BookData()
        data.regency = house.regency
        data.accent = house.accent
        data.address = house.address
        data.gatheredOn = directory.today
        let gathering = BookGathering(
            tx: tx, directory: directory, words: words(), language: language, today: directory.today, kind: kind,
            actor: actor, way: try way(tx, plan, directory.today, actor))
        for source in sources { try source.gather(&data, gathering) }
        return data
    }

    /// The paper of data, without keeping anything: also for previews.
    package func compose(
        _ kind: Book.Kind, _ data: BookData, _ template: BookTemplate, _ language: Language, subject: String = ""
    ) throws(AppError) -> (paper: Paper, figures: [BookFigure]) {
        let json = data.json
        var composer = BookComposer(
            kind: kind, data: data, template: template, language: language, words: words(), snapshot: FileStore.name(of: Array(json.utf8)),
            subject: subject)
        var paper = try composer.paper()
        paper.attachments = [
            PaperAttachment(name: "data.json", about: words()("books.attachment", language), text: json)
        ]
        return (paper, composer.figures)
    }

    private func write(_ book: Book) async throws -> ([BookFile], [BookFigure], Message?, String) {
        guard let bytes = try await files.get(book.snapshot), let data = BookData(json: String(decoding: bytes, as: UTF8.self)),
            let template = try await database.read({ try $0.bookTemplate(TemplateKind(book.kind), version: book.template ?? 0) })
        else { throw AppError(.invalid, "books.error.no_data") }
        let (paper, figures, html, docx) = try await Background.run { () throws(AppError) -> (Paper, [BookFigure], [UInt8], [UInt8]) in
            let (paper, figures) = try compose(book.kind, data, template, book.language, subject: book.subject)
            return (paper, figures, Array(PaperHTML(paper).document.utf8), try PaperDOCX(paper).bytes())
        }
        var made = [BookFile(book: book.id, format: .json, hash: book.snapshot, size: bytes.count)]
        made.append(BookFile(book: book.id, format: .html, hash: try await files.put(html), size: html.count))
        made.append(BookFile(book: book.id, format: .docx, hash: try await files.put(docx), size: docx.count))
        do {
            let pdf = try await press.pdf(paper)
            made.append(BookFile(book: book.id, format: .pdf, hash: try await files.put(pdf.bytes), size: pdf.bytes.count))
            let note: Message? = pdf.replaced.isEmpty ? nil : Message("books.replaced", ["letters": pdf.replaced])
            return (made, figures, note, paper.title)
        } catch let error as AppError {
            // Too many wait: the queue tries again. Without PDF for any other reason the book is there all the same.
            if error.message.key == "documents.press_busy" { throw error }
            return (made, figures, error.message, paper.title)
        }
    }

    private func finish(_ book: Book, _ made: [BookFile], _ figures: [BookFigure], _ failure: Message?, _ title: String) async throws {
        _ = try await change(book, "book.made", also: { tx in try tx.keep(made, figures, of: book.id) }) { book in
            book.state = .ready
            book.readyAt = world.now()
            book.failure = failure
            book.title = title
        }
    }

    private func fail(_ book: Book, _ error: AppError) async throws {
        logger.warning("a book could not be made", metadata: ["book": "\(book.id)", "reason": "\(error.message.key)"])
        _ = try await change(book, "book.failed") { book in
            book.state = .failed
            book.failure = error.message
        }
    }

    private func change(
        _ book: Book, _ kind: String, also: @escaping @Sendable (Transaction) throws -> Void = { _ in },
        _ change: @escaping @Sendable (inout Book) -> Void
    ) async throws -> Book {
        try await database.write { tx in
            // As it is on disk now: a book may have been begun by another process meanwhile.
            guard var current = try tx.book(book.id), current.version == book.version else {
                throw AppError.unavailable("error.changed_meanwhile")
            }
            change(&current)
            current.version += 1
            try tx.save(current, from: book.version)
            try also(tx)
            try record(current, kind, by: .system, tx)
            return current
        }
    }
}

extension BookData {
    /// Bytes that depend on nothing but what is said.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    package init?(json: String) {
        guard let data = try? JSONDecoder().decode(BookData.self, from: Data(json.utf8)) else { return nil }
        self = data
    }
}
