import Directory
import Foundation
import HTTPTypes
import Kernel
import Masterplan
import Storage
import Web

/// Books for systems.
enum BookEndpoints {
    static let all =
        [list, order, one, file, publish, withdraw, verify, figure, templates, template, changeTemplate, templateHistory] + files

    private static let bookFile = Schema.named(
        "BookFile", .object(.required("format", .choice(BookFile.Format.self)), .required("sha256", .string), .required("size", .integer)))
    static let book = Schema.named(
        "Book",
        .object(
            .required("id", .id), .required("kind", .choice(Book.Kind.self)), .required("language", .choice(Language.self)),
            .required("title", .string), .required("state", .choice(Book.State.self)), .required("failure", .string.orNull),
            .required("subject", .string), .required("plan", .id.orNull), .required("templateVersion", .integer.orNull),
            .required("snapshot", .string.about("SHA-256 of the data it was made of; the json file has them.")),
            .required("requestedAt", .instant), .required("readyAt", .instant.orNull), .required("publishedAt", .instant.orNull),
            .required("files", .array(of: bookFile))))

    static let list = Endpoint(
        .get, BookPaths.apiBooks, "Books, the newest first: the published ones for everybody, all for those who read or make books",
        parameters: [
            .init("cursor", .string, "`next` of the page before."), .init("limit", .integer, "Up to 200; 50 unless said."),
        ],
        response: .object(.required("items", .array(of: book)), .required("next", .string.orNull))
    ) { request in
        let limit = min(max(Int(request.query["limit"] ?? "") ?? 50, 1), 200)
        let entries = try await request.books.entries(request.actor, before: request.query["cursor"], limit: limit + 1)
        let next: JSONValue = entries.count > limit ? .string(entries[limit - 1].book.id.text) : .null
        return .json(["items": .array(entries.prefix(limit).map { json($0, request) }), "next": next] as JSONValue)
    }

    static let files = Endpoint.files(BookPaths.apiBooks.template, "Books, one a row") { request, format in
        let entries = try await request.books.entries(request.actor, limit: 2000)
        return try await PlainTable.books(entries, request.page).reply(format, name: "books")
    }

    static let order = Endpoint(
        .post, BookPaths.apiBooks, "Ask for a book",
        about:
            "It is made soon; ask for it again until its state is ready or failed. `sheet` needs the code of an innovation sheet as `subject`.",
        permission: .makeBooks,
        request: .object(
            .required("kind", .choice(Book.Kind.self)), .optional("language", .choice(Language.self)),
            .optional("subject", .string(max: 40)),
            .optional("plan", .id.about("The edition of the masterplan it is to tell of; the one that holds unless said."))),
        response: book, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let made = try await request.books.desk.order(
            Book.Kind(rawValue: body["kind"]?.string ?? "") ?? .summary,
            language: body["language"]?.string.flatMap(Language.init(rawValue:)) ?? request.language,
            subject: body["subject"]?.string ?? "", of: body["plan"]?.string.map { Identifier($0) }, by: request.actor)
        return .created(json(BookPages.Entry(book: made, files: []), request), at: BookPaths.apiBook(made.id.text))
    }

    static let one = Endpoint(.get, BookPaths.apiBook, "One book with its files", response: book) { request in
        let (book, files) = try await request.books.desk.find(try request.parameter("id"), for: request.actor)
        return .json(json(BookPages.Entry(book: book, files: files), request))
    }

    static let file = Endpoint(
        .get, BookPaths.apiFile, "A book as pdf, docx, html or json", responseType: "application/octet-stream"
    ) { request in
        let (bytes, format, name) = try await request.books.file(
            try request.parameter("id"), try request.parameter("format"), for: request.actor)
        return .bytes(bytes, type: format.type, filename: name)
    }

    static let publish = Endpoint(
        .put, BookPaths.apiPublication, "Let everybody read a book", permission: .publishBooks, response: book
    ) { request in try await publication(request, true) }

    static let withdraw = Endpoint(
        .delete, BookPaths.apiPublication, "Take a book's publication back", permission: .publishBooks, response: book
    ) { request in try await publication(request, false) }

    private static func publication(_ request: Request, _ isPublic: Bool) async throws -> Reply {
        let made = try await request.books.desk.publish(try request.id("id"), isPublic, by: request.actor)
        let (book, files) = try await request.books.desk.find(made.id.text, for: request.actor)
        return .json(json(BookPages.Entry(book: book, files: files), request))
    }

    static let verify = Endpoint(
        .post, BookPaths.apiVerification, "Find out whether a file is one that was made here",
        about: "Of the file only its SHA-256 is sent. An empty list: no book that the caller may see has these bytes.",
        request: .object(.required("sha256", .string(max: 100))), response: .object(.required("items", .array(of: book)))
    ) { request in
        let hash = try await request.jsonValue()["sha256"]?.string ?? ""
        let found = try await request.books.desk.verify(hash: hash, for: request.actor)
        return .json(["items": .array(found.map { json(BookPages.Entry(book: $0.book, files: [$0.file]), request) })] as JSONValue)
    }

    static let figure = Endpoint(
        .get, BookPaths.apiFigure, "What a printed code stands for, and in which books",
        response: .object(
            .required(
                "items",
                .array(
                    of: .object(
                        .required("code", .string), .required("label", .string), .required("value", .string), .required("source", .string),
                        .required("book", .id)))))
    ) { request in
        guard let code = ShortCode.normalize(try request.parameter("code")) else { throw AppError.notFound }
        let found = try await request.database.read { try $0.bookFigures(code: code) }.filter { $0.book.maySee(request.actor) }
        guard !found.isEmpty else { throw AppError.notFound }
        return .json(
            [
                "items": .array(
                    found.map {
                        [
                            "code": .string($0.figure.code), "label": .string($0.figure.label), "value": .string($0.figure.value),
                            "source": .string($0.figure.source), "book": .string($0.book.id.text),
                        ]
                    })
            ] as JSONValue)
    }

    static func json(_ entry: BookPages.Entry, _ request: Request) -> JSONValue {
        let book = entry.book
        func instant(_ instant: Instant?) -> JSONValue { instant.map { .string($0.description) } ?? .null }
        return [
            "id": .string(book.id.text), "kind": .string(book.kind.rawValue), "language": .string(book.language.rawValue),
            "title": .string(book.title), "state": .string(book.state.rawValue),
            "failure": book.failure.map { .string(request.t($0.key, $0.values)) } ?? .null, "subject": .string(book.subject),
            "plan": book.plan.map { .string($0.text) } ?? .null,
            "templateVersion": book.template.map(JSONValue.integer) ?? .null, "snapshot": .string(book.snapshot),
            "requestedAt": instant(book.requestedAt), "readyAt": instant(book.readyAt), "publishedAt": instant(book.publishedAt),
            "files": .array(
                entry.files.map { ["format": .string($0.format.rawValue), "sha256": .string($0.hash), "size": .integer($0.size)] }),
        ]
    }
}
