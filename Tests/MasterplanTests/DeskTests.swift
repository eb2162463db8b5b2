import Kernel
import Storage
import TestSupport
import Testing
import Work

@testable import Masterplan

@Suite("Writing plans")
struct DeskTests {
    static let rpjmd = EditionDraft(.mediumTerm, title: "RPJMD 2025–2029", fromYear: 2025, toYear: 2029)

    @Test("the planning agency drafts, fills and adopts a plan; from then on nobody changes it and everybody reads it")
    func adoption() async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        let edition = try await desk.draft(Self.rpjmd, by: plans.planner)
        #expect(!edition.maySee(.visitor))
        await #expect(throws: AppError.conflict("plan.error.empty")) {
            try await desk.adopt(edition.id, legalBasis: "Perda 3/2025", on: Day("2025-08-01")!, by: plans.planner)
        }
        let mission = try await desk.add(NodeDraft(.mission, code: "1", title: "Pelayanan dekat"), to: edition.id, by: plans.planner)
        let goal = try await desk.add(NodeDraft(.goal, title: "Tata kelola terbuka", parent: mission.id), to: edition.id, by: plans.planner)
        await #expect(throws: AppError.invalid("legalBasis", "plan.error.legal_basis")) {
            try await desk.adopt(edition.id, legalBasis: " ", on: Day("2025-08-01")!, by: plans.planner)
        }
        await #expect(throws: AppError.forbidden) {
            try await desk.adopt(edition.id, legalBasis: "Perda 3/2025", on: Day("2025-08-01")!, by: plans.works)
        }
        let adopted = try await desk.adopt(edition.id, legalBasis: "Perda 3/2025", on: Day("2025-08-01")!, by: plans.planner)
        #expect(adopted.maySee(.visitor))
        await #expect(throws: AppError.conflict("plan.error.adopted")) {
            try await desk.change(goal.id, NodeDraft(.goal, title: "Lain"), by: plans.planner)
        }
        await #expect(throws: AppError.conflict("plan.error.adopted")) { try await desk.remove(goal.id, by: plans.planner) }
        #expect(try await plans.faults() == [])
    }

    @Test("an agency writes its own plan and its own points of others, nothing else")
    func policy() async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        let renstra = EditionDraft(.strategic, title: "Renstra DPU", fromYear: 2025, toYear: 2029, agency: plans.worksID)
        await #expect(throws: AppError.forbidden) { try await desk.draft(renstra, by: plans.hospital) }
        let mine = try await desk.draft(renstra, by: plans.works)
        try await desk.add(NodeDraft(.goal, title: "Jalan mantap"), to: mine.id, by: plans.works)
        await #expect(throws: AppError.forbidden) { try await desk.add(NodeDraft(.goal, title: "Sehat"), to: mine.id, by: plans.hospital) }
        let city = try await desk.draft(
            EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2025, toYear: 2034), by: plans.planner)
        try await desk.add(NodeDraft(.initiative, title: "Lapor jalan", agency: plans.worksID), to: city.id, by: plans.works)
        await #expect(throws: AppError.forbidden) {
            try await desk.add(NodeDraft(.initiative, title: "Antrean", agency: plans.hospitalID), to: city.id, by: plans.works)
        }
        await #expect(throws: AppError.notFound) { try await desk.add(NodeDraft(.initiative, title: "Antrean"), to: city.id, by: .visitor) }
    }

    @Test("circles, another edition's parent and levels upside down are refused, and say why")
    func places() async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        let edition = try await desk.draft(Self.rpjmd, by: plans.planner)
        func add(_ level: PlanLevel, _ title: String, below parent: PlanNode? = nil) async throws -> PlanNode {
            try await desk.add(NodeDraft(level, title: title, parent: parent?.id), to: edition.id, by: plans.planner)
        }
        let mission = try await add(.mission, "Misi satu")
        let goal = try await add(.goal, "Tujuan", below: mission)
        let objective = try await add(.objective, "Sasaran", below: goal)
        await #expect(throws: AppError.invalid("parent", "plan.error.cycle")) {
            try await desk.move(mission.id, below: objective.id, by: plans.planner)
        }
        await #expect(throws: AppError.invalid("parent", "plan.error.cycle")) {
            try await desk.move(goal.id, below: goal.id, by: plans.planner)
        }
        await #expect(throws: AppError.invalid("parent", "plan.error.level_order")) {
            try await desk.add(NodeDraft(.goal, title: "Terbalik", parent: objective.id), to: edition.id, by: plans.planner)
        }
        await #expect(throws: AppError.invalid("level", "plan.error.level_children")) {
            var draft = NodeDraft(goal)
            draft.level = .programme
            return try await desk.change(goal.id, draft, by: plans.planner)
        }
        let other = try await desk.draft(
            EditionDraft(.longTerm, title: "RPJPD 2025–2045", fromYear: 2025, toYear: 2045), by: plans.planner)
        await #expect(throws: AppError.invalid("parent", "plan.error.other_edition")) {
            try await desk.add(NodeDraft(.mission, title: "Misi", parent: mission.id), to: other.id, by: plans.planner)
        }
        await #expect(throws: AppError.conflict("plan.error.has_children")) { try await desk.remove(goal.id, by: plans.planner) }
        // A second parent by way of a link.
        let second = try await add(.goal, "Tujuan dua", below: mission)
        await #expect(throws: AppError.invalid("to", "plan.error.second_parent")) {
            try await plans.links.link(LinkDraft(from: objective.id, to: second.id, kind: .derives), by: plans.planner)
        }
        // Without a parent it waits; that is allowed.
        try await desk.move(objective.id, below: nil, by: plans.planner)
        let loose = try await plans.database.read { tx in try tx.looseNodes(in: edition, limit: 10).map(\.id) }
        #expect(loose == [objective.id])
        // While it waits it may derive from another one; then it cannot have a parent besides.
        try await plans.links.link(LinkDraft(from: objective.id, to: second.id, kind: .derives), by: plans.planner)
        await #expect(throws: AppError.invalid("parent", "plan.error.derives_already")) {
            try await desk.move(objective.id, below: goal.id, by: plans.planner)
        }
        #expect(try await plans.faults() == [])
    }

    @Test("a node moved while another person edits it: she reads what is different now")
    func overtaken() async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        let edition = try await desk.draft(Self.rpjmd, by: plans.planner)
        let first = try await desk.add(NodeDraft(.mission, title: "Misi satu"), to: edition.id, by: plans.planner)
        let second = try await desk.add(NodeDraft(.mission, title: "Misi dua"), to: edition.id, by: plans.planner)
        let goal = try await desk.add(NodeDraft(.goal, title: "Tujuan", parent: first.id), to: edition.id, by: plans.planner)
        try await desk.move(goal.id, below: second.id, by: plans.planner)
        var mine = NodeDraft(goal)
        mine.title = "Tujuan yang lebih baik"
        do {
            try await desk.change(goal.id, mine, by: plans.planner, expecting: goal.version)
            Testing.Issue.record("the second change was taken")
        } catch let error as AppError {
            #expect(error.kind == .conflict && error.message.key == "plan.error.node_changed")
            #expect(error.issues.map(\.field).sorted() == ["parent", "title"])
            #expect(error.issues.contains { $0.field == "parent" && $0.message.values["now"] == second.id.text })
        }
        let kept = try await plans.database.read { tx in try tx.planNode(goal.id) }
        #expect(kept?.title == "Tujuan" && kept?.parent == second.id)
    }

    @Test("impossible years, agencies and titles are named field by field")
    func drafts() async throws {
        let plans = try await PlanSite()
        let impossible: [(EditionDraft, String)] = [
            (EditionDraft(.mediumTerm, title: "RPJMD lama", fromYear: 2029, toYear: 2025), "toYear"),
            (EditionDraft(.mediumTerm, title: "RPJMD panjang", fromYear: 2025, toYear: 2044), "toYear"),
            (EditionDraft(.annualWork, title: "Renja siapa", fromYear: 2026, toYear: 2026), "agency"),
            (EditionDraft(.annualGovernment, title: "RKPD", fromYear: 2026, toYear: 2026), "title"),
            (EditionDraft(.longTerm, title: "RPJPD kuno", fromYear: 1025, toYear: 2040), "fromYear"),
        ]
        for (draft, field) in impossible {
            do {
                try await plans.plans.desk.draft(draft, by: plans.planner)
                Testing.Issue.record("it was taken: \(draft.title)")
            } catch let error as AppError { #expect(error.issues.map(\.field).contains(field), "\(draft.title)") }
        }
    }

    @Test(
        "numbers are read as people write them, and nonsense is refused",
        arguments: [
            ("1.500", "1500"), ("1.234.567", "1234567"), ("12,5", "12.5"), ("0.5", "0.5"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"),
            ("-3", "-3"), ("Rp5", nil), ("", nil), ("1,2,3.4.5", nil), ("9999999999999999", nil), ("5.", nil), ("NaN", nil),
        ] as [(String, String?)])
    func numbers(_ typed: String, _ read: String?) { #expect(IndicatorDraft.number(typed) == read) }

    @Test("an indicator's absurd target or a year outside the plan is refused")
    func indicators() async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        let edition = try await desk.draft(Self.rpjmd, by: plans.planner)
        let goal = try await desk.add(NodeDraft(.goal, title: "Tujuan"), to: edition.id, by: plans.planner)
        let bad = IndicatorDraft(name: "Indeks", unit: "nilai", targets: [2024: "3", 2026: "999999999999999999"])
        do {
            try await desk.addIndicator(bad, to: goal.id, by: plans.planner)
            Testing.Issue.record("it was taken")
        } catch let error as AppError { #expect(error.issues.map(\.field) == ["target.2024", "target.2026"]) }
        let good = try await desk.addIndicator(
            IndicatorDraft(name: "Indeks", unit: "nilai", baseline: "3,1", targets: [2026: "3,4"]), to: goal.id, by: plans.planner)
        #expect(good.baseline == "3.1" && good.targets == [2026: "3.4"])
        try await desk.removeIndicator(good.id, by: plans.planner)
        #expect(try await plans.faults() == [])
    }
}
