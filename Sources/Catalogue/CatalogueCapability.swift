import Directory
import Foundation
import Kernel
import Storage
import Web
import Work

extension Capability {
    /// Satu Data: datasets, their versions, the desk that writes them and the gate that opens them. Needs the directory.
    package static func catalogue() throws -> Capability {
        Capability(
            name: "catalogue", migrations: CatalogueMigrations.all, words: try CatalogueWords.load(), permissions: Permission.ofCatalogue,
            schedules: { installation in
                let index: CatalogueIndex = installation.services.get()
                return [Schedule("catalogue.refresh", every: 5) { try await index.refresh() }]
            }, start: start)
    }

    @Sendable private static func start(_ installation: Installation) async throws {
        let directory: DirectoryIndex = installation.services.get()
        let index = CatalogueIndex(database: installation.database, world: installation.world, directory: directory)
        let files = VersionFiles(
            store: installation.files, folder: installation.settings.dataFolder.appendingPathComponent("derived").path)
        let reader = CatalogueReader(index: index, files: files, directory: directory, services: installation.services)
        let desk = CatalogueDesk(
            database: installation.database, world: installation.world, directory: directory, files: files, index: index)
        installation.services.put(index)
        installation.services.put(files)
        installation.services.put(reader)
        installation.services.put(desk)
        try await installation.database.write { [world = installation.world] tx in
            try tx.ensureSubmissionWorkflow(in: world)
            try tx.ensureThemes()
        }
        try await index.refresh()
    }
}

extension Request {
    /// The gate of this installation.
    package var catalogueReader: CatalogueReader { installation.services.get() }
    package var catalogueIndex: CatalogueIndex { installation.services.get() }
    package var catalogueDesk: CatalogueDesk { installation.services.get() }
}
