import Directory
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("What clauses are bound to, and who is not in a commitment")
struct BoundClauseTests {
    /// The regent's flagship programme, adopted, and an initiative that only a draft has.
    private func points(_ site: PromisedSite) async throws -> (flagship: PlanNode, draft: PlanNode) {
        let desk = site.site.installation.services.get(MasterplanSite.self).desk
        let programmes = try await desk.draft(
            EditionDraft(.flagship, title: "Program unggulan", fromYear: 2025, toYear: 2029), by: .system)
        let flagship = try await desk.add(
            NodeDraft(.flagship, code: "U-1", title: "Jember terang dan mulus"), to: programmes.id, by: .system)
        try await desk.adopt(programmes.id, legalBasis: "Perda 3/2025", on: Day("2025-08-20")!, by: .system)
        let city = try await desk.draft(EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2026, toYear: 2030), by: .system)
        return (flagship, try await desk.add(NodeDraft(.initiative, title: "Lapor jalan rusak"), to: city.id, by: .system))
    }

    @Test("a clause is bound to several points; what not everybody can read is said before the text is opened, and all stand in it")
    func several() async throws {
        let site = try await PromisedSite()
        let (flagship, draft) = try await points(site)
        var wanted = site.clause()
        wanted.subjects = [flagship.reference, draft.reference, Reference("quick_win", "known-1")]
        // Who writes the plans binds the clause; nobody binds one to what she cannot see herself.
        let planner = Actor(
            kind: .account, id: site.planner.account.id.text, name: "Bu perencana",
            grants: [Grant(permissions: [.draftCommitments, .readPlans])])
        let commitment = try await site.drafted([])
        await #expect(throws: AppError.invalid("subject", "error.clause_subject_unknown")) {
            try await site.desk.put(wanted, in: commitment.code, by: site.planner.actor)
        }
        try await site.desk.put(wanted, in: commitment.code, by: planner)
        let clause = try await site.database.read { tx in try tx.clauses(of: commitment.id)[0] }
        #expect(clause.subjects == wanted.subjects)
        let digests = try await site.database.read { tx in (try clause.digest(tx), try tx.events(of: clause.reference).last?.digest) }
        #expect(digests.0 == digests.1)
        #expect(try await site.desk.file(of: commitment.code, for: site.planner.actor).hidden == [1])
        let opened = try await site.desk.open(commitment.code, by: planner)
        for id in [flagship.id.text, draft.id.text, "known-1"] { #expect(opened.canonical.contains(id)) }
        let pledge = try await site.desk.file(ofPledge: clause.code, for: .visitor)
        #expect(pledge.subject?.title.contains("Jember terang dan mulus") == true && pledge.more.map(\.title) == ["Hal known-1"])
        // One that is bound to a single thing has the text it always had.
        let single = try await PromisedSite()
        let plain = try await single.desk.open(try await single.drafted().code, by: single.planner.actor)
        #expect(!plain.canonical.contains("\"also\""))
    }

    @Test("a pledge is not bound to another pledge, to what there is not, or to a dozen things; taking one away leaves no row")
    func refused() async throws {
        let site = try await PromisedSite()
        let (flagship, _) = try await points(site)
        let commitment = try await site.drafted()
        let clause = try await site.database.read { tx in try tx.clauses(of: commitment.id)[0] }
        func put(_ subjects: [Reference]) async -> [String] {
            var draft = site.clause("Jalan rusak diperbaiki dalam dua minggu")
            draft.subjects = subjects
            do {
                try await site.desk.put(draft, as: clause.code, in: commitment.code, by: site.planner.actor)
                return []
            } catch let error as AppError {
                return error.issues.map(\.field)
            } catch {
                return ["?"]
            }
        }
        #expect(await put([Reference("clause", clause.id.text)]).contains("subject"))
        #expect(await put([Reference("plan_node", "00000000-0000-7000-8000-000000000000")]) == ["subject"])
        #expect(await put((1...11).map { Reference("quick_win", "known-\($0)") }) == ["subject"])
        #expect(await put([flagship.reference, Reference("quick_win", "known-1")]) == [])
        try await site.desk.remove(clause: clause.code, from: commitment.code, by: site.planner.actor)
        #expect(try await site.database.read { tx in try tx.count("SELECT count(*) FROM clause_subject") } == 0)
    }

    @Test("a pledge follows its point into the plan's next edition; the signed text keeps what was signed")
    func followed() async throws {
        let site = try await PromisedSite()
        let (flagship, _) = try await points(site)
        var wanted = site.clause()
        wanted.subjects = [flagship.reference]
        let (commitment, clause, _) = try await site.inForce([wanted])
        let before = try await site.desk.file(ofPledge: clause.code, for: .visitor)
        #expect(before.subject?.url == PlanPaths.node(flagship.id.text))
        let plans = site.site.installation.services.get(MasterplanSite.self).desk
        let next = try await plans.follow(
            flagship.edition, with: EditionDraft(.flagship, title: "Program unggulan, perubahan", fromYear: 2025, toYear: 2029), by: .system
        ).edition
        try await plans.adopt(next.id, legalBasis: "Perda 9/2026", on: Day("2026-03-01")!, by: .system)
        let there = try await site.database.read { tx in try tx.planNode(key: flagship.key, in: next.id) }
        let after = try await site.desk.file(ofPledge: clause.code, for: .visitor)
        #expect(after.subject?.url == there.map { PlanPaths.node($0.id.text) } && after.subject?.url != before.subject?.url)
        #expect(try await site.found(commitment.code).canonical.contains(flagship.id.text))
    }

    @Test("whoever signs for the regency has it on the one work list, and everybody reads which agencies are not in it")
    func absent() async throws {
        let site = try await PromisedSite()
        let commitment = try await site.drafted()
        let planning = site.fixtures.agency("BAPPEDA").id.text
        let draft = SignatoryDraft(.regent, title: "Bupati", agency: planning, account: site.planner.account.id.text)
        let regent = try await site.desk.add(draft, to: commitment.code, by: site.planner.actor)
        let before = try await site.desk.file(of: commitment.code, for: site.planner.actor)
        #expect(!before.withoutSignature.contains(planning) && !before.withoutSignature.contains(site.works))
        #expect(before.withoutClause.contains(planning) && !before.withoutClause.contains(site.hospital))
        try await site.desk.open(commitment.code, by: site.planner.actor)
        let owed = try await site.database.read { tx in try tx.obligations(of: regent.reference) }
        #expect(owed.map(\.task) == ["commitment.sign"] && owed[0].agency == nil)
        // She holds nothing that would bring it to her: it is hers by name, and nobody else's.
        #expect(owed[0].isOwed(by: Actor(kind: .account, id: site.planner.account.id.text, name: "", grants: [])))
        #expect(!owed[0].isOwed(by: Actor(kind: .account, id: "lain", name: "", grants: [Grant(permissions: [.signCommitments])])))
        let page = try await site.site.browser().get("/komitmen/\(commitment.code)")
        #expect(page.text.contains("Belum ikut") && page.text.contains("instansi tidak punya butir"))
    }
}
