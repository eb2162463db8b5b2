import Kernel
import TestSupport
import Testing

@testable import Web

@Suite("Charts of published figures")
struct PlotTests {
    private static func plot(_ kind: Plot.Kind, _ rows: [ChartRow], series: [String] = ["a"]) -> Plot {
        Plot(kind, "Judul", nameTitle: "Nama", valueTitle: "Nilai", series: series, rows: rows, format: { "\($0)" })
    }

    @Test(
        "an axis spans its values in round steps, and lengths begin at zero",
        arguments: [
            ([0.0, 412], 0.0, 600.0), ([12.0, 13], 0, 15), ([-2.9, 5.5], -5, 7.5), ([-8.0, -3], -8, 0), ([0.0], 0, 1), ([], 0, 1),
            ([1e9, 3.2e9], 0, 4e9),
        ])
    func scale(values: [Double], least: Double, most: Double) {
        let scale = PlotScale(values)
        #expect(abs(scale.least - least) < 1e-6 && abs(scale.most - most) < 1e-6, "\(scale)")
        #expect(!scale.isCut)
        #expect(scale.ticks.first == scale.least && abs((scale.ticks.last ?? 0) - scale.most) < 1e-6)
    }

    @Test("only lines that vary little begin elsewhere than at zero, and the figure says so")
    func cut() throws {
        #expect(PlotScale([65, 68, 71], mayCut: true).isCut)
        #expect(!PlotScale([2, 68, 71], mayCut: true).isCut)
        #expect(!PlotScale([65, 68, 71]).isCut)
        let page = try ScriptTests.page()
        let rows = [ChartRow("2024", [65]), ChartRow("2025", [71])]
        #expect(PlotFigure(page, Self.plot(.line, rows), id: "x").html.markup.contains("bukan dari nol"))
        #expect(!PlotFigure(page, Self.plot(.column, rows), id: "x").html.markup.contains("bukan dari nol"))
    }

    @Test("what is missing is a dash and counted, never a bar of no length", arguments: Plot.Kind.allCases)
    func missing(kind: Plot.Kind) throws {
        let page = try ScriptTests.page()
        let rows = [ChartRow("a", [10]), ChartRow("b", [nil]), ChartRow("c", [0]), ChartRow("d", [4])]
        let figure = try Markup(PlotFigure(page, Self.plot(kind, rows), id: "x", hasTable: false).html.markup)
        let blocks = figure.all("rect").filter { $0["class"] == "c1" }
        let dashes = figure.all("text").filter { $0["class"] == "plot__none" }
        if kind == .line {
            #expect(figure.all("path").filter { $0["class"] == "c1" }.count == 3)
            #expect(figure.all("g").first { $0["class"] == "line l1" }?.all("line").count == 1)
        } else {
            #expect(blocks.count == 3 && dashes.count == 1)
        }
        #expect(figure.text.contains("1 angka tidak ada"))
    }

    @Test("bars lie on both sides of zero")
    func negative() throws {
        let page = try ScriptTests.page()
        let rows = [ChartRow("naik", [5]), ChartRow("turun", [-5])]
        let bars = try Markup(PlotFigure(page, Self.plot(.bar, rows), id: "x").html.markup).all("rect").filter { $0["class"] == "c1" }
        #expect(bars.map { $0["x"] } == ["40%", "0%"] && bars.map { $0["width"] } == ["40%", "40%"])
    }

    @Test("series are told apart by hatches and shapes, not by colour alone")
    func series() throws {
        let page = try ScriptTests.page()
        let rows = [ChartRow("a", [1, 2, 3])]
        let columns = PlotFigure(page, Self.plot(.stackedColumn, rows, series: ["x", "y", "z"]), id: "p").html.markup
        #expect(columns.contains("url(#p-h1)") && columns.contains("url(#p-h2)") && columns.contains("id=\"p-h2\""))
        let lines = PlotFigure(page, Self.plot(.line, rows + rows, series: ["x", "y", "z"]), id: "p").html.markup
        #expect(lines.contains("stroke-dasharray=\"7 4\"") && lines.contains(PlotMarks.shapes[2]))
    }

