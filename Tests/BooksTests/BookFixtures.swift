import Directory
import Documents
import Foundation
import Kernel
import Logging
import Storage
import TestSupport
import Web
import Work

@testable import Books

/// Data of a small regency's plan, and a site whose books are made of them.
enum BookFixtures {
    static func data(sheets count: Int = 8) -> BookData {
        var data = BookData()
        data.regency = "Kabupaten Jember"
        data.gatheredOn = Day("2026-11-29")!
        data.address = "https://pendopo.example.id"
        data.accent = "#2a3f7a"
        var plan = BookData.Plan()
        (plan.title, plan.legalBasis, plan.fromYear, plan.toYear) = ("Rencana Induk Kota Cerdas 2026–2030", "Perbup 12/2026", 2026, 2030)
        plan.visions = ["Jember yang terhubung, jujur, dan guyub"]
        plan.link = "/rencana/1"
        plan.isAdopted = true
        data.plan = plan
        plan.title = "RPJMD 2025–2029"
        plan.missions = [node("1", "Tata kelola yang terbuka"), node("2", "Ekonomi rakyat")]
        var objective = node("1.1", "Layanan yang cepat")
        objective.indicators = [indicator("Laporan selesai tepat waktu", "%")]
        plan.objectives = [objective, node("1.2", "Data yang satu")]
        plan.programmes = [node("2.16.03", "Program pengelolaan aplikasi informatika")]
        data.government = plan
        let names = [
            "Tata kelola cerdas", "Citra daerah cerdas", "Ekonomi cerdas", "Hidup cerdas", "Masyarakat cerdas", "Lingkungan cerdas",
        ]
        data.dimensions = zip(["governance", "branding", "economy", "living", "society", "environment"], names).map { id, name in
            var dimension = BookData.Dimension()
            (dimension.id, dimension.name, dimension.pillars) = (id, name, ["satu", "dua", "tiga"])
            dimension.strategies = id == "society" ? [] : [node("S-\(id.prefix(3))", "Strategi \(name)")]
            return dimension
        }
        data.sheets = (0..<count).map { sheet($0) }
        var win = BookData.QuickWin()
        (win.title, win.dimension, win.lead, win.measure, win.before, win.after) = (
            "Lapor selesai 3 hari", "governance", "Dinas Kominfo", "hari", "9", "3.5"
        )
        win.startsOn = Day("2026-01-05")
        data.quickWins = [win]
        for condition in ["good", "fair", "poor"] {
            var item = BookData.Readiness()
            (item.element, item.item, item.condition, item.gap) = ("Struktur", "SDM \(condition)", condition, "pelatihan")
            data.readiness.append(item)
        }
        for quadrant in ["strength", "weakness", "opportunity", "threat"] {
            var point = BookData.Point()
            (point.element, point.quadrant, point.text) = ("Struktur", quadrant, "Hal tentang \(quadrant)")
            data.points.append(point)
        }
        var gap = BookData.Gap()
        (gap.subject, gap.what, gap.next, gap.agency) = ("S-soc", "tanpa strategi", "tulis strategi", "Bappeda")
        data.gaps = [gap]
        var member = BookData.Body.Member()
        (member.name, member.institution, member.role) = ("Prof. Dewi", "Universitas Jember", "Anggota")
        var council = BookData.Body()
        (council.name, council.legalBasis, council.members) = ("Dewan Kota Cerdas", "SK Bupati 188/2026", [member])
        data.bodies = [council]
        var clause = BookData.Clause()
        (clause.code, clause.text, clause.lead, clause.target, clause.dueOn) = (
            "K-1", "Semua laporan dijawab", "Dinas Kominfo", "95 %", Day("2027-12-31")
        )
        data.clauses = [clause]
        var (tall, wide) = (BookData.Area(), BookData.Area())
        (tall.name, tall.sheets, tall.rings) = ("Sumbersari", 3, [[0, 0, 400, 0, 400, 600, 0, 600, 0, 0]])
        (wide.name, wide.rings) = ("Kencong <&>", [[400, 0, 1000, 0, 1000, 600, 400, 600, 400, 0]])
        data.areas = [tall, wide]
        return data
    }

    static func node(_ code: String, _ title: String) -> BookData.Node {
        var node = BookData.Node()
        (node.code, node.title, node.agency, node.link) = (code, title, "Bappeda", "/rencana/simpul/1")
        return node
    }

