import HTTPTypes
import Kernel
import NIOCore
import Storage
import Tables
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

@Suite("Lists of plans as files")
struct ListFileTests {
    @Test("every list comes as CSV and as a workbook that says the same, cell by cell")
    func files() async throws {
        let chain = try await AlignmentTests.Chain()
        let (plans, desk) = (chain.plans, chain.plans.plans.desk)
        try await desk.addIndicator(
            IndicatorDraft(name: "Laporan selesai", unit: "persen", baseline: "40", baselineYear: 2024, targets: [2026: "60"]),
            to: chain.point.id, by: plans.works)
        _ = try await plans.links.propose(ParticipationDraft(chain.point.reference, agency: plans.hospitalID), by: plans.works)
        _ = try await NomenclatureTests.run(plans, NomenclatureTests.small, edition: "2026")
        let next = try await desk.follow(
            chain.city.id, with: EditionDraft(.masterplan, title: "Edisi kedua", fromYear: 2026, toYear: 2035), by: plans.planner
        ).edition
        try await desk.add(NodeDraft(.initiative, title: "=1+1 bukan rumus"), to: next.id, by: plans.planner)
        try await plans.database.write { [world = plans.world, point = chain.point] tx in
            try tx.keepSchedule(
                PlanSchedule(
                    subject: point.reference, activities: [2026: "Menambal"],
                    money: [MoneyLine(year: 2026, source: .regency, amount: 750_000_000)]), agency: nil, by: .system, in: world)
        }
        let made = try await PlanImportDesk(directory: plans.plans.directory, files: plans.site.installation.files).receive(
            Array(ImportPlanTests.csv.utf8), filename: "renja.csv", scope: ImportPlanTests.scope, source: "SIPD", by: plans.planner)
        let browser = plans.site.browser()
        browser.signIn(plans.planner)
        let lists: [(address: (String) -> String, says: [String])] = [
            ({ "/rencana/unduh/rencana/\($0)" }, ["Edisi kedua", "RPJMD 2025–2029", "Rancangan"]),
            ({ "/rencana/unduh/isi/\($0)?rencana=\(chain.city.id)" }, ["Lapor jalan rusak", "Laporan selesai", "60", "750000000"]),
            ({ "/rencana/unduh/perbandingan/\($0)?rencana=\(next.id)&dengan=\(chain.city.id)" }, ["bukan rumus", "Ditambah"]),
            ({ "/rencana/unduh/belum-terhubung/\($0)" }, ["Gagasan baru"]),
            ({ "/rencana/unduh/menunggu/\($0)" }, ["Lapor jalan rusak", "RSUD"]),
            ({ "/rencana/unduh/nomenklatur/\($0)?edisi=2026" }, ["2.16.03.2.02.0019", "2.16.03.2.02.0009"]),
            ({ "/rencana/unduh/impor/\($0)?impor=\(made.id)" }, ["1.03.10.2.01.0005", "3000000000"]),
            ({ "/rencana/keselarasan/unduh/\($0)" }, ["Lapor jalan rusak", "Kaitkan dengan sasaran RPJMD"]),
        ]
        for (address, says) in lists {
            let csv = try await browser.get(address("csv"))
            #expect(csv.status == 200, "\(address("csv"))")
            let book = try await browser.get(address("xlsx"))
            #expect(book.status == 200, "\(address("xlsx"))")
            let cells = try Self.cells(Array(buffer: book.bytes))
            for word in says {
                #expect(csv.text.contains(word), "\(address("csv")) lacks \(word)")
                #expect(cells.contains { $0.contains(word) }, "\(address("xlsx")) lacks \(word)")
            }
            #expect(!csv.text.contains("plan.list.") && !csv.text.contains("plan.field."), "\(address("csv"))")
            #expect(try await browser.get(address("ods")).status == 404)
        }
        // A spreadsheet must not compute what somebody typed.
        #expect(try await browser.get("/rencana/unduh/isi/csv?rencana=\(next.id)").text.contains("'=1+1"))
        // Strangers get what the pages show them, and nothing of drafts.
        let visitor = plans.site.browser()
        #expect(try await visitor.get("/rencana/unduh/isi/csv?rencana=\(next.id)").status == 404)
        let open = try await visitor.get("/rencana/unduh/rencana/csv").text
        #expect(open.contains("RPJMD 2025–2029") && !open.contains("Edisi kedua"))
        #expect(try await visitor.get("/rencana/unduh/entah/csv").status == 404)
    }

    @Test("by API every list comes in both formats too, with a key; what is nobody else's stays so")
    func api() async throws {
        let chain = try await AlignmentTests.Chain()
        let (plans, desk) = (chain.plans, chain.plans.plans.desk)
        _ = try await plans.links.propose(ParticipationDraft(chain.point.reference, agency: plans.hospitalID), by: plans.works)
        _ = try await NomenclatureTests.run(plans, NomenclatureTests.small, edition: "2026")
        let next = try await desk.follow(
            chain.city.id, with: EditionDraft(.masterplan, title: "Edisi kedua", fromYear: 2026, toYear: 2035), by: plans.planner
        ).edition
        try await desk.add(NodeDraft(.initiative, title: "Inisiatif tambahan"), to: next.id, by: plans.planner)
        let planner = TestCaller(plans.site, key: plans.site.key(plans.planner))
        let lists: [(path: String, query: String, says: String)] = [
            ("/api/plans", "", "Edisi kedua"), ("/api/plans/\(chain.city.id)/nodes", "", "Lapor jalan rusak"),
            ("/api/plans/\(next.id)/comparison", "?with=\(chain.city.id)", "Inisiatif tambahan"),
            ("/api/plans/\(chain.city.id)/loose-nodes", "", "Gagasan baru"), ("/api/plan-proposals", "", "Lapor jalan rusak"),
            ("/api/nomenclature", "?edition=2026", "2.16.03.2.02.0019"), ("/api/plans/\(chain.city.id)/alignment", "", "Lapor jalan rusak"),
            ("/api/plans/\(chain.city.id)/findings", "", ""), ("/api/plans/roadmap", "", ""), ("/api/plans/budget", "?tahun=2026", ""),
            ("/api/plans/budget/warnings", "?tahun=2026", ""),
        ]
        for (path, query, says) in lists {
            let csv = try await planner.get("\(path).csv\(query)")
            #expect(csv.status == 200 && (says.isEmpty || csv.text.contains(says)), "\(path)")
            #expect(csv.header("Content-Type")?.hasPrefix("text/csv") == true, "\(path)")
            let book = try await planner.get("\(path).xlsx\(query)")
            #expect(book.status == 200, "\(path)")
            let cells = try Self.cells(Array(buffer: book.bytes))
            #expect(says.isEmpty || cells.contains { $0.contains(says) }, "\(path)")
        }
        #expect(try await plans.site.send(.get, "/api/plans/\(next.id)/nodes.csv").status == 404)
        #expect(try await plans.site.send(.get, "/api/plans/\(chain.city.id)/loose-nodes.csv").status == 401)
        #expect(try await planner.get("/api/plans/\(chain.city.id)/nodes.csv?rencana=1").status == 422)
    }

    /// Every cell of the first sheet of a workbook.
    static func cells(_ bytes: [UInt8]) throws -> [String] {
        let rows = try SheetRows(bytes)
        var cells: [String] = []
        while let row = try rows.next() { cells += row.cells }
        return cells
    }
}
