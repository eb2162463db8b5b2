import Foundation
import Tables

extension Shape {
    /// The shape with fewer corners: none of those left out lies further than `metres` from the new outline
    /// (Ramer, Douglas and Peucker). Rings that shrink to nothing are left out, unless it is the only one.
    package func simplified(metres: Double) -> Shape {
        let limit = (metres / 111_195) * (metres / 111_195)
        let stretch = cos((box.south + box.north) * .pi / 360)
        var simple = Shape()
        for polygon in polygons {
            var kept: [[Position]] = []
            for ring in polygon {
                let corners = simplify(Array(positions[rings[ring]]), limit, stretch)
                if corners.count >= 4 { kept.append(corners) } else if ring == polygon.lowerBound { break }
            }
            if !kept.isEmpty { simple.append(polygon: kept) }
        }
        return simple.polygons.isEmpty ? self : simple
    }

    private func simplify(_ ring: [Position], _ limit: Double, _ stretch: Double) -> [Position] {
        guard ring.count > 4 else { return ring }
        // A closed line is cut where it is furthest from its start; each half is simplified by itself.
        let far = ring.indices.max { ring[$0].metres(to: ring[0]) < ring[$1].metres(to: ring[0]) }!
        guard far > 0, far < ring.count - 1 else { return ring }
        var keep = [Bool](repeating: false, count: ring.count)
        keep[0] = true
        keep[far] = true
        keep[ring.count - 1] = true
        var open = [(0, far), (far, ring.count - 1)]
        while let (from, to) = open.popLast() {
            guard to - from > 1 else { continue }
            var worst = (at: from, distance: 0.0)
            for index in (from + 1)..<to {
                let distance = squaredDistance(ring[index], ring[from], ring[to], stretch)
                if distance > worst.distance { worst = (index, distance) }
            }
            guard worst.distance > limit else { continue }
            keep[worst.at] = true
            open.append((from, worst.at))
            open.append((worst.at, to))
        }
        return ring.indices.filter { keep[$0] }.map { ring[$0] }
    }
}
