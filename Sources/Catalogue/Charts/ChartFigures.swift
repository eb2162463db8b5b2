import Columns
import Kernel

/// The figures of a chart, asked of a version.
package struct ChartFigures: Sendable {
    /// The figures at one place of the axis.
    package struct Line: Sendable {
        package var key: Datum
        /// One for each series; `nil` where there is none.
        package var values: [Double?]
    }

    package var lines: [Line]
    /// The series' values; empty when there is one only.
    package var series: [Datum]
    /// Names that there are besides.
    package var cutLines: Int
    package var cutSeries: Int
    /// Rows the chart is about.
    package var rows: Int

    /// Groups that are looked at before the greatest are chosen.
    static let mostGroups = 20_000
}

extension ChartSpec {
    /// How many names a kind can show so that they can be read.
    var mostShown: Int {
        switch kind {
        case .bar, .stackedBar: min(top ?? 25, 60)
        case .column, .stackedColumn: min(top ?? 40, 60)
        case .line: min(top ?? ChartSpec.mostNames, ChartSpec.mostNames)
        case .areas, .points: ChartSpec.mostNames
        }
    }

    /// - Throws: `invalid` when there is no such column, a figure makes no sense for its column, or there are too many names.
    package func figures(_ file: ColumnFile, filter: RowFilter) throws(AppError) -> ChartFigures {
        let set = try file.rows(matching: filter)
        let isOne = series == nil || kind == .areas
        let columns = isOne ? [x] : [x, series ?? x]
        var grouping = Grouping(columns, [Grouping.Aggregate(figure, value)])
        grouping.limit = ChartFigures.mostGroups
        let found = try file.groups(grouping, in: set)
        guard found.total <= ChartFigures.mostGroups else {
            throw .invalid("_menurut", Message("chart.too_many", ["count": "\(found.total)", "column": x]))
        }
        let shown = isOne ? [] : Self.greatest(found.groups)
        var places: [Datum: Int] = [:]
        for (index, value) in shown.prefix(6).enumerated() { places[value] = index }
        var lines: [ChartFigures.Line] = []
        var index: [Datum: Int] = [:]
        // Where no row is, nothing was counted: that is a figure. A sum of nothing is none.
        let none: Double? = figure == .count || figure == .countDistinct ? 0 : nil
        for group in found.groups {
            let key = group.keys[0]
            if index[key] == nil {
                index[key] = lines.count
                lines.append(.init(key: key, values: Array(repeating: isOne ? nil : none, count: isOne ? 1 : min(shown.count, 6))))
            }
            let place = isOne ? 0 : places[group.keys[1]]
            if let place, let line = index[key] { lines[line].values[place] = group.figures[0].double }
        }
        lines = sorted(lines)
        let kept = Array(lines.prefix(mostShown))
        return ChartFigures(
            lines: kept, series: Array(shown.prefix(6)), cutLines: lines.count - kept.count, cutSeries: max(0, shown.count - 6),
            rows: set.count)
    }

    /// The series with the greatest figures first chosen, then in their own order.
    private static func greatest(_ groups: [Groups.Group]) -> [Datum] {
        var weight: [Datum: Double] = [:]
        var order: [Datum] = []
        for group in groups {
            if weight[group.keys[1]] == nil { order.append(group.keys[1]) }
            weight[group.keys[1], default: 0] += abs(group.figures[0].double ?? 0)
        }
        let chosen = Set(order.sorted { weight[$0, default: 0] > weight[$1, default: 0] }.prefix(6))
        let inOrder = order.filter { chosen.contains($0) }.sorted(by: DatumOrder.isBefore)
        return inOrder + order.filter { !chosen.contains($0) }
    }

    private func sorted(_ lines: [ChartFigures.Line]) -> [ChartFigures.Line] {
        func total(_ line: ChartFigures.Line) -> Double? {
            let values = line.values.compactMap(\.self)
            return values.isEmpty ? nil : values.reduce(0, +)
        }
        // Lines go by their names, or they would go back and forth. What is missing comes last.
        let sort = kind == .line ? Sort.name : self.sort
        return lines.enumerated().sorted { a, b in
            if (a.element.key == .missing) != (b.element.key == .missing) { return b.element.key == .missing }
            guard sort != .name else { return a.offset < b.offset }
            switch (total(a.element), total(b.element)) {
            case (let a?, let b?) where a != b: return sort == .greatest ? a > b : a < b
            case (_?, nil): return true
            case (nil, _?): return false
            default: return a.offset < b.offset
            }
        }.map(\.element)
    }
}

/// Values of one column in their order.
enum DatumOrder {
    static func isBefore(_ a: Datum, _ b: Datum) -> Bool {
        switch (a, b) {
        case (.missing, _): false
        case (_, .missing): true
        case (.text(let a), .text(let b)): a < b
        case (.integer(let a), .integer(let b)): a < b
        case (.number(let a), .number(let b)): a < b
        case (.day(let a), .day(let b)): a < b
        case (.instant(let a), .instant(let b)): a < b
        case (.year(let a), .year(let b)): a < b
        case (.boolean(let a), .boolean(let b)): !a && b
        default: (a.text ?? "") < (b.text ?? "")
        }
    }
}
