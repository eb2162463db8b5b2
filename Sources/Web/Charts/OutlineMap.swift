import Kernel

/// A place on earth in degrees.
package struct MapPoint: Sendable, Hashable {
    package var latitude: Double
    package var longitude: Double

    package init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// Outlines drawn by the server: with nothing but names, with areas shaded by value, or with points on top. Needs no script and
/// no tile server, and stands in for the live map until that is opened.
package struct OutlineMap: Component {
    package struct Area: Sendable {
        var name: String
        var rings: [[MapPoint]]
        var value: Double?
        var shown: String?
        var link: String?

        /// - Parameters:
        ///   - rings: every ring of every part; holes come out as holes.
        ///   - value: decides the shade; `nil` leaves the area unshaded.
        ///   - shown: the value in words.
        package init(_ name: String, rings: [[MapPoint]], value: Double? = nil, shown: String? = nil, link: String? = nil) {
            self.name = name
            self.rings = rings
            self.value = value
            self.shown = shown
            self.link = link
        }

        /// A rough Kencong, for examples.
        static let exampleRing = [(-8.26, 113.34), (-8.2, 113.32), (-8.18, 113.4), (-8.24, 113.42), (-8.26, 113.34)].map {
            MapPoint(latitude: $0.0, longitude: $0.1)
        }
    }

    package struct Cluster: Sendable {
        var point: MapPoint
        var count: Int
        var link: String?

        package init(_ point: MapPoint, count: Int = 1, link: String? = nil) {
            self.point = point
            self.count = count
            self.link = link
        }
    }

    var title: String
    var areas: [Area]
    var clusters: [Cluster]

    /// - Parameter title: what the map shows, for those who do not see it.
    package init(_ title: String, areas: [Area], clusters: [Cluster] = []) {
        self.title = title
        self.areas = areas
        self.clusters = clusters
    }

    package var html: HTML {
        guard let frame = MapFrame(areas.flatMap { $0.rings.joined() } + clusters.map(\.point)) else { return .empty }
        let shade = Shades(areas.compactMap(\.value))
        let outlines = areas.html { area in
            let style = area.value.map { "area v\(shade.step($0))" } ?? "outline"
            let name: HTML = "<title>\(area.name)\(area.shown.map { ": \($0)" })</title>"
            let path: HTML = "<path class=\"\(style)\" d=\"\(area.rings.map(frame.path).joined())\">\(name)</path>"
            return area.link.map { "<a href=\"\($0)\" aria-label=\"\(area.name)\">\(path)</a>" } ?? path
        }
        let hasLinks = areas.contains { $0.link != nil } || clusters.contains { $0.link != nil }
        // Where areas are to be told apart, not where they are the ground below a point.
        let isNamed = areas.contains { $0.value != nil || $0.link != nil }
        return """
            <svg viewBox="0 0 \(coordinate(frame.width)) \(coordinate(frame.height))" \
            role="\(hasLinks ? "group" : "img")" aria-label="\(title)">\
            <g fill-rule="evenodd">\(outlines)</g>\(if: isNamed, names(frame))\(each: clusters, { dot($0, frame) })</svg>
            """
    }

    /// Of all values together.
    package var total: Double { areas.compactMap(\.value).reduce(0, +) }

    /// Names over the areas that are wide enough for theirs; shown where the drawing is large. They are read from the areas themselves.
    private func names(_ frame: MapFrame) -> HTML {
        let labels = areas.compactMap { area -> HTML? in
            let corners = area.rings.joined().map(frame.place)
            guard let left = corners.map({ $0.x }).min(), let right = corners.map({ $0.x }).max(),
                let top = corners.map({ $0.y }).min(), let bottom = corners.map({ $0.y }).max(),
                right - left > Double(area.name.count) * 5.5 + 4
            else { return nil }
            return "<text x=\"\(coordinate((left + right) / 2))\" y=\"\(coordinate((top + bottom) / 2 + 3))\">\(area.name)</text>"
        }
        return "<g class=\"map__names\" aria-hidden=\"true\">\(labels)</g>"
    }

    /// What the shades stand for, in whole numbers; empty where nothing is shaded.
    /// - Parameter title: what is counted, such as "Laporan".
    package func legend(_ page: Page, title: String) -> HTML {
        let values = areas.compactMap(\.value)
        let steps = Shades(values).ranges(upTo: values.max() ?? 0)
        if steps.isEmpty { return .empty }
        let items = steps.html { step, range in
            let words =
                range.lowerBound == range.upperBound
                ? page.format.number(range.lowerBound)
                : "\(page.format.number(range.lowerBound))–\(page.format.number(range.upperBound))"
            return """
                <li><svg viewBox="0 0 16 10" aria-hidden="true"><rect class="v\(step)" width="16" height="10"/></svg>\(words)</li>
                """
        }
        return "<ul class=\"legend map-legend\" aria-label=\"\(title)\"><li aria-hidden=\"true\">\(title):</li>\(items)</ul>"
    }

    private func dot(_ cluster: Cluster, _ frame: MapFrame) -> HTML {
        let (x, y) = frame.place(cluster.point)
        let radius = cluster.count == 1 ? 8.0 : min(9 + Double(String(cluster.count).count) * 4, 26)
        let number: HTML = """
            <text class="dot__count" x="\(coordinate(x))" y="\(coordinate(y))" dy="5" text-anchor="middle">\(cluster.count)</text>
            """
        let circle: HTML = """
            <circle class="dot" cx="\(coordinate(x))" cy="\(coordinate(y))" r="\(coordinate(radius))"/>\
            \(if: cluster.count > 1, number)
            """
        return cluster.link.map { "<a href=\"\($0)\" aria-label=\"\(cluster.count)\">\(circle)</a>" } ?? circle
    }

    package static let examples = [
        Example("shaded areas and points") { page in
            let area = { (name: String, west: Double, value: Double?) in
                Area(
                    name,
                    rings: [
                        [(0, 0), (0.1, 0.02), (0.11, 0.1), (0.02, 0.11)].map { MapPoint(latitude: -8.2 + $0.1, longitude: west + $0.0) }
                    ], value: value, shown: value.map { page.format.number(Int($0)) })
            }
            let map = OutlineMap(
                "Laporan menurut kecamatan",
                areas: [area("Kencong", 113.3, 42), area("Jombang", 113.41, 12), area("Puger", 113.52, nil)],
                clusters: [
                    Cluster(MapPoint(latitude: -8.15, longitude: 113.36), count: 12),
                    Cluster(MapPoint(latitude: -8.12, longitude: 113.46)),
                ])
            return "<div class=\"map\">\(map)</div>\(map.legend(page, title: "Laporan"))"
        }
    ]
}
