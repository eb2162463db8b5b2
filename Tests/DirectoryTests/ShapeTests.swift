import Directory
import Kernel
import Tables
import TestSupport
import Testing

@Suite struct ShapeTests {
    private func at(_ latitude: Double, _ longitude: Double) -> Position { Position(longitude: longitude, latitude: latitude) }

    private let ring = """
        {"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[4,4],[6,4],[6,6],[4,6],[4,4]]]}
        """

    @Test func aHoleIsOutside() throws {
        let shape = try Shape(geoJSON: Array(ring.utf8))
        #expect(shape.contains(at(2, 2)))
        #expect(!shape.contains(at(5, 5)))
        #expect(!shape.contains(at(-1, 5)))
        #expect(!shape.contains(at(5, 10.001)))
    }

    @Test func everyPartOfAMultiPolygonCounts() throws {
        let text = #"{ "coordinates": [[[[0,0],[1,0],[1,1],[0,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,6],[5,5]]]], "type" : "MultiPolygon" }"#
        let shape = try Shape(geoJSON: Array(text.utf8))
        #expect(shape.polygons.count == 2)
        #expect(shape.contains(at(0.5, 0.5)))
        #expect(shape.contains(at(5.5, 5.5)))
        #expect(!shape.contains(at(3, 3)))
    }

    @Test func writingAndReadingAgainKeepsTheShape() throws {
        let shape = try Shape(geoJSON: Array(ring.utf8))
        #expect(try Shape(geoJSON: Array(shape.geoJSON.utf8)) == shape)
        #expect(DirectoryFixtures.square(-8.18, 113.66, reach: 0.02).geoJSON.contains("[113.64,-8.2]"))
    }

    @Test(arguments: [
        (#"{"type":"Point","coordinates":[1,2]}"#, ShapeProblem.Kind.notAnArea),
        (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#, .notClosed),
        (#"{"type":"Polygon","coordinates":[[[0,0],[1000,0],[1,1],[0,0]]]}"#, .offTheGlobe),
        (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1"#, .malformed),
    ])
    func whatIsNoAreaIsRefused(_ text: String, _ kind: ShapeProblem.Kind) {
        #expect { try Shape(geoJSON: Array(text.utf8)) } throws: { ($0 as? ShapeProblem)?.kind == kind }
    }

    @Test func simplifyingMovesNothingFurtherThanAllowed() {
        var corners: [(latitude: Double, longitude: Double)] = []
        for step in 0..<360 {
            let wiggle = step.isMultiple(of: 2) ? 0.0001 : 0
            let angle = Double(step) * .pi / 180
            corners.append((-8 + (0.1 + wiggle) * sine(angle), 113 + (0.1 + wiggle) * sine(angle + .pi / 2)))
        }
        let shape = Shape(corners: corners)
        let simple = shape.simplified(metres: 60)
        #expect(simple.positions.count < shape.positions.count / 4)
        #expect(simple.positions.count > 10)
        for position in shape.positions { #expect(simple.metresToEdge(from: position) <= 61) }
    }

    @Test func theCentreLiesInsideALetterU() {
        let u = Shape(corners: [(0, 0), (0, 10), (10, 10), (10, 8), (2, 8), (2, 2), (10, 2), (10, 0)])
        let centre = u.centre
        #expect(u.contains(centre) || u.metresToEdge(from: centre) < 1)
    }

    /// Taylor's series is enough for a drawing, and needs no Foundation.
    private func sine(_ angle: Double) -> Double {
        var rest = angle.truncatingRemainder(dividingBy: 2 * .pi)
        if rest > .pi { rest -= 2 * .pi }
        var term = rest
        var sum = rest
        for n in 1..<12 {
            term *= -rest * rest / Double(2 * n * (2 * n + 1))
            sum += term
        }
        return sum
    }
}
