import Documents
import Foundation
import Kernel
import Storage
import Testing

@testable import Books

@Suite("Composing books")
struct ComposerTests {
    @Test(
        "every kind of book says something in both languages, with words for everything", arguments: Book.Kind.allCases, Language.allCases)
    func kinds(_ kind: Book.Kind, _ language: Language) throws {
        var composer = BookFixtures.composer(kind, language: language)
        let html = PaperHTML(try composer.paper()).document
        #expect(html.contains("Kabupaten Jember"))
        // A sentence that is missing shows its key.
        #expect(!html.contains("books."), "\(html.components(separatedBy: "books.").dropFirst().map { $0.prefix(30) })")
        #expect(!html.contains(composer.t("books.empty_chapter")))
    }

    @Test("the same data make the same paper with the same codes; other data others")
    func deterministic() throws {
        var (first, second) = (BookFixtures.composer(.masterplan), BookFixtures.composer(.masterplan))
        #expect(try first.paper() == second.paper())
        #expect(first.figures == second.figures && !first.figures.isEmpty)
        var other = BookFixtures.composer(.masterplan, BookFixtures.data(sheets: 9))
        _ = try other.paper()
        #expect(Set(other.figures.map(\.code)).isDisjoint(with: first.figures.map(\.code)))
    }

    @Test("codes of figures can be read over the telephone, are unlike each other, and lead into the house")
    func codes() throws {
        for kind in Book.Kind.allCases {
            var composer = BookFixtures.composer(kind)
            _ = try composer.paper()
            let codes = composer.figures.map(\.code)
            #expect(Set(codes).count == codes.count)
            #expect(codes.allSatisfy { ShortCode.normalize($0) == $0 })
            #expect(composer.figures.allSatisfy { $0.source.hasPrefix("/") && !$0.label.isEmpty && !$0.value.isEmpty })
        }
    }

    @Test("how many innovations a dimension has and how many of them have a sheet are two figures, and the list says which has none")
    func counted() throws {
        var data = BookFixtures.data()
        var initiative = BookFixtures.sheet(0)
        (initiative.code, initiative.title, initiative.link) = ("I-9", "Pasar tanpa antre", "/rencana/simpul/9")
        data.initiatives = [initiative]
        var composer = BookFixtures.composer(.summary, data)
        let html = PaperHTML(try composer.paper()).document
        let (figures, name) = (composer.figures, data.dimensions[0].name)
        let labels = ["books.figure.planned_of", "books.figure.sheets_of"].map { composer.t(TextKey($0), ["name": name]) }
        let sheets = data.sheets(of: initiative.dimension).count
        #expect(labels.map { label in figures.first { $0.label == label }?.value } == ["\(sheets + 1)", "\(sheets)"])
        let without = composer.t("books.without_sheet")
        #expect(html.contains("Pasar tanpa antre") && html.components(separatedBy: "(\(without))").count == 2)
    }

    @Test("a sheet's money is counted once however many agencies share it, and an unknown amount is not zero rupiah in its table")
    func money() throws {
        let data = BookFixtures.data()
        let byYear = data.years!.map { year in data.sheets.reduce(0) { $0 + $1.money(in: year) } }
        #expect(byYear.reduce(0, +) == data.money)
        var composer = BookFixtures.composer(.sheet, data, subject: "LI-1006")
        #expect(PaperHTML(try composer.paper()).document.contains("<td class=\"number\">–</td>"))
    }

    @Test("holes are said: no strategy, no budget code, one agency's own, not connected")
    func holes() throws {
        var composer = BookFixtures.composer(.masterplan)
        let html = PaperHTML(try composer.paper()).document
        for key: TextKey in ["books.no_strategy", "books.unbudgeted", "books.one_agency", "books.unconnected", "books.no_indicator"] {
            let isThere = html.contains(composer.t(key))
            // What has no indicator stands in Book 1.
            #expect(isThere || key == "books.no_indicator", "\(key)")
        }
    }

    @Test("a book of nothing is refused with words, a chapter of nothing says so, and a sheet that is not there is named")
    func nothing() throws {
        for kind in Book.Kind.allCases {
            var composer = BookFixtures.composer(kind, BookData())
            let error = #expect(throws: AppError.self) { try composer.paper() }
            #expect(error?.message.key == (kind == .sheet ? "books.error.no_sheet" : "books.error.nothing"))
        }
        var data = BookFixtures.data(sheets: 0)
        (data.quickWins, data.bodies, data.clauses, data.government) = ([], [], [], nil)
        for kind in [Book.Kind.analysis, .masterplan, .summary] {
            var composer = BookFixtures.composer(kind, data)
            #expect(PaperHTML(try composer.paper()).document.contains("Kabupaten Jember"))
        }
    }

    @Test("years typed wrongly do not make a table of a thousand columns")
    func wildYears() throws {
        var data = BookFixtures.data()
        data.sheets[0].toYear = 9999
        #expect(data.years?.count == 20)
        var composer = BookFixtures.composer(.masterplan, data)
        #expect(try composer.paper().blocks.count > 10)
    }

