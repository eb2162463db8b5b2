import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Work

@testable import Workshops

@Suite("Rooms of workshops")
struct RoomTests {
    @Test(
        "Pasuruan's four of 2018 from an empty plan: SWOT and readiness, programmes, years and quick wins, sheets; each round's outcome says what it changed"
    )
    func pasuruan() async throws {
        let site = try await WorkshopSite()
        let desk = site.desk
        let cycle = try await site.prepared()
        let (planner, clerk, nurse) = (site.seat(site.planner), site.seat(site.clerk), site.seat(site.nurse))
        let lecturer = try await desk.invite("Dr. Ratna", .campus, from: "Universitas Merdeka", to: cycle, by: site.planner)
        let guest = try await desk.guest(lecturer.id.text, secret: desk.secret(of: lecturer))

        _ = try await desk.set(.open, round: 1, of: cycle, by: site.planner)
        _ = try await desk.add(
            .swot, in: "nature", ["text": "Sungai melewati kota", "quadrant": "strength"], round: 1, of: cycle, by: guest)
        let internet = try await desk.add(
            .readiness, in: "infrastructure",
            ["text": "Jaringan ke kelurahan", "condition": "poor", "gap": "12 kelurahan belum tersambung"], round: 1,
            of: cycle, by: clerk)
        _ = try await desk.add(.readiness, in: "structure", ["text": "Tim pelaksana", "condition": "fair"], round: 1, of: cycle, by: nurse)
        for word in ["Tangguh", "Ramah", "tangguh"] {
            _ = try await desk.add(.keyword, in: "culture", ["text": word], round: 1, of: cycle, by: nurse)
        }
        let queue = try await site.candidate(cycle)
        let other = try await site.candidate(cycle, "Papan pengumuman besar")
        #expect(try await desk.vote(queue.id.text, true, round: 1, of: cycle, by: guest) == 1)
        #expect(try await desk.vote(queue.id.text, true, round: 1, of: cycle, by: guest) == 1)
        #expect(try await desk.vote(queue.id.text, true, round: 1, of: cycle, by: clerk) == 2)
        #expect(try await desk.vote(queue.id.text, false, round: 1, of: cycle, by: clerk) == 1)
        _ = try await desk.set(.closed, round: 1, of: cycle, by: site.planner)
        let first = try await outcome(1, cycle, site)
        #expect(first.changes.count == 8 && first.changes.allSatisfy { $0.kind == .added })
        #expect(first.readiness == ["poor": 1, "fair": 1])
        #expect(first.keywords.map(\.word) == ["tangguh", "ramah"] && first.keywords[0].count == 2)

        _ = try await desk.set(.open, round: 2, of: cycle, by: site.planner)
        _ = try await desk.edit(
            internet.id.text, ["text": "Jaringan ke kelurahan", "condition": "fair", "gap": "4 kelurahan belum tersambung"], seen: 1,
            round: 2, of: cycle,
            by: clerk)
        _ = try await desk.add(
            .programme, in: "living", ["text": "Program Upaya Kesehatan", "horizon": "medium", "code": "1.02.02"], round: 2, of: cycle,
            by: nurse)
        try await desk.remove(other.id.text, seen: 1, round: 2, of: cycle, by: planner)
        _ = try await desk.set(.closed, round: 2, of: cycle, by: site.planner)
        let second = try await outcome(2, cycle, site)
        #expect(Set(second.changes.map(\.kind)) == [.added, .edited, .removed] && second.changes.count == 3)
        let edited = second.changes.first { $0.kind == .edited }!
        #expect(edited.fields.map(\.name) == ["condition", "gap"] && edited.fields[0].before == "poor" && edited.fields[0].after == "fair")

        _ = try await desk.set(.open, round: 3, of: cycle, by: site.planner)
        await #expect(throws: AppError.conflict("error.workshop_no_years")) {
            try await desk.makeSheet(queue.id.text, lead: site.works.text, round: 3, of: cycle, by: planner)
        }
        _ = try await desk.place(queue.id.text, on: 2019...2021, round: 3, of: cycle, by: clerk)
        _ = try await desk.chooseQuickWin(queue.id.text, true, round: 3, of: cycle, by: planner)
        // Whoever came from the campus makes it like anybody else; the agency that leads it has it on its list.
        let sheet = try await desk.makeSheet(queue.id.text, lead: site.works.text, round: 3, of: cycle, by: guest)
        let owed = try await site.database.read { tx in try tx.obligations(of: sheet.reference).map { "\($0.task) \($0.agency ?? "-")" } }
        #expect(owed == ["innovation_sheet.draft \(site.works)"] && sheet.createdBy == lecturer.id.text)
        #expect(sheet.code == "L-0001" && sheet.dimension == "living" && sheet.pillar == "kesehatan" && sheet.years == 2019...2021)
        #expect(sheet.answers["description"] == .text("Nomor antrean di telepon"))
        await #expect(throws: AppError.conflict("error.workshop_has_sheet")) {
            try await desk.makeSheet(queue.id.text, lead: site.works.text, round: 3, of: cycle, by: planner)
        }
        _ = try await desk.set(.closed, round: 3, of: cycle, by: site.planner)
        let third = try await outcome(3, cycle, site)
        #expect(third.changes.map(\.kind) == [.edited])
        #expect(third.changes[0].fields.map(\.name) == ["from_year", "quick_win", "sheet", "to_year"])

        _ = try await desk.set(.open, round: 4, of: cycle, by: site.planner)
        // What four workshops have made of an empty plan stands in the draft of the masterplan, with its sheet.
        let plan = try await desk.plans!.draft(
            EditionDraft(.masterplan, title: "Rencana induk kota cerdas 2019–2028", fromYear: 2019, toYear: 2028), by: site.planner)
        let dimension = try await desk.plans!.add(
            NodeDraft(.dimension, title: "Hidup layak", dimension: "living"), to: plan.id, by: site.planner)
        await #expect(throws: AppError.forbidden) {
            try await desk.makeInitiative(queue.id.text, in: plan.id.text, round: 4, of: cycle, by: guest)
        }
        await #expect(throws: AppError.invalid("edition", "error.not_offered")) {
            try await desk.makeInitiative(queue.id.text, in: sheet.id.text, round: 4, of: cycle, by: planner)
        }
        let node = try await desk.makeInitiative(queue.id.text, in: plan.id.text, round: 4, of: cycle, by: planner)
        #expect(node.level == .initiative && node.parent == dimension.id && node.agency == site.works.text && node.subPillar == "kesehatan")
        #expect(try await site.database.read { tx in try tx.innovationSheet(code: sheet.code)?.node } == node.id)
        await #expect(throws: AppError.conflict("error.workshop_has_initiative")) {
            try await desk.makeInitiative(queue.id.text, in: plan.id.text, round: 4, of: cycle, by: planner)
        }
        _ = try await desk.place(queue.id.text, on: 2019...2022, round: 4, of: cycle, by: planner)
        _ = try await desk.set(.closed, round: 4, of: cycle, by: site.planner)
        let fourth = try await outcome(4, cycle, site)
        #expect(fourth.changes.map { $0.fields.map(\.name) } == [["initiative", "to_year"]])
        // What stood at the end of an earlier round is still told as it stood.
        #expect(try await outcome(1, cycle, site).readiness == ["poor": 1, "fair": 1])
        #expect(try await outcome(1, cycle, site).cards.count == 8)
        await #expect(throws: AppError.conflict("error.workshop_not_open")) { try await site.candidate(cycle, round: 4) }
        try await check(cycle, site)
    }

    private func outcome(_ number: Int, _ cycle: Cycle, _ site: WorkshopSite) async throws -> Outcome {
        try await site.database.read { tx in try Outcome(cycle, try tx.workshopRounds(of: cycle.id)[number - 1], tx) }
    }

    /// Every record is that of its last event, and every version of every card is there.
    private func check(_ cycle: Cycle, _ site: WorkshopSite) async throws {
        try await site.database.read { tx in
            for digest in WorkshopsDigests.all {
                for id in try digest.ids(tx, "", 1000) {
                    let last = try tx.row(
                        "SELECT digest FROM event WHERE subject_kind = \(digest.kind) AND subject_id = \(id) ORDER BY sequence DESC LIMIT 1"
                    )
                    #expect(try digest.digests(tx, [id])[id] == last?.text("digest"), "\(digest.kind)")
                }
            }
            let versions = try tx.workshopCardVersions(of: cycle.id)
            for row in try tx.rows("SELECT * FROM workshop_card").map(RoomCard.init(row:)) {
                #expect(versions.filter { $0.card == row.id }.map(\.version) == Array(1...row.version))
                #expect(try tx.events(of: row.reference).map(\.sequence) == Array(1...row.version))
            }
        }
    }

    @Test("two on one card: different fields are joined, the same field is told with what stands there, and nothing is lost")
    func together() async throws {
        let site = try await WorkshopSite()
        let cycle = try await site.opened()
        let card = try await site.desk.add(
            .readiness, in: "infrastructure", ["text": "Jaringan", "condition": "poor", "evidence": "Survei"], round: 1, of: cycle,
            by: site.seat(site.clerk))
        let base = ["text": "Jaringan", "condition": "poor", "evidence": "Survei"]
        _ = try await site.desk.edit(
            card.id.text, base.merging(["condition": "fair"]) { $1 }, seen: 1, round: 1, of: cycle, by: site.seat(site.clerk))
        let joined = try await site.desk.edit(
            card.id.text, base.merging(["gap": "12 desa"]) { $1 }, seen: 1, round: 1, of: cycle, by: site.seat(site.nurse))
        #expect(joined.fields == ["text": "Jaringan", "condition": "fair", "evidence": "Survei", "gap": "12 desa"] && joined.version == 3)
        do {
            _ = try await site.desk.edit(
                card.id.text, base.merging(["gap": "15 desa menurut saya"]) { $1 }, seen: 1, round: 1, of: cycle, by: site.seat(site.clerk))
            Issue.record("one of two gaps was lost")
        } catch let error as AppError {
            #expect(error.kind == .conflict && error.issues.map(\.field) == ["gap"])
            #expect(error.issues[0].message.values["other"] == "12 desa")
        }
        // Once she has seen it, what she writes holds; what was there is in the versions.
        _ = try await site.desk.edit(
            card.id.text, joined.fields.merging(["gap": "12 sampai 15 desa"]) { $1 }, seen: 3, round: 1, of: cycle,
            by: site.seat(site.clerk))
        let kept = try await site.database.read { tx in try tx.workshopCardVersions(of: cycle.id).compactMap { $0.fields["gap"] } }
        #expect(kept == ["12 desa", "12 sampai 15 desa"])
        await #expect(throws: AppError.conflict("error.changed_meanwhile")) {
            try await site.desk.remove(card.id.text, seen: 3, round: 1, of: cycle, by: site.seat(site.clerk))
        }
        await #expect(throws: AppError.conflict("error.changed_meanwhile")) {
            _ = try await site.desk.edit(card.id.text, base, seen: 99, round: 1, of: cycle, by: site.seat(site.clerk))
        }
    }

    @Test("joining two hands: every change is in the outcome or told, whatever the two did")
    func merging() {
        let chance = TestWorld(seed: 7).world
        func word() -> String { ["", "a", "b", "c", "ab"][Int(chance.random(1)[0]) % 5] }
        for _ in 0..<2000 {
            let (base, now, mine) = (["x": word(), "y": word()], ["x": word(), "y": word()], ["x": word(), "y": word()])
            let merge = CardMerge(base: base, now: now, mine: mine)
            for name in ["x", "y"] {
                let (b, n, m) = (base[name]!, now[name]!, mine[name]!)
                if m == b { #expect(merge.fields[name] == n && merge.disputed[name] == nil) }
                if n == b { #expect(merge.fields[name] == m && merge.disputed[name] == nil) }
                if m != b, n != b, merge.disputed[name] == nil {
                    let result = merge.fields[name]!
                    #expect(result.contains(m) && result.contains(n), "\(b) \(n) \(m) → \(result)")
                }
                if merge.disputed[name] != nil { #expect(m != n && merge.disputed[name] == n) }
            }
        }
    }
}
