import Directory
import Foundation
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Server

@Suite("The demo's plans")
struct DemoPlanTests {
    @Test("the matrix has holes and whole points, proposals are in every state, and everything fits its events")
    func plans() async throws {
        let time = TestWorld(start: "2026-04-15T02:00:00Z")
        let database = try await TestDatabase.make(migrations: try Composition.capabilities().migrations)
        let directory = DirectoryIndex(database: database, world: time.world, regency: RegionCode("35.09"), offsetHours: 7)
        _ = try await ImportRegions(directory).run(.path(DemoFiles.regions.path), by: .system)
        _ = try await ImportAgencies(directory).run(.path(DemoFiles.agencies.path), by: .system)
        let planner = Actor(kind: .system, grants: [Grant(permissions: Set(Permission.ofMasterplan))])
        try await DemoPlans(directory: directory, world: time.world, clerks: [:], planner: planner).load()
        try await AlignmentDesk(database: database, directory: directory, sources: AlignmentSources()).refresh()
        let city = try #require(
            try await database.read { tx in try tx.currentEdition(kind: .masterplan, on: Day("2026-04-15")!) })
        let rows = try await database.read { tx in try tx.alignments(in: city.id, limit: 100) }
        #expect(rows.count == DemoPlanFacts.initiatives.count)
        #expect(rows.first?.holes.count == 5 && rows.last?.holes == [])
        #expect(Set(rows.map(\.dimension)) == Set(CityDimension.all.map(\.id)))
        try await database.read { tx in
            for kind in [PlanEdition.Kind.flagship, .province, .national] {
                let edition = try #require(try tx.planEditions(kind).first { $0.status == .adopted })
                let served = try tx.planLinks(touching: edition.id)
                #expect(!served.isEmpty && served.allSatisfy { $0.state == .accepted }, "\(kind)")
            }
            let states = try tx.rows("SELECT DISTINCT state FROM plan_participation").map { $0.text("state") }
            #expect(Set(states) == ["proposed", "questioned", "accepted", "declined"])
            #expect(try tx.looseCount(in: city) > 0)
            for kind in MasterplanDigests.all {
                let ids = try kind.ids(tx, "", 10_000)
                let digests = try kind.digests(tx, ids)
                for id in ids { #expect(try tx.events(of: Reference(kind.kind, id)).last?.digest == digests[id], "\(kind.kind) \(id)") }
            }
        }
    }
}
