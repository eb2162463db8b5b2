import Catalogue
import Directory
import Foundation
import Kernel
import Logging
import Storage
import TestSupport
import Web
import Work

/// A site with the catalogue and a web of its own, in which runs go on when they are told to.
struct HarvestTestSite: Sendable {
    let site: TestSite
    let desk: CatalogueDesk
    let harvests: HarvestDesk
    let administrator = Actor(
        kind: .account, id: "steward", name: "Rina", grants: [Grant(permissions: [.administerCatalogue, .stewardData])])

    static let portal = "https://data.contoh.go.id"

    init() async throws {
        site = try await TestSite([DirectoryFixtures.capability, .catalogue()])
        desk = site.installation.services.get()
        harvests = HarvestDesk(database: desk.database, world: desk.world, directory: desk.directory)
    }

    var agency: Identifier<Agency> { desk.directory.agencies.find(code: "DPU")!.id }

    func ckan(hours: Int = 24) async throws -> HarvestSource {
        try await harvests.add(
            .init(title: "Provinsi Contoh", kind: .ckan, url: HarvestTestSite.portal, agency: agency, hours: hours), by: administrator)
    }

    /// Runs a source to its end, as the queue would.
    func run(_ source: HarvestSource) async throws -> HarvestRun {
        try await harvests.run(source.id, by: administrator)
        return try await finish(source)
    }

    func finish(_ source: HarvestSource) async throws -> HarvestRun {
        let handler = Harvester(desk: desk, store: site.installation.files).handler
        let queue = Queue(database: desk.database, world: desk.world, handlers: [handler], logger: site.installation.logger)
        // Jobs of others, such as reading what was handed in, are not this test's.
        for _ in 0..<50 {
            guard try await desk.database.read({ try $0.harvestRuns(of: source.id, limit: 1).first?.state.isOpen }) == true else { break }
            _ = try await queue.runOne()
        }
        return try await desk.database.read { try $0.harvestRuns(of: source.id, limit: 1)[0] }
    }

    func objects(_ source: HarvestSource) async throws -> [HarvestObject] {
        try await desk.database.read { try $0.harvestObjects(of: source.id) }
    }

    func submissions(_ dataset: Identifier<Dataset>?) async throws -> [Submission] {
        guard let dataset else { return [] }
        return try await desk.database.read { try $0.submissions(of: dataset) }
    }

    /// A page of a CKAN portal's list.
    static func list(_ datasets: [String], count: Int? = nil) -> TestWorld.WebPage {
        TestWorld.WebPage(
            "{\"success\": true, \"result\": {\"count\": \(count ?? datasets.count), \"results\": [\(datasets.joined(separator: ","))]}}")
    }

    static func address(_ start: Int = 0) -> String {
        "\(portal)/api/3/action/package_search?rows=50&start=\(start)&sort=metadata_created+asc"
    }

    static func dataset(_ id: String, _ title: String, files: [String] = []) -> String {
        let resources = files.map { "{\"url\": \"\(portal)/\($0)\", \"name\": \"\($0)\", \"format\": \"CSV\"}" }.joined(separator: ",")
        return """
            {"id": "\(id)", "title": "\(title)", "notes": "<p>Data yang dibuat untuk mencoba pengambilan.</p>", "license_id": "cc-by",
             "tags": [{"name": "pangan"}, {"name": "x"}], "resources": [\(resources)]}
            """
    }
}
