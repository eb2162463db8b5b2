import Kernel

extension BookData {
    /// Every year that the plan, a sheet or money speaks of.
    var years: ClosedRange<Int>? {
        let spans = [plan.map { [$0.fromYear, $0.toYear] } ?? []] + planned.map { [$0.fromYear, $0.toYear] + $0.years.map(\.year) }
        let all = spans.flatMap(\.self).filter { $0 > 0 }
        guard let first = all.min(), let last = all.max() else { return nil }
        // A typing error must not make a table of a thousand columns.
        return first...min(last, first + 19)
    }

    /// Everything that is planned, each thing once.
    var planned: [Sheet] { sheets + initiatives }
    func planned(of dimension: String) -> [Sheet] { planned.filter { $0.dimension == dimension } }
    func money(in year: Int) -> Int { planned.reduce(0) { $0 + $1.money(in: year) } }
    func sheets(of dimension: String) -> [Sheet] { sheets.filter { $0.dimension == dimension } }
    var money: Int { planned.reduce(0) { $0 + $1.money } }
}

extension BookData.Sheet {
    /// Rupiah, as far as anybody has said.
    var money: Int { years.reduce(0) { $0 + ($1.amount ?? 0) } }
    func money(in year: Int) -> Int { years.reduce(0) { $0 + ($1.year == year ? $1.amount ?? 0 : 0) } }
    var isShared: Bool { !supporters.isEmpty }
}
