import Kernel

/// The bytes of a CSV file a piece at a time, UTF-16 (Excel's "Unicode text") turned into UTF-8 on the way.
final class CSVBytes {
    private enum Width {
        case eight
        case sixteen(bigEndian: Bool)
    }

    private static let piece = 256 << 10

    private let source: ByteSource
    private var width = Width.eight
    /// UTF-16 code units cut off by the end of a piece: half a unit, or the first of a surrogate pair.
    private var rest: [UInt8] = []
    private var isClosed = false
    /// The first piece, which is also looked at to find the dialect.
    private(set) var start: [UInt8] = []

    init(_ source: ByteSource) throws(AppError) {
        self.source = source
        var first = try source.read(CSVBytes.piece)
        if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) {
            width = .sixteen(bigEndian: first[0] == 0xFE)
            first.removeFirst(2)
        }
        start = utf8(first)
    }

    /// The piece after the last one; empty at the end.
    func next() throws(AppError) -> [UInt8] {
        while !isClosed {
            let raw = try source.read(CSVBytes.piece)
            if raw.isEmpty {
                isClosed = true
                return rest.isEmpty ? [] : Array("\u{FFFD}".utf8)
            }
            let piece = utf8(raw)
            if !piece.isEmpty { return piece }
        }
        return []
    }

    /// Nothing more will be handed out.
    func close() { isClosed = true }

    func progress(unread: Int) -> Double {
        source.total == 0 || isClosed ? 1 : max(0, Double(source.delivered - unread) / Double(source.total))
    }

    private func utf8(_ raw: [UInt8]) -> [UInt8] {
        guard case .sixteen(let bigEndian) = width else { return raw }
        let bytes = rest + raw
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            let first = UInt16(bytes[index])
            let second = UInt16(bytes[index + 1])
            units.append(bigEndian ? first << 8 | second : second << 8 | first)
        }
        var taken = units.count * 2
        if let last = units.last, (0xD800..<0xDC00).contains(last) {
            units.removeLast()
            taken -= 2
        }
        rest = Array(bytes[taken...])
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
