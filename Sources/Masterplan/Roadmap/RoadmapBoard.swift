import Directory
import Kernel
import Storage
import Web
import Work

/// The roadmap in memory, read anew when something in the database has changed, and what was asked of it: a page is then as quick with ten
/// plans as with one.
package final class RoadmapBoard: Sendable {
    package let database: Database
    package let directory: DirectoryIndex
    package let sources: RoadmapSources

    /// Items, and who has to do with them.
    private let read = MadeOnce<ItemsWanted, [RoadmapItem]>(most: 8)
    private let agencies = MadeOnce<ItemsWanted, Set<Identifier<Agency>>>(most: 8)
    private let pages = MadeOnce<PageWanted, Roadmap>(most: 200)
    let budgets = MadeOnce<BudgetWanted, BudgetView>(most: 20)

    /// Of which plan, the one that holds where none is named; and whether drafts are among them.
    struct ItemsWanted: Hashable, Sendable {
        var plan: Identifier<PlanEdition>?
        var withDrafts: Bool
    }

    private struct PageWanted: Hashable {
        var filter: RoadmapFilter
        var start: Int
        var withDrafts: Bool
    }

    package init(database: Database, directory: DirectoryIndex, sources: RoadmapSources) {
        self.database = database
        self.directory = directory
        self.sources = sources
    }

    /// What this actor may see of it, in the roadmap's order.
    /// - Parameter plan: the edition that is meant; the one that holds where none is named.
    /// - Throws: `.notFound` where there is no such plan, or none that the actor may see.
    package func items(for actor: Actor, of plan: Identifier<PlanEdition>? = nil) async throws -> [RoadmapItem] {
        try await items(ItemsWanted(plan: plan, withDrafts: RoadmapBoard.seesDrafts(actor)), at: self.mark())
    }

    /// A page of it as this actor may see it.
    func page(_ filter: RoadmapFilter, start: Int, for actor: Actor) async throws -> Roadmap {
        let wanted = PageWanted(filter: filter, start: start, withDrafts: RoadmapBoard.seesDrafts(actor))
        let mark = try await self.mark()
        return try await pages.get(wanted, at: mark) { [self] in
            Roadmap(
                try await items(ItemsWanted(plan: filter.plan, withDrafts: wanted.withDrafts), at: mark),
                dimensions: CityDimension.all.map(\.id), filter: filter, today: directory.today.civil.year, start: start, isOrdered: true)
        }
    }

    /// Agencies that have to do with any item this actor may see.
    func carriers(for actor: Actor, of plan: Identifier<PlanEdition>? = nil) async throws -> Set<Identifier<Agency>> {
        let wanted = ItemsWanted(plan: plan, withDrafts: RoadmapBoard.seesDrafts(actor))
        let mark = try await self.mark()
        return try await agencies.get(wanted, at: mark) { [self] in
            Set(try await items(wanted, at: mark).flatMap(\.agencies))
        }
    }

    /// Plans whose roadmap can be looked at beside the one that holds, the youngest first.
    func plans(for actor: Actor) async throws -> [PlanEdition] {
        try await database.read { tx in try tx.planEditions(.masterplan) }.filter { $0.status != .replaced && $0.maySee(actor) }
            .sorted { $0.id > $1.id }
    }

    /// What is planned beside an item that somebody may move: of the draft it belongs to, else of the plan that holds, of several its own.
    func items(beside item: RoadmapItem, for actor: Actor) async throws -> [RoadmapItem] {
        let all = try await items(ItemsWanted(plan: try await plan(of: item), withDrafts: true), at: self.mark())
        return RoadmapBoard.seesDrafts(actor) ? all : all.filter(\.isOpen)
    }

    private func plan(of item: RoadmapItem) async throws -> Identifier<PlanEdition>? {
        guard let point = ([item.subject] + item.covers).first(where: { $0.kind == "plan_node" }) else { return nil }
        let today = directory.today
        return try await database.read { tx -> Identifier<PlanEdition>? in
            guard let node = try tx.planNode(Identifier(point.id)), let edition = try tx.planEdition(node.edition) else { return nil }
            if edition.isDraft { return edition.id }
            let holding = try tx.holdingPlans(on: today)
            return holding.count > 1 && holding.contains { $0.id == edition.id } ? edition.id : nil
        }
    }

    /// The way to the plan whose roadmap is wanted. Where none is named it is the one that holds: of several the one that was adopted
    /// last, as in the matrix and in books, for two plans together are nobody's. `nil` for all there is, where no more than one holds.
    private static func way(_ tx: Transaction, _ plan: Identifier<PlanEdition>?, on today: Day) throws -> PlanWay? {
        if let plan { return try tx.planWay(.system, on: today, to: plan) }
        guard try tx.holdingPlans(on: today).count > 1, let current = try tx.currentEdition(kind: .masterplan, on: today) else {
            return nil
        }
        return try tx.planWay(.system, on: today, to: current.id)
    }

    static func seesDrafts(_ actor: Actor) -> Bool {
        actor.kind == .system || [.readPlans, .writePlans, .stewardPlans, .adoptPlans].contains(where: actor.mayAnywhere)
    }

    /// Another text whenever something may be different: after every write, and on another day, which may be another plan's. Taken before
    /// anything is read, so that what is kept may be newer than its mark, never older.
    func mark() async throws -> String { "\(directory.today) \(try await database.changeMark())" }

    func items(_ wanted: ItemsWanted, at mark: String) async throws -> [RoadmapItem] {
        try await read.get(wanted, at: mark) { [self] in
            if !wanted.withDrafts {
                if let plan = wanted.plan { try await needOpen(plan) }
                return try await items(ItemsWanted(plan: wanted.plan, withDrafts: true), at: mark).filter(\.isOpen)
            }
            let today = directory.today
            let all = try await database.read { [sources] tx in
                try sources.items(tx, of: try RoadmapBoard.way(tx, wanted.plan, on: today))
            }
            return Roadmap.ordered(all, dimensions: CityDimension.all.map(\.id))
        }
    }

    /// Which sheets are meant for a draft is for those who work on plans, though everybody may read the sheets.
    private func needOpen(_ plan: Identifier<PlanEdition>) async throws {
        let edition = try await database.read { tx in try tx.planEdition(plan) }
        guard let edition, !edition.isDraft else { throw AppError.notFound }
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
