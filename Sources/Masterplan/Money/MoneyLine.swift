import Directory
import Kernel

/// Where money for a plan comes from.
package enum FundSource: String, Sendable, CaseIterable, Codable {
    /// APBD of the regency: own revenue, general allocation, shared taxes.
    case regency
    /// APBD of the province.
    case province
    /// APBN, special allocations (DAK) included.
    case national
    /// Village funds.
    case village
    /// Companies' social duty (CSR).
    case company
    /// Government and business together (KPBU).
    case partnership
    case grant
    case other

    package var label: TextKey { TextKey("plan.fund.\(rawValue)") }
}

/// Money for one year of something planned. Amounts are whole rupiah.
package struct MoneyLine: Hashable, Sendable {
    package var year: Int
    package var source: FundSource
    /// Who has it in its budget; `nil` while nobody has.
    package var agency: Identifier<Agency>?
    package var amount: Int

    package init(year: Int, source: FundSource, agency: Identifier<Agency>? = nil, amount: Int) {
        self.year = year
        self.source = source
        self.agency = agency
        self.amount = amount
    }

    /// More than the whole budget of any regency for two years; who types this has typed a digit too many.
    package static let most = 10_000_000_000_000
    /// Years that a plan may speak of.
    package static let years = 2000...2099

    /// What is wrong with the line; `nil` when nothing is.
    package var fault: Message? {
        if !MoneyLine.years.contains(year) { return Message("plan.money.bad_year", ["year": "\(year)"]) }
        if amount < 0 { return "plan.money.negative" }
        if amount > MoneyLine.most { return Message("plan.money.absurd", ["most": Format(language: .indonesian).rupiah(MoneyLine.most)]) }
        return nil
    }
}

extension Sequence<MoneyLine> {
    /// Rupiah by year.
    package var byYear: [Int: Int] { reduce(into: [:]) { $0[$1.year, default: 0] += $1.amount } }
    /// Rupiah in all.
    package var total: Int { reduce(0) { $0 + $1.amount } }
}
