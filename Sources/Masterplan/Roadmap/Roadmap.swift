import Directory
import Kernel
import Work

/// The roadmap as somebody sees it: items by dimension, years, and what each year costs. A value; the drawing, the list, the exports and
/// the API are made of it.
package struct Roadmap: Sendable, Hashable {
    /// One dimension's items; the last group, if any, has none.
    package struct Group: Sendable, Hashable {
        /// Code of the dimension; `nil` for items without one.
        package var dimension: String?
        package var items: [RoadmapItem]
    }

    package var filter: RoadmapFilter
    package var years: ClosedRange<Int>
    package var groups: [Group]
    /// Rupiah by year, each amount once, over all items that fit whether shown on this page or not.
    package var totals: [Int: Int]
    /// How many items do something in a year.
    package var counts: [Int: Int]
    /// How many items fit.
    package var count: Int
    /// From which of them on this page shows; and how many a page shows.
    package var start: Int
    package static let pageSize = 60

    package var items: [RoadmapItem] { groups.flatMap(\.items) }
    package var next: Int? { start + items.count < count ? start + items.count : nil }

    /// - Parameters:
    ///   - items: all there are, in any order.
    ///   - dimensions: codes in the order in which they stand.
    ///   - isOrdered: whether they are in the order of ``ordered(_:dimensions:)`` already.
    ///   - start: the first to be shown; all that follow when `limit` is `nil`.
    package init(
        _ items: [RoadmapItem], dimensions: [String], filter: RoadmapFilter = RoadmapFilter(), today: Int, start: Int = 0,
        limit: Int? = Roadmap.pageSize, isOrdered: Bool = false
    ) {
        self.filter = filter
        let fitting = items.filter(filter.fits)
        let first = filter.from ?? Roadmap.firstYear(fitting) ?? today
        years = first...(first + filter.horizon.length - 1)
        let placed = isOrdered ? fitting : Roadmap.ordered(fitting, dimensions: dimensions)
        count = placed.count
        self.start = min(max(0, start), count)
        let shown = placed.dropFirst(self.start).prefix(limit ?? .max)
        groups = []
        for item in shown {
            if groups.last.map({ $0.dimension == item.dimension }) ?? false {
                groups[groups.count - 1].items.append(item)
            } else {
                groups.append(Group(dimension: item.dimension, items: [item]))
            }
        }
        totals = [:]
        counts = [:]
        for item in fitting {
            for line in item.money { totals[line.year, default: 0] += line.amount }
            for year in item.activities.keys { counts[year, default: 0] += 1 }
        }
    }

    /// By dimension, then by their first year, then by code.
    package static func ordered(_ items: [RoadmapItem], dimensions: [String]) -> [RoadmapItem] {
        let order = Dictionary(dimensions.enumerated().map { ($1, $0) }) { first, _ in first }
        let placed = items.map { (order[$0.dimension ?? ""] ?? dimensions.count, $0.years.first ?? .max, $0) }
        return placed.sorted { a, b in
            (a.0, a.1, a.2.code, a.2.title, a.2.subject.id) < (b.0, b.1, b.2.code, b.2.title, b.2.subject.id)
        }.map { $0.2 }
    }

    private static func firstYear(_ items: [RoadmapItem]) -> Int? {
        items.lazy.compactMap { item in (Array(item.activities.keys) + item.money.map(\.year)).min() }.min()
    }
}
