import HTTPTypes
import Kernel
import Reports
import Testing
import Web

/// Whatever a page does, the API does: each page of reports stands here beside its endpoint, and a new page without one fails.
@Suite struct PagesBesideAPITests {
    private static let table: [String: [String]] = [
        // What anyone sees and sends.
        "GET /": ["GET /api/reports", "GET /api/categories"],
        "GET /lapor": ["GET /api/categories", "GET /api/regions"],
        "POST /lapor": ["POST /api/reports", "POST /api/photos"],
        "GET /lapor/foto/{photo}": ["POST /api/photos"],
        "GET /lapor/terima/{code}/{secret}": ["POST /api/reports"],
        "GET /lacak": ["GET /api/reports/{code}"],
        "GET /laporan": ["GET /api/reports", "GET /api/reports/map"],
        "GET /laporan.csv": ["GET /api/reports"],
        "GET /laporan.atom": ["GET /api/reports"],
        "GET /laporan/{code}": ["GET /api/reports/{code}", "GET /api/reports/{code}/timeline"],
        "GET /laporan/statistik": ["GET /api/statistics/{dimension}"],
        "GET /laporan/statistik.csv": ["GET /api/statistics/{dimension}"],
        "GET /foto/{id}": ["GET /api/photos/{id}"],
        "GET /foto/{id}/kecil": ["GET /api/photos/{id}/thumbnail"],
        // The reporter's own page; her acts are named below.
        "GET /ikuti/{code}/{secret}": ["GET /api/reports/{code}/follow-up"],
        "GET /ikuti/{code}/{secret}/foto/{id}": ["GET /api/reports/{code}/follow-up"],
        "GET /ikuti/{code}/{secret}/foto/{id}/kecil": ["GET /api/reports/{code}/follow-up"],
        "POST /ikuti/{code}/{secret}/{act}": [
            "POST /api/reports/{code}/completion", "POST /api/reports/{code}/additions", "POST /api/reports/{code}/acceptance",
            "POST /api/reports/{code}/reopening", "POST /api/reports/{code}/withdrawal",
        ],
        // Those who work on reports.
        "GET /kerja": ["GET /api/work"],
        "GET /kerja/laporan": ["GET /api/cases"],
        "GET /kerja/laporan.csv": ["GET /api/cases.csv"],
        "GET /kerja/laporan/{code}": ["GET /api/cases/{code}", "GET /api/cases/{code}/timeline"],
        "POST /kerja/laporan/{code}/{noun}": CaseNoun.allCases.map { "POST /api/cases/{code}/\($0.word)" },
        "GET /kerja/laporan/{code}/foto/{id}": ["GET /api/photos/{id}"],
        "POST /kerja/laporan/{code}/foto/{id}": ["POST /api/cases/{code}/covering"],
        "POST /kerja/laporan/{code}/identitas": ["POST /api/cases/{code}/identity"],
        "GET /kerja/pemberitahuan": ["GET /api/notifications"],
        "POST /kerja/pemberitahuan/terbaca": ["POST /api/notifications/reading"],
    ]

    /// Pages of words only, which hold nothing that a program could read or do.
    private static let words: Set<String> = ["GET /privasi", "GET /tentang"]

    @Test func `every page of reports has the endpoint that does the same`() throws {
        let capability = try Capability.reports()
        let endpoints = Set(capability.endpoints.map { "\($0.method.rawValue) \($0.path)" } + ["GET /api/regions"])
        for page in capability.pages {
            let name = "\(page.method.rawValue) \(page.path)"
            if PagesBesideAPITests.words.contains(name) || page.path.template.hasPrefix("/pengelolaan/") { continue }
            guard let beside = PagesBesideAPITests.table[name] else {
                Testing.Issue.record("\(name) has no endpoint beside it")
                continue
            }
            for endpoint in beside { #expect(endpoints.contains(endpoint), "\(name): there is no \(endpoint)") }
        }
        let pages = Set(capability.pages.map { "\($0.method.rawValue) \($0.path)" })
        #expect(Set(PagesBesideAPITests.table.keys).subtracting(pages) == [], "the table names pages that are gone")
    }

    @Test func `every act of an official is a noun of its own, with words about its failures`() throws {
        let nouns = Set(CaseNoun.allCases.map(\.word))
        #expect(nouns.count == CaseNoun.allCases.count && nouns.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
        for endpoint in StaffEndpoints.all {
            #expect(!endpoint.summary.isEmpty && (endpoint.response != nil || endpoint.responseType != "application/json"))
            if endpoint.method == .post { #expect(endpoint.request != nil, "\(endpoint.path) takes anything") }
        }
    }
}
