import Foundation
import Tables

/// What is wrong with a boundary, for the person who imports it.
package struct ShapeProblem: Error, Hashable, Sendable {
    package enum Kind: String, Sendable {
        case notAnArea = "not_an_area", notClosed = "not_closed", offTheGlobe = "off_the_globe", malformed
    }
    package var kind: Kind
    /// What was found there.
    package var found: String
}

extension Shape {
    /// Reads a GeoJSON geometry (RFC 7946) of type `Polygon` or `MultiPolygon`.
    ///
    /// Read by hand: at start-up well over a hundred thousand positions are read, and a general JSON reader makes an
    /// object of each number.
    /// - Throws: ``ShapeProblem``
    package init(geoJSON bytes: [UInt8]) throws {
        self.init()
        let text = String(decoding: bytes, as: UTF8.self)
        let isMulti = text.contains(/"type"\s*:\s*"MultiPolygon"/)
        guard isMulti || text.contains(/"type"\s*:\s*"Polygon"/) else {
            throw ShapeProblem(kind: .notAnArea, found: String(text.prefix(60)))
        }
        guard let name = text.range(of: "\"coordinates\"") else { throw ShapeProblem(kind: .malformed, found: "coordinates") }
        var reader = CoordinateReader(bytes: bytes, at: text.utf8.distance(from: text.utf8.startIndex, to: name.upperBound))
        try reader.expect(UInt8(ascii: ":"))
        if isMulti { try reader.array { try append(checked: $0.polygon()) } } else { try append(checked: reader.polygon()) }
        guard !polygons.isEmpty else { throw ShapeProblem(kind: .notAnArea, found: "[]") }
    }

    private mutating func append(checked rings: [[Position]]) throws {
        for ring in rings {
            guard ring.count >= 4, ring.first == ring.last else { throw ShapeProblem(kind: .notClosed, found: "\(ring.count)") }
        }
        append(polygon: rings)
    }

    /// A GeoJSON geometry of type `MultiPolygon` with five decimals (about a metre).
    package var geoJSON: String {
        let areas = polygons.map { polygon in
            "[" + polygon.map { ring in "[" + positions[rings[ring]].map(point).joined(separator: ",") + "]" }.joined(separator: ",") + "]"
        }
        return "{\"type\":\"MultiPolygon\",\"coordinates\":[" + areas.joined(separator: ",") + "]}"
    }

    private func point(_ position: Position) -> String { "[\(decimals(position.longitude)),\(decimals(position.latitude))]" }
}

/// A number with at most five decimals and no trailing zeros.
private func decimals(_ value: Double) -> String {
    let scaled = Int((value * 100_000).rounded())
    let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: 100_000)
    var text = (scaled < 0 ? "-" : "") + String(whole)
    guard rest > 0 else { return text }
    var fraction = String(rest)
    fraction = String(repeating: "0", count: 5 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    text += "." + fraction
    return text
}

private struct CoordinateReader {
    let bytes: [UInt8]
    var at: Int

    mutating func polygon() throws -> [[Position]] {
        var rings: [[Position]] = []
        try array { reader in
            var ring: [Position] = []
            try reader.array { ring.append(try $0.position()) }
            rings.append(ring)
        }
        return rings
    }

    mutating func array(_ element: (inout CoordinateReader) throws -> Void) throws {
        try expect(UInt8(ascii: "["))
        if take(UInt8(ascii: "]")) { return }
        repeat { try element(&self) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
    }

    private mutating func position() throws -> Position {
        var numbers: [Double] = []
        try array { numbers.append(try $0.number()) }
        guard numbers.count >= 2 else { throw ShapeProblem(kind: .malformed, found: "\(numbers)") }
        guard (-180...180).contains(numbers[0]), (-90...90).contains(numbers[1]) else {
            throw ShapeProblem(kind: .offTheGlobe, found: "\(numbers[0]), \(numbers[1])")
        }
        return Position(latitude: numbers[1], longitude: numbers[0])
    }

    private mutating func number() throws -> Double {
        skipBlanks()
        let start = at
        while at < bytes.count, isPartOfNumber(bytes[at]) { at += 1 }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard let number = Double(text), number.isFinite else { throw ShapeProblem(kind: .malformed, found: here) }
        return number
    }

    mutating func expect(_ byte: UInt8) throws {
        guard take(byte) else { throw ShapeProblem(kind: .malformed, found: here) }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func skipBlanks() { while at < bytes.count, bytes[at] <= 32 { at += 1 } }
    private var here: String { String(decoding: bytes[min(at, bytes.count)..<min(at + 20, bytes.count)], as: UTF8.self) }
    private func isPartOfNumber(_ byte: UInt8) -> Bool { (48...57).contains(byte) || [43, 45, 46, 69, 101].contains(byte) }
}
