import Directory

extension Box {
    /// As Well-Known Text, which readers of linked data know best.
    var wkt: String {
        func corner(_ longitude: Double, _ latitude: Double) -> String {
            "\(OrderedJSON.degrees(longitude).text) \(OrderedJSON.degrees(latitude).text)"
        }
        let corners = [corner(west, south), corner(east, south), corner(east, north), corner(west, north), corner(west, south)]
        return "POLYGON((\(corners.joined(separator: ", "))))"
    }
}

extension OrderedJSON {
    /// A box as a GeoJSON polygon, counter-clockwise from the south-west (RFC 7946).
    package static func outline(_ box: Box) -> OrderedJSON {
        let corners = [
            (box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north), (box.west, box.south),
        ]
        return [
            "type": "Polygon", "coordinates": [.list(corners.map { .array([.degrees($0.0), .degrees($0.1)]) })],
        ]
    }

    /// A number of degrees with at most six decimals, a tenth of a metre.
    package static func degrees(_ value: Double) -> OrderedJSON { .number((value * 1_000_000).rounded() / 1_000_000) }
}
