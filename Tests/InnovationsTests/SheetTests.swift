import Directory
import Kernel
import Masterplan
import Storage
import Tables
import TestSupport
import Testing
import Web
import Work

@testable import Innovations

@Suite("Innovation sheets")
struct SheetTests {
    @Test("a draft may lack anything; handing it in names everything that is missing, and what another answer demands")
    func submission() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        #expect(sheet.code == "L-0001" && sheet.state == "draft")
        let missing = await fields { try await site.desk.perform(SubmitSheet(), on: sheet.recordID, by: site.clerk) }
        #expect(
            missing == [
                "f.problem", "f.evidence", "f.description", "f.goal", "f.beneficiaries", "f.readiness", "f.outputs", "f.outcomes",
                "f.years",
                "f.codes", "f.is_digital",
            ])
        let evidence = try await site.evidence()
        let full = site.full(evidence: evidence) { $0.answers["is_digital"] = .flag(true) }
        try await site.desk.perform(EditSheet(full), on: sheet.recordID, by: site.clerk)
        #expect(await fields { try await site.desk.perform(SubmitSheet(), on: sheet.recordID, by: site.clerk) } == ["f.application_name"])
        try await site.desk.perform(
            EditSheet(site.full(evidence: evidence)), on: sheet.recordID, by: site.clerk)
        let submitted = try await site.desk.perform(SubmitSheet(), on: sheet.recordID, by: site.clerk)
        #expect(submitted.state == "submitted" && submitted.submittedAt != nil)
        let owed = try await site.database.read { tx in try tx.obligations(of: sheet.reference) }
        #expect(owed.map(\.permission) == [.decideInnovations] && owed[0].agency == nil)
        // Ten working days from Monday 2 March.
        #expect(owed[0].dueAt.parts(offsetHours: 7).day == Day("2026-03-16")!)
    }

    @Test("half an answer is not enough: a readiness question left out, an indicator without a target")
    func halves() async throws {
        let site = try await InnovationSite()
        let draft = site.full(evidence: try await site.evidence()) {
            $0.answers["readiness"] = .readiness([Readiness("people", isThere: true)])
            $0.answers["outcomes"] = .indicators([SheetIndicator("Lama menunggu", unit: "hari")])
        }
        let sheet = try await site.desk.createSheet(draft, by: site.clerk)
        #expect(
            await fields { try await site.desk.perform(SubmitSheet(), on: sheet.recordID, by: site.clerk) } == [
                "f.readiness", "f.outcomes",
            ])
    }

    @Test("what cannot be is refused beside its field, also in a draft")
    func bad() async throws {
        let site = try await InnovationSite()
        let wrong: [(String, Innovations.Answer)] = [
            ("years", .years([SheetYear(2031, "Terlalu jauh")])),
            ("years", .years([SheetYear(2027, "Minus", amount: -1, source: .regency)])),
            ("years", .years([SheetYear(2027, "Tanpa sumber", amount: 5)])), ("years", .years([SheetYear(2027, "")])),
            ("years", .years([SheetYear(2027, "Kebanyakan nol", amount: 900_000_000_000_000, source: .regency)])),
            ("outputs", .indicators([SheetIndicator("", unit: "unit")])), ("outputs", .indicators([SheetIndicator("Nama", unit: "")])),
            ("outputs", .indicators([SheetIndicator("Nama", unit: "x", targets: [2040: "1"])])),
            ("codes", .codes(SubActivities(["2.16.3.2.2.38"]))),
            ("codes", .codes(SubActivities(["2.16.03.2.02.0038"], isUnbudgeted: true))),
            ("villages", .texts(["35.09.99.2001"])), ("villages", .texts(["35.09"])), ("risks", .risks([SheetRisk("", mitigation: "x")])),
            ("partners", .partners([SheetPartner(.campus, "")])), ("problem", .text(String(repeating: "x", count: 10_001))),
            ("readiness", .readiness([Readiness("luck", isThere: true)])),
            ("evidence", .evidence([Evidence(Reference("dataset", "00000000-0000-7000-8000-000000000000"))])),
            ("years", .years((0..<41).map { SheetYear(2027, "Baris \($0)") })),
        ]
        for (name, answer) in wrong {
            let named = await fields { try await site.desk.createSheet(site.draft { $0.answers[name] = answer }, by: site.clerk) }
            #expect(Set(named) == ["f.\(name)"], "\(answer)")
            #expect(try await site.database.read { tx in try tx.count("SELECT count(*) FROM innovation_sheet") } == 0, "\(answer)")
        }
    }

    @Test("title, dimension, lead and years are checked")
    func core() async throws {
        let site = try await InnovationSite()
        let wrong: [((inout SheetDraft) -> Void, String)] = [
            ({ $0.title = "Aa" }, "title"), ({ $0.dimension = "beauty" }, "dimension"), ({ $0.pillar = "sampah" }, "pillar"),
            ({ $0.lead = nil }, "lead"), ({ $0.lead = Identifier("nowhere") }, "lead"), ({ $0.toYear = 2026 }, "to_year"),
            ({ $0.toYear = 2037 }, "to_year"), ({ $0.fromYear = 1800 }, "to_year"),
        ]
        for (change, field) in wrong {
            #expect(await fields { try await site.desk.createSheet(site.draft("Judul yang baik", change), by: site.planner) } == [field])
        }
    }

    @Test("only the lead's people write it, only the planning agency decides; a stranger is not even told that a draft exists")
    func policy() async throws {
        let site = try await InnovationSite()
        await #expect(throws: AppError.forbidden) { try await site.desk.createSheet(site.draft(), by: site.nurse) }
        await #expect(throws: AppError.forbidden) { try await site.desk.createSheet(site.draft(), by: .visitor) }
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        for actor in [site.nurse, .visitor, site.answerer] {
            await #expect(throws: AppError.notFound) { try await site.desk.sheetFile(code: sheet.code, for: actor) }
            await #expect(throws: AppError.notFound) {
                try await site.desk.perform(DropSheet("Tidak jadi dikerjakan"), on: sheet.recordID, by: actor)
            }
        }
        let other = try await site.submitted("Lampu jalan pintar")
        // Officials read what is handed in; the public does not.
        _ = try await site.desk.sheetFile(code: other.code, for: site.nurse)
        await #expect(throws: AppError.notFound) { try await site.desk.sheetFile(code: other.code, for: .visitor) }
        await #expect(throws: AppError.forbidden) { try await site.desk.perform(AcceptSheet(), on: other.recordID, by: site.clerk) }
        await #expect(throws: AppError.forbidden) { try await site.desk.perform(AcceptSheet(), on: other.recordID, by: site.nurse) }
        try await site.desk.perform(AcceptSheet(note: "Bagus"), on: other.recordID, by: site.planner)
        _ = try await site.desk.sheetFile(code: other.code, for: .visitor)
        // The lead cannot be given to an agency that one does not act for.
        #expect(
            await fields {
                try await site.desk.perform(EditSheet(site.draft { $0.lead = site.hospital }), on: sheet.recordID, by: site.clerk)
            } == ["lead"])
    }

    @Test("returned with a reason, mended, handed in again, accepted, and taken into the plan only at an initiative of its dimension")
    func life() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.submitted()
        #expect(await fields { try await site.desk.perform(ReturnSheet("Kurang"), on: sheet.recordID, by: site.planner) } == ["text"])
        try await site.desk.perform(ReturnSheet("Targetnya belum terlihat bertahap."), on: sheet.recordID, by: site.planner)
        let owed = try await site.database.read { tx in try tx.obligations(of: sheet.reference) }
        #expect(owed.map(\.permission) == [.editInnovations] && owed[0].agency == site.works.text)
        try await site.desk.perform(SubmitSheet(), on: sheet.recordID, by: site.clerk)
        await #expect(throws: AppError.self) {
            try await site.desk.perform(EditSheet(SheetDraft(sheet)), on: sheet.recordID, by: site.clerk)
        }
        try await site.desk.perform(AcceptSheet(), on: sheet.recordID, by: site.planner)
        await #expect(throws: AppError.conflict("error.sheet_not_connected")) {
            try await site.desk.perform(IncludeSheet(), on: sheet.recordID, by: site.planner)
        }
        let stranger = try await site.initiative("economy")
        #expect(await fields { try await site.desk.perform(ConnectSheet(stranger.id), on: sheet.recordID, by: site.planner) } == ["node"])
        #expect(
            await fields { try await site.desk.perform(ConnectSheet(Identifier("nowhere")), on: sheet.recordID, by: site.planner) } == [
                "node"
            ])
        let node = try await site.initiative()
        try await site.desk.perform(ConnectSheet(node.id), on: sheet.recordID, by: site.planner)
        let included = try await site.desk.perform(IncludeSheet(), on: sheet.recordID, by: site.planner)
        #expect(included.state == "in_plan")
        #expect(try await site.database.read { tx in try tx.innovationSheets(ofNode: node.id) } == [included])
        #expect(try await site.database.read { tx in try tx.obligations(of: sheet.reference) }.isEmpty)
        await #expect(throws: AppError.conflict("error.sheet_not_connected")) {
            try await site.desk.perform(ConnectSheet(nil), on: sheet.recordID, by: site.planner)
        }
        let words = try await site.desk.sheetFile(code: sheet.code, for: site.clerk).notes.map(\.text)
        #expect(words == ["Targetnya belum terlihat bertahap."])
    }

    @Test("the second of two people is told what the first changed, and loses nothing of it")
    func overtaken() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        let first = site.draft("Judul dari orang pertama") { $0.answers["goal"] = .text("Tiga hari") }
        try await site.desk.perform(EditSheet(first), on: sheet.recordID, by: site.planner, expecting: 1)
        do {
            try await site.desk.perform(EditSheet(site.draft("Judul dari orang kedua")), on: sheet.recordID, by: site.clerk, expecting: 1)
            Issue.record("the second overwrote the first")
        } catch let error as AppError {
            #expect(error.kind == .conflict)
            #expect(error.issues.map(\.field) == ["f.goal", "title"])
            #expect(error.issues[1].message.values == ["from": "Tambal jalan dalam tiga hari", "to": "Judul dari orang pertama"])
        }
        #expect(try await site.sheet(sheet.recordID).title == "Judul dari orang pertama")
    }

    @Test("it is one agency's own until a second one accepts; who was asked may read the draft")
    func together() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        #expect(try await site.desk.sheetFile(code: sheet.code, for: site.clerk).isOneAgencysOwn)
        await #expect(throws: AppError.self) {
            try await site.links.propose(ParticipationDraft(sheet.reference, agency: site.works.text), by: site.nurse)
        }
        let part = try await site.links.propose(ParticipationDraft(sheet.reference, agency: site.hospital.text, share: 30), by: site.clerk)
        let asked = try await site.desk.sheetFile(code: sheet.code, for: site.nurse)
        #expect(asked.isOneAgencysOwn && asked.acts.isEmpty)
        try await site.links.perform("accept", on: Participation.self, part.recordID, by: site.nurse)
        #expect(try await !site.desk.sheetFile(code: sheet.code, for: site.clerk).isOneAgencysOwn)
        // It stands in the other agency's list, and its money is counted once.
        let lines = try await site.desk.sheets(SheetQuery(agency: site.hospital.text), for: site.nurse, limit: 10)
        #expect(lines.map(\.sheet.code) == [sheet.code] && lines[0].supporters == [site.hospital.text])
    }

    @Test("a sheet that nobody reads rises on the work list")
    func late() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.submitted()
        site.site.world.pass(days: 20)
        #expect(try await site.desk.escalate(InnovationSheet.self) > 0)
        let owed = try await site.database.read { tx in try tx.obligations(of: sheet.reference) }
        #expect(owed.count == 1)
        let events = try await site.database.read { tx in try tx.events(of: sheet.reference) }
        #expect(events.last?.kind == "innovation_sheet.alert" && events.last?.details["percent"] == "50")
    }
}
