import Directory
import Kernel
import Storage
import Web

/// Everything the budget page, its files and its endpoint say about one year.
package struct BudgetView: Sendable {
    package var year: Int
    /// Items that fit the filter.
    package var items: [RoadmapItem]
    package var summary: BudgetSummary
    package var lines: [RenjaLine]
    package var warnings: [MoneyWarning]
    /// Of the Renja: what pays for the roadmap, each sub-activity once.
    package var inRenja: Int
    package var spent: Int
    /// Planned, but with less or nothing in the Renja.
    package var notInRenja: Int

    package init(_ items: [RoadmapItem], year: Int, entries: [String: [RenjaEntry]]) {
        self.year = year
        self.items = items
        summary = BudgetSummary(items, year: year)
        lines = RenjaLine.lines(items, entries, year: year)
        warnings = MoneyWarning.of(items, year: year) + MoneyWarning.of(lines, year: year)
        (inRenja, spent) = RenjaLine.total(lines)
        notInRenja = lines.reduce(0) { $0 + max(0, $1.planned - $1.inRenja) }
    }
}

/// Of which year, of what, and whether drafts of the Renja count.
struct BudgetWanted: Hashable, Sendable {
    var year: Int?
    var filter: RoadmapFilter
    var withDrafts: Bool
}

extension RoadmapBoard {
    /// The budget of a year for a reader.
    /// - Parameter year: `nil` for this year, or the first in which anything is planned when that is later.
    package func budget(year: Int?, filter: RoadmapFilter, for actor: Actor) async throws -> BudgetView {
        let wanted = BudgetWanted(year: year, filter: filter, withDrafts: RoadmapBoard.seesDrafts(actor))
        let mark = try await self.mark()
        return try await budgets.get(wanted, at: mark) { [self] in try await budget(wanted, at: mark) }
    }

    private func budget(_ wanted: BudgetWanted, at mark: String) async throws -> BudgetView {
        let items = try await items(ItemsWanted(plan: wanted.filter.plan, withDrafts: wanted.withDrafts), at: mark).filter(
            wanted.filter.fits)
        let today = directory.today.civil.year
        let planned = Set(items.flatMap { $0.money.map(\.year) })
        let year = wanted.year ?? (planned.contains(today) ? today : planned.filter { $0 > today }.min() ?? planned.max() ?? today)
        let codes = Set(items.flatMap(\.subActivities))
        let entries =
            codes.isEmpty
            ? [:] : try await database.read { try $0.renjaEntries(codes, year: year, withDrafts: wanted.withDrafts) }
        return BudgetView(items, year: year, entries: entries)
    }
}
