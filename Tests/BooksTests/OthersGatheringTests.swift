import Commitments
import Directory
import Documents
import Innovations
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work
import Workshops

@testable import Books

@Suite("Gathering sheets, teams and pledges")
struct OthersGatheringTests {
    private func site() async throws -> TestSite {
        try await TestSite([
            CatalogueTestSite.directory, .masterplan(),
            .innovations(references: ReferenceResolver(InnovationsReferences.all + MasterplanReferences.all)),
            .commitments(), .workshops(), .books(),
        ])
    }

    @Test("an accepted sheet stands in the books with its answers, years, indicators and whose it is; a draft does not")
    func sheets() async throws {
        let site = try await site()
        let services = site.installation.services
        let works = services.get(DirectoryIndex.self).agencies.find(code: "DPU")!
        let clerk = Actor(
            kind: .account, id: "clerk", name: "Bambang",
            grants: [Grant(permissions: [.editInnovations, .answerPlans], agencies: [works.id.text])])
        let planner = Actor(
            kind: .account, id: "planner", name: "Dewi",
            grants: [Grant(permissions: [.editInnovations, .decideInnovations, .stewardPlans])])
        let desk = services.get(InnovationDesk.self)
        var evidence = InnovationDraft()
        evidence.title = "Catatan antrean lubang jalan"
        evidence.agency = works.id
        let shown = try await desk.register(evidence, by: clerk).reference
        var draft = SheetDraft()
        draft.title = "Tambal jalan dalam tiga hari"
        (draft.dimension, draft.pillar, draft.lead, draft.fromYear, draft.toYear) = ("living", "mobilitas", works.id, 2027, 2029)
        _ = try await desk.createSheet(draft, by: clerk)
        draft.answers = [
            "problem": .text("Lubang jalan menunggu ditambal rata-rata 31 hari."),
            "evidence": .evidence([Innovations.Evidence(shown, note: "antrean")]),
            "description": .text("Regu tambal cepat.\nJadwalnya terlihat warga."), "goal": .text("Lubang ditambal dalam tiga hari."),
            "beneficiaries": .text("2,5 juta warga"),
            "readiness": .readiness(
                ["regulation", "infrastructure", "application", "people"].map { Readiness($0, isThere: $0 == "people", document: "SK tim") }
            ),
            "outputs": .indicators([SheetIndicator("Regu tambal cepat", unit: "regu", baseline: "0", targets: [2027: "4", 2028: "8"])]),
            "outcomes": .indicators([SheetIndicator("Lama menunggu", unit: "hari", baseline: "31", targets: [2029: "3"])]),
            "years": .years([
                SheetYear(2027, "Bentuk empat regu", amount: 1_200_000_000, source: .regency), SheetYear(2028, "Latih mandor"),
            ]),
            "codes": .codes(SubActivities(isUnbudgeted: true)), "is_digital": .flag(false),
        ]
        let sheet = try await desk.createSheet(draft, by: clerk)
        _ = try await desk.perform(SubmitSheet(), on: sheet.recordID, by: clerk)
        _ = try await desk.perform(AcceptSheet(), on: sheet.recordID, by: planner)

        let books = services.get(BookSite.self).desk
        let data = try await site.installation.database.read { try books.gather(.indonesian, $0) }
        #expect(data.sheets.map(\.title) == ["Tambal jalan dalam tiga hari"])
        let said = try #require(data.sheets.first)
        #expect(said.dimension == "living" && !said.pillar.hasPrefix("plan.") && said.lead == works.name && !said.isInPlan)
        #expect(said.years.map(\.amount) == [1_200_000_000, nil] && data.money == 1_200_000_000)
        #expect(said.indicators.map(\.name) == ["Regu tambal cepat", "Lama menunggu"] && said.isUnbudgeted)
        #expect(said.answers.contains { $0.paragraphs == ["Regu tambal cepat.", "Jadwalnya terlihat warga."] })
        #expect(said.answers.allSatisfy { answer in answer.paragraphs.allSatisfy { !$0.hasPrefix("innovation.") } })
        #expect(data.gaps.contains { $0.subject.contains("Tambal jalan") && $0.what == "belum terhubung dengan rencana induk" })
        let book = try await books.order(.sheet, language: .indonesian, subject: sheet.code, by: .system)
        try await books.make(book.id)
        let made = try await books.find(book.id.text, for: .system)
        #expect(made.book.state == .ready && made.book.title == "Tambal jalan dalam tiga hari")
    }

    @Test("the council that holds today is named with its decree and members")
    func bodies() async throws {
        let site = try await site()
        let services = site.installation.services
        var draft = BodyDraft()
        draft.kind = .council
        draft.name = "Dewan Kota Cerdas"
        draft.decree = "SK Bupati 188/2026"
        draft.decreeOn = Day("2026-01-05")
        draft.validFrom = Day("2026-01-05")
        draft.members = "Dewi Lestari | campus | member"
        _ = try await services.get(WorkshopDesk.self).keep(draft, by: .system)
        draft.name = "Dewan yang lampau"
        draft.validTo = Day("2026-02-01")
        _ = try await services.get(WorkshopDesk.self).keep(draft, by: .system)
        let books = services.get(BookSite.self).desk
        let data = try await site.installation.database.read { try books.gather(.indonesian, $0) }
        #expect(data.bodies.map(\.name) == ["Dewan Kota Cerdas"])
        #expect(data.bodies.first?.members.map(\.name) == ["Dewi Lestari"])
        #expect(data.clauses.isEmpty && data.points.isEmpty)
    }
}
