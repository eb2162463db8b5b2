import Documents
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Books

@Suite("Books, published and handed out")
struct BookPublicationTests {
    @Test("what is not published nobody outside sees, by list, address, hash or code; published everybody does")
    func publication() async throws {
        let site = try await BookTestSite()
        let book = try await site.made(.summary)
        let files = try await site.desk.find(book.id.text, for: site.planner).files
        let html = try #require(files.first { $0.format == .html })
        let bytes = try #require(try await site.desk.files.get(html.hash))
        let code = try await site.site.installation.database.read { tx in
            try #require(try tx.row("SELECT code FROM book_figure WHERE book_id = \(book.id) ORDER BY code LIMIT 1")).text("code")
        }
        let visitor = site.site.browser()
        func verdict() async throws -> String {
            try await visitor.submit(
                try await visitor.get("/buku/periksa").form(to: "/buku/periksa"),
                files: [UploadedFile(field: "file", filename: "b.html", claimedType: "text/html", bytes: bytes)]
            ).text
        }
        #expect(try await visitor.get("/buku/\(book.id.text)").status == 404)
        #expect(try await visitor.get("/buku/\(book.id.text)/unduh/html").status == 404)
        #expect(try await visitor.get("/buku/angka/\(code)").status == 404)
        #expect(try await verdict().contains("Tidak dikenal"))
        #expect(try await !visitor.get("/buku").text.contains(book.id.text))

        _ = try await site.desk.publish(book.id, true, by: site.planner)
        #expect(try await visitor.get("/buku").text.contains(book.id.text))
        #expect(try await visitor.get("/buku/\(book.id.text)/unduh/html").text == String(decoding: bytes, as: UTF8.self))
        #expect(try await verdict().contains("Asli"))
        #expect(try await visitor.get("/buku/periksa?hash=\(html.hash.uppercased())").text.contains("Asli"))
        let figure = try await visitor.get("/buku/angka/\(code)")
        #expect(figure.status == 200 && figure.text.contains(book.title))
        #expect(try await visitor.get("/buku/angka/\(code.lowercased())").location == "/buku/angka/\(code)")
        _ = try await site.desk.publish(book.id, false, by: site.planner)
        #expect(try await visitor.get("/buku/\(book.id.text)").status == 404)
    }

    @Test("a file that was changed by one byte is not known, and half a hash is no hash")
    func forged() async throws {
        let site = try await BookTestSite()
        let book = try await site.made()
        _ = try await site.desk.publish(book.id, true, by: site.planner)
        let visitor = site.site.browser()
        let form = try await visitor.get("/buku/periksa").form(to: "/buku/periksa")
        let forged = try await visitor.submit(form, files: [UploadedFile(field: "file", filename: "b", claimedType: "", bytes: [1, 2, 3])])
        #expect(forged.text.contains("Tidak dikenal"))
        let half = try await visitor.submit(form, filling: ["hash": "abc123"])
        #expect(half.status == 422 && half.text.contains("64"))
    }

    @Test("systems do all of it by the API, with answers of the promised form")
    func api() async throws {
        let site = try await BookTestSite()
        let caller = TestCaller(site.site, key: site.site.key(site.planner))
        let made = try await caller.send(.post, "/api/books", ["kind": "summary", "language": "en"])
        #expect(made.status == 201 && made["state"] == "waiting")
        try await site.settle()
        let id = try #require(made["id"]?.string)
        let ready = try await caller.get("/api/books/\(id)")
        #expect(ready["state"] == "ready" && ready["title"] == "Book 3: Executive Summary" && ready["files"]?.array?.count == 3)
        #expect(try await caller.get("/api/books/\(id)/files/json").text == BookFixtures.data().json)
        let hash = try #require(ready["files"]?.array?.first?["sha256"]?.string)
        #expect(try await caller.send(.post, "/api/books/verification", ["sha256": .string(hash)])["items"]?.array?.count == 1)
        #expect(try await caller.send(.post, "/api/books/verification", ["sha256": "x"]).status == 422)
        let code = try await site.site.installation.database.read {
            try #require(try $0.row("SELECT code FROM book_figure LIMIT 1")).text("code")
        }
        #expect(try await caller.get("/api/book-figures/\(code)")["items"]?.array?.count == 1)
        #expect(try await caller.get("/api/book-figures/entah").status == 404)
        #expect(try await caller.send(.put, "/api/books/\(id)/publication").status == 200)
        #expect(try await caller.send(.delete, "/api/books/\(id)/publication")["publishedAt"] == .null)
        #expect(try await caller.get("/api/books")["items"]?.array?.count == 1)
        #expect(try await caller.send(.post, "/api/books", ["kind": "novel"]).status == 422)
        let template = try await caller.get("/api/book-templates/summary")
        #expect(template["version"] == 0)
        let content = try #require(template["template"])
        let kept = try await caller.send(.put, "/api/book-templates/summary", ["version": 0, "note": "api", "template": content])
        #expect(kept.status == 200 && kept["version"] == 1)
        #expect(try await caller.send(.put, "/api/book-templates/summary", ["version": 0, "template": content]).status == 409)
        #expect(try await caller.get("/api/book-templates")["items"]?.array?.count == TemplateKind.allCases.count)
        #expect(try await caller.get("/api/book-templates/summary/history")["items"]?.array?.count == 1)
    }

    @Test("events carry the digest of the book as it is, so that a change behind their back is found")
    func digests() async throws {
        let site = try await BookTestSite()
        let book = try await site.made()
        try await site.templates.change(.summary, to: .usual(.summary), note: "", seen: 0, by: site.planner)
        try await site.site.installation.database.read { tx in
            #expect(try tx.events(of: book.reference).map(\.kind) == ["book.requested", "book.begun", "book.made"])
            for digest in BooksDigests.all {
                let ids = try digest.ids(tx, "", 10)
                #expect(ids.count == 1)
                for (id, now) in try digest.digests(tx, ids) { #expect(try tx.events(of: .init(digest.kind, id)).last?.digest == now) }
            }
        }
    }
}
