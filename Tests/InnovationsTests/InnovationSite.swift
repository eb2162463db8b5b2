import Directory
import Kernel
import Masterplan
import Storage
import TestSupport
import Web
import Work

@testable import Innovations

/// A site with plans and innovations on the small regency of `DirectoryFixtures`, and people who work on them.
struct InnovationSite {
    let site: TestSite
    let desk: InnovationDesk
    let links: LinkDesk
    /// Public works' and the hospital's own people.
    let clerk: Actor
    let nurse: Actor
    let planner: Actor
    /// Answers ideas.
    let answerer: Actor

    var directory: DirectoryIndex { desk.directory }
    var database: Database { desk.database }
    var works: Identifier<Agency> { directory.agencies.find(code: "DPU")!.id }
    var hospital: Identifier<Agency> { directory.agencies.find(code: "RSUD")!.id }

    init() async throws {
        let references = ReferenceResolver(InnovationsReferences.all + MasterplanReferences.all)
        site = try await TestSite([CatalogueTestSite.directory, .masterplan(), .innovations(references: references)])
        let services = site.installation.services
        desk = services.get()
        links = services.get(MasterplanSite.self).links
        let directory = desk.directory
        let (works, hospital) = (directory.agencies.find(code: "DPU")!.id.text, directory.agencies.find(code: "RSUD")!.id.text)
        clerk = Actor(
            kind: .account, id: "clerk", name: "Bambang", grants: [Grant(permissions: [.editInnovations, .answerPlans], agencies: [works])])
        nurse = Actor(
            kind: .account, id: "nurse", name: "Sari", grants: [Grant(permissions: [.editInnovations, .answerPlans], agencies: [hospital])])
        planner = Actor(
            kind: .account, id: "planner", name: "Dewi",
            grants: [Grant(permissions: [.editInnovations, .decideInnovations, .answerIdeas, .shapeSheets, .stewardPlans])])
        answerer = Actor(kind: .account, id: "answerer", name: "Rina", grants: [Grant(permissions: [.answerIdeas])])
    }

    func draft(_ title: String = "Tambal jalan dalam tiga hari", _ change: (inout SheetDraft) -> Void = { _ in }) -> SheetDraft {
        var draft = SheetDraft()
        draft.title = title
        draft.dimension = "living"
        draft.pillar = "mobilitas"
        draft.lead = works
        draft.fromYear = 2027
        draft.toYear = 2029
        change(&draft)
        return draft
    }

    /// A sheet with something in every field its form needs.
    func full(_ title: String = "Tambal jalan dalam tiga hari", evidence: Reference, _ change: (inout SheetDraft) -> Void = { _ in })
        -> SheetDraft
    {
        draft(title) { draft in
            draft.answers = [
                "problem": .text("Lubang jalan menunggu ditambal rata-rata 31 hari."),
                "evidence": .evidence([Evidence(evidence, note: "antrean perbaikan")]),
                "description": .text("Regu tambal cepat dengan jadwal yang bisa dilihat warga."),
                "goal": .text("Lubang ditambal dalam tiga hari."),
                "beneficiaries": .text("2,5 juta warga"),
                "readiness": .readiness(
                    ["regulation", "infrastructure", "application", "people"].map {
                        Readiness($0, isThere: $0 == "people", document: "SK tim")
                    }),
                "outputs": .indicators([SheetIndicator("Regu tambal cepat", unit: "regu", baseline: "0", targets: [2027: "4", 2028: "8"])]),
                "outcomes": .indicators([SheetIndicator("Lama menunggu", unit: "hari", baseline: "31", targets: [2029: "3"])]),
                "years": .years([
                    SheetYear(2027, "Bentuk empat regu", amount: 1_200_000_000, source: .regency),
                    SheetYear(2028, "Bentuk empat regu lagi", amount: 900_000_000, source: .regency), SheetYear(2028, "Latih mandor"),
                ]),
                "codes": .codes(SubActivities(isUnbudgeted: true)), "is_digital": .flag(false),
            ]
            change(&draft)
        }
    }

    /// A record of the register that can stand as evidence.
    func evidence() async throws -> Reference {
        var draft = InnovationDraft()
        draft.title = "Catatan antrean lubang jalan"
        draft.agency = works
        return try await desk.register(draft, by: clerk).reference
    }

    /// A sheet that was handed in.
    func submitted(_ title: String = "Tambal jalan dalam tiga hari") async throws -> InnovationSheet {
        let sheet = try await desk.createSheet(full(title, evidence: try await evidence()), by: clerk)
        return try await desk.perform(SubmitSheet(), on: sheet.recordID, by: clerk)
    }

    func quickWin(_ change: (inout QuickWinDraft) -> Void = { _ in }) -> QuickWinDraft {
        var draft = QuickWinDraft()
        draft.title = "Antrean tambal jalan di telepon"
        draft.service = "Jadwal tambal jalan yang selama ini ada di papan kantor."
        draft.contact = "Warga melihat giliran jalannya dari rumah."
        draft.startOn = directory.today.adding(-200)
        draft.endOn = directory.today.adding(100)
        draft.measure = "Lama menunggu ditambal"
        draft.unit = "hari"
        draft.before = "31"
        draft.beforeOn = directory.today.adding(-201)
        change(&draft)
        return draft
    }

    func sheet(_ id: String) async throws -> InnovationSheet { try await database.read { tx in try InnovationSheet.find(id, tx)! } }

    /// A smart-city plan with one initiative of a dimension.
    func initiative(_ dimension: String = "living") async throws -> PlanNode {
        try await database.write { [world = desk.world] tx in
            var edition = PlanEdition(
                id: world.newID(), kind: .masterplan, title: "Rencana induk kota cerdas", fromYear: 2026, toYear: 2035,
                updatedAt: world.now())
            try tx.insert(edition)
            let node = PlanNode(
                id: world.newID(), edition: edition.id, level: .initiative, code: "5.1", title: "Jalan yang terawat", dimension: dimension)
            try tx.insert(node, into: &edition)
            return node
        }
    }
}

/// The fields an act complains of.
func fields(_ act: () async throws -> some Sendable) async -> [String] {
    do {
        _ = try await act()
        return []
    } catch let error as AppError {
        return error.issues.map(\.field)
    } catch {
        return ["\(error)"]
    }
}
