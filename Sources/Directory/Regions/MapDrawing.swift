import Foundation
import Tables

/// Turns places into points of a picture, for maps that the server draws as SVG: true to shape in the middle of the box.
package struct MapDrawing: Sendable {
    package let width: Double
    package let height: Double
    private let box: Box
    private let stretch: Double
    private let scale: Double

    /// A picture `width` units wide of everything in `box`, with its height following from the box's proportions.
    package init(box: Box, width: Double) {
        self.box = box
        self.width = width
        stretch = cos((box.south + box.north) * .pi / 360)
        let breadth = max((box.east - box.west) * stretch, 0.000_001)
        scale = width / breadth
        height = max((box.north - box.south) * scale, 1)
    }

    package func point(_ at: Position) -> (x: Double, y: Double) {
        ((at.longitude - box.west) * stretch * scale, (box.north - at.latitude) * scale)
    }

    /// The `d` attribute of an SVG path; use it with `fill-rule="evenodd"`, so that holes stay open.
    package func path(_ shape: Shape) -> String {
        var path = ""
        for ring in shape.rings {
            for index in ring.dropLast() {
                let (x, y) = point(shape.positions[index])
                path += index == ring.lowerBound ? "M" : "L"
                path += "\(tenths(x)) \(tenths(y))"
            }
            path += "Z"
        }
        return path
    }

    private func tenths(_ value: Double) -> String {
        let scaled = Int((value * 10).rounded())
        return scaled % 10 == 0 ? "\(scaled / 10)" : "\(scaled < 0 ? "-" : "")\(scaled.magnitude / 10).\(scaled.magnitude % 10)"
    }
}
