import Kernel
import Storage
import TestSupport
import Testing
import Work

@testable import Masterplan

@Suite("Every kind of plan")
struct EditionKindTests {
    @Test("is drafted, filled level below level, adopted, followed with its keys and compared", arguments: PlanEdition.Kind.allCases)
    func life(_ kind: PlanEdition.Kind) async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        let span = min(kind.mostYears, 5)
        func draft(_ title: String) -> EditionDraft {
            EditionDraft(
                kind, title: title, fromYear: 2026, toYear: 2026 + span - 1, agency: kind.isOfAgency ? plans.worksID : nil)
        }
        let edition = try await desk.draft(draft("Rencana pertama"), by: plans.planner)
        var above: PlanNode?
        for level in kind.levels {
            above = try await desk.add(
                NodeDraft(level, title: "Butir \(level.rawValue)", parent: above?.id), to: edition.id, by: plans.planner)
        }
        // A level of another kind of plan has no place in it, and what stands above must be of a higher one.
        if let foreign = PlanLevel.allCases.first(where: { !kind.levels.contains($0) }) {
            await #expect(throws: AppError.self) {
                try await desk.add(NodeDraft(foreign, title: "Butir asing"), to: edition.id, by: plans.planner)
            }
        }
        let loose = try await plans.database.read { tx in try tx.looseCount(in: edition) }
        #expect(loose == (kind.isTop(kind.levels[0]) ? 0 : 1))
        try await desk.adopt(edition.id, legalBasis: "Perda 1/2026", on: Day("2026-02-01")!, by: plans.planner)
        let next = try await desk.follow(edition.id, with: draft("Rencana kedua"), by: plans.planner)
        #expect(next.nodes == kind.levels.count)
        let same = try await plans.database.read { tx in try PlanComparison(edition.id, next.edition.id, tx) }
        #expect(same.isEmpty)
        try await desk.adopt(next.edition.id, legalBasis: "Perda 2/2026", on: Day("2026-02-02")!, by: plans.planner)
        #expect(try await plans.database.read { tx in try tx.planEdition(edition.id)?.status } == .replaced)
        #expect(try await plans.faults() == [])
    }

    @Test("an RPJMD is written for an RPJPD and re-based on the next one by its keys")
    func longTerm() async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        let old = try await desk.draft(EditionDraft(.longTerm, title: "RPJPD 2005–2025", fromYear: 2005, toYear: 2025), by: plans.planner)
        let direction = try await desk.add(NodeDraft(.policyDirection, title: "Layanan dekat warga"), to: old.id, by: plans.planner)
        let left = try await desk.add(NodeDraft(.policyDirection, title: "Ditinggalkan"), to: old.id, by: plans.planner)
        let rpjmd = try await desk.draft(
            EditionDraft(.mediumTerm, title: "RPJMD 2025–2029", fromYear: 2025, toYear: 2029, basis: old.id), by: plans.planner)
        let goal = try await desk.add(NodeDraft(.goal, title: "Layanan cepat"), to: rpjmd.id, by: plans.planner)
        let second = try await desk.add(NodeDraft(.goal, title: "Layanan ramah"), to: rpjmd.id, by: plans.planner)
        try await plans.links.link(LinkDraft(from: goal.id, to: direction.id, kind: .derives), by: plans.planner)
        try await plans.links.link(LinkDraft(from: second.id, to: left.id, kind: .derives), by: plans.planner)
        try await desk.adopt(old.id, legalBasis: "Perda 1/2005", on: Day("2005-02-01")!, by: plans.planner)
        let new = try await desk.follow(
            old.id, with: EditionDraft(.longTerm, title: "RPJPD 2025–2045", fromYear: 2025, toYear: 2045), by: plans.planner
        ).edition
        let gone = try await plans.database.read { tx in try tx.planNode(key: left.key, in: new.id)! }
        try await desk.remove(gone.id, by: plans.planner)
        let moved = try await desk.rebase(
            rpjmd.id, onto: new.id, with: EditionDraft(.mediumTerm, title: "RPJMD baru", fromYear: 2025, toYear: 2029), by: plans.planner)
        let ends = try await plans.database.read { tx in
            let node = try tx.planNode(key: goal.key, in: moved.edition.id)!
            return try tx.planLinks(from: node.id).compactMap { try tx.planNode($0.to)?.edition }
        }
        #expect(moved.edition.basis == new.id && moved.lost.map(\.was.id) == [left.id] && ends == [new.id])
        // What was lost stays listed, here too.
        let lost = try await plans.database.read { tx in try tx.lostLinks(of: moved.edition) }
        #expect(lost.map(\.was.id) == [left.id] && lost.first?.node.key == second.key)
        await #expect(throws: AppError.invalid("basis", "plan.error.basis_kind")) {
            try await desk.rebase(
                rpjmd.id, onto: rpjmd.id, with: EditionDraft(.mediumTerm, title: "RPJMD lain", fromYear: 2025, toYear: 2029),
                by: plans.planner)
        }
    }
}
