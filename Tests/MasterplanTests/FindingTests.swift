import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

@Suite("Findings of evaluations")
struct FindingTests {
    struct Evaluated {
        let plans: PlanSite
        let old: PlanEdition
        let kept: PlanNode
        let dropped: PlanNode

        init() async throws {
            plans = try await PlanSite()
            let desk = plans.plans.desk
            old = try await desk.draft(
                EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2026, toYear: 2030), by: plans.planner)
            kept = try await desk.add(
                NodeDraft(.initiative, title: "Lapor jalan rusak", agency: plans.worksID), to: old.id, by: plans.planner)
            dropped = try await desk.add(NodeDraft(.initiative, title: "Kios layanan"), to: old.id, by: plans.planner)
            try await desk.adopt(old.id, legalBasis: "Perbup 1/2026", on: Day("2026-01-05")!, by: plans.planner)
        }

        func successor() async throws -> PlanEdition {
            try await plans.plans.desk.follow(
                old.id, with: EditionDraft(.masterplan, title: "Edisi dua", fromYear: 2026, toYear: 2030), by: plans.planner
            ).edition
        }
    }

    @Test("what was found at an adopted plan opens as the next edition's to-do list, also where that has dropped the point")
    func carried() async throws {
        let evaluated = try await Evaluated()
        let (plans, desk) = (evaluated.plans, evaluated.plans.plans.desk)
        let first = try await desk.find(
            at: evaluated.kept.id, "Laporan tertunda di musim hujan.", recommendation: "Tambah regu untuk musim hujan.", source: "LHE 2026",
            by: plans.works)
        try await desk.find(
            at: evaluated.dropped.id, "Kios tidak dipakai warga.", recommendation: "Hentikan dan alihkan ke kecamatan.", by: plans.planner)
        let next = try await evaluated.successor()
        let twin = try await plans.database.read { tx in try tx.planNode(key: evaluated.dropped.key, in: next.id)! }
        try await desk.remove(twin.id, by: plans.planner)
        let lines = try await plans.database.read { tx in try tx.findings(of: next) }
        #expect(lines.map(\.finding.state) == [.open, .open])
        #expect(lines[0].node?.edition == next.id && lines[0].node?.key == evaluated.kept.key && lines[1].node == nil)
        // The draft's page says so, and so does the form that adopts it.
        let planner = plans.site.browser()
        planner.signIn(plans.planner)
        let page = try await planner.get("/rencana/\(next.id)")
        #expect(page.text.contains("2 temuan belum ditindaklanjuti"))
        // Answered in the new edition it is answered everywhere, and leaves the open ones.
        try await desk.settle(first.id, "take", text: "Dua regu ditambah dalam edisi dua.", by: plans.works)
        #expect(try await plans.database.read { tx in try tx.openFindings(of: next) } == 1)
        #expect(try await plans.database.read { tx in try tx.findings(of: evaluated.old).map(\.finding.state) } == [.open, .taken])
        #expect(try await plans.faults() == [])
    }

    @Test("only the planning agency and whoever answers for a point write and settle; who does not work on plans is told nothing")
    func policy() async throws {
        let evaluated = try await Evaluated()
        let (plans, desk) = (evaluated.plans, evaluated.plans.plans.desk)
        await #expect(throws: AppError.forbidden) {
            try await desk.find(
                at: evaluated.kept.id, "Temuan dari luar", recommendation: "Sebaiknya begini saja.", by: plans.hospital)
        }
        await #expect(throws: AppError.notFound) {
            try await desk.find(at: evaluated.kept.id, "Temuan dari luar", recommendation: "Sebaiknya begini saja.", by: .visitor)
        }
        await #expect(throws: AppError.self) {
            try await desk.find(at: evaluated.kept.id, "Pendek", recommendation: "Juga", by: plans.works)
        }
        let finding = try await desk.find(
            at: evaluated.kept.id, "Laporan tertunda di musim hujan.", recommendation: "Tambah regu untuk musim hujan.", by: plans.planner)
        await #expect(throws: AppError.forbidden) {
            try await desk.settle(finding.id, "take", text: "Sudah selesai semua.", by: plans.hospital)
        }
        await #expect(throws: AppError.invalid("text", "plan.error.finding_answer")) {
            try await desk.settle(finding.id, "decline", text: "tidak", by: plans.works)
        }
        try await desk.settle(finding.id, "decline", text: "Regu sudah cukup tahun ini.", by: plans.works, expecting: 1)
        await #expect(throws: AppError.conflict("plan.error.finding_settled")) {
            try await desk.settle(finding.id, "take", text: "Sudah selesai semua.", by: plans.works)
        }
        let visitor = plans.site.browser()
        #expect(try await visitor.get("/rencana/\(evaluated.old.id)/temuan").status == 404)
        #expect(try await !visitor.get("/rencana/\(evaluated.old.id)").text.contains("Temuan evaluasi"))
    }

    @Test("by the forms, the files and the API, accessible in both languages")
    func pages() async throws {
        let evaluated = try await Evaluated()
        let plans = evaluated.plans
        let works = plans.site.browser()
        works.signIn(plans.works)
        let path = "/rencana/simpul/\(evaluated.kept.id)/temuan"
        let blank = try await works.get(path).form(to: path)
        let bad = try await works.submit(blank, filling: ["text": "Laporan tertunda di musim hujan.", "recommendation": "?"])
        #expect(bad.status == 422)
        #expect(try bad.form(to: path).value("text") == "Laporan tertunda di musim hujan.")
        let made = try await works.submit(try bad.form(to: path), filling: ["recommendation": "=Tambah regu untuk musim hujan."])
        #expect(made.status == 303)
        let finding = try await plans.database.read { tx in try tx.findings(at: evaluated.kept)[0] }
        for address in [path, "/rencana/\(evaluated.old.id)/temuan"] {
            for language in ["id", "en"] {
                let page = try await works.get("\(address)?bahasa=\(language)")
                #expect(page.status == 200 && Accessibility.faults(page.text, isPage: true) == [], "\(address)")
                #expect(!page.text.contains("plan.finding"), "\(address)")
            }
        }
        let list = "/rencana/\(evaluated.old.id)/temuan"
        // A cell that a spreadsheet would compute is only text.
        #expect(try await works.get("\(list)/unduh/csv").text.contains("'=Tambah regu"))
        #expect(try await works.get("\(list)/unduh/xlsx").status == 200)
        let settling = try await works.get(list).form(to: "/rencana/temuan/\(finding.id)/daftar").with("act", "take")
        #expect(try await works.submit(settling, filling: ["text": "Dua regu sudah ditambah."]).status == 303)
        let caller = TestCaller(plans.site, key: plans.site.key(plans.works))
        let items = try await caller.get("/api/plans/\(evaluated.old.id)/findings")["items"]?.array
        #expect(items?.count == 1 && items?.first?["state"]?.string == "taken")
        let second = try await caller.send(
            .post, "/api/plan-nodes/\(evaluated.kept.id)/findings",
            ["text": "Petugas belum dilatih.", "recommendation": "Latih semua mandor.", "source": "LHE 2026"])
        #expect(second.status == 201)
        let settled = try await caller.send(
            .post, "/api/plan-findings/\(second["id"]?.string ?? "")/acts",
            ["act": "decline", "text": "Pelatihan sudah ada di dinas lain."])
        #expect(settled["state"]?.string == "declined")
    }
}
