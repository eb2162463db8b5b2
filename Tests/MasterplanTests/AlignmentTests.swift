import Kernel
import Storage
import Synchronization
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

@Suite("The alignment matrix")
struct AlignmentTests {
    @Test("one link to a sub-activity is enough: programme and objective follow from the codes")
    func chain() async throws {
        let chain = try await Chain()
        #expect(try await chain.rows().map(\.holes.count) == [5, 5])
        try await chain.plans.links.link(
            LinkDraft(from: chain.subActivity.id, to: chain.point.id, kind: .finances), by: chain.plans.works)
        let rows = try await chain.rows()
        #expect(rows.map(\.node) == [chain.hole.id, chain.point.id])
        let row = rows[1]
        #expect(row.subActivity == chain.subActivity.id && row.programme != nil && row.objective == chain.objective.id)
        #expect(row.holes == [.indicator, .partner] && row.dimension == "living" && row.whose == chain.plans.worksID)
        #expect(rows[0].whose == nil)
    }

    @Test("each hole has its step and whose it is, on the page, in the file and by API")
    func steps() async throws {
        let chain = try await Chain()
        let plans = chain.plans
        let browser = plans.site.browser()
        browser.signIn(plans.planner)
        let page = try await browser.get("/rencana/keselarasan?rencana=\(chain.city.id)").text
        let csv = try await browser.get("/rencana/keselarasan/unduh/csv?rencana=\(chain.city.id)").text
        for (step, form) in [
            ("Kaitkan dengan sasaran RPJMD", "kaitan"), ("Kaitkan dengan program Renstra", "kaitan"),
            ("Masukkan ke Renja, atau tandai belum dianggarkan", "kaitan"), ("Tulis indikator dengan target tahunan", "indikator"),
            ("Ajak instansi kedua", "peran"),
        ] {
            #expect(page.contains("/rencana/simpul/\(chain.point.id)?buka=\(form)#\(form)\">\(step)</a>"), "\(step)")
            #expect(csv.contains(step), "\(step)")
        }
        let caller = TestCaller(plans.site, key: plans.site.key(plans.planner))
        let items = try await caller.get("/api/plans/\(chain.city.id)/alignment")["items"]?.array ?? []
        let steps = items.first { $0["node"]?.string == chain.point.id.text }?["steps"]?.array ?? []
        #expect(steps.compactMap { $0["hole"]?.string } == Alignment.Hole.allCases.map(\.rawValue))
        #expect(steps.compactMap { $0["of"]?.string } == ["planning"] + Array(repeating: plans.worksID, count: 4))
    }

