import Directory
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("The commitment as a stage of a plan")
struct CommitmentStageTests {
    private func state(_ site: PromisedSite, of plan: PlanEdition) async throws -> PlanStage.State {
        try await site.database.read { tx in
            try CommitmentStage.look(tx, tx.planWay(.system, on: Day("2026-03-02")!, to: plan.id)).state
        }
    }

    @Test(
        "a commitment counts for the plan whose points it is bound to, else for the one it was written for, and the furthest of them tells")
    func own() async throws {
        let site = try await PromisedSite()
        let plans = site.site.installation.services.get(MasterplanSite.self).desk
        func plan(_ title: String) async throws -> PlanEdition {
            try await plans.draft(EditionDraft(.masterplan, title: title, fromYear: 2026, toYear: 2035), by: .system)
        }
        let old = try await plan("Rencana induk yang lama")
        let (free, _, _) = try await site.inForce()
        #expect(try await state(site, of: old) == .done)
        let new = try await plan("Rencana induk dari kosong")
        #expect(try await state(site, of: new) == .waiting)
        // A draft of its own does not undo what is in force for the old one.
        let draft = try await site.drafted()
        #expect(try await state(site, of: new) == .begun)
        #expect(try await state(site, of: old) == .done)

        // Bound to a point of the old plan it is the old one's, whenever it was written; and a bound one comes before those that are not.
        let point = try await plans.add(NodeDraft(.initiative, title: "Jalan yang terawat"), to: old.id, by: .system)
        var clause = site.clause()
        clause.subjects = [point.reference]
        let planner = Actor(
            kind: .account, id: site.planner.account.id.text, name: "Bu perencana",
            grants: [Grant(permissions: [.draftCommitments, .readPlans])])
        try await site.desk.put(clause, in: draft.code, by: planner)
        #expect(try await state(site, of: new) == .waiting)
        #expect(try await state(site, of: old) == .begun)
        // The edition that follows has the same point.
        let next = try await plans.follow(
            old.id, with: EditionDraft(.masterplan, title: "Rencana induk, perubahan", fromYear: 2026, toYear: 2035), by: .system
        ).edition
        let bound = try await site.database.read { tx in
            try tx.commitments(belongingTo: tx.planWay(.system, on: Day("2026-03-02")!, to: next.id)).map(\.code)
        }
        #expect(bound == [draft.code] && free.code != draft.code)
        // What has ended is no stage any more, and is told of all the same where it belongs.
        try await site.desk.end(free.code, reason: "Sudah lewat masanya, diganti yang baru.", by: site.planner.actor)
        let expected: [(PlanEdition, [String])] = [(old, [free.code]), (new, [])]
        for (edition, codes) in expected {
            let ended = try await site.database.read { tx in
                try tx.commitments(belongingTo: tx.planWay(.system, on: Day("2026-03-02")!, to: edition.id), ended: true).map(\.code)
            }
            #expect(ended == codes)
        }
    }
}
