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
        if let time, distinct(time.name) > 2 {
            return ChartSpec(.line, x: time.name, series: series, figure: .sum, value: figure?.name)
        }
        let x = (area ?? few ?? time ?? table.columns[0]).name
        return ChartSpec(.bar, x: x, figure: .sum, value: figure?.name, sort: .greatest)
    }

    /// Between six and forty names make a chart; the nearer, the better.
    private static func distance(_ count: Int) -> Int { count < 3 ? 100 - count : count > 40 ? count : 0 }
}
