import Columns
import Ingest
import Kernel

extension ChartSpec {
    /// The map somebody sees who has not asked for a particular one: its points, or else its areas by the first figure. `nil` where the
    /// table has neither.
    package static func usualMap(for table: TableText) -> ChartSpec? {
        if table.place != nil { return ChartSpec(.points, x: pointName(table)) }
        guard let code = table.areaCode else { return nil }
        let measure = table.columns.first { $0.role == .measure && $0.type.isNumeric } ?? table.columns.first(where: \.isFigure)
        return ChartSpec(.areas, x: code.name, figure: measure.map(figure) ?? .count, value: measure?.name)
    }

    /// What a dot is called: the first text that is neither a code nor a region's name.
    private static func pointName(_ table: TableText) -> String {
        let texts = table.columns.filter { $0.type.isText && $0.role != .areaCode && $0.role != .areaName && $0.role != .note }
        return
            (texts.first { $0.name.lowercased().hasPrefix("nama") } ?? texts.first { $0.role != .identifier && !$0.isCode }
            ?? table.columns[0])
            .name
    }

    /// Shares and rates cannot be added up.
    private static func figure(_ column: TableText.Column) -> Grouping.Figure {
        let unit = (column.unit ?? "").lowercased()
        return unit.contains("%") || unit.contains("persen") || unit.contains("/") || unit.contains(" per ") || unit.contains("indeks")
            ? .average : .sum
    }
}

extension TableText {
    /// Whether there is something to be put on a map.
    package var hasMap: Bool { areaCode != nil || place != nil }

    /// The column that tells years or other periods apart, by which a map of areas must be narrowed before figures are added up.
    package var time: Column? { columns.first { $0.type == .year || $0.role == .period || $0.name == "tahun" } }
}
