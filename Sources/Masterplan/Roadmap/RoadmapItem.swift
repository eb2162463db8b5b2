import Directory
import Kernel
import Work

/// Something that is done in some years and costs something: a strategy, an initiative, an innovation sheet. The roadmap, the
/// budget pages and the warnings are made of these and of nothing else.
package struct RoadmapItem: Sendable, Hashable {
    /// The record it stands for.
    package var subject: Reference
    package var code: String
    package var title: String
    /// Where it is read.
    package var link: String?
    /// Code of the smart-city dimension, such as `governance`; `nil` while it has none.
    package var dimension: String?
    package var lead: Identifier<Agency>?
    /// Agencies that have accepted to support it. Its money is counted once, however many there are.
    package var supporters: [Identifier<Agency>]
    /// Years in which something is done, with what; the text may be empty.
    package var activities: [Int: String]
    package var money: [MoneyLine]
    /// Of the record that keeps years and money, for compare-and-set.
    package var version: Int
    /// Records whose years and money this one says already, such as the node that a sheet elaborates: they are left out beside it.
    package var covers: [Reference]
    /// Codes of the sub-activities that it names as the ones that pay for it.
    package var subActivities: [String]
    /// Whether everyone may see it: what a plan that was adopted has, not what a draft has.
    package var isOpen: Bool

    package init(
        subject: Reference, code: String = "", title: String, link: String? = nil, dimension: String? = nil,
        lead: Identifier<Agency>? = nil, supporters: [Identifier<Agency>] = [], activities: [Int: String] = [:], money: [MoneyLine] = [],
        version: Int = 0, covers: [Reference] = [], subActivities: [String] = [], isOpen: Bool = true
    ) {
        self.subject = subject
        self.code = code
        self.title = title
        self.link = link
        self.dimension = dimension
        self.lead = lead
        self.supporters = supporters
        self.activities = activities
        self.money = money
        self.version = version
        self.covers = covers
        self.subActivities = subActivities
        self.isOpen = isOpen
    }

    /// Years in which something is done, in order.
    package var years: [Int] { activities.keys.sorted() }

    /// Agencies that have to do with it.
    package var agencies: [Identifier<Agency>] { (lead.map { [$0] } ?? []) + supporters }

    /// The same in other years: activities and money of one year, or of all when `year` is `nil`, go `by` so many years later
    /// (negative: earlier). What falls on a year that is taken is joined with what is there.
    package func moved(year: Int? = nil, by shift: Int) -> RoadmapItem {
        var item = self
        item.activities = [:]
        for (at, text) in activities.sorted(by: { $0.key < $1.key }) {
            let to = year == nil || year == at ? at + shift : at
            let there = item.activities[to] ?? ""
            item.activities[to] = there.isEmpty || there == text ? text : text.isEmpty ? there : "\(there)\n\(text)"
        }
        item.money = money.map { line in
            var line = line
            if year == nil || year == line.year { line.year += shift }
            return line
        }
        return item
    }
}
