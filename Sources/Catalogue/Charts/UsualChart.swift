import Columns
import Ingest
import Kernel

extension ChartSpec {
    /// The chart somebody sees who has not asked for a particular one: figures by area or over time where a table has them.
    package static func usual(for table: TableText, distinct: (String) -> Int) -> ChartSpec {
        let figure = table.columns.first { $0.role == .measure && $0.type.isNumeric } ?? table.columns.first(where: \.isFigure)
        let named = table.columns.filter { $0.name != figure?.name && (!$0.type.isNumeric || $0.isCode) }
        let time = named.first { ($0.type == .year || $0.role == .period || $0.name == "tahun") && distinct($0.name) > 1 }
        let names = named.filter { $0.role != .identifier && $0.role != .note && $0.name != time?.name && distinct($0.name) > 1 }
        let few = names.min { distance(distinct($0.name)) < distance(distinct($1.name)) }
        let area = table.columns.first { $0.role == .areaName && distinct($0.name) > 1 }
        let series = few.flatMap { distinct($0.name) <= 6 ? $0.name : nil }
        let together = figure.map { way(of: $0) } ?? .sum
        if let time, distinct(time.name) > 2 {
            // Several lines of so many points cover each other.
            let apart = distinct(time.name) <= mostPointsOfSeveral ? series : nil
            return ChartSpec(.line, x: time.name, series: apart, figure: together, value: figure?.name)
        }
        let x = (area ?? few ?? time ?? table.columns[0]).name
        return ChartSpec(.bar, x: x, figure: together, value: figure?.name, sort: .greatest)
    }

    private static let mostPointsOfSeveral = 60

    /// Words in the names of figures whose sum says nothing.
    private static let neverAdded: Set<String> = ["harga", "price", "persen", "persentase", "rasio", "rata", "indeks", "index", "rerata"]

    /// How a figure is put together: prices, shares and indices by their average, all others by their sum.
    private static func way(of figure: TableText.Column) -> Grouping.Figure {
        let unit = figure.unit?.lowercased() ?? ""
        let words = "\(figure.name) \(figure.title)".lowercased().split { !$0.isLetter }
        let isRate = unit.contains("%") || unit.contains("persen") || words.contains { neverAdded.contains(String($0)) }
        return isRate ? .average : .sum
    }

    /// Between six and forty names make a chart; the nearer, the better.
    private static func distance(_ count: Int) -> Int { count < 3 ? 100 - count : count > 40 ? count : 0 }
}
