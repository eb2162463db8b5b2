import Directory
import Kernel
import Storage
import Synchronization
import Web
import Work

/// Every item of the roadmap in memory, read anew when something in the database has changed: a page is then as quick with ten plans as
/// with one.
package final class RoadmapBoard: Sendable {
    package let database: Database
    package let directory: DirectoryIndex
    package let sources: RoadmapSources
    private let held = Mutex<(mark: String, items: [RoadmapItem])?>(nil)

    package init(database: Database, directory: DirectoryIndex, sources: RoadmapSources) {
        self.database = database
        self.directory = directory
        self.sources = sources
    }

    /// What this actor may see of it, in the roadmap's order.
    package func items(for actor: Actor) async throws -> [RoadmapItem] {
        let all = try await items()
        return RoadmapBoard.seesDrafts(actor) ? all : all.filter(\.isOpen)
    }

    static func seesDrafts(_ actor: Actor) -> Bool {
        actor.kind == .system || [.readPlans, .writePlans, .stewardPlans, .adoptPlans].contains(where: actor.mayAnywhere)
    }

    private func items() async throws -> [RoadmapItem] {
        // Before anything is read, so that what is kept may be newer than its mark, never older.
        let mark = try await database.changeMark()
        if let held = held.withLock({ $0 }), held.mark == mark { return held.items }
        let items = Roadmap.ordered(
            try await database.read { [sources] tx in try sources.items(tx) }, dimensions: CityDimension.all.map(\.id))
        held.withLock { $0 = (mark, items) }
        return items
    }

    /// One item with its source, as it is now.
    /// - Throws: `.notFound` when there is none that the actor may see.
    package func item(_ reference: Reference, for actor: Actor) async throws -> (item: RoadmapItem, source: RoadmapSource) {
        guard let source = sources.find(reference.kind) else { throw AppError.notFound }
        let found = try await database.read { tx in try source.find(tx, reference.id) }
        guard let found, found.isOpen || RoadmapBoard.seesDrafts(actor) else { throw AppError.notFound }
        return (found, source)
    }

    /// Keeps an item's years and money as somebody changed them.
    package func keep(_ item: RoadmapItem, by actor: Actor) async throws {
        guard let source = sources.find(item.subject.kind) else { throw AppError.notFound }
        try await database.write { tx in
            guard let known = try source.find(tx, item.subject.id) else { throw AppError.notFound }
            guard source.may(known, actor) else { throw AppError.forbidden }
            try source.move(tx, item, actor)
        }
    }
}

extension Request {
    /// Years and money of everything planned.
    package var roadmap: RoadmapBoard { installation.services.get() }
}
