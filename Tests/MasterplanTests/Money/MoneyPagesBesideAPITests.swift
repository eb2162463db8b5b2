import HTTPTypes
import Kernel
import Testing
import Web

@testable import Masterplan

@Suite("Pages of money beside the API")
struct MoneyPagesBesideAPITests {
    private static let table: [String: String] = [
        "GET /rencana/peta-jalan": "GET /api/plans/roadmap", "GET /rencana/peta-jalan/unduh/{format}": "GET /api/plans/roadmap",
        "GET /rencana/jadwal/{kind}/{id}": "GET /api/plans/roadmap/{kind}/{id}",
        "POST /rencana/jadwal/{kind}/{id}": "PATCH /api/plans/roadmap/{kind}/{id}",
        "GET /rencana/jadwal/{kind}/{id}/pindah": "POST /api/plans/roadmap/{kind}/{id}/move",
        "POST /rencana/jadwal/{kind}/{id}/pindah": "POST /api/plans/roadmap/{kind}/{id}/move",
        "GET /rencana/anggaran": "GET /api/plans/budget", "GET /rencana/anggaran/unduh/{format}": "GET /api/plans/budget",
        "GET /rencana/anggaran/peringatan/unduh/{format}": "GET /api/plans/budget",
        "GET /rencana/impor": "GET /api/plans/imports", "POST /rencana/impor": "POST /api/plans/imports",
        "GET /rencana/impor/{id}": "GET /api/plans/imports/{id}", "POST /rencana/impor/{id}/kolom": "PATCH /api/plans/imports/{id}",
        "POST /rencana/impor/{id}/simpan": "POST /api/plans/imports/{id}/keeping",
        "POST /rencana/impor/{id}/buang": "DELETE /api/plans/imports/{id}",
    ]

    @Test("every page has the operation that does the same")
    func beside() {
        let operations = Set(MoneyParts.endpoints.map { "\($0.method.rawValue) \($0.path)" })
        for page in MoneyParts.pages {
            let name = "\(page.method.rawValue) \(page.path)"
            let beside = Self.table[name]
            #expect(beside != nil, "\(name) has no operation beside it")
            if let beside { #expect(operations.contains(beside), "\(name): there is no \(beside)") }
        }
        #expect(MoneyParts.pages.count == Self.table.count)
    }

    @Test("everything money says has its sentence")
    func words() throws {
        let words = try MasterplanWords.load()
        let keys =
            FundSource.allCases.map(\.label) + PlanColumn.allCases.map(\.label) + MoneyWarning.Kind.allCases.map(\.label)
            + Horizon.allCases.map(\.label) + PlanImport.State.allCases.map(\.label)
            + PlanCode.Level.allCases.map { TextKey("plan.import.expect_level.\($0)") }
        for key in keys { #expect(words.sentence(key, .indonesian) != nil && words.sentence(key, .english) != nil, "\(key)") }
    }
}
