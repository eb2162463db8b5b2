/// A number format such as `0000` or `00\.00\.00`, by which sheets show codes that were typed as numbers.
struct CodeMask: Equatable {
    private enum Piece: Equatable { case digit, sign(UInt8) }

    private let pieces: [Piece]

    /// `nil` for formats that show amounts.
    init?(_ format: String) {
        var pieces: [Piece] = []
        var rest = Array(format.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "0"): pieces.append(.digit)
            case UInt8(ascii: "\\"): rest.popFirst().map { pieces.append(.sign($0)) }
            case UInt8(ascii: "\""):
                while let inside = rest.popFirst(), inside != UInt8(ascii: "\"") { pieces.append(.sign(inside)) }
            case UInt8(ascii: "-"), UInt8(ascii: "/"): pieces.append(.sign(byte))
            default: return nil
            }
        }
        guard pieces.count(where: { $0 == .digit }) >= 2, pieces.count <= 64, pieces.first == .digit, pieces.last == .digit else {
            return nil
        }
        self.pieces = pieces
    }

    /// The whole number's digits laid into the mask from the right, more digits than it has in front of it; `nil` for other numbers.
    func apply(_ digits: [UInt8]) -> [UInt8]? {
        guard !digits.isEmpty, digits.count <= 64, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        var rest = digits[...]
        var shown: [UInt8] = []
        for piece in pieces.reversed() {
            switch piece {
            case .digit: shown.append(rest.popLast() ?? UInt8(ascii: "0"))
            case .sign(let sign): shown.append(sign)
            }
        }
        return Array(rest) + shown.reversed()
    }
}
