import Foundation

/// Degrees to the units of a drawing 600 wide. Within one regency a plate carrée with the middle parallel true is exact enough.
struct MapFrame {
    let width = 600.0
    let height: Double
    private let west: Double
    private let north: Double
    private let perLongitude: Double
    private let perLatitude: Double

    /// `nil` without points, for there is nothing to draw.
    init?(_ points: [MapPoint]) {
        guard var west = points.first?.longitude, var south = points.first?.latitude else { return nil }
        var (east, north) = (west, south)
        for point in points {
            west = min(west, point.longitude)
            east = max(east, point.longitude)
            south = min(south, point.latitude)
            north = max(north, point.latitude)
        }
        let margin = max(east - west, north - south, 0.01) * 0.03
        self.west = west - margin
        self.north = north + margin
        let shrink = cos((south + north) / 2 * .pi / 180)
        perLongitude = width / (east - west + 2 * margin)
        perLatitude = perLongitude / shrink
        height = (north - south + 2 * margin) * perLatitude
    }

    func place(_ point: MapPoint) -> (x: Double, y: Double) {
        ((point.longitude - west) * perLongitude, (north - point.latitude) * perLatitude)
    }

    /// A ring in whole units and relative steps: half the bytes, and nobody sees the difference on a phone.
    func path(_ ring: [MapPoint]) -> String {
        var path = ""
        var last: (x: Int, y: Int)?
        for point in ring {
            let (x, y) = place(point)
            let next = (x: Int(x.rounded()), y: Int(y.rounded()))
            if let last {
                if next != last { path += "\(next.x - last.x) \(next.y - last.y) " }
            } else {
                path = "M\(next.x) \(next.y)l"
            }
            last = next
        }
        return path.hasSuffix("l") ? "" : path.dropLast() + "z"
    }
}

/// Five shades, each for a fifth of the areas, so that one outlier does not leave the rest alike.
struct Shades {
    private let limits: [Double]

    init(_ values: [Double]) {
        let sorted = values.sorted()
        limits = sorted.isEmpty ? [] : (1...4).map { sorted[min(sorted.count * $0 / 5, sorted.count - 1)] }
    }

    /// 0 for nothing, then 1…5.
    func step(_ value: Double) -> Int { value <= 0 ? 0 : 1 + limits.count { value >= $0 } }

    /// The whole numbers that each shade stands for, from nothing to the most there is; shades that no number falls into are left out.
    func ranges(upTo most: Double) -> [(step: Int, range: ClosedRange<Int>)] {
        if limits.isEmpty { return [] }
        let first = [0, 1] + limits.map { max(1, Int($0.rounded(.up))) }
        let last = first.dropFirst().map { $0 - 1 } + [Int(most)]
        return zip(first, last).enumerated().compactMap { step, ends in ends.0 <= ends.1 ? (step, ends.0...ends.1) : nil }
    }
}
