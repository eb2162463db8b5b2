import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import TestSupport
import Web
import Work

@testable import Workshops

/// A site with workshops on the small regency of `DirectoryFixtures`.
struct WorkshopSite {
    let site: TestSite
    let desk: WorkshopDesk
    /// Holds the workshops and decides on sheets.
    let planner: Actor
    let clerk: Actor
    let nurse: Actor

    var database: Database { desk.database }
    var works: Identifier<Agency> { desk.directory.agencies.find(code: "DPU")!.id }

    init() async throws {
        site = try await TestSite([CatalogueTestSite.directory, .masterplan(), .innovations(), .workshops()])
        desk = site.installation.services.get()
        let directory = desk.directory
        func agency(_ code: String) -> String { directory.agencies.find(code: code)!.id.text }
        planner = Actor(
            kind: .account, id: "planner", name: "Dewi",
            grants: [Grant(permissions: [.holdWorkshops, .joinWorkshops, .editInnovations, .decideInnovations, .stewardPlans])])
        clerk = Actor(
            kind: .account, id: "clerk", name: "Bambang",
            grants: [Grant(permissions: [.joinWorkshops, .editInnovations], agencies: [agency("DPU")])])
        nurse = Actor(
            kind: .account, id: "nurse", name: "Sari",
            grants: [Grant(permissions: [.joinWorkshops, .editInnovations], agencies: [agency("RSUD")])])
    }

    /// Pasuruan's four of 2018.
    static let pasuruan = CycleDraft(
        title: "Bimtek Smart City 2018", fromYear: 2019, toYear: 2028,
        rounds: [
            (Day("2018-07-17")!, Day("2018-07-18")!, "Pendopo"), (Day("2018-09-03")!, Day("2018-09-04")!, "Pendopo"),
            (Day("2018-10-02")!, Day("2018-10-03")!, "Aula Bappeda"), (Day("2018-11-05")!, Day("2018-11-06")!, "Pendopo"),
        ])

    func prepared() async throws -> Cycle { try await desk.prepare(Self.pasuruan, by: planner) }

    /// A cycle whose rooms up to a round were held, and that round's open.
    func opened(_ number: Int = 1) async throws -> Cycle {
        let cycle = try await prepared()
        for round in 1...number {
            _ = try await desk.set(.open, round: round, of: cycle, by: planner)
            if round < number { _ = try await desk.set(.closed, round: round, of: cycle, by: planner) }
        }
        return cycle
    }

    func seat(_ actor: Actor) -> Seat { Seat(actor: actor) }

    func candidate(_ cycle: Cycle, _ text: String = "Antre dari rumah", round: Int = 1, by actor: Actor? = nil) async throws -> RoomCard {
        try await desk.add(
            .candidate, in: "living", ["text": text, "idea": "Nomor antrean di telepon", "pillar": "kesehatan"], round: round, of: cycle,
            by: seat(actor ?? clerk))
    }
}
