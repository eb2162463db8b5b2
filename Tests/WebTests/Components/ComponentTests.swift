import Foundation
import Kernel
import TestSupport
import Testing
import Web

@Suite("Components") struct ComponentTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        .standardizedFileURL

    private static func page(
        _ language: Language = .indonesian, path: String = "/_patterns", actor: Actor = .visitor, flash: String? = nil
    ) throws -> Page {
        Page(
            words: try Words(folder: root.appendingPathComponent("Sources/Web/Text")), language: language, actor: actor, csrf: "token",
            path: path,
            now: Instant("2026-03-02T03:00:00Z")!, brand: Brand(regencyName: "Kabupaten Jember"), flash: flash,
            assets: try Assets.standard(folder: root.appendingPathComponent("Assets")))
    }

    @Test("every example is well-formed and accessible", arguments: Language.allCases)
    func examples(language: Language) throws {
        let page = try Self.page(language)
        for component in Patterns.all {
            #expect(!component.examples.isEmpty, "\(component.name) shows nothing")
            for example in component.examples {
                let html = example.html(page)
                #expect(Accessibility.faults(html.markup) == [], "\(component.name), \(example.name)")
                #expect(!html.markup.contains("ui."), "\(component.name), \(example.name): a sentence is missing")
            }
        }
    }

    @Test("a whole page has language, title, one main, one h1, a skip link and nothing inline", arguments: Language.allCases)
    func layout(language: Language) throws {
        let page = try Self.page(language, flash: "Tersimpan & aman")
        let html = Layout.page(page, title: "Judul <b>", body: "<h1>Judul</h1>")
        #expect(Accessibility.faults(html.markup, isPage: true) == [])
        #expect(html.markup.contains("Tersimpan &amp; aman") && html.markup.contains("<title>Judul &lt;b&gt;"))
        #expect(Accessibility.faults(OfflinePage.page(page).markup, isPage: true) == [])
        // The other language is one link away and keeps the query.
        let other = language == .indonesian ? "en" : "id"
        #expect(html.markup.contains("href=\"/_patterns?bahasa=\(other)\" hreflang=\"\(other)\""))
    }

    @Test("the patterns page holds every component") func patterns() throws {
        let html = Patterns.page(try Self.page())
        let ids = Set(try Markup(html.markup).all("h2").compactMap { $0["id"] })
        #expect(Accessibility.faults(html.markup, isPage: true) == [])
        for component in Patterns.all { #expect(ids.contains(component.name)) }
        if let folder = ProcessInfo.processInfo.environment["PENDOPO_PATTERNS"] {
            try Self.page().brand.stylesheet.write(toFile: folder + "/merek.css", atomically: true, encoding: .utf8)
            try html.markup.write(toFile: folder + "/patterns.html", atomically: true, encoding: .utf8)
        }
    }

    @Test("staff see only the menu they may use; visitors see none") func menus() throws {
        let items = [
            MenuItem("ui.nav.reports", link: "/kerja", permission: "reports.triage", count: 7),
            MenuItem("ui.nav.track", link: "/admin", permission: "settings.change"),
        ]
        let clerk = Actor(kind: .account, id: "1", name: "Rina <Kominfo>", grants: [Grant(permissions: ["reports.triage"])])
        var page = try Self.page(path: "/kerja/masuk?urut=tenggat", actor: clerk)
        page.menu = items
        let shown = Layout.page(page, title: "Kerja", body: "<h1>Kerja</h1>").markup
        #expect(Accessibility.faults(shown, isPage: true) == [])
        #expect(shown.contains("href=\"/kerja\" aria-current=\"page\"") && !shown.contains("/admin"))
        #expect(shown.contains("Rina &lt;Kominfo&gt;") && shown.contains("<span class=\"nav__count\">7</span>"))
        // On a phone the menu is one button, by the browser's own means.
        #expect(shown.contains("popovertarget=\"menu-petugas\"") && shown.contains("id=\"menu-petugas\" popover=\"auto\""))
        page = try Self.page()
        page.menu = items
        #expect(!Layout.page(page, title: "Kerja", body: "<h1>Kerja</h1>").markup.contains("/kerja"))
    }

    @Test("the longest menu entry above a path is the current one") func current() throws {
        let statistics = Layout.page(try Self.page(path: "/laporan/statistik?tahun=2026"), title: "x", body: "<h1>x</h1>").markup
        #expect(
            statistics.contains("href=\"/laporan/statistik\" aria-current=\"page\"")
                && !statistics.contains("href=\"/laporan\" aria-current"))
        let near = Layout.page(try Self.page(path: "/laporan-lain"), title: "x", body: "<h1>x</h1>").markup
        #expect(!near.contains("aria-current=\"page\""))
    }

    @Test("what people typed cannot become markup") func escaping() throws {
        let page = try Self.page()
        let nasty = "\"><script>alert(1)</script>&"
        let pieces: [HTML] = [
            Input(page, "a", label: nasty, value: nasty, hint: nasty, error: nasty).html,
            TextArea(page, "b", label: nasty, value: nasty).html,
            Select(page, "c", label: nasty, choices: [Choice(nasty, nasty)], selected: nasty).html,
            Radios(page, "d", label: nasty, choices: [Choice(nasty, nasty, hint: nasty)]).html,
            ListCard(nasty, link: nasty, text: nasty).html,
            Table(nasty, columns: [.init(nasty), .init(nasty)], rows: [["\(nasty)", "\(nasty)"]]).html, Tag(nasty).html,
            CopyBox(page, id: "e", label: nasty, text: nasty).html, OutlineMap(nasty, areas: []).html,
            BarChart(nasty, rows: [ChartRow(nasty, [1])], format: { _ in nasty }).html,
        ]
        for piece in pieces {
            #expect(!piece.markup.contains("<script"))
            #expect(throws: Never.self) { try assertWellFormed(piece.markup) }
        }
    }

    @Test("a field with an error says so to everyone") func fieldError() throws {
        let page = try Self.page()
        let form = Form(["phone": "0812", "topics": "b"], issues: [Issue("phone", "ui.cancel")])
        let markup = try Markup(Input(page, "phone", in: form, label: "Telepon", hint: "Lengkap").html.markup)
        let input = try #require(markup.first("input"))
        #expect(input["aria-describedby"] == "f-phone-hint f-phone-error" && input["aria-invalid"] == "true" && input["value"] == "0812")
        #expect(markup.text.contains("Batal"))
        let boxes = try Markup(Checkboxes(page, "topics", in: form, label: "x", choices: [Choice("a", "A"), Choice("b", "B")]).html.markup)
        #expect(boxes.all("input").map { $0["checked"] != nil } == [false, true])
        let summary = ErrorSummary(page, form).html.markup
        #expect(summary.contains("href=\"#f-phone\"") && ErrorSummary(page, []).html.isEmpty)
        #expect(!Input(page, "p", label: "Sandi", kind: .password, value: "rahasia").html.markup.contains("rahasia"))
    }

    @Test("the summary names each field whose error says nothing without it, whatever field it is") func namedErrors() throws {
        let page = try Self.page()
        let form = Form(
            ["phone": "\"#f-x\" data-unnamed>"],
            issues: [
                Issue("kind", "error.choose"), Issue("topics", "error.required"), Issue("agree", "error.choose"),
                Issue("phone", "error.too_short"), Issue("mail", "ui.cancel"), Issue("gone", "error.required"),
            ])
        let fields: HTML = """
            \(Select(page, "kind", in: form, label: "Jenis & macam", choices: [Choice("a", "A")]))\
            \(Checkboxes(page, "topics", in: form, label: "Yang mana?", choices: [Choice("a", "A"), Choice("b", "B")]))\
            \(Checkbox(page, "agree", in: form, label: "Setuju:"))\(Input(page, "phone", in: form, label: "Telepon"))\
            \(Input(page, "mail", in: form, label: "Surel"))
            """
        let named = try Markup(ErrorSummary.named("\(ErrorSummary(page, form))\(fields)").markup)
        let choose = page.t("error.choose")
        let required = page.t("error.required")
        #expect(
            named.all("a").map(\.text) == [
                "Jenis & macam: \(choose)", "Yang mana? \(required)", "Setuju: \(choose)",
                "Telepon: \(page.t("error.too_short"))", "Batal", required,
            ])
        #expect(named.all { $0["data-unnamed"] != nil }.isEmpty)
        // What was typed stays as it was typed.
        #expect(named.all("input").contains { $0["value"] == "\"#f-x\" data-unnamed>" })
    }
}