    @Test("the regency's template decides which chapters, in which order, under which headings, with which words")
    func template() throws {
        let template = BookTemplate(
            letterhead: ["Pemkab Jember", "Bappeda"], contact: ["Jl. Sudarman 1"], accent: "#8a3f62",
            chapters: [
                .init("budget", title: "Uang rakyat", text: "Untuk {regency}: {money}, {sheets} lembar.\n\nSejak {from}."), .init("glance"),
                .init("vision", isShown: false),
            ])
        var composer = BookFixtures.composer(.summary, template: template)
        let paper = try composer.paper()
        let titles = paper.blocks.compactMap { if case .heading(let heading) = $0, heading.level == 1 { heading.text } else { nil } }
        #expect(titles == ["Uang rakyat", composer.t("books.chapter.glance"), composer.t("books.sources")])
        #expect(paper.letterhead?.names == ["Pemkab Jember", "Bappeda"] && paper.look.accent == "#8a3f62")
        let money = composer.format.rupiah(composer.data.money)
        #expect(paper.blocks.contains(.text(PaperText("Untuk Kabupaten Jember: \(money), 8 lembar." as String))))
        #expect(paper.blocks.contains(.text("Sejak 2026.")))
    }

    @Test("the summary opens with ten figures, names the government's objectives and what is missing, and says where nobody leads yet")
    func summary() throws {
        var data = BookFixtures.data()
        data.sheets[0].lead = ""
        var composer = BookFixtures.composer(.summary, data)
        let paper = try composer.paper()
        let lists = paper.blocks.compactMap { if case .list(let list) = $0 { list.items.count } else { nil } }
        #expect(lists.first == 10)
        let anchors = paper.blocks.compactMap { if case .heading(let heading) = $0, heading.level == 1 { heading.anchor } else { nil } }
        #expect(anchors.contains("plans") && anchors.contains("gaps"))
        let html = PaperHTML(paper).document
        #expect(html.contains("Layanan yang cepat") && html.contains("tanpa strategi") && html.contains(composer.t("books.hole.lead")))
        // What a template does not name is not shown: a regency's own stays as it was kept before there was more to choose from.
        var kept = BookFixtures.composer(.summary, data, template: BookTemplate(chapters: [.init("glance"), .init("vision")]))
        let shown = try kept.paper().blocks.compactMap { block -> String? in
            if case .heading(let heading) = block, heading.level == 1 { heading.anchor } else { nil }
        }
        #expect(shown == ["glance", "vision", "sumber"])
    }

    @Test("the map shows how many sheets each subdistrict has, names those that none does, and does without outlines")
    func map() throws {
        var data = BookFixtures.data()
        var composer = BookFixtures.composer(.summary, data)
        let html = PaperHTML(try composer.paper()).document
        #expect(html.contains("Kencong &lt;&amp;&gt;") && html.contains("Sumbersari: 3"))
        let svg = MapDrawing(areas: data.areas!).svg
        // None is white, the most is the darkest; what is empty has no number.
        #expect(svg.contains("fill=\"#2a3f7a\"") && svg.contains("fill=\"#ffffff\" stroke") && svg.contains(">3</text>"))
        #expect(!svg.contains("Kencong"))
        data.areas = data.areas?.map { area in
            var area = area
            area.rings = []
            return area
        }
        var plain = BookFixtures.composer(.summary, data)
        #expect(PaperHTML(try plain.paper()).document.contains("Sumbersari"))
        // Kept before there was a map: the chapter says that there is nothing.
        data.areas = nil
        #expect(BookData(json: data.json)?.areas == nil && !data.json.contains("areas"))
    }

    @Test("no chapter's heading has a page to itself")
    func headings() throws {
        for kind in [Book.Kind.analysis, .masterplan, .summary] {
            var composer = BookFixtures.composer(kind)
            let blocks = try composer.paper().blocks
            for (block, next) in zip(blocks, blocks.dropFirst()) {
                guard case .heading(let heading) = block, case .heading(let below) = next else { continue }
                #expect(!below.startsPage, "\(heading.text)")
            }
        }
    }

    @Test("text that looks like markup stays text in drawings too")
    func drawings() {
        let evil = "<script>&\"x\u{7}"
        let bars = BarDrawing(bars: [.init(name: evil, value: -.infinity, text: evil), .init(name: "b", value: 3, text: "3")]).svg
        #expect(!bars.contains("<script>") && bars.contains("&lt;script&gt;&amp;&quot;x"))
        let rows = [RoadmapDrawing.Row(name: evil, code: evil, years: 1900...9999, isFaint: true)]
        let drawing = RoadmapDrawing(groups: [.init(name: evil, rows: rows)], years: 2026...2030, isPoster: false).svg
        #expect(!drawing.contains("<script>") && !drawing.contains("nan") && !drawing.contains("inf"))
    }

    @Test("a roadmap longer than a page goes on under the same name, and nothing is lost")
    func pieces() {
        let rows = (0..<100).map { RoadmapDrawing.Row(name: "\($0)", code: "", years: 2026...2027, isFaint: false) }
        let pieces = RoadmapDrawing.pieces([.init(name: "A", rows: rows), .init(name: "B", rows: Array(rows.prefix(3)))], most: 36)
        #expect(pieces.allSatisfy { $0.reduce(0) { $0 + $1.rows.count } <= 36 })
        #expect(pieces.flatMap(\.self).reduce(0) { $0 + $1.rows.count } == 103)
        #expect(RoadmapDrawing.pieces([], most: 36).isEmpty)
    }

    @Test("data come back from their JSON as they were, with the same bytes")
    func json() throws {
        let data = BookFixtures.data()
        let again = try #require(BookData(json: data.json))
        #expect(again == data && again.json == data.json)
        #expect(BookData(json: "[]") == nil)
    }
}
