import Foundation

/// Reads positions: "113.7,-8.17" as Table Schema has them, and as people copy them from maps, latitude first.
enum PointReader {
    /// `longitude,latitude`.
    static func read(_ cell: ByteView, latitudeFirst: Bool, _ arena: RowArena) -> ByteView? {
        guard let (first, second) = pair(cell) else { return nil }
        let (longitude, latitude) = latitudeFirst ? (second, first) : (first, second)
        guard arena.room >= cell.count * 2 + 800, let x = NumberReader.read(longitude, .plain, arena),
            let y = NumberReader.read(latitude, .plain, arena)
        else { return nil }
        guard let degrees = Double(x.string), abs(degrees) <= 180, let up = Double(y.string), abs(up) <= 90 else { return nil }
        return arena.copy(x.array + [UInt8(ascii: ",")] + y.array)
    }

    /// `{"lon": 113.7, "lat": -8.17}`, as Table Schema's format `object` writes a point.
    static func readObject(_ cell: ByteView, _ arena: RowArena) -> ByteView? {
        guard let value = try? JSONDecoder().decode(SchemaValue.self, from: Data(cell.buffer)), let members = value.object,
            let longitude = members["lon"]?.text, let latitude = members["lat"]?.text,
            let pair = arena.copy(Array("\(longitude),\(latitude)".utf8))
        else { return nil }
        return read(pair, latitudeFirst: false, arena)
    }

    /// The two numbers of a pair, outer brackets taken off; `{"lon": …}` and the like are not read.
    static func pair(_ cell: ByteView) -> (ByteView, ByteView)? {
        var rest = cell
        if rest.count > 2, rest[0] == UInt8(ascii: "(") || rest[0] == UInt8(ascii: "[") { rest = rest.dropping(first: 1, last: 1).trimmed }
        let marks: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: " ")]
        guard rest.count <= 80, let mark = marks.first(where: { rest.buffer.contains($0) }), let split = rest.buffer.firstIndex(of: mark)
        else { return nil }
        let first = ByteView(rest.start, split).trimmed
        let second = ByteView(rest.start + split + 1, rest.count - split - 1).trimmed
        return first.isEmpty || second.isEmpty ? nil : (first, second)
    }

    /// Whether a pair of numbers can only be a position in Indonesia, and which stands first: `true` for the latitude.
    static func isLatitudeFirst(_ cell: ByteView) -> Bool? {
        guard let (first, second) = pair(cell), let a = Double(first.string), let b = Double(second.string) else { return nil }
        let isNorth = { (value: Double) in value >= -11.5 && value <= 6.5 }
        let isEast = { (value: Double) in value >= 94 && value <= 142 }
        return isNorth(a) && isEast(b) ? true : isEast(a) && isNorth(b) ? false : nil
    }
}
