import Directory
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Innovations

@Suite("Sheets and the plan they belong to")
struct PlanJoinTests {
    static let code = "1.03.10.2.01.0005"

    /// RPJMD, Renstra and Renja of public works, and an adopted smart-city plan with one point that nothing in them is joined with.
    struct Plans {
        let innovations: InnovationSite
        let site: MasterplanSite
        let city: PlanEdition
        let point: PlanNode
        let subActivity: PlanNode
        let objective: PlanNode

        init() async throws {
            innovations = try await InnovationSite()
            site = innovations.site.installation.services.get()
            let (desk, works) = (site.desk, innovations.works.text)
            let rpjmd = try await desk.draft(EditionDraft(.mediumTerm, title: "RPJMD 2025–2029", fromYear: 2025, toYear: 2029), by: .system)
            objective = try await desk.add(NodeDraft(.objective, title: "Jalan mantap"), to: rpjmd.id, by: .system)
            try await desk.add(
                NodeDraft(.programme, code: "1.03.10", title: "Penyelenggaraan jalan", parent: objective.id), to: rpjmd.id, by: .system)
            let renstra = try await desk.draft(
                EditionDraft(.strategic, title: "Renstra DPU", fromYear: 2025, toYear: 2029, agency: works), by: .system)
            try await desk.add(NodeDraft(.programme, code: "1.03.10", title: "Penyelenggaraan jalan"), to: renstra.id, by: .system)
            let renja = try await desk.draft(
                EditionDraft(.annualWork, title: "Renja DPU 2026", fromYear: 2026, toYear: 2026, agency: works), by: .system)
            let programme = try await desk.add(
                NodeDraft(.programme, code: "1.03.10", title: "Penyelenggaraan jalan"), to: renja.id, by: .system)
            subActivity = try await desk.add(
                NodeDraft(.subActivity, code: PlanJoinTests.code, title: "Pemeliharaan rutin jalan", parent: programme.id), to: renja.id,
                by: .system)
            city = try await desk.draft(EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2026, toYear: 2035), by: .system)
            point = try await desk.add(
                NodeDraft(.initiative, title: "Jalan yang terawat", agency: works, dimension: "living"), to: city.id, by: .system)
            for edition in [rpjmd, renstra, renja, city] {
                try await desk.adopt(edition.id, legalBasis: "Perbup 1/2026", on: Day("2026-01-05")!, by: .system)
            }
        }

        /// A sheet with a sub-activity of public works, handed in.
        func submitted() async throws -> InnovationSheet {
            let draft = innovations.full(evidence: try await innovations.evidence()) {
                $0.answers["codes"] = .codes(SubActivities([PlanJoinTests.code]))
            }
            let sheet = try await innovations.desk.createSheet(draft, node: point.id, by: innovations.clerk)
            return try await innovations.desk.perform(SubmitSheet(), on: sheet.recordID, by: innovations.clerk)
        }

        func row(of edition: PlanEdition) async throws -> Alignment? {
            try await site.alignment.refresh()
            return try await innovations.database.read { tx in try tx.alignments(in: edition.id, limit: 10).first }
        }

        /// A second edition of the smart-city plan, adopted, with the point in it.
        func successor() async throws -> (PlanEdition, PlanNode) {
            let next = try await site.desk.follow(
                city.id, with: EditionDraft(.masterplan, title: "Rencana induk, edisi dua", fromYear: 2026, toYear: 2035), by: .system
            ).edition
            try await site.desk.adopt(next.id, legalBasis: "Perbup 9/2026", on: Day("2026-03-01")!, by: .system)
            let node = try await innovations.database.read { [key = point.key] tx in try tx.planNode(key: key, in: next.id) }
            return (next, try #require(node))
        }
    }

    @Test("an accepted sheet fills the matrix with its code, its output and who shares it; one that is being written does not")
    func alignment() async throws {
        let plans = try await Plans()
        let (site, desk) = (plans.innovations, plans.innovations.desk)
        #expect(try await plans.row(of: plans.city)?.holes.count == 5)
        let sheet = try await plans.submitted()
        let part = try await site.links.propose(ParticipationDraft(sheet.reference, agency: site.hospital.text), by: site.clerk)
        try await site.links.perform("accept", on: Participation.self, part.recordID, by: site.nurse)
        #expect(try await plans.row(of: plans.city)?.holes.count == 5)
        try await desk.perform(AcceptSheet(), on: sheet.recordID, by: site.planner)
        let row = try #require(try await plans.row(of: plans.city))
        #expect(row.holes == [] && row.subActivity == plans.subActivity.id && row.objective == plans.objective.id)
        #expect(row.indicator == nil && row.source == sheet.reference)
        // The page and the API say which sheet it is.
        let visitor = site.site.browser()
        let page = try await visitor.get("/rencana/keselarasan")
        #expect(page.text.contains("/inovasi/lembar/\(sheet.code)") && page.text.contains(sheet.title))
        let api = try await TestCaller(site.site, key: site.site.key(site.planner)).get("/api/plans/\(plans.city.id)/alignment")
        #expect(api["items"]?.array?.first?["measuredBy"]?["id"]?.string == sheet.recordID)
        try await desk.perform(ReturnSheet("Targetnya belum bertahap, mohon dilengkapi."), on: sheet.recordID, by: site.planner)
        #expect(try await plans.row(of: plans.city)?.holes.count == 5)
    }

