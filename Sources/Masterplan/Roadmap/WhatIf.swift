import Directory
import Kernel
import Work

/// What the totals would be if one item were done in other years. Nothing is kept by asking.
package struct WhatIf: Sendable {
    /// One year before and after.
    package struct Year: Sendable, Hashable {
        package var year: Int
        /// Rupiah of the item itself.
        package var itemBefore = 0
        package var itemAfter = 0
        /// Of everything in the roadmap.
        package var allBefore = 0
        package var allAfter = 0
        /// Of everything that the same agency leads.
        package var leadBefore = 0
        package var leadAfter = 0
        /// How many items do something then.
        package var countBefore = 0
        package var countAfter = 0
    }

    package let before: RoadmapItem
    package let after: RoadmapItem
    /// Years in which anything is done or paid, in order.
    package let years: [Year]

    package init(_ items: [RoadmapItem], moving before: RoadmapItem, to after: RoadmapItem) {
        self.before = before
        self.after = after
        var years: [Int: Year] = [:]
        func add(_ item: RoadmapItem, isOwn: Bool, before isBefore: Bool) {
            let isLed = item.lead != nil && item.lead == before.lead
            for (year, amount) in item.money.byYear {
                var line = years[year] ?? Year(year: year)
                if isBefore {
                    line.allBefore += amount
                    if isLed { line.leadBefore += amount }
                    if isOwn { line.itemBefore += amount }
                } else {
                    line.allAfter += amount
                    if isLed { line.leadAfter += amount }
                    if isOwn { line.itemAfter += amount }
                }
                years[year] = line
            }
            for year in item.activities.keys {
                var line = years[year] ?? Year(year: year)
                if isBefore { line.countBefore += 1 } else { line.countAfter += 1 }
                years[year] = line
            }
        }
        let others = items.filter { $0.subject != before.subject }
        for item in others {
            add(item, isOwn: false, before: true)
            add(item, isOwn: false, before: false)
        }
        add(before, isOwn: true, before: true)
        add(after, isOwn: true, before: false)
        self.years = years.values.sorted { $0.year < $1.year }
    }

    /// The item as a form or a program says it shall be moved.
    /// - Parameters:
    ///   - year: the one year of it that is moved; `nil` moves all of it.
    ///   - target: the year that it, or the first of them, goes to.
    /// - Throws: 422 for years that cannot be, or in which the item does nothing.
    package static func moved(_ item: RoadmapItem, year: Int?, to target: Int) throws -> RoadmapItem {
        guard MoneyLine.years.contains(target) else { throw AppError.invalid("ke", Message("plan.money.bad_year", ["year": "\(target)"])) }
        let own = Set(item.activities.keys).union(item.money.map(\.year))
        guard let first = year ?? own.min() else { throw AppError.invalid("ke", "roadmap.move.nothing") }
        guard own.contains(first) else { throw AppError.invalid("tahun", Message("roadmap.move.not_then", ["year": "\(first)"])) }
        let after = item.moved(year: year, by: target - first)
        if let wrong = Set(after.activities.keys).union(after.money.map(\.year)).first(where: { !MoneyLine.years.contains($0) }) {
            throw AppError.invalid("ke", Message("plan.money.bad_year", ["year": "\(wrong)"]))
        }
        return after
    }
}
