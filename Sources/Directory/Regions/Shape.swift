import Foundation
import Tables

extension Position {
    package init(latitude: Double, longitude: Double) { self.init(longitude: longitude, latitude: latitude) }

    /// Metres to another place. Flat within a few dozen kilometres, which is all a regency needs.
    package func metres(to other: Position) -> Double {
        let x = (other.longitude - longitude) * cos((latitude + other.latitude) * .pi / 360)
        let y = other.latitude - latitude
        return (x * x + y * y).squareRoot() * 111_195
    }
}

/// South-west and north-east corners in degrees.
package struct Box: Hashable, Sendable, Codable {
    package var south = Double.infinity
    package var west = Double.infinity
    package var north = -Double.infinity
    package var east = -Double.infinity

    package init() {}

    package mutating func include(_ position: Position) {
        south = min(south, position.latitude)
        north = max(north, position.latitude)
        west = min(west, position.longitude)
        east = max(east, position.longitude)
    }

    package mutating func include(_ box: Box) {
        guard box.south <= box.north else { return }
        include(Position(latitude: box.south, longitude: box.west))
        include(Position(latitude: box.north, longitude: box.east))
    }

    package var isEmpty: Bool { south > north }
    package func contains(_ at: Position) -> Bool {
        at.latitude >= south && at.latitude <= north && at.longitude >= west && at.longitude <= east
    }

    /// The box with a margin of so many degrees all around.
    package func widened(by degrees: Double) -> Box {
        var box = self
        box.south -= degrees
        box.west -= degrees
        box.north += degrees
        box.east += degrees
        return box
    }
}

/// An area made of one or more polygons, each with an outer ring and any number of holes.
///
/// All positions lie in one array, so that testing a point walks through memory once.
package struct Shape: Hashable, Sendable {
    package private(set) var positions: [Position] = []
    /// Where each ring lies in `positions`; the last position of a ring repeats its first.
    package private(set) var rings: [Range<Int>] = []
    /// Where each polygon's rings lie in `rings`, the outer ring first.
    package private(set) var polygons: [Range<Int>] = []
    package private(set) var box = Box()

    package init() {}

    /// One polygon without holes, from its corners in order.
    package init(corners: [(latitude: Double, longitude: Double)]) {
        append(polygon: [corners.map { Position(latitude: $0.latitude, longitude: $0.longitude) }])
    }

    /// Adds a polygon; rings that are not closed are closed, rings of fewer than three corners are left out.
    package mutating func append(polygon newRings: [[Position]]) {
        let first = rings.count
        for ring in newRings {
            var ring = ring
            if let start = ring.first, ring.last != start { ring.append(start) }
            guard ring.count >= 4 else { continue }
            rings.append(positions.count..<(positions.count + ring.count))
            positions += ring
            for position in ring { box.include(position) }
        }
        if rings.count > first { polygons.append(first..<rings.count) }
    }

    /// Whether a place lies inside, holes excepted: an odd number of edges lies to the east of it.
    package func contains(_ at: Position) -> Bool {
        guard box.contains(at) else { return false }
        var inside = false
        for ring in rings {
            var before = positions[ring.upperBound - 1]
            for index in ring {
                let here = positions[index]
                if (here.latitude > at.latitude) != (before.latitude > at.latitude) {
                    let share = (at.latitude - here.latitude) / (before.latitude - here.latitude)
                    if at.longitude < here.longitude + share * (before.longitude - here.longitude) { inside.toggle() }
                }
                before = here
            }
        }
        return inside
    }

    /// Metres from a place to the nearest edge, inside or outside.
    package func metresToEdge(from at: Position) -> Double {
        let stretch = cos(at.latitude * .pi / 180)
        var nearest = Double.infinity
        for ring in rings {
            for index in ring.dropFirst() {
                nearest = min(nearest, squaredDistance(at, positions[index - 1], positions[index], stretch))
            }
        }
        return nearest.squareRoot() * 111_195
    }

    /// The centroid of the largest polygon, or, where that lies outside of the shape, its corner nearest to the centroid.
    package var centre: Position {
        var largest = (area: -1.0, at: Position(latitude: (box.south + box.north) / 2, longitude: (box.west + box.east) / 2))
        for polygon in polygons {
            let (area, at) = centroid(of: rings[polygon.lowerBound])
            if area > largest.area { largest = (area, at) }
        }
        if contains(largest.at) { return largest.at }
        return positions.min { $0.metres(to: largest.at) < $1.metres(to: largest.at) } ?? largest.at
    }

    /// Area (in square degrees) and centroid of a ring.
    private func centroid(of ring: Range<Int>) -> (Double, Position) {
        // Relative to the first corner: the sums lose their digits otherwise.
        let origin = positions[ring.lowerBound]
        var (area, x, y) = (0.0, 0.0, 0.0)
        for index in ring.dropFirst() {
            let a = positions[index - 1]
            let b = positions[index]
            let (ax, ay) = (a.longitude - origin.longitude, a.latitude - origin.latitude)
            let (bx, by) = (b.longitude - origin.longitude, b.latitude - origin.latitude)
            let cross = ax * by - bx * ay
            area += cross
            x += (ax + bx) * cross
            y += (ay + by) * cross
        }
        guard area != 0 else { return (0, origin) }
        return (abs(area) / 2, Position(latitude: origin.latitude + y / (3 * area), longitude: origin.longitude + x / (3 * area)))
    }
}

/// Square of the distance, in degrees of latitude, from a place to the line between two others.
func squaredDistance(_ at: Position, _ a: Position, _ b: Position, _ stretch: Double) -> Double {
    let (px, py) = ((at.longitude - a.longitude) * stretch, at.latitude - a.latitude)
    let (bx, by) = ((b.longitude - a.longitude) * stretch, b.latitude - a.latitude)
    let length = bx * bx + by * by
    let share = length == 0 ? 0 : max(0, min(1, (px * bx + py * by) / length))
    let (dx, dy) = (px - share * bx, py - share * by)
    return dx * dx + dy * dy
}
