import Kernel

/// How the bytes of a text file stand for letters, as far as its beginning tells.
package enum TextEncoding: Sendable, Hashable {
    /// UTF-8, or something that only single rows can tell (``Encoding``).
    case eight
    case utf16(bigEndian: Bool)

    /// By the byte-order mark; without one UTF-16 is known by every second byte of its beginning being zero.
    static func detect(_ start: [UInt8]) -> (encoding: TextEncoding, mark: Int) {
        if start.starts(with: [0xFF, 0xFE]) { return (.utf16(bigEndian: false), 2) }
        if start.starts(with: [0xFE, 0xFF]) { return (.utf16(bigEndian: true), 2) }
        let looked = start.prefix(1024)
        guard looked.count >= 8 else { return (.eight, 0) }
        var zeros = [0, 0]
        for (index, byte) in looked.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let half = looked.count / 2
        if zeros[1] * 10 > half * 6, zeros[0] * 20 < half { return (.utf16(bigEndian: false), 0) }
        if zeros[0] * 10 > half * 6, zeros[1] * 20 < half { return (.utf16(bigEndian: true), 0) }
        return (.eight, 0)
    }
}

/// The bytes of a text file a piece at a time, UTF-16 (Excel's "Unicode text") turned into UTF-8 on the way.
final class TextSource {
    private static let piece = 256 << 10

    private let source: ByteSource
    let encoding: TextEncoding
    /// UTF-16 code units cut off by the end of a piece: half a unit, or the first of a surrogate pair.
    private var rest: [UInt8] = []
    private var isClosed = false
    /// The first piece, which is also looked at to find the dialect.
    private(set) var start: [UInt8] = []

    init(_ source: ByteSource) throws(AppError) {
        self.source = source
        var first = try source.read(TextSource.piece)
        let (encoding, mark) = TextEncoding.detect(first)
        self.encoding = encoding
        first.removeFirst(mark)
        start = utf8(first)
    }

    /// The piece after the last one; empty at the end.
    func next() throws(AppError) -> [UInt8] {
        while !isClosed {
            let raw = try source.read(TextSource.piece)
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
        guard case .utf16(let bigEndian) = encoding else { return raw }
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

extension ByteSource {
    /// These bytes of a file's beginning as UTF-8 if they are UTF-16, else as they are.
    package static func text(_ start: [UInt8]) throws(AppError) -> [UInt8] { try TextSource(ByteSource(start)).start }
}
