import Directory
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Assessments

@Suite("What an evaluator from outside sees, and how long")
struct EvaluatorTests {
    @Test("the evaluator sees nothing before it was handed over, then her own assessment and its evidence, and nothing else in the site")
    func evaluator() async throws {
        let site = try await AssessmentTestSite()
        let (mine, other) = (try await site.filled(year: 2026), try await site.handedOut(year: 2025))
        let browser = try await site.browser(site.assessor)
        #expect(try await browser.get("/kerja/penilaian").text.contains("setelah diserahkan daerah"))
        #expect(try await browser.get("/kerja/penilaian/\(mine.code)").status == 404)
        try await site.desk.move("submit", mine.code, by: site.planner.actor)
        let file = try await site.desk.file(of: mine.code, for: site.assessor.actor)
        let evidence = try #require(file.evidence.values.joined().first { $0.file != nil })
        let paths = [
            "/kerja/penilaian", "/kerja/penilaian/\(mine.code)", "/kerja/penilaian/\(mine.code)/komponen/A",
            "/kerja/penilaian/\(mine.code)/bukti/\(evidence.id)", "/kerja/penilaian/\(mine.code)/laporan",
            "/kerja/penilaian/\(mine.code)/laporan.html", "/kerja/penilaian/\(mine.code)/nilai.csv",
            "/kerja/penilaian/\(mine.code)/paket.zip",
            "/kerja/penilaian.csv",
        ]
        for path in paths { #expect(try await browser.get(path).status == 200, "\(path)") }
        // Guessing another one, published or not, looks like one that does not exist.
        for path in ["", "/komponen/A", "/laporan", "/nilai.csv", "/paket.zip", "/bukti/\(evidence.id)"] {
            for code in [other.code, "ZZZ-ZZZ-ZZ"] {
                #expect(try await browser.get("/kerja/penilaian/\(code)\(path)").status == 404, "\(code)\(path)")
            }
        }
        #expect(try await browser.get("/kerja/penilaian/\(mine.code)/bukti/\(UUID().uuidString.lowercased())").status == 404)
        #expect(try await browser.get("/kerja/penilaian/\(mine.code)/komponen/Z").status == 404)
        // Names of those who answered are not hers to know, and no other part of the site lets her in.
        let page = try await browser.get("/kerja/penilaian/\(mine.code)/komponen/A")
        #expect(!page.text.contains("Ibu petugas"))
        for path in ["/kerja/instrumen-penilaian", "/kerja/penilaian/baru", "/pengelolaan", "/pengelolaan/akun", "/pengelolaan/peran"] {
            #expect([403, 404].contains(try await browser.get(path).status), "\(path)")
        }
    }

    @Test(
        "of every page of the site that names a permission or a record of others, the evaluator's account opens only those of assessments")
    func nothingElse() async throws {
        let site = try await AssessmentTestSite()
        let held = Set(site.assessor.actor.grants.flatMap(\.permissions))
        #expect(held == [.openAssessments, .scoreAssessments])
        let browser = try await site.browser(site.assessor)
        let menu = try await browser.get("/kerja/penilaian").page().all(where: { $0["class"] == "staff" }).first
        let links = Set(menu?.all("a").compactMap { $0["href"] } ?? [])
        #expect(links.filter { $0.hasPrefix("/kerja") || $0.hasPrefix("/pengelolaan") } == ["/kerja/penilaian"])
        for page in site.site.site.capabilities.flatMap(\.pages) where page.method == .get {
            guard let permission = page.permission, !held.contains(permission) else { continue }
            let path = page.path.template.replacing(/\{[a-z]+\}/, with: "019ca725-1a06-7000-8000-000000000000")
            #expect(try await browser.get(path).status == 403, "\(path)")
        }
    }

    @Test("her right ends with its day, with its withdrawal, and with the role; reading evidence is kept in the history each time")
    func expiry() async throws {
        let site = try await AssessmentTestSite()
        let code = try await site.submitted().code
        let (desk, planner, assessor) = (site.desk, site.planner.actor, site.assessor.actor)
        func readings() async throws -> Int {
            try await site.database.read { try $0.count("SELECT count(*) FROM event WHERE subject_kind = 'assessment_reading'") }
        }
        let file = try await desk.file(of: code, for: assessor)
        let evidence = try #require(file.evidence.values.joined().first { $0.file != nil })
        _ = try await desk.evidence(evidence.id, of: code, for: assessor)
        _ = try await desk.evidence(evidence.id, of: code, for: planner)
        #expect(try await readings() == 1)
        let event = try await site.database.read { tx in
            try tx.row("SELECT * FROM event WHERE subject_kind = 'assessment_reading'").map(Event.init(row:))
        }
        #expect(event?.kind == "assessment_reading.evidence" && event?.actorID == assessor.id)
        #expect(event?.details == ["assessment": code, "evidence": evidence.id.text, "what": "evidence"])
        site.world.now = Instant("2026-06-30T16:59:00Z")!
        _ = try await desk.file(of: code, for: assessor)
        // One minute later it is July in Jember.
        site.world.now = Instant("2026-06-30T17:00:30Z")!
        #expect(try await site.failure { _ = try await desk.file(of: code, for: assessor) } == .notFound)
        #expect(try await site.failure { _ = try await desk.evidence(evidence.id, of: code, for: assessor) } == .notFound)
        #expect(try await desk.lines(for: assessor).isEmpty)
        try await desk.watch()
        let ended = try await site.database.read { try $0.assessors(of: file.assessment.id) }
        #expect(ended.allSatisfy { $0.endedAt != nil })
        try await desk.nameAssessor(assessor.id, until: Day("2026-08-01")!, of: code, by: planner)
        _ = try await desk.file(of: code, for: assessor)
        let named = try await site.database.read { try $0.assessors(of: file.assessment.id).last! }
        try await desk.endAssessor(named.key, of: code, by: planner)
        #expect(try await site.failure { _ = try await desk.file(of: code, for: assessor) } == .notFound)
        #expect(
            try await site.failure { try await desk.nameAssessor(assessor.id, until: Day("2026-06-01")!, of: code, by: planner) }?.issues
                .map(\.field) == ["until"])
        #expect(
            try await site.failure {
                try await desk.nameAssessor(site.clerk.account.id.text, until: Day("2026-08-01")!, of: code, by: planner)
            }?
            .issues.map(\.field) == ["account"])
        try await site.holds()
    }
}
