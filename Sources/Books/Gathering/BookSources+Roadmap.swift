import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

extension BookSource {
    /// Initiatives of the masterplan with their years and money, but for those that a sheet elaborates.
    static func initiatives(_ roadmap: RoadmapSources) -> BookSource {
        BookSource { data, at in
            guard at.way?.plan != nil else { return }
            let items = try roadmap.items(at.tx, of: at.way).filter { $0.subject.kind == "plan_node" }
            data.initiatives =
                items
                .map { BookSource.initiative($0, at) }
                .sorted { ($0.dimension, $0.code, $0.title) < ($1.dimension, $1.code, $1.title) }
        }
    }

    private static func initiative(_ item: RoadmapItem, _ at: BookGathering) -> BookData.Sheet {
        var said = BookData.Sheet()
        said.code = item.code
        said.title = item.title
        said.dimension = item.dimension ?? ""
        said.lead = at.agency(item.lead?.text)
        said.supporters = item.supporters.map { at.agency($0.text) }
        let years = Set(item.activities.keys).union(item.money.map(\.year)).sorted()
        said.fromYear = years.first ?? 0
        said.toYear = years.last ?? 0
        said.isInPlan = item.isOpen
        said.initiative = item.title
        for year in years {
            let activity = item.activities[year] ?? ""
            let money = item.money.filter { $0.year == year }
            // One line for each source; what is done stands in the first.
            if money.isEmpty { said.years.append(BookData.Year(year: year, activity: activity, amount: nil)) }
            for (index, line) in money.enumerated() {
                said.years.append(
                    BookData.Year(year: year, activity: index == 0 ? activity : "", amount: line.amount, source: at.t(line.source.label)))
            }
        }
        said.subActivities = item.subActivities
        said.isUnbudgeted = item.subActivities.isEmpty
        said.link = PlanPaths.node(item.subject.id)
        return said
    }
}
