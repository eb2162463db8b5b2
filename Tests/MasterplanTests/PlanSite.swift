import Directory
import Kernel
import Storage
import TestSupport
import Web
import Work

@testable import Masterplan

/// A site with plans on the small regency of the directory's fixtures: the planning agency, public works and the hospital.
struct PlanSite {
    let site: TestSite
    let plans: MasterplanSite
    /// Of the planning agency: changes everything and adopts.
    let planner: Actor
    /// Of public works.
    let works: Actor
    /// Of the hospital.
    let hospital: Actor
    let visitor = Actor.visitor

    var database: Database { plans.database }
    var world: World { site.installation.world }
    var links: LinkDesk { plans.links }
    var worksID: String { plans.directory.agencies.find(code: "DPU")!.id.text }
    var hospitalID: String { plans.directory.agencies.find(code: "RSUD")!.id.text }

    init(_ more: [Capability] = [], world: TestWorld = TestWorld()) async throws {
        site = try await TestSite([CatalogueTestSite.directory, .masterplan()] + more, world: world)
        plans = site.installation.services.get()
        let agencies = plans.directory.agencies
        planner = Actor(
            kind: .account, id: "planner", name: "Dewi",
            grants: [Grant(permissions: [.stewardPlans, .adoptPlans, .readPlans, .importNomenclature])])
        works = PlanSite.clerk("works", agencies.find(code: "DPU")!)
        hospital = PlanSite.clerk("hospital", agencies.find(code: "RSUD")!)
    }

    private static func clerk(_ id: String, _ agency: Agency) -> Actor {
        Actor(
            kind: .account, id: id, name: agency.name,
            grants: [Grant(permissions: [.writePlans, .answerPlans, .readPlans], agencies: [agency.id.text])])
    }

    /// Puts an edition with nodes into the store as it stands, with its event.
    @discardableResult
    func stored(
        _ kind: PlanEdition.Kind, from: Int = 2025, to: Int? = nil, agency: String? = nil,
        nodes: @escaping @Sendable (PlanEdition) -> [PlanNode] = { _ in [] }
    ) async throws -> PlanEdition {
        try await database.write { [world] tx in
            var edition = PlanEdition(
                id: world.newID(), kind: kind, title: kind.rawValue, fromYear: from, toYear: to ?? from + (kind.mostYears == 1 ? 0 : 4),
                agency: agency, updatedAt: world.now())
            try tx.insert(edition)
            try tx.insert(nodes(edition), into: &edition)
            try tx.run("UPDATE plan_edition SET content = \(edition.content.text) WHERE id = \(edition.id)")
            try tx.recordEdition(edition, "plan_edition.drafted", by: .system, in: world)
            return edition
        }
    }

    func node(
        _ edition: PlanEdition, _ level: PlanLevel, _ title: String, parent: PlanNode? = nil, agency: String? = nil, code: String = ""
    ) -> PlanNode {
        PlanNode(
            id: world.newID(), edition: edition.id, level: level, code: code, title: title, parent: parent?.id, agency: agency)
    }

    /// Records of every kind whose digest is not that of their last event.
    func faults() async throws -> [String] {
        try await database.read { tx in
            try MasterplanDigests.all.flatMap { kind -> [String] in
                let ids = try kind.ids(tx, "", 10_000)
                let digests = try kind.digests(tx, ids)
                return try ids.filter { id in
                    guard let last = try tx.events(of: Reference(kind.kind, id)).last else { return true }
                    return last.digest != digests[id]
                }.map { "\(kind.kind) \($0)" }
            }
        }
    }
}
