import Kernel

/// Figures by name: what a chart shows, before anything is said of how it is drawn.
package struct Plot: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case line, column, bar
        case stackedColumn = "stacked-column"
        case stackedBar = "stacked-bar"

        package var isStacked: Bool { self == .stackedColumn || self == .stackedBar }
        /// Whether names stand below each other and values run to the right.
        package var isLying: Bool { self == .bar || self == .stackedBar }
    }

    package var kind: Kind
    package var title: String
    /// Heading of the rows' names, such as "Kecamatan".
    package var nameTitle: String
    /// What the values are, with their unit, such as "Produksi (ton)".
    package var valueTitle: String
    /// Six at most can be told apart.
    package var series: [String]
    package var rows: [ChartRow]
    /// A value in full.
    package var format: ChartFormat
    /// A value in as few letters as possible, for axes.
    package var short: ChartFormat
    /// Who says so and of when; stands below the drawing.
    package var source: String?

    package static let mostSeries = 6

    package init(
        _ kind: Kind, _ title: String, nameTitle: String, valueTitle: String, series: [String], rows: [ChartRow], source: String? = nil,
        short: ChartFormat? = nil, format: @escaping ChartFormat
    ) {
        self.kind = kind
        self.title = title
        self.nameTitle = nameTitle
        self.valueTitle = valueTitle
        self.series = Array(series.prefix(Plot.mostSeries))
        self.rows = rows
        self.source = source
        self.format = format
        self.short = short ?? format
    }

    func value(_ row: ChartRow, _ series: Int) -> Double? {
        guard series < row.values.count, let value = row.values[series], value.isFinite else { return nil }
        return value
    }

    /// Everything an axis must span; of stacks their heights above and below zero.
    var extremes: [Double] {
        guard kind.isStacked else { return rows.flatMap { row in series.indices.compactMap { value(row, $0) } } }
        return rows.flatMap { row in
            let values = series.indices.compactMap { value(row, $0) }
            return values.isEmpty ? [] : [values.filter { $0 > 0 }.reduce(0, +), values.filter { $0 < 0 }.reduce(0, +)]
        }
    }

    /// How many values are not there.
    var missing: Int { rows.reduce(0) { count, row in count + series.indices.count { value(row, $0) == nil } } }
}
