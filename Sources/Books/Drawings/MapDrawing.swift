import Kernel

/// The regency's subdistricts for print, darker the more innovations they have; numbers stand in them, so that it reads in black and white
/// too.
struct MapDrawing {
    let areas: [BookData.Area]

    private static let steps = ["#ffffff", "#d5dcee", "#9fb0d8", "#5f78b5", "#2a3f7a"]
    private static let ink = "#231a13"

    var svg: String {
        let most = max(areas.map(\.sheets).max() ?? 0, 1)
        let height = areas.flatMap(\.rings).flatMap { ring in corners(ring).map { $0.y } }.max() ?? 0
        var drawn = ""
        for area in areas where !area.rings.isEmpty {
            let path = area.rings.map { ring in
                "M\(corners(ring).map { "\($0.x) \($0.y)" }.joined(separator: "L"))Z"
            }.joined()
            let fill = MapDrawing.steps[step(area, most)]
            drawn += "<path fill-rule=\"evenodd\" d=\"\(path)\" fill=\"\(fill)\" stroke=\"#6b6257\" stroke-width=\"1.5\"/>"
        }
        // After all outlines, so that none covers a word.
        for area in areas where area.sheets > 0 {
            guard let at = middle(area) else { continue }
            let colour = step(area, most) >= 3 ? "#ffffff" : MapDrawing.ink
            drawn += text("\(area.sheets)", x: at.x, y: at.y, size: 26, colour: colour, isBold: true)
            drawn += text(area.name, x: at.x, y: at.y + 20, size: 16, colour: colour)
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 1008 \(height + 8)" width="1008" height="\(height + 8)" \
            font-family="Source Sans Pro, sans-serif">\(drawn)</svg>
            """
    }

    /// White for none, then in four steps up to the most.
    private func step(_ area: BookData.Area, _ most: Int) -> Int { area.sheets == 0 ? 0 : max(1, (area.sheets * 4 + most - 1) / most) }

    private func corners(_ ring: [Int]) -> [(x: Int, y: Int)] {
        stride(from: 0, to: ring.count - 1, by: 2).map { (ring[$0], ring[$0 + 1]) }
    }

    /// The middle of its longest outline.
    private func middle(_ area: BookData.Area) -> (x: Int, y: Int)? {
        guard let longest = area.rings.max(by: { $0.count < $1.count }) else { return nil }
        let ring = corners(longest)
        guard let first = ring.first else { return nil }
        var (west, east, north, south) = (first.x, first.x, first.y, first.y)
        for corner in ring {
            (west, east) = (min(west, corner.x), max(east, corner.x))
            (north, south) = (min(north, corner.y), max(south, corner.y))
        }
        return ((west + east) / 2, (north + south) / 2)
    }

    private func text(_ text: String, x: Int, y: Int, size: Int, colour: String, isBold: Bool = false) -> String {
        """
        <text x="\(x)" y="\(y)" text-anchor="middle" font-size="\(size)"\(isBold ? " font-weight=\"700\"" : "") \
        fill="\(colour)">\(DrawnText.escaped(text, most: 24))</text>
        """
    }
}
