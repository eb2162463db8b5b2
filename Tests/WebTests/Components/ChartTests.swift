import TestSupport
import Testing

@testable import Web

@Suite("Charts") struct ChartTests {
    @Test(
        "numbers of a drawing are short and exact",
        arguments: [
            (0.0, "0"), (1.5, "1.5"), (-0.25, "-0.25"), (12.004, "12"), (99.999, "100"), (3.05, "3.05"), (.infinity, "0"),
        ]) func coordinates(value: Double, text: String)
    { #expect(coordinate(value) == text) }

    @Test(
        "an axis ends at a round number that is not below the values",
        arguments: [
            (0.0, 1.0), (1, 1), (7, 8), (12, 12), (13, 16), (412, 500), (520, 600), (0.03, 0.03), (9.5, 10),
        ]) func rounding(value: Double, expected: Double)
    { #expect(abs(roundAbove(value) - expected) < 1e-9) }

    @Test("the longest bar is full, a missing value has none") func bars() throws {
        let rows = [ChartRow("a", [10]), ChartRow("b", [5]), ChartRow("c", [nil]), ChartRow("d", [-3])]
        let html = BarChart("x", rows: rows, format: { "\(Int($0))" }).html.markup
        let widths = try Markup(html).all("rect").map { $0["width"] }
        #expect(widths == ["100", "50", "0", "0"])
        #expect(html.contains(">–</span>"))
    }

    @Test("a line breaks where a value is missing, and names at the foot end with the last") func lines() throws {
        let page = try ScriptTests.page()
        let rows = (1...12).map { ChartRow("Bulan \($0)", [$0 == 6 ? nil : Double($0)], tick: "B\($0)") }
        let chart = try Markup(LineChart(page, "x", name: "Bulan", series: ["a"], rows: rows, format: { "\(Int($0))" }).html.markup)
        let groups = chart.all("g")
        #expect(groups.first { $0["class"] == "line l1" }?.all("line").count == 9)
        #expect(groups.first { $0["class"] == "chart__narrow" }?.all("text").map { $0.text } == ["B1", "B5", "B8", "B12"])
        #expect(groups.first { $0["class"] == "chart__wide" }?.all("text").count == 12)
        let one = LineChart(page, "x", name: "Bulan", series: ["a"], rows: [ChartRow("Mei", [0])], format: { "\(Int($0))" }).html.markup
        #expect(!one.contains("nan") && one.contains("Mei"))
    }

    @Test("a map keeps its proportions: at 8° south a degree east is nearly as long as a degree north") func proportions() throws {
        let corners = [MapPoint(latitude: -8.5, longitude: 113), MapPoint(latitude: -7.5, longitude: 114)]
        let frame = try #require(MapFrame(corners))
        #expect(abs(frame.height / frame.width - 1 / 0.990) < 0.01)
        let (first, second) = (frame.place(corners[0]), frame.place(corners[1]))
        #expect(first.y > second.y && first.x < second.x && first.x > 0 && second.y > 0 && second.x < frame.width && first.y < frame.height)
        #expect(MapFrame([]) == nil)
        #expect(try #require(MapFrame([corners[0]])).height.isFinite)
    }

    @Test("rings are drawn in relative steps and closed") func rings() throws {
        let ring = [(0.0, 0.0), (0, 1), (1, 1)].map { MapPoint(latitude: $0.0, longitude: $0.1) }
        let frame = try #require(MapFrame(ring))
        let path = frame.path(ring)
        #expect(path.hasPrefix("M") && path.hasSuffix("z") && path.contains("l"))
        #expect(frame.path([ring[0], ring[0]]).isEmpty)
    }

    @Test("each shade takes a fifth of the areas, nothing takes none") func shades() {
        let shades = Shades([1, 2, 3, 4, 1000])
        #expect([0.0, 1, 2, 3, 4, 1000].map(shades.step) == [0, 1, 2, 3, 4, 5])
        #expect(Shades([]).step(3) == 1)
    }

    @Test("the legend names every number once, and the shade it names is the one that is drawn") func legend() {
        for values in [[1.0, 2, 3, 4, 1000], [0, 0, 0, 0, 7], [5, 5, 5], [0], [3, 8, 8, 21, 40, 41, 90]] {
            let shades = Shades(values)
            let ranges = shades.ranges(upTo: values.max() ?? 0)
            #expect(ranges.flatMap { Array($0.range) } == Array(0...Int(values.max() ?? 0)))
            for (step, range) in ranges { #expect(range.allSatisfy { shades.step(Double($0)) == step }, "\(values) \(range)") }
        }
        #expect(Shades([]).ranges(upTo: 3).isEmpty)
    }

    @Test(
        "whatever two colours a regency chooses, its pages can be read",
        arguments: ["#000000", "#ffffff", "#ffff00", "#14532d", "#ff0000", "#2a3f7a", "#808080"])
    func palette(primary: String) throws {
        let sheet = try #require(Palette(primary: primary, accent: "#c98b4b")).stylesheet
        let parts = sheet.split(separator: "@media").map(String.init)
        try #require(parts.count == 2)
        for (part, surface) in [(parts[0], "#fffdf9"), (parts[1], "#211a14")] {
            func colour(_ name: String) throws -> Colour {
                let text = try #require(part.split(separator: "--\(name):").dropFirst().first ?? part.split(separator: "{--\(name):").last)
                return try #require(Colour(String(text.prefix(7))))
            }
            #expect(try colour("act").contrast(with: colour("on-act")) >= 4.5)
            #expect(try colour("act").contrast(with: colour("act-tint")) >= 4.5)
            #expect(try colour("link").contrast(with: #require(Colour(surface))) >= 4.5)
            #expect(try colour("brand").contrast(with: #require(Colour("#ffffff"))) >= 4.5)
        }
        #expect(Palette(primary: "red;}", accent: "#c98b4b") == nil)
    }
}
