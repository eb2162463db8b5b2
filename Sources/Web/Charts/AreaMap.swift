import Kernel

/// Areas shaded by a figure, with points on top or without, drawn by the server. An area without a figure is hatched, not pale.
package struct AreaMap: Component {
    package struct Area: Sendable {
        var name: String
        var rings: [[MapPoint]]
        var value: Double?
        var link: String?

        /// - Parameters:
        ///   - rings: every ring of every part; holes come out as holes.
        ///   - value: `nil` where there is none.
        package init(_ name: String, rings: [[MapPoint]], value: Double?, link: String? = nil) {
            self.name = name
            self.rings = rings
            self.value = value
            self.link = link
        }
    }

    package struct Point: Sendable {
        var at: MapPoint
        var name: String

        package init(_ at: MapPoint, name: String) {
            self.at = at
            self.name = name
        }
    }

    package struct LegendRow: Sendable {
        package var words: String
        var style: String
        var fill: String?
    }

    package var title: String
    /// What is shaded, with its unit; `nil` for a map of points.
    package var valueTitle: String?
    var page: Page
    var areas: [Area]
    var points: [Point]
    var classes: AreaClasses
    var format: ChartFormat
    var source: String?
    var id: String
    var hasTable: Bool
    /// Where it can become a live map; `nil` where it stays a drawing.
    package var live: LiveMap?

    /// - Parameters:
    ///   - way: how values are put into classes.
    ///   - id: unique on the page.
    package init(
        _ page: Page, _ title: String, valueTitle: String? = nil, areas: [Area], points: [Point] = [], way: AreaClasses.Way = .quantile,
        source: String? = nil, id: String, hasTable: Bool = true, format: @escaping ChartFormat
    ) {
        self.page = page
        self.title = title
        self.valueTitle = valueTitle
        self.areas = areas
        self.points = points
        self.source = source
        self.id = id
        self.hasTable = hasTable
        self.format = format
        classes = AreaClasses(areas.compactMap(\.value), way: way)
    }

    /// Every area with its figure.
    package var figures: [(name: String, value: Double?)] { areas.map { ($0.name, $0.value) } }

    package var html: HTML {
        let drawing = drawing(page)
        let hasLinks = areas.contains { $0.link != nil }
        let rows = areas.map { ChartRow($0.name, [$0.value], link: $0.link) }
        let table = ChartTable(
            page: page, title: title, firstColumn: page.t("ui.plot.area"), series: [valueTitle ?? ""], rows: rows, format: format)
        return """
            <figure class="chart plot"><figcaption><strong>\(title)</strong></figcaption>\
            <div class="map"\(with: live, { $0.attributes(page) })><svg viewBox="0 0 \(coordinate(drawing.width)) \(coordinate(drawing.height))" \
            role="\(hasLinks ? "group" : "img")" aria-label="\(title). \(summary(page))">\(drawing.html)</svg>\
            \(with: live, { $0.button(page) })</div>\(legend)\
            \(with: source, { "<p class=\"chart__source\">\($0)</p>" })\(if: hasTable && valueTitle != nil, table.html)</figure>
            """
    }

    func drawing(_ page: Page) -> (html: HTML, width: Double, height: Double) {
        guard let frame = MapFrame(areas.flatMap { $0.rings.joined() } + points.map(\.at)) else { return (.empty, 600, 10) }
        let hasNone = valueTitle != nil && areas.contains { $0.value == nil }
        let none: HTML = """
            <defs><pattern id="\(id)-none" width="7" height="7" patternUnits="userSpaceOnUse"><path class="hatch--none" d="M-2 2l4-4M0 7l7-7M5 9l4-4"/>\
            </pattern></defs>
            """
        let html: HTML = """
            \(if: hasNone, none)<g fill-rule="evenodd">\(each: areas, { area($0, frame) })</g>\(each: points, { dot($0, frame) })
            """
        return (html, frame.width, frame.height)
    }

    private func area(_ area: Area, _ frame: MapFrame) -> HTML {
        let shown = valueTitle == nil ? area.name : "\(area.name): \(area.value.map(format) ?? page.t("ui.plot.none"))"
        let ring: HTML = " d=\"\(area.rings.map(frame.path).joined())\""
        let path: HTML =
            switch (valueTitle, area.value) {
            case (nil, _): "<path class=\"outline\"\(ring)><title>\(shown)</title></path>"
            case (_, let value?): "<path class=\"area v\(classes.shade(value))\"\(ring)><title>\(shown)</title></path>"
            default:
                """
                <path class="outline"\(ring)/><path class="area" fill="url(#\(id)-none)"\(ring)><title>\(shown)</title></path>
                """
            }
        return area.link.map { "<a href=\"\($0)\" aria-label=\"\(shown)\">\(path)</a>" } ?? path
    }

    private func dot(_ point: Point, _ frame: MapFrame) -> HTML {
        let (x, y) = frame.place(point.at)
        let radius = points.count > 300 ? 3.0 : points.count > 60 ? 4.5 : 6
        return
            "<circle class=\"dot\" cx=\"\(coordinate(x))\" cy=\"\(coordinate(y))\" r=\"\(coordinate(radius))\"><title>\(point.name)</title></circle>"
    }

    /// What the shades stand for.
    package func legendRows(_ page: Page) -> [LegendRow] {
        guard valueTitle != nil else { return [] }
        var rows = classes.ranges.map { range in
            let words =
                range.lowerBound == range.upperBound
                ? format(range.lowerBound) : "\(format(range.lowerBound)) – \(format(range.upperBound))"
            return LegendRow(words: words, style: "v\(classes.shade(range.lowerBound))")
        }
        if areas.contains(where: { $0.value == nil }) {
            rows.append(LegendRow(words: page.t("ui.plot.none"), style: "", fill: "url(#\(id)-none)"))
        }
        return rows
    }

    private var legend: HTML {
        let rows = legendRows(page)
        if rows.isEmpty { return .empty }
        let items = rows.html { row in
            """
            <li><svg viewBox="0 0 26 15" aria-hidden="true"><rect class="area \(row.style)" width="26" height="15"\(attr: "fill", row.fill)/></svg>\
            \(row.words)</li>
            """
        }
        return """
            <ul class="legend map-legend" aria-label="\(valueTitle ?? title)">\
            <li aria-hidden="true">\(valueTitle ?? title):</li>\(items)</ul>
            """
    }

    func summary(_ page: Page) -> String {
        guard valueTitle != nil else { return page.t("ui.plot.points", ["count": page.format.number(points.count)]) }
        let plot = Plot(
            .bar, title, nameTitle: "", valueTitle: "", series: [""], rows: areas.map { ChartRow($0.name, [$0.value]) }, format: format)
        return PlotSummary.words(page, plot)
    }

    package static let examples: [Example] = {
        let area = { (name: String, west: Double, value: Double?) in
            Area(
                name,
                rings: [[(0, 0), (0.1, 0.02), (0.11, 0.1), (0.02, 0.11)].map { MapPoint(latitude: -8.2 + $0.1, longitude: west + $0.0) }],
                value: value)
        }
        let areas = [
            area("Kencong", 113.3, -2.5), area("Jombang", 113.41, 12.25), area("Puger", 113.52, nil), area("Wuluhan", 113.63, 40),
        ]
        return [
            Example("shaded, one area without a figure") { page in
                AreaMap(
                    page, "Pertumbuhan hasil panen", valueTitle: "Pertumbuhan (%)", areas: areas, source: "Dinas Pertanian, 2025",
                    id: "contoh-peta", format: { FigureWords.full($0, page.format) }
                ).html
            },
            Example("points on outlines") { page in
                AreaMap(
                    page, "Halte", areas: areas, points: [Point(MapPoint(latitude: -8.15, longitude: 113.36), name: "Halte Pasar")],
                    id: "contoh-titik", format: { _ in "" }
                ).html
            },
        ]
    }()
}
