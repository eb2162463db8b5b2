import Commitments
import Documents
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Books

@Suite("Templates of books")
struct TemplateTests {
    @Test(
        "a template with a strange chapter, twice the same, an unknown placeholder, a colour that is none or nothing to show is refused, field by field"
    )
    func issues() {
        let bad = BookTemplate(
            letterhead: ["a", "b", "c", "d", "e"], accent: "red",
            chapters: [
                .init("vision", isShown: false), .init("vision", isShown: false),
                .init("nonsense", isShown: false, text: "{regency} {password}"),
            ])
        #expect(
            bad.issues(for: .summary).map(\.field) == [
                "accent", "letterhead", "chapters[1].key", "chapters[2].key", "chapters[2].text", "chapters",
            ])
        for kind in TemplateKind.allCases { #expect(BookTemplate.usual(kind).issues(for: kind).isEmpty) }
    }

    @Test("placeholders are filled, braces that are none stay")
    func filling() {
        #expect(
            BookTemplate.filled("{regency} {x} { {from} }", ["regency": "Jember {from}", "from": "2026"]) == "Jember {from} {x} { 2026 }")
    }

    @Test("each change is a version; who saw an older one is told, and others may not change at all")
    func versions() async throws {
        let site = try await BookTestSite()
        var template = BookTemplate.usual(.summary)
        template.letterhead = ["Pemkab"]
        #expect(try await site.templates.change(.summary, to: template, note: "kop", seen: 0, by: site.planner).version == 1)
        await #expect(throws: AppError.conflict("error.changed_meanwhile")) {
            try await site.templates.change(.summary, to: template, note: "", seen: 0, by: site.planner)
        }
        await #expect(throws: AppError.forbidden) {
            try await site.templates.change(.summary, to: template, note: "", seen: 1, by: site.clerk)
        }
        #expect(try await site.templates.current(.summary).template == template)
        #expect(try await site.templates.current(.analysis).version == 0)
        #expect(try await site.templates.history(.summary).map(\.note) == ["kop"])
    }

    @Test("the letterhead of Buku 2 is the house's, for papers of other capabilities too")
    func house() async throws {
        let site = try await BookTestSite()
        let paper: HousePaper = site.site.installation.services.get()
        #expect(try await paper.style() == HousePaper.Style())
        var template = BookTemplate.usual(.masterplan)
        (template.letterhead, template.accent) = (["Pemkab Jember", "", "Bappeda"], "#8a3f62")
        try await site.templates.change(.masterplan, to: template, note: "kop", seen: 0, by: site.planner)
        #expect(try await paper.style() == HousePaper.Style(names: ["Pemkab Jember", "Bappeda"], accent: "#8a3f62"))
    }

    @Test("the page keeps what was typed, shows the book before anything is kept, and names what is wrong beside its field")
    func page() async throws {
        let site = try await BookTestSite()
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let path = "/pengelolaan/buku/summary"
        let page = try await browser.get(path)
        let form = try page.form(to: path)
        let preview = try await browser.submit(form.with("lihat", "1"), filling: ["text.glance": "Salam dari {regency}"])
        #expect(preview.status == 200 && preview.text.contains("Salam dari Kabupaten Jember"))
        #expect(try await site.templates.current(.summary).version == 0)
        let bad = try await browser.submit(form, filling: ["text.glance": "{entah}", "accent": "biru"])
        #expect(bad.status == 422 && bad.text.contains("{entah}"))
        let kept = try await browser.submit(form, filling: ["order.glance": "99", "letterhead": "Pemkab\nBappeda", "note": "urutan"])
        #expect(kept.status == 303)
        let now = try await site.templates.current(.summary)
        #expect(now.template.chapters.last?.key == "glance" && now.template.letterhead == ["Pemkab", "Bappeda"])
        let late = try await browser.submit(form, filling: ["note": "terlambat"])
        #expect(late.status == 409)
        // Who has been told goes on from the version there is now, with what was typed.
        let again = try late.form(to: path)
        #expect(again.value("version") == "1" && again.value("note") == "terlambat")
        let file = try await browser.get(path + "/unduh")
        #expect(BookTemplate(json: file.text) == now.template)
        let imported = try await browser.submit(
            try await browser.get(path).form(to: path + "/impor"),
            files: [UploadedFile(field: "file", filename: "t.json", claimedType: "application/json", bytes: Array(file.text.utf8))])
        #expect(imported.status == 303)
        #expect(try await site.templates.current(.summary).version == 2)
        let nonsense = try await browser.submit(
            try await browser.get(path).form(to: path + "/impor"),
            files: [UploadedFile(field: "file", filename: "t.json", claimedType: "application/json", bytes: Array("{".utf8))])
        #expect(nonsense.status == 422)
        #expect(try await browser.get("/pengelolaan/buku/entah").status == 404)
    }

    @Test("the text of commitments has its template beside those of books: changed on the page, in versions, never without its clauses")
    func commitment() async throws {
        let site = try await BookTestSite()
        let templates: CommitmentTemplates = site.site.installation.services.get()
        let database = site.site.installation.database
        #expect(try await database.read { tx in try templates.current(tx).version } == 0)
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let path = "/pengelolaan/buku/commitment"
        #expect(try await browser.get("/pengelolaan/buku").text.contains(path))
        let page = try await browser.get(path)
        #expect(Accessibility.faults(page.text, isPage: true) == [] && !page.text.contains("show.clauses"))
        let form = try page.form(to: path)
        let preview = try await browser.submit(form.with("lihat", "1"), filling: ["text.closing": "Sekian."])
        #expect(preview.status == 200 && preview.text.contains("Belum ada komitmen untuk dicontohkan"))
        #expect(try await browser.submit(form, filling: ["text.closing": "{sheets}"]).status == 422)
        let kept = try await browser.submit(
            form, filling: ["text.closing": "Demikian {title}.", "title.basis": "Menimbang", "order.funding": "2"])
        #expect(kept.status == 303)
        let (version, template) = try await database.read { tx in try templates.current(tx) }
        #expect(version == 1 && template.chapters.first { $0.key == "closing" }?.text == "Demikian {title}.")
        #expect(template.chapters.filter(\.isShown).map(\.key).contains("clauses"))
        #expect(try await database.read { tx in try templates.kept(tx, 1) } == template)
        #expect(try await database.read { tx in try templates.kept(tx, 2) } == nil)
        // By API or by a file it cannot lose them either.
        let bare = BookTemplate(chapters: [.init("closing", text: "Sekian.")])
        await #expect(throws: AppError.self) {
            try await site.templates.change(.commitment, to: bare, note: "", seen: 1, by: site.planner)
        }
        // Nor can what is hidden among its words be signed; and paragraphs are told apart however lines end.
        var hidden = BookTemplate.usual(.commitment)
        hidden.chapters[1].text = "Perda 3/2025.\r\n\r\nPerbup\u{202E} 7/2026.\u{0007} "
        let plain = try await site.templates.change(.commitment, to: hidden, note: "", seen: 1, by: site.planner)
        #expect(plain.template.chapters[1].text == "Perda 3/2025.\n\nPerbup 7/2026.")
        // It is none of the books that can be asked for.
        #expect(Book.Kind(rawValue: "commitment") == nil)
    }

    @Test("papers that are made anew are asked for by name and moment: the template that held then, or holds now")
    func moments() async throws {
        let site = try await BookTestSite()
        let paper: HousePaper = site.site.installation.services.get()
        let world = site.site.installation.world
        let before = world.now()
        #expect(try await paper.template("workshop", nil) == nil)
        #expect(try await paper.template("entah", nil) == nil)
        var template = BookTemplate.usual(.workshop)
        template.letterhead = ["Bappeda"]
        try await site.templates.change(.workshop, to: template, note: "kop", seen: 0, by: site.planner)
        let between = world.now()
        let first = template
        template.letterhead = ["Bapperida"]
        try await site.templates.change(.workshop, to: template, note: "nama baru", seen: 1, by: site.planner)
        #expect(try await paper.template("workshop", before) == nil)
        #expect(try await paper.template("workshop", between) == first)
        #expect(try await paper.template("workshop", nil) == template)
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let path = "/pengelolaan/buku/workshop"
        let page = try await browser.get(path)
        #expect(Accessibility.faults(page.text, isPage: true) == [] && !page.text.contains(">books."))
        let shown = try await browser.submit(page.form(to: path).with("lihat", "1"))
        #expect(shown.status == 200 && shown.text.contains("Belum ada lokakarya untuk dicontohkan"))
    }
}