    @Test("a new edition of the plan takes its sheets along: the matrix has them, the initiative is the new one, money counts once")
    func successor() async throws {
        let plans = try await Plans()
        let (site, desk) = (plans.innovations, plans.innovations.desk)
        try await site.database.write { [world = desk.world, point = plans.point] tx in
            try tx.keepSchedule(
                PlanSchedule(
                    subject: point.reference, activities: [2027: "Menambal"],
                    money: [MoneyLine(year: 2027, source: .regency, agency: nil, amount: 2_100_000_000)]), agency: point.agency,
                by: .system, in: world)
        }
        let board: RoadmapBoard = site.site.installation.services.get()
        func items() async throws -> [RoadmapItem] { try await board.items(for: site.planner) }
        func total() async throws -> Int { try await items().reduce(0) { $0 + $1.money.total } }
        let sheet = try await plans.submitted()
        try await desk.perform(AcceptSheet(), on: sheet.recordID, by: site.planner)
        #expect(try await total() == 2_100_000_000)
        let (next, node) = try await plans.successor()
        #expect(try await items().map(\.subject) == [sheet.reference])
        #expect(try await total() == 2_100_000_000)
        #expect(try await desk.sheetFile(code: sheet.code, for: site.planner).node?.id == node.id)
        #expect(try await site.database.read { tx in try tx.innovationSheets(ofNode: node.id).map(\.code) } == [sheet.code])
        let row = try #require(try await plans.row(of: next))
        #expect(row.node == node.id && row.subActivity == plans.subActivity.id && row.source == sheet.reference)
        // The form of the sheet's place in the plan stands on the initiative of the edition that holds.
        let planner = site.site.browser()
        planner.signIn(site.planner)
        let form = try await planner.get("/inovasi/lembar/\(sheet.code)").form(to: "/inovasi/lembar/\(sheet.code)/kaitan")
        #expect(form.value("node") == node.id.text)
    }

    @Test("a sheet is connected, on its page, with an initiative of a plan that is still written beside the one in force")
    func draft() async throws {
        let plans = try await Plans()
        let (site, desk) = (plans.innovations, plans.innovations.desk)
        let draft = try await plans.site.desk.draft(
            EditionDraft(.masterplan, title: "Rencana induk baru", fromYear: 2027, toYear: 2036), by: .system)
        let wanted = try await plans.site.desk.add(
            NodeDraft(.initiative, title: "Jalan sekolah", dimension: "living"), to: draft.id, by: .system)
        let sheet = try await plans.submitted()
        let planner = site.site.browser()
        planner.signIn(site.planner)
        let path = "/inovasi/lembar/\(sheet.code)"
        let page = try await planner.get(path)
        #expect(page.text.contains("<optgroup label=\"Rencana induk\">") && page.text.contains("<optgroup label=\"Rencana induk baru\">"))
        #expect(Accessibility.faults(page.text, isPage: true) == [])
        #expect(try await planner.submit(page.form(to: "\(path)/kaitan"), filling: ["node": wanted.id.text]).status == 303)
        #expect(try await desk.sheetFile(code: sheet.code, for: site.planner).node?.id == wanted.id)
        // Its years and money are the draft's: the roadmap of the plan in force has them once that is adopted.
        try await desk.perform(AcceptSheet(), on: sheet.recordID, by: site.planner)
        // Accepted it is everybody's to read, and the draft is not.
        let open = try await site.site.browser().get(path).text
        #expect(open.contains(sheet.title) && !open.contains("Jalan sekolah"))
        let board: RoadmapBoard = site.site.installation.services.get()
        #expect(try await board.items(for: .system).map(\.subject) == [plans.point.reference])
        #expect(try await board.items(for: .system, of: draft.id).map(\.subject) == [sheet.reference])
        let again = try await plans.site.desk.follow(
            plans.city.id, with: EditionDraft(.masterplan, title: "Rencana induk, edisi dua", fromYear: 2026, toYear: 2035), by: .system
        ).edition
        let found = try await site.database.read { [key = plans.point.key] tx in try tx.planNode(key: key, in: again.id) }
        let same = try #require(found)
        try await desk.perform(ConnectSheet(same.id), on: sheet.recordID, by: site.planner)
        // A point that the plan in force has too is there once, as its sheet.
        #expect(try await board.items(for: .system).map(\.subject) == [sheet.reference])
    }
}
