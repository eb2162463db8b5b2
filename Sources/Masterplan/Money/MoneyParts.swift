import Directory
import Kernel
import Web

/// What money, roadmap and imports bring to the capability of plans.
enum MoneyParts {
    static let pages: [PageRoute] = RoadmapRoutes.all + BudgetRoutes.all + PlanImportRoutes.all
    static let endpoints: [Endpoint] = RoadmapEndpoints.all + BudgetEndpoints.all + PlanImportEndpoints.all

    /// Puts the roadmap among the services, before other capabilities add their items to it.
    static func start(_ installation: Installation) {
        let directory = installation.services.get(DirectoryIndex.self)
        let sources = RoadmapSources()
        sources.add(NodeSource(world: installation.world, directory: directory).source)
        installation.services.put(sources)
        installation.services.put(RoadmapBoard(database: installation.database, directory: directory, sources: sources))
        installation.services.put(PlanImportDesk(directory: directory, files: installation.files))
    }
}
