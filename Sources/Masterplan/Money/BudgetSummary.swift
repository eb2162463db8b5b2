import Directory
import Kernel

/// Money of the roadmap added up every way people ask for, each amount once however many agencies share a thing.
package struct BudgetSummary: Sendable, Equatable {
    /// Rupiah by year, over all years.
    package var byYear: [Int: Int] = [:]
    /// Of the year looked at.
    package var bySource: [FundSource: Int] = [:]
    /// By who has it in its budget; where nobody is named, by who leads.
    package var byAgency: [Identifier<Agency>: Int] = [:]
    /// Of things that no agency leads or pays.
    package var withoutAgency = 0
    /// By dimension; the empty code for things without one.
    package var byDimension: [String: Int] = [:]
    package var total = 0

    /// - Parameter year: the one looked at; `nil` for all of them together.
    package init(_ items: [RoadmapItem], year: Int?) {
        for item in items {
            for line in item.money {
                byYear[line.year, default: 0] += line.amount
                guard year == nil || year == line.year else { continue }
                total += line.amount
                bySource[line.source, default: 0] += line.amount
                byDimension[item.dimension ?? "", default: 0] += line.amount
                if let agency = line.agency ?? item.lead {
                    byAgency[agency, default: 0] += line.amount
                } else {
                    withoutAgency += line.amount
                }
            }
        }
    }
}

/// What does not go together in a year of a plan.
package struct MoneyWarning: Sendable, Hashable {
    /// What does not fit between work, money and the Renja.
    package enum Kind: String, Sendable, CaseIterable {
        case moneyWithoutActivity = "money_without_activity"
        case activityWithoutMoney = "activity_without_money"
        /// Nothing in the Renja pays for it.
        case notInRenja = "not_in_renja"
        /// The Renja has less than is planned.
        case lessInRenja = "less_in_renja"
        /// Spent under a sub-activity that has no money in the Renja.
        case spentWithoutPlan = "spent_without_plan"
        /// More was spent than the Renja has.
        case overspent
        package var label: TextKey { TextKey("money.warning.\(rawValue)") }
    }

    package var kind: Kind
    package var item: RoadmapItem
    package var year: Int
    /// Rupiah that it is about.
    package var amount: Int

    /// Money and activity that miss each other.
    package static func of(_ items: [RoadmapItem], year: Int? = nil) -> [MoneyWarning] {
        items.flatMap { item -> [MoneyWarning] in
            let money = item.money.byYear.filter { $0.value > 0 }
            let years = Set(item.activities.keys).union(money.keys).filter { year == nil || $0 == year }.sorted()
            return years.compactMap { at in
                switch (item.activities[at] != nil, money[at]) {
                case (true, nil): MoneyWarning(kind: .activityWithoutMoney, item: item, year: at, amount: 0)
                case (false, let amount?): MoneyWarning(kind: .moneyWithoutActivity, item: item, year: at, amount: amount)
                default: nil
                }
            }
        }
    }

    /// What of a year the Renja does not have, and what was spent beyond it.
    package static func of(_ lines: [RenjaLine], year: Int) -> [MoneyWarning] {
        lines.flatMap { line -> [MoneyWarning] in
            var found: [MoneyWarning] = []
            func warn(_ kind: Kind, _ amount: Int) { found.append(MoneyWarning(kind: kind, item: line.item, year: year, amount: amount)) }
            if line.planned > 0, line.inRenja == 0 {
                warn(.notInRenja, line.planned)
            } else if line.inRenja < line.planned {
                warn(.lessInRenja, line.planned - line.inRenja)
            }
            // By sub-activity: what one has left does not pay for another.
            let beyond = line.entries.reduce(0) { $0 + max(0, $1.spent - $1.planned) }
            if beyond > 0 { warn(line.inRenja == 0 ? .spentWithoutPlan : .overspent, beyond) }
            return found
        }
    }
}
