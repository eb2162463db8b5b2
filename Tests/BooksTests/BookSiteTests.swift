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

private let press = PaperPress.installed()

@Suite("Books, asked for and made")
struct BookSiteTests {
    @Test("a book is asked for, made by the queue, and downloaded in every form; without Typst it says what is missing")
    func made() async throws {
        let site = try await BookTestSite()
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let asked = try await browser.submit(
            try await browser.get("/buku").form(to: "/buku"), filling: ["kind": "masterplan", "language": "id"])
        let waiting = try await browser.follow(asked)
        #expect(waiting.status == 200 && waiting.text.contains("Menunggu giliran"))
        try await site.settle()
        let path = try #require(asked.location)
        let ready = try await browser.get(path)
        #expect(ready.text.contains("Siap") && ready.text.contains("press_missing"))
        for (format, start) in [("docx", "PK"), ("html", "<!DOCTYPE html>"), ("json", "{")] {
            let file = try await browser.get("\(path)/unduh/\(format)")
            #expect(file.status == 200 && String(decoding: file.bytes.readableBytesView.prefix(15), as: UTF8.self).hasPrefix(start))
            #expect(file.header("Content-Disposition")?.contains(".\(format)") == true)
        }
        #expect(try await browser.get("\(path)/unduh/pdf").status == 404)
        #expect(try await browser.get("\(path)/unduh/exe").status == 404)
    }

    @Test("the list of books is a file too, of the published ones for everybody")
    func list() async throws {
        let site = try await BookTestSite()
        let book = try await site.made()
        let (planner, visitor) = (site.site.browser(), site.site.browser())
        planner.signIn(site.planner)
        let csv = try await planner.get("/buku/unduh/csv")
        #expect(csv.status == 200 && csv.text.contains(book.title) && !csv.text.contains("books."))
        #expect(try await planner.get("/buku/unduh/xlsx").status == 200)
        #expect(try await planner.get("/buku/unduh/ods").status == 404)
        #expect(try await !visitor.get("/buku/unduh/csv").text.contains(book.title))
        _ = try await site.desk.publish(book.id, true, by: site.planner)
        #expect(try await site.site.send(.get, "/api/books.csv").text.contains(book.title))
    }

    @Test("with Typst the same data make the same PDF", .enabled(if: press != nil, "needs Typst: bin/setup"))
    func pdf() async throws {
        let site = try await BookTestSite(press: press)
        let (first, second) = (try await site.made(), try await site.made())
        #expect(first.state == .ready && first.failure == nil)
        let files = try await site.site.installation.database.read { try $0.bookFiles(of: [first.id, second.id]) }
        #expect(files[first.id]?.map(\.format).count == 4)
        #expect(files[first.id]?.map(\.hash) == files[second.id]?.map(\.hash))
    }

    @Test("every kind of book is set as PDF", .enabled(if: press != nil, "needs Typst: bin/setup"), arguments: Book.Kind.allCases)
    func kinds(_ kind: Book.Kind) async throws {
        let site = try await BookTestSite(press: press)
        let book = try await site.made(kind, subject: "LI-1000")
        #expect(book.state == .ready && book.failure == nil, "\(String(describing: book.failure))")
        // For looking at the pages: PENDOPO_SAMPLES names a folder to keep them in.
        if let folder = ProcessInfo.processInfo.environment["PENDOPO_SAMPLES"],
            let file = try await site.desk.find(book.id.text, for: site.planner).files.first(where: { $0.format == .pdf }),
            let bytes = try await site.desk.files.get(file.hash)
        {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(kind.rawValue).pdf"))
        }
    }