    @Test("stacked heights add up: the axis reaches the greatest sum")
    func stacks() {
        let plot = Self.plot(.stackedBar, [ChartRow("a", [30, 50, nil]), ChartRow("b", [10, -20, 5])], series: ["x", "y", "z"])
        #expect(plot.extremes == [80, 0, 15, -20])
        #expect(plot.missing == 1)
    }

    @Test("a file is a whole drawing of its own, with title, source and colours", arguments: Plot.Kind.allCases)
    func file(kind: Plot.Kind) throws {
        let page = try ScriptTests.page()
        var plot = Self.plot(kind, [ChartRow("a <b>", [1, nil]), ChartRow("c", [2, 3])], series: ["x", "y"])
        plot.source = "Sumber: Dinas & kawan"
        let svg = PlotFile(page, plot, link: "https://contoh.id/grafik/K7M-Q2X-94").svg
        let body = try #require(svg.split(separator: "\n", maxSplits: 1).last.map(String.init))
        let drawing = try Markup(body)
        #expect(drawing.first("svg")?["xmlns"] == "http://www.w3.org/2000/svg" && drawing.first("title")?.text == "Judul")
        #expect(drawing.first("desc")?.text.contains("Tertinggi") == true)
        #expect(svg.contains("Dinas &amp; kawan") && svg.contains("K7M-Q2X-94") && !svg.contains("<b>") && !svg.contains("nan"))
    }

    @Test(
        "figures are written as people do",
        arguments: [
            (1_234_567.0, "1.234.567", "1,2 jt"), (850_000, "850.000", "850 rb"), (9_999, "9.999", "9.999"), (3e9, "3.000.000.000", "3 M"),
            (12.5, "12,5", "12,5"), (0.0375, "0,0375", "0,0375"), (-4.2, "-4,2", "-4,2"), (0, "0", "0"), (99.999, "100", "100"),
        ])
    func figures(value: Double, full: String, short: String) {
        let format = Format(language: .indonesian)
        #expect(FigureWords.full(value, format) == full)
        #expect(FigureWords.short(value, format) == short.replacing(" ", with: "\u{a0}"))
    }

    @Test("classes hold every value once, by number of areas or by width, equal values together")
    func classes() {
        let values: [Double] = [-2, 0, 0, 0, 1, 5, 9, 40, 1000]
        for way in AreaClasses.Way.allCases {
            let classes = AreaClasses(values, way: way)
            #expect(classes.ranges.count <= 5 && classes.ranges.count > 1)
            for value in values { #expect(classes.ranges.filter { $0.contains(value) }.count == 1, "\(way) \(value)") }
            #expect(zip(classes.ranges, classes.ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
            #expect(classes.shade(-2) == 1 && classes.shade(1000) == 5)
        }
        #expect(AreaClasses([7, 7], way: .equal).ranges == [7...7] && AreaClasses([], way: .quantile).ranges.isEmpty)
    }

    @Test("an area without a figure is hatched and named so in the legend; one with zero is shaded")
    func areas() throws {
        let page = try ScriptTests.page()
        let ring = [[(0.0, 0.0), (0, 1), (1, 1)].map { MapPoint(latitude: $0.0, longitude: $0.1) }]
        let map = AreaMap(
            page, "Peta", valueTitle: "Orang",
            areas: [.init("Nol", rings: ring, value: 0), .init("Banyak", rings: ring, value: 9), .init("Kosong", rings: ring, value: nil)],
            id: "m", format: { "\(Int($0))" })
        let markup = map.html.markup
        #expect(Accessibility.faults(markup) == [])
        #expect(markup.contains("Nol: 0") && markup.contains("Kosong: tidak ada data") && markup.contains("url(#m-none)"))
        #expect(map.legendRows(page).map(\.words) == ["0", "9", "tidak ada data"])
        let svg = PlotFile(page, map: map, source: "Sumber", link: nil).svg
        #expect(throws: Never.self) { try assertWellFormed(String(svg.drop { $0 != "\n" })) }
    }
}
