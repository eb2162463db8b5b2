import Columns
import Directory
import Ingest
import Kernel
import Rows
import Web

/// A chart that can be shown: its drawing, and what must be said beside it.
package struct ChartDrawing: Sendable {
    /// What is drawn.
    package enum Content: Sendable {
        case plot(Plot)
        case map(AreaMap)
    }

    package var spec: ChartSpec
    package var title: String
    package var content: Content
    package var notes: [String]
    package var source: String

    /// On a page.
    package func html(_ page: Page, id: String, hasTable: Bool = true) -> HTML {
        let notes = notes.html { "<p class=\"hint\">\($0)</p>" }
        return switch content {
        case .plot(let plot): "\(PlotFigure(page, plot, id: id, hasTable: hasTable))\(notes)"
        case .map(let map): "\(map)\(notes)"
        }
    }

    /// As a file.
    package func file(_ page: Page, link: String?) -> PlotFile {
        switch content {
        case .plot(let plot): PlotFile(page, plot, link: link)
        case .map(let map): PlotFile(page, map: map, source: source, link: link)
        }
    }

    /// The figures as rows, the heading first; what is missing is empty.
    package var rows: [[String]] {
        switch content {
        case .plot(let plot):
            [[plot.nameTitle] + plot.series] + plot.rows.map { [$0.label] + $0.values.map { $0.map(ChartDrawing.plain) ?? "" } }
        case .map(let map): [["", map.valueTitle ?? ""]] + map.figures.map { [$0.name, $0.value.map(ChartDrawing.plain) ?? ""] }
        }
    }

    /// Without exponent and without needless decimals, for programs.
    private static func plain(_ value: Double) -> String { Number("\(value)")?.text ?? "\(value)" }
}

/// Draws charts of one version for one reader. Asks the version, so it belongs off the cooperative threads.
package struct ChartMaker: Sendable {
    package let page: Page
    package let table: TableText
    package let file: ColumnFile
    package let places: PlacesSnapshot
    /// Who says so: producer, dataset, version and day.
    package let source: String
    /// Leads to the rows that a condition finds; `nil` where there is no such page.
    package var link: (@Sendable (RowFilter) -> String?)?

    package init(
        page: Page, table: TableText, file: ColumnFile, places: PlacesSnapshot, source: String,
        link: (@Sendable (RowFilter) -> String?)? = nil
    ) {
        self.page = page
        self.table = table
        self.file = file
        self.places = places
        self.source = source
        self.link = link
    }

    /// - Parameters:
    ///   - filter: what the spec's filter says, with the reader's own limits.
    ///   - id: unique on the page.
    /// - Throws: `invalid` with a sentence that says which other choice helps.
    package func draw(_ spec: ChartSpec, filter: RowFilter, id: String) throws(AppError) -> ChartDrawing {
        for name in [spec.x, spec.series, spec.value].compactMap(\.self) where table[name] == nil {
            throw .invalid("_menurut", Message("chart.no_column", ["column": name]))
        }
        switch spec.kind {
        case .points: return try points(spec, filter, id)
        case .areas: return try areas(spec, filter, id)
        default: return try plot(spec, filter)
        }
    }

    // MARK: Words

    package func title(_ spec: ChartSpec) -> String {
        if let title = spec.title { return title }
        // Maps go by the area, whatever else is chosen.
        let named = spec.kind == .areas ? table.columns.first { $0.role == .areaName } ?? table.areaCode : table[spec.x]
        let x = (named?.title ?? spec.x).lowercasedFirst
        if spec.kind == .points { return page.t("chart.title.points", ["x": table.title(spec.x)]) }
        let title =
            spec.value.map { value in
                let words = table.title(value)
                if isSaid(spec, words) { return page.t("chart.title.plain", ["value": words, "x": x]) }
                return page.t("chart.title.figure", ["figure": page.t(figure(spec)), "value": words.lowercasedFirst, "x": x])
            } ?? page.t("chart.title.count", ["x": x])
        guard let series = spec.series, spec.kind != .areas else { return title }
        return page.t("chart.title.series", ["title": title, "series": table.title(series).lowercasedFirst])
    }

    /// Whether a heading says by itself that it is a sum: nobody wants to read of the sum of the total.
    private func isSaid(_ spec: ChartSpec, _ title: String) -> Bool {
        let first = title.lowercased().prefix { !$0.isWhitespace }
        return spec.figure == .sum && ["jumlah", "total", "banyak", "banyaknya", "volume", "luas", "panjang"].contains(String(first))
    }

    private func figure(_ spec: ChartSpec) -> TextKey { TextKey("chart.figure.\(spec.figure.rawValue)") }

    func valueTitle(_ spec: ChartSpec) -> String {
        guard let value = spec.value, let column = table[value] else { return page.t("chart.value.count") }
        if isSaid(spec, column.title) { return column.titleWithUnit }
        let isUnitKept = spec.figure != .count && spec.figure != .countDistinct
        return page.t(
            "chart.value.figure", ["figure": page.t(figure(spec)), "value": isUnitKept ? column.titleWithUnit : column.title])
    }

    /// A region's code is told by its name; anything else as it is written.
    func name(_ value: Datum, of column: TableText.Column?) -> String {
        if case .text(let text) = value, column?.role == .areaCode || column == table.areaCode, let code = RegionCode(text),
            let region = places.region(code)
        {
            return region.name
        }
        return DatumWords.text(value, column, page) ?? page.t("chart.blank")
    }

    var format: ChartFormat {
        return { [words = page.format] value in FigureWords.full(value, words) }
    }
    private var short: ChartFormat {
        return { [words = page.format] value in FigureWords.short(value, words) }
    }

    /// Days and months as they are written along a foot, where there is little room.
    private func tick(_ value: Datum, _ column: TableText.Column?) -> String? {
        switch value {
        case .day(let day): page.format.shortDay(day)
        case .text(let text) where column?.isMonth == true: page.format.month(text, isShort: true)
        default: nil
        }
    }

    // MARK: Bars, lines, columns

    private func plot(_ spec: ChartSpec, _ filter: RowFilter) throws(AppError) -> ChartDrawing {
        let figures = try spec.figures(file, filter: filter)
        let column = table[spec.x]
        let rows = figures.lines.map { line in
            let condition: RowFilter = line.key.text.map { .compare(spec.x, .equal, $0) } ?? .isMissing(spec.x)
            return ChartRow(name(line.key, of: column), line.values, link: link?(condition), tick: tick(line.key, column))
        }
        let series =
            figures.series.isEmpty
            ? [valueTitle(spec)] : figures.series.map { name($0, of: spec.series.flatMap { table[$0] }) }
        var notes: [String] = []
        if figures.cutLines > 0 { notes.append(page.t("chart.cut_lines", ["count": page.format.number(figures.cutLines)])) }
        if figures.cutSeries > 0 { notes.append(page.t("chart.cut_series", ["count": page.format.number(figures.cutSeries)])) }
        let title = title(spec)
        let plot = Plot(
            spec.kind.plot ?? .bar, title, nameTitle: table.title(spec.x), valueTitle: valueTitle(spec), series: series, rows: rows,
            source: source, short: short, format: format)
        return ChartDrawing(spec: spec, title: title, content: .plot(plot), notes: notes, source: source)
    }
}

extension String {
    /// A heading within a sentence: `Jumlah murid` as `jumlah murid`, but `NPSN` as it is.
    var lowercasedFirst: String {
        guard let first, first.isUppercase, dropFirst().first?.isLowercase ?? false else { return self }
        return first.lowercased() + dropFirst()
    }
}