    static func indicator(_ name: String, _ unit: String) -> BookData.Indicator {
        var indicator = BookData.Indicator()
        (indicator.name, indicator.unit, indicator.baseline) = (name, unit, "61.5")
        indicator.targets = ["2026": "70", "2030": "95.5"]
        return indicator
    }

    static func sheet(_ index: Int) -> BookData.Sheet {
        let dimensions = ["governance", "branding", "economy", "living", "society", "environment"]
        var sheet = BookData.Sheet()
        sheet.code = "LI-\(1000 + index)"
        sheet.title = "Inovasi nomor \(index) untuk layanan warga & desa"
        sheet.dimension = dimensions[index % 6]
        sheet.pillar = "satu"
        sheet.lead = index % 3 == 0 ? "Dinas Komunikasi dan Informatika" : "Dinas Kesehatan"
        sheet.supporters = index % 2 == 0 ? ["Bappeda", "Dinas Sosial"] : []
        sheet.fromYear = 2026 + index % 3
        sheet.toYear = min(2030, sheet.fromYear + 2)
        sheet.isInPlan = index % 4 != 3
        sheet.initiative = index % 5 == 0 ? "" : "Inisiatif \(index)"
        sheet.answers = (0..<10).map {
            BookData.Answer("Pertanyaan \($0)", ["Jawaban yang agak panjang supaya lembar ini berisi seperti lembar yang sebenarnya. "])
        }
        sheet.years = (sheet.fromYear...sheet.toYear).map {
            BookData.Year(
                year: $0, activity: "Kegiatan tahun \($0)", amount: index % 7 == 6 ? nil : 150_000_000 + index * 1_000_000,
                source: "APBD kabupaten")
        }
        sheet.subActivities = index % 4 == 1 ? [] : ["2.16.03.2.02.0038"]
        sheet.isUnbudgeted = index % 4 == 1
        sheet.indicators = [indicator("Warga terlayani", "orang")]
        sheet.link = "/inovasi/lembar/\(sheet.code)"
        return sheet
    }

    static let words = try! BooksWords.load()

    static func composer(
        _ kind: Book.Kind, _ data: BookData = data(), template: BookTemplate? = nil, language: Language = .indonesian,
        subject: String = "LI-1000"
    ) -> BookComposer {
        BookComposer(
            kind: kind, data: data, template: template ?? .usual(TemplateKind(kind)), language: language, words: words,
            snapshot: FileStore.name(of: Array(data.json.utf8)), subject: subject)
    }
}

/// A site with books, their data given.
struct BookTestSite {
    let site: TestSite
    let desk: BookDesk
    let templates: BookTemplates
    let planner = Actor(
        kind: .account, id: "planner", name: "Dewi",
        grants: [Grant(permissions: [.readBooks, .makeBooks, .publishBooks, .editBookTemplates])])
    let clerk = Actor(kind: .account, id: "clerk", name: "Bambang", grants: [Grant(permissions: [.makeBooks])])
    let stranger = Actor(kind: .account, id: "stranger", name: "Siti")

    init(_ data: BookData = BookFixtures.data(), press: URL? = nil, limits: PressLimits = PressLimits()) async throws {
        site = try await TestSite([CatalogueTestSite.directory, .books()])
        let installation = site.installation
        desk = BookDesk(
            database: installation.database, world: installation.world, files: installation.files, directory: installation.services.get(),
            press: PaperPress(folder: press, limits: limits, log: installation.logger),
            sources: [
                BookSource { gathered, _ in
                    let address = gathered.address
                    gathered = data
                    gathered.address = address
                }
            ], words: { [weak installation] in installation?.words ?? Words() },
            house: { ("Kabupaten Jember", "#2a3f7a", "https://pendopo.example.id") }, logger: installation.logger)
        templates = BookTemplates(database: installation.database, world: installation.world)
        installation.services.put(BookSite(desk: desk, templates: templates))
    }

    /// Makes what waits.
    func settle() async throws {
        try await Queue(
            database: site.installation.database, world: site.installation.world, handlers: [desk.handler], logger: site.installation.logger
        ).drain()
    }

    func made(_ kind: Book.Kind = .summary, subject: String = "") async throws -> Book {
        let book = try await desk.order(kind, language: .indonesian, subject: subject, by: planner)
        try await settle()
        return try await desk.find(book.id.text, for: planner).book
    }
}
