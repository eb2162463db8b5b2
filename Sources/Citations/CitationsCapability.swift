import Catalogue
import Directory
import Kernel
import Storage
import Web
import Work

extension Capability {
    /// Numbers with a deed: citations, the keys that sign them, and the referee where two datasets say different things. Needs the
    /// directory and the catalogue.
    package static func citations() throws -> Capability {
        Capability(
            name: "citations", migrations: CitationsMigrations.all, words: try CitationWords.load(),
            pages: CitationRoutes.all + KeyPages.all + ConflictPages.all, endpoints: CitationEndpoints.all + ConflictEndpoints.all,
            jobs: { [$0.services.get(CitationSite.self).referee.handler] },
            subscribers: { [$0.services.get(CitationSite.self).referee.subscriber] }, start: start)
    }

    @Sendable private static func start(_ installation: Installation) async throws {
        let keys = KeyRing(database: installation.database, world: installation.world, vault: installation.vault)
        try await keys.ensure()
        let settings = installation.settings
        let desk = CitationDesk(
            database: installation.database, world: installation.world, reader: installation.services.get(),
            directory: installation.services.get(), keys: keys, absolute: { settings.absolute($0) })
        let referee = ConflictReferee(desk: installation.services.get(), reader: installation.services.get())
        installation.services.put(CitationSite(desk: desk, referee: referee))
        installation.services.find(DatasetPanels.self)?.register(CitationPanel.html)
        installation.services.find(DatasetUsers.self)?.register { dataset, request in
            guard dataset.access == .open else { return [] }
            let count = try await request.database.read { tx in
                try tx.count("SELECT count(*) FROM citation WHERE dataset_id = \(dataset.id)")
            }
            return [.init("citation.users", count: count)]
        }
        installation.services.find(DirectoryDesk.self)?.sections.register(
            AdminSection(title: "keys.title", about: "keys.about", path: CitationPaths.keys, permission: .administerCatalogue))
    }
}