    @Test(
        "a template of hundreds of pages that is not set in time leaves the book in its other forms, with words; nothing of it is lost",
        .enabled(if: press != nil, "needs Typst: bin/setup"))
    func endless() async throws {
        let site = try await BookTestSite(press: press, limits: PressLimits(seconds: 0))
        var template = BookTemplate.usual(.masterplan)
        let longest = String(repeating: "Kata pengantar yang tidak kunjung selesai. ", count: 470).prefix(BookTemplate.mostText)
        for index in template.chapters.indices { template.chapters[index].text = String(longest) }
        try await site.templates.change(.masterplan, to: template, note: "panjang", seen: 0, by: site.planner)
        // Longer ones are refused before anything is kept.
        template.chapters[0].text += "x"
        #expect(longest.count == BookTemplate.mostText)
        await #expect(throws: AppError.self) {
            try await site.templates.change(.masterplan, to: template, note: "", seen: 1, by: site.planner)
        }
        let book = try await site.made(.masterplan)
        #expect(book.state == .ready && book.failure?.key == "documents.press_too_long")
        let files = try await site.desk.find(book.id.text, for: site.planner).files
        #expect(Set(files.map(\.format)) == [.json, .html, .docx])
        let browser = site.site.browser()
        browser.signIn(site.planner)
        #expect(try await browser.get("/buku/\(book.id.text)/unduh/html").text.contains("yang tidak kunjung selesai"))
    }

    @Test("a book that was begun is made of what was gathered then, also after a stop")
    func begunAgain() async throws {
        let site = try await BookTestSite()
        let database = site.site.installation.database
        let book = try await site.desk.order(.summary, language: .indonesian, by: site.planner)
        var old = BookFixtures.data(sheets: 3)
        old.regency = "Kabupaten Lama"
        let hash = try await site.desk.files.put(Array(old.json.utf8))
        // As a process leaves it that stopped after gathering.
        try await database.write { tx in
            var begun = try #require(try tx.book(book.id))
            (begun.snapshot, begun.state, begun.template, begun.version) = (hash, .making, 0, 2)
            try tx.save(begun, from: 1)
            try site.desk.record(begun, "book.begun", by: .system, tx)
        }
        try await site.settle()
        let made = try await site.desk.find(book.id.text, for: site.planner)
        #expect(made.book.state == .ready && made.book.snapshot == hash)
        let file = try #require(made.files.first { $0.format == .html })
        let html = String(decoding: try #require(try await site.desk.files.get(file.hash)), as: UTF8.self)
        #expect(html.contains("Kabupaten Lama"))
        // Asked to be made once more it stays as it is.
        try await site.desk.make(book.id)
        #expect(try await site.desk.find(book.id.text, for: site.planner).book == made.book)
    }

    @Test("a book of nothing fails with words, not silently and not for ever")
    func fails() async throws {
        let site = try await BookTestSite(BookData())
        let book = try await site.made(.masterplan)
        #expect(book.state == .failed && book.failure?.key == "books.error.nothing")
        let browser = site.site.browser()
        browser.signIn(site.planner)
        #expect(try await browser.get("/buku/\(book.id.text)").text.contains("Belum ada rencana induk"))
        let sheet = try await BookTestSite().made(.sheet, subject: "LI-9999")
        #expect(sheet.failure?.key == "books.error.no_sheet")
    }

    @Test("who may not make books is refused, ten waiting books of one person are enough, and a sheet needs its code")
    func refused() async throws {
        let site = try await BookTestSite()
        await #expect(throws: AppError.forbidden) { try await site.desk.order(.summary, language: .indonesian, by: site.stranger) }
        await #expect(throws: AppError.invalid("subject", "books.error.which_sheet")) {
            try await site.desk.order(.sheet, language: .indonesian, subject: " ", by: site.clerk)
        }
        for _ in 0..<10 { _ = try await site.desk.order(.summary, language: .english, by: site.clerk) }
        let error = await #expect(throws: AppError.self) { try await site.desk.order(.summary, language: .english, by: site.clerk) }
        #expect(error?.kind == .tooMany)
        await #expect(throws: AppError.forbidden) { try await site.desk.publish(Identifier("x"), true, by: site.clerk) }
    }
}
