import Tables

/// The fields of one JSON record, those of a feature's properties and place included.
struct JSONFields {
    enum Name {
        /// A member's name as it is written, without its quotes.
        case member(UnsafeBufferPointer<UInt8>)
        /// A feature's own.
        case id, geometry, longitude, latitude
    }

    enum Kind { case object, array, other, malformed }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let isFeature: Bool

    init(_ bytes: UnsafeBufferPointer<UInt8>, isFeature: Bool) {
        self.bytes = bytes
        self.isFeature = isFeature
    }

    /// Hands out every field until told to stop. Elements of an array are not handed out.
    func each(_ body: (Name, JSONWalk.Value) -> Bool) -> Kind {
        var walk = JSONWalk(bytes)
        switch walk.next() {
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "{"): break
        default: return .other
        }
        let isWhole = walk.members { key, value in
            guard isFeature else { return body(.member(inside(key)), value) }
            return feature(inside(key), value, body)
        }
        return isWhole && walk.next() == 0 ? .object : .malformed
    }

    private func feature(_ key: UnsafeBufferPointer<UInt8>, _ value: JSONWalk.Value, _ body: (Name, JSONWalk.Value) -> Bool) -> Bool {
        if key.elementsEqual("properties".utf8), value.kind == .object {
            var walk = JSONWalk(bytes, at: value.range.lowerBound)
            return walk.members { body(.member(inside($0)), $1) }
        }
        if key.elementsEqual("id".utf8) { return body(.id, value) }
        guard key.elementsEqual("geometry".utf8), value.kind == .object else { return true }
        guard body(.geometry, value) else { return false }
        guard let (longitude, latitude) = point(value) else { return true }
        return body(.longitude, longitude) && body(.latitude, latitude)
    }

    /// The two numbers of a `Point`.
    private func point(_ geometry: JSONWalk.Value) -> (JSONWalk.Value, JSONWalk.Value)? {
        var isPoint = false
        var numbers: [JSONWalk.Value] = []
        var walk = JSONWalk(bytes, at: geometry.range.lowerBound)
        _ = walk.members { key, value in
            if inside(key).elementsEqual("type".utf8) { isPoint = bytes[value.range].elementsEqual("\"Point\"".utf8) }
            if inside(key).elementsEqual("coordinates".utf8), value.kind == .array {
                var inner = JSONWalk(bytes, at: value.range.lowerBound)
                _ = inner.elements {
                    numbers.append($0)
                    return numbers.count < 2
                }
            }
            return true
        }
        return isPoint && numbers.count >= 2 && numbers[0].kind == .number && numbers[1].kind == .number ? (numbers[0], numbers[1]) : nil
    }

    private func inside(_ string: JSONWalk.Value) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[string.range.lowerBound + 1..<string.range.upperBound - 1])
    }
}
