import Catalogue
import Directory
import Kernel
import Storage
import TestSupport
import Web
import Work

@testable import Citations

/// A site with the catalogue and citations, and a dataset of prices.
struct CitedSite {
    let catalogue: CatalogueTestSite
    let site: CitationSite

    init() async throws {
        catalogue = try await CatalogueTestSite([.citations()])
        site = catalogue.site.installation.services.get()
    }

    var desk: CitationDesk { site.desk }
    var database: Database { catalogue.desk.database }

    func cite(
        _ dataset: Dataset, _ formula: Formula, _ filter: String = "", title: String = "", by actor: Actor = .visitor
    ) async throws -> Citation {
        let table = try await catalogue.table(of: dataset.id)
        return try await desk.cite(CiteNumber(.distribution(table.id), filter: filter, formula: formula, title: title), by: actor)
    }

    /// Tells every event and does every job that is due.
    func settle() async throws {
        let installation = catalogue.site.installation
        let capability = try Capability.citations()
        let outbox = Outbox(database: database, world: installation.world, subscribers: capability.subscribers(installation))
        try await outbox.drain()
        let queue = Queue(
            database: database, world: installation.world, handlers: capability.jobs(installation), logger: installation.logger)
        try await queue.drain()
    }
}