    @Test("many who look at once wait for one look, and what changes afterwards is seen")
    func together() async throws {
        let chain = try await Chain()
        let (sources, looks) = (AlignmentSources(), Looks())
        sources.add(
            AlignmentSource(
                "counted",
                shares: { _ in
                    looks.number.withLock { $0 += 1 }
                    return []
                }, mark: { _ in "same" }))
        let desk = AlignmentDesk(database: chain.plans.database, directory: chain.plans.plans.directory, sources: sources)
        for wanted in 1...2 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { try await desk.refresh() } }
                try await group.waitForAll()
            }
            #expect(looks.number.withLock(\.self) == wanted)
            #expect(try await chain.plans.database.read { try $0.alignmentCounts(in: chain.city.id).points } == wanted + 1)
            _ = try await chain.plans.plans.desk.add(
                NodeDraft(.initiative, title: "Gagasan lain", dimension: "economy"), to: chain.city.id, by: chain.plans.planner)
        }
    }

    @Test("it is made before anybody looks once the plans are left alone, and not while somebody writes on them")
    func ahead() async throws {
        let chain = try await Chain()
        let (sources, looks) = (AlignmentSources(), Looks())
        sources.add(
            AlignmentSource(
                "counted",
                shares: { _ in
                    looks.number.withLock { $0 += 1 }
                    return []
                }, mark: { _ in "same" }))
        let desk = AlignmentDesk(database: chain.plans.database, directory: chain.plans.plans.directory, sources: sources)
        func asked(_ times: Int) async throws -> Int {
            for _ in 0..<times { try await desk.ahead() }
            return looks.number.withLock(\.self)
        }
        func write(_ title: String) async throws {
            _ = try await chain.plans.plans.desk.add(
                NodeDraft(.initiative, title: title, dimension: "economy"), to: chain.city.id, by: chain.plans.planner)
        }
        #expect(try await asked(1) == 0)
        #expect(try await asked(3) == 1)
        for title in ["Gagasan tiga", "Gagasan empat", "Gagasan lima"] {
            try await write(title)
            #expect(try await asked(1) == 1)
        }
        #expect(try await asked(1) == 2)
        #expect(try await chain.plans.database.read { try $0.alignmentCounts(in: chain.city.id).points } == 5)
        // Who looks now waits for nothing.
        try await desk.refresh()
        #expect(looks.number.withLock(\.self) == 2)
    }

    /// How often the matrix was made anew.
    private final class Looks: Sendable {
        let number = Mutex(0)
    }

    @Test("an indicator and a second agency fill the last holes; taking back opens them again")
    func filled() async throws {
        let chain = try await Chain()
        let (plans, desk) = (chain.plans, chain.plans.plans.desk)
        let link = try await plans.links.link(LinkDraft(from: chain.subActivity.id, to: chain.point.id, kind: .finances), by: plans.works)
        try await desk.addIndicator(IndicatorDraft(name: "Laporan selesai", unit: "persen"), to: chain.point.id, by: plans.works)
        let part = try await plans.links.propose(
            ParticipationDraft(chain.point.reference, agency: plans.hospitalID), by: plans.works)
        #expect(try await chain.rows().last?.holes == [.partner])
        try await plans.links.perform("accept", on: Participation.self, part.id.text, by: plans.hospital)
        #expect(try await chain.rows().last?.holes == [])
        try await plans.links.perform("withdraw", on: PlanLink.self, link.id.text, by: plans.works)
        #expect(try await chain.rows().last?.holes == [.objective, .programme, .subActivity])
        let counts = try await plans.database.read { tx in try tx.alignmentCounts(in: chain.city.id) }
        #expect(counts.points == 2 && counts.holes[.indicator] == 1 && counts.holes[.objective] == 2)
    }

    @Test("what the other agency has not accepted fills nothing")
    func proposed() async throws {
        let chain = try await Chain()
        let (plans, desk) = (chain.plans, chain.plans.plans.desk)
        let theirs = try await desk.add(
            NodeDraft(.initiative, title: "Ambulans sampai tepat waktu", agency: plans.hospitalID), to: chain.city.id, by: plans.planner)
        let link = try await plans.links.link(LinkDraft(from: chain.subActivity.id, to: theirs.id, kind: .finances), by: plans.works)
        #expect(link.state == .proposed)
        func row() async throws -> Alignment? { try await chain.rows().first { $0.node == theirs.id } }
        #expect(try await row()?.holes.count == 5)
        try await plans.links.perform("ask", on: PlanLink.self, link.id.text, text: "Berapa banyak?", by: plans.hospital)
        #expect(try await row()?.holes.count == 5)
        try await plans.links.perform("accept", on: PlanLink.self, link.id.text, by: plans.hospital)
        #expect(try await row()?.holes == [.indicator, .partner])
    }

    @Test("what only a draft has fills nothing until it is adopted")
    func drafts() async throws {
        let chain = try await Chain()
        let (plans, desk) = (chain.plans, chain.plans.plans.desk)
        let draft = try await desk.draft(
            EditionDraft(.mediumTerm, title: "RPJMD 2026–2030", fromYear: 2026, toYear: 2030), by: plans.planner)
        let hoped = try await desk.add(NodeDraft(.objective, title: "Sasaran yang diharap"), to: draft.id, by: plans.planner)
        try await plans.links.link(LinkDraft(from: chain.hole.id, to: hoped.id, kind: .supports), by: plans.planner)
        func row() async throws -> Alignment? { try await chain.rows().first { $0.node == chain.hole.id } }
        #expect(try await row()?.objective == nil)
        try await desk.adopt(draft.id, legalBasis: "Perda 1/2026", on: Day("2026-03-01")!, by: plans.planner)
        #expect(try await row()?.objective == hoped.id)
    }

    @Test("a new RPJMD takes the place of the old one by its keys; what it has dropped is a hole again")
    func replaced() async throws {
        let chain = try await Chain()
        let (plans, desk) = (chain.plans, chain.plans.plans.desk)
        try await plans.links.link(LinkDraft(from: chain.subActivity.id, to: chain.point.id, kind: .finances), by: plans.works)
        try await plans.links.link(LinkDraft(from: chain.hole.id, to: chain.objective.id, kind: .supports), by: plans.planner)
        func rows() async throws -> [Identifier<PlanNode>?] {
            let rows = try await chain.rows()
            return [chain.point.id, chain.hole.id].map { id in rows.first { $0.node == id }?.objective }
        }
        #expect(try await rows() == [chain.objective.id, chain.objective.id])
        let second = try await desk.follow(
            chain.rpjmd.id, with: EditionDraft(.mediumTerm, title: "Perubahan RPJMD", fromYear: 2025, toYear: 2029), by: plans.planner
        ).edition
        try await desk.adopt(second.id, legalBasis: "Perda 2/2026", on: Day("2026-03-01")!, by: plans.planner)
        let there = try await plans.database.read { tx in try tx.planNode(key: chain.objective.key, in: second.id) }
        #expect(try await rows() == [there?.id, there?.id])
        let third = try await desk.follow(
            second.id, with: EditionDraft(.mediumTerm, title: "Perubahan kedua", fromYear: 2025, toYear: 2029), by: plans.planner
        ).edition
        let nodes = try await plans.database.read { tx in try tx.planNodes(of: third.id) }
        try await desk.move(nodes.first { $0.level == .programme }!.id, below: nil, by: plans.planner)
        try await desk.remove(nodes.first { $0.level == .objective }!.id, by: plans.planner)
        try await desk.adopt(third.id, legalBasis: "Perda 3/2026", on: Day("2026-03-02")!, by: plans.planner)
        #expect(try await rows() == [nil, nil])
    }

    @Test("a Renja counts in its year: the next one fills the column by the same code, without a new link")
    func years() async throws {
        let chain = try await Chain()
        let (plans, desk) = (chain.plans, chain.plans.plans.desk)
        try await plans.links.link(LinkDraft(from: chain.subActivity.id, to: chain.point.id, kind: .finances), by: plans.works)
        func paid() async throws -> Identifier<PlanNode>? { try await chain.rows().first { $0.node == chain.point.id }?.subActivity }
        #expect(try await paid() == chain.subActivity.id)
        plans.site.world.pass(days: 330)
        #expect(try await paid() == nil)
        let renja = try await desk.draft(
            EditionDraft(.annualWork, title: "Renja DPU 2027", fromYear: 2027, toYear: 2027, agency: plans.worksID), by: plans.works)
        let next = try await desk.add(
            NodeDraft(.subActivity, code: "1.03.10.2.01.0005", title: "Pemeliharaan rutin jalan"), to: renja.id, by: plans.works)
        #expect(try await paid() == nil)
        try await desk.adopt(renja.id, legalBasis: "Perbup 1/2027", on: Day("2027-01-05")!, by: plans.planner)
        #expect(try await paid() == next.id)
    }

    @Test("filters and pages go by the index and lose nobody")
    func pages() async throws {
        let chain = try await Chain()
        for number in 0..<30 {
            try await chain.plans.plans.desk.add(
                NodeDraft(
                    .initiative, title: "Gagasan \(number)", agency: number % 2 == 0 ? chain.plans.worksID : nil, dimension: "economy"),
                to: chain.city.id, by: chain.plans.planner)
        }
        #expect(try await chain.rows(AlignmentFilter(dimension: "economy")).count == 31)
        #expect(try await chain.rows(AlignmentFilter(agency: chain.plans.worksID)).count == 16)
        var seen: [Identifier<PlanNode>] = []
        var after: (Int, String)?
        while true {
            let last = after
            let page = try await chain.plans.database.read { tx in try tx.alignments(in: chain.city.id, after: last, limit: 7) }
            guard let end = page.last else { break }
            seen += page.map(\.node)
            after = (end.filled, end.node.text)
        }
        #expect(seen.count == 32 && Set(seen).count == 32)
        if TestDatabase.engine == .sqlite {
            for filter in ["", "AND dimension = 'economy'", "AND agency_id = 'x'"] {
                let plan = try await chain.plans.database.read { tx in
                    try tx.rows(
                        "EXPLAIN QUERY PLAN SELECT * FROM plan_alignment WHERE edition_id = 'x' \(SQL(verbatim: filter)) AND (filled, node_id) > (1, 'a') ORDER BY filled, node_id LIMIT 7"
                    ).map { $0.text("detail") }
                }
                #expect(plan.count == 1 && plan[0].contains("USING INDEX plan_alignment_"), "\(plan)")
            }
        }
    }
}
