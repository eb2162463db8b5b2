import Directory
import Foundation
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("Steps, proof, changes and successors")
struct MilestoneTests {
    @Test("weights that do not total 100, days outside, absurd numbers and too many steps are refused, and nothing is kept")
    func weights() async throws {
        let site = try await PromisedSite()
        let (_, clause, _) = try await site.inForce(steps: [])
        let day = Day("2026-06-01")!
        func plan(_ drafts: [MilestoneDraft]) async -> [String] {
            await fields { try await site.desk.plan(drafts, for: clause.code, by: site.clerk) }
        }
        #expect(
            await plan([MilestoneDraft("Separuh", weight: 50, due: day), MilestoneDraft("Hampir", weight: 49, due: day)]) == ["weights"])
        #expect(await plan([MilestoneDraft("Semua", weight: 100, due: Day("2027-01-01")!)]) == ["due.1"])
        #expect(
            await plan([MilestoneDraft("Kurang", weight: -100, due: day), MilestoneDraft("Lebih", weight: 200, due: day)]).contains(
                "weight.1"))
        #expect(
            await plan([MilestoneDraft("Besar", weight: Int.max, due: day), MilestoneDraft("Besar", weight: Int.max, due: day)]).contains(
                "weights"))
        #expect(await plan((1...25).map { MilestoneDraft("Langkah \($0)", weight: 4, due: day) }) == ["weights"])
        #expect(try await site.database.read { try $0.milestones(of: clause.id) }.isEmpty)
        #expect(await plan([MilestoneDraft("Semua", weight: 100, due: day)]) == [])
    }

    @Test("a step goes from plan to claim to proof through the one work list, and the pledge's state follows")
    func life() async throws {
        let site = try await PromisedSite()
        let (_, clause, steps) = try await site.inForce()
        func work() async throws -> Set<String> {
            try await site.database.read { tx in
                Set(try tx.workList(reach: [(.keepPledges, nil), (.verifyPledges, nil)], limit: 20).map(\.task))
            }
        }
        #expect(try await work() == ["milestone.due"])
        try await site.desk.submit(steps[0].id.text, doneOn: Day("2026-03-02")!, evidence: PromisedSite.proof, by: site.clerk)
        #expect(try await work() == ["milestone.verify"])
        try await site.desk.sendBack(steps[0].id.text, reason: "Petanya belum lengkap.", by: site.inspector)
        #expect(try await work() == ["milestone.due"])
        try await site.prove(steps[0], on: "2026-03-02")
        #expect(try await work() == [])
        #expect(try await site.desk.file(ofPledge: clause.code, for: .visitor).pledge.standing.proven == 40)
        // The second step comes onto the list when it is near.
        site.world.set("2026-09-15T02:00:00Z")
        try await site.desk.watch()
        try await site.desk.watch()
        let owed = try await site.database.read { try $0.obligations(of: steps[1].reference) }
        #expect(owed.count == 1 && owed[0].agency == site.works)
        try await site.prove(steps[1], on: "2026-09-15")
        #expect(try await site.desk.file(ofPledge: clause.code, for: .visitor).pledge.standing.state == .kept)
    }

    @Test("nobody finds her own evidence proven, also not by a detour over a colleague's claim")
    func ownEvidence() async throws {
        let site = try await PromisedSite()
        let (_, _, steps) = try await site.inForce()
        let both = Actor(
            kind: .account, id: "both", name: "Bu Rangkap",
            grants: [Grant(permissions: [.keepPledges], agencies: [site.works]), Grant(permissions: [.verifyPledges])])
        try await site.desk.submit(steps[0].id.text, doneOn: Day("2026-03-01")!, evidence: PromisedSite.proof, by: both)
        await #expect(throws: AppError(.forbidden, "error.own_evidence")) { try await site.desk.verify(steps[0].id.text, by: both) }
        try await site.desk.sendBack(steps[0].id.text, reason: "Kurang satu foto lagi.", by: site.inspector)
        try await site.desk.submit(steps[0].id.text, doneOn: Day("2026-03-01")!, evidence: PromisedSite.proof, by: site.clerk)
        await #expect(throws: AppError(.forbidden, "error.own_evidence")) { try await site.desk.verify(steps[0].id.text, by: both) }
        try await site.desk.verify(steps[0].id.text, by: site.inspector)
    }

    @Test("a claim without proof, of tomorrow, from before the commitment, or by another agency is refused")
    func claims() async throws {
        let site = try await PromisedSite()
        let (_, _, steps) = try await site.inForce()
        let id = steps[0].id.text
        func claim(_ day: String, _ evidence: [EvidenceDraft], _ actor: Actor) async -> [String] {
            await fields { try await site.desk.submit(id, doneOn: Day(day)!, evidence: evidence, by: actor) }
        }
        #expect(await claim("2026-03-01", [], site.clerk) == ["evidence"])
        #expect(await claim("2026-03-09", PromisedSite.proof, site.clerk) == ["done_on"])
        #expect(await claim("2025-12-31", PromisedSite.proof, site.clerk) == ["done_on"])
        await #expect(throws: AppError.forbidden) {
            try await site.desk.submit(id, doneOn: Day("2026-03-01")!, evidence: PromisedSite.proof, by: site.stranger)
        }
        await #expect(throws: AppError.self) { try await site.desk.verify(id, by: site.planner.actor) }
        try await site.desk.submit(id, doneOn: Day("2026-03-01")!, evidence: PromisedSite.proof, by: site.clerk)
        await #expect(throws: AppError.forbidden) { try await site.desk.verify(id, by: site.head.actor) }
        await #expect(throws: AppError.conflict("error.changed_meanwhile")) {
            try await site.desk.verify(id, by: site.planner.actor, expecting: steps[0].version)
        }
    }

    @Test("replanning needs a reason once it holds, and leaves claimed steps alone")
    func replanned() async throws {
        let site = try await PromisedSite()
        let (_, clause, steps) = try await site.inForce()
        func drafts(_ second: Int) -> [MilestoneDraft] {
            steps.map { MilestoneDraft($0.name, weight: $0.weight, due: $0.position == 2 ? $0.due.adding(second) : $0.due, id: $0.id.text) }
        }
        #expect(await fields { try await site.desk.plan(drafts(10), for: clause.code, by: site.clerk) } == ["reason"])
        try await site.desk.plan(drafts(10), for: clause.code, reason: "Hujan sampai bulan November.", by: site.clerk)
        let file = try await site.desk.file(ofPledge: clause.code, for: .visitor)
        #expect(file.notes[clause.id.text]?.map(\.text) == ["Hujan sampai bulan November."])
        try await site.desk.submit(steps[1].id.text, doneOn: Day("2026-03-01")!, evidence: PromisedSite.proof, by: site.clerk)
        await #expect(throws: AppError.self) {
            try await site.desk.plan(drafts(20), for: clause.code, reason: "Hujan sampai bulan Desember.", by: site.clerk)
        }
    }

    @Test("putting off a step that is late already, or taking it away, leaves a mark: nobody is on time again by writing another day")
    func postponedSteps() async throws {
        for isRemoved in [false, true] {
            let site = try await PromisedSite()
            let (_, clause, steps) = try await site.inForce()
            func standing() async throws -> (PledgeState, [ClauseChange]) {
                let pledge = try await site.desk.file(ofPledge: clause.code, for: .visitor).pledge
                return (pledge.standing.state, pledge.changes)
            }
            #expect(try await standing().0 == .onTrack)
            let today = site.desk.directory.today
            site.world.pass(days: steps[0].due.daysSinceEpoch - today.daysSinceEpoch + 5)
            #expect(try await standing().0 == .atRisk)
            var drafts = steps.map { MilestoneDraft($0.name, weight: $0.weight, due: $0.due, id: $0.id.text) }
            if isRemoved {
                drafts = [MilestoneDraft(steps[1].name, weight: 100, due: steps[1].due, id: steps[1].id.text)]
            } else {
                drafts[0].due = steps[0].due.adding(60)
            }
            try await site.desk.plan(drafts, for: clause.code, reason: "Hujan sampai akhir bulan Mei.", by: site.clerk)
            let (state, changes) = try await standing()
            #expect(state == .changed && changes.map(\.kind) == [.stepsPostponed])
            #expect(changes[0].before.due == steps[0].due && changes[0].reason == "Hujan sampai akhir bulan Mei.")
            let digest = try await site.database.read { tx in
                let now = try #require(try tx.clause(code: clause.code))
                return (try now.digest(tx), try tx.events(of: now.reference).last?.digest)
            }
            #expect(digest.0 == digest.1)
        }
    }

    @Test("lowering a target leaves who, when and why, for good; the signed text stays as it was")
    func scars() async throws {
        let site = try await PromisedSite()
        let (commitment, clause, _) = try await site.inForce()
        let lower = PledgeChange(target: Target(value: "60", unit: "%"), reason: "Anggaran dipotong pusat.")
        await #expect(throws: AppError.forbidden) { try await site.desk.change(lower, of: clause.code, by: site.stranger) }
        await #expect(throws: AppError.forbidden) { try await site.desk.change(lower, of: clause.code, by: site.clerk) }
        #expect(
            await fields {
                try await site.desk.change(
                    PledgeChange(target: Target(value: "60", unit: "%"), reason: "–"), of: clause.code, by: site.head.actor)
            } == ["reason"])
        try await site.desk.change(lower, of: clause.code, by: site.head.actor)
        let file = try await site.desk.file(ofPledge: clause.code, for: .visitor)
        #expect(file.pledge.standing.state == .changed && file.pledge.standing.pace == .onTrack)
        let mark = try #require(file.pledge.changes.first)
        #expect(mark.kind == .lowered && mark.author == site.head.account.id.text && mark.reason == "Anggaran dipotong pusat.")
        #expect((mark.before.value, mark.after.value) == ("90", "60"))
        let now = try await site.desk.file(of: commitment.code, for: .visitor)
        #expect(now.commitment.canonical == commitment.canonical && Set(now.verdicts.values) == [.valid])
        #expect(await fields { try await site.desk.change(lower, of: clause.code, by: site.head.actor) } == ["target_value"])
        #expect(
            await fields {
                try await site.desk.change(
                    PledgeChange(due: Day("2026-06-01"), reason: "Dimajukan sebelum hari raya."), of: clause.code, by: site.head.actor)
            } == ["due"])
        try await site.desk.change(
            PledgeChange(isDropped: true, reason: "Jalannya jadi jalan provinsi."), of: clause.code, by: site.head.actor)
        #expect(try await site.desk.file(ofPledge: clause.code, for: .visitor).pledge.standing.state == .broken)
    }

    @Test("a successor is named only when the office changed hands, and accepts or contests in writing, once")
    func succession() async throws {
        let site = try await PromisedSite()
        let (commitment, clause, _) = try await site.inForce()
        let place = try await site.database.read { try $0.signatories(of: commitment.id)[0] }
        let next = try await site.database.write { tx in
            try AccountWriter(tx, world: site.world.world, by: .system).create(
                AccountDraft(name: "Pak Baru", username: "kadisbaru", agency: Identifier(site.works)), passwordHash: nil)
        }
        func name() async throws {
            try await site.desk.name(successor: next.id.text, of: place.id.text, in: commitment.code, by: site.planner.actor)
        }
        await #expect(throws: AppError.conflict("error.signatory_still_there")) { try await name() }
        try await site.database.write { tx in
            let account = try AccountStore(tx).find(site.head.account.id)!
            try AccountWriter(tx, world: site.world.world, by: .system).setDisabled(account.id, true, seen: account.version)
        }
        try await site.desk.watch()
        #expect(try await site.database.read { try $0.obligations(of: place.reference).map(\.task) } == ["commitment.succession"])
        try await name()
        #expect(try await site.database.read { try $0.obligations(of: place.reference) }.isEmpty)
        let actor = Actor(kind: .account, id: next.id.text, name: next.name)
        func decide(_ contested: [String], by actor: Actor) async throws {
            try await site.desk.decide(
                place.id.text, in: commitment.code, accepts: false, contested: contested, text: "Anggarannya tidak pernah disediakan.",
                by: actor)
        }
        await #expect(throws: AppError.forbidden) { try await decide([clause.code], by: site.head.actor) }
        #expect(await fields { try await decide([], by: actor) } == ["contested"])
        #expect(await fields { try await decide(["K7M-Q2X-94"], by: actor) } == ["contested"])
        try await decide([clause.code], by: actor)
        await #expect(throws: AppError.conflict("error.inheritance_decided")) { try await decide([clause.code], by: actor) }
        #expect(try await site.desk.file(ofPledge: clause.code, for: .visitor).contests.map(\.name) == ["Pak Baru"])
    }

    @Test("who may do what, for everybody of the cast")
    func policy() async throws {
        let site = try await PromisedSite()
        let (commitment, clause, _) = try await site.inForce()
        let cast: [(String, Actor)] = [
            ("visitor", .visitor), ("clerk", site.clerk), ("head", site.head.actor), ("stranger", site.stranger),
            ("inspector", site.inspector),
            ("planner", site.planner.actor),
        ]
        let table = cast.map { name, actor in
            let may = [
                CommitmentPolicy.maySee(commitment, actor), CommitmentPolicy.maySeeDrafts(actor), CommitmentPolicy.mayDraft(actor),
                CommitmentPolicy.mayKeep(clause, actor), CommitmentPolicy.mayChange(clause, actor), CommitmentPolicy.mayVerify(actor),
            ]
            return "\(name) \(may.map { $0 ? "x" : "-" }.joined())"
        }
        #expect(
            table == ["visitor x-----", "clerk x--x--", "head x--xx-", "stranger x-----", "inspector xx---x", "planner xxx-xx"])
    }
}
