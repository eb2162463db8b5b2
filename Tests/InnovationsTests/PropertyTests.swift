import Directory
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Work

@testable import Innovations

@Suite("What must always hold of sheets")
struct PropertyTests {
    /// Random lives: whoever does whatever, in any order.
    @Test("after any two hundred acts the record is what its history says", arguments: [1, 2, 3] as [UInt64])
    func lives(seed: UInt64) async throws {
        let site = try await InnovationSite()
        let chance = TestWorld(seed: seed).world
        func number(_ below: Int) -> Int { Int(chance.random(2).reduce(0) { $0 << 8 | Int($1) }) % below }
        let node = try await site.initiative()
        let evidence = try await site.evidence()
        var sheets: [InnovationSheet] = []
        for index in 0..<3 {
            sheets.append(try await site.desk.createSheet(site.full("Inovasi nomor \(index)", evidence: evidence), by: site.clerk))
        }
        let actors = [site.clerk, site.nurse, site.planner, site.answerer, .visitor]
        var refused = 0
        for turn in 0..<200 {
            let id = sheets[number(sheets.count)].recordID
            let actor = actors[number(actors.count)]
            let act: any InnovationAct<InnovationSheet> =
                switch number(11) {
                case 0: EditSheet(site.full("Inovasi ubahan \(turn)", evidence: evidence))
                case 1: SubmitSheet()
                case 2: TakeSheetBack()
                case 3: ReturnSheet("Perbaiki bagian targetnya")
                case 4: AcceptSheet()
                case 5: IncludeSheet()
                case 6: ConnectSheet(number(2) == 0 ? nil : node.id)
                case 7: ShiftSheet(by: number(2) == 0 ? 1 : -1)
                case 8: EditSheet(site.draft("x"))
                case 9: RenewSheetForm()
                default: SubmitSheet()
                }
            do {
                try await perform(act, on: id, by: actor, site)
            } catch let error as AppError {
                refused += 1
                #expect(error.kind != .unavailable)
            }
        }
        #expect(refused > 20)
        for sheet in sheets { try await check(sheet.recordID, site) }
    }

    private func perform(_ act: some InnovationAct<InnovationSheet>, on id: String, by actor: Actor, _ site: InnovationSite) async throws {
        try await site.desk.perform(act, on: id, by: actor)
    }

    private func check(_ id: String, _ site: InnovationSite) async throws {
        try await site.database.read { tx in
            let sheet = try InnovationSheet.find(id, tx)!
            let events = try tx.events(of: sheet.reference)
            let acts = events.dropFirst().map { String($0.kind.dropFirst("innovation_sheet.".count)) }
            #expect(Workflow.innovationSheet.fold(Array(acts)) == sheet.state)
            #expect(events.map(\.sequence) == Array(1...sheet.version))
            #expect(try events.last?.digest == tx.digest(tx.digest(of: sheet), withClocksOf: sheet.reference))
            #expect(try InnovationsDigests.all[0].digests(tx, [id])[id] == events.last?.digest)
            let versions = try tx.versions(of: sheet.reference)
            #expect(versions.count == sheet.version && versions.first?.fields == sheet.fields)
            // Whoever owes the next act owes it once, and nobody owes anything of what is done.
            let owed = try tx.obligations(of: sheet.reference)
            let wanted = Workflow.innovationSheet.state(sheet.state)?.owedBy
            #expect(owed.map(\.permission) == (wanted.map { [$0] } ?? []))
            let running = try tx.clocks(of: sheet.reference).filter { $0.stoppedAt == nil }.map(\.name)
            #expect(running == (sheet.state == "submitted" ? ["review"] : sheet.state == "returned" ? ["mending"] : []))
            #expect(sheet.state != "in_plan" || sheet.node != nil)
            let rows = try tx.count("SELECT count(*) FROM innovation_sheet_year WHERE sheet_id = \(id)")
            #expect(rows == sheet.yearRows.count)
            #expect(sheet.yearRows.allSatisfy { sheet.years.contains($0.year) })
        }
    }

    @Test("no workflow of innovations can get stuck")
    func workflows() {
        for workflow in [Workflow.innovationSheet, .quickWin, .innovation, .innovationIdea] { #expect(workflow.defects == []) }
    }

    @Test("what was changed behind the back of the desk is found by its digest")
    func tampered() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.submitted()
        try await site.database.write { tx in try tx.run("UPDATE innovation_sheet SET title = 'Lain' WHERE id = \(sheet.id)") }
        let (digest, event) = try await site.database.read { tx in
            (try InnovationsDigests.all[0].digests(tx, [sheet.recordID])[sheet.recordID], try tx.events(of: sheet.reference).last?.digest)
        }
        #expect(digest != event)
        let listed = try await site.database.read { tx in try InnovationsDigests.all[0].ids(tx, "", 10) }
        #expect(listed == [sheet.recordID])
    }
}
