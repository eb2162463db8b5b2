/// XXH64 (seed 0): finds damage at memory speed. It protects against accidents, not against people; versions are named by SHA-256.
enum XXH64 {
    private static let p1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let p2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let p3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let p4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let p5: UInt64 = 0x27D4_EB2F_1656_67C5

    static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        guard let base = bytes.baseAddress else { return finish(p5, nil, 0, 0) }
        let count = bytes.count
        var at = 0
        var hash: UInt64
        if count >= 32 {
            var a = p1 &+ p2
            var b = p2
            var c: UInt64 = 0
            var d = 0 &- p1
            while at + 32 <= count {
                a = round(a, word(base, at))
                b = round(b, word(base, at + 8))
                c = round(c, word(base, at + 16))
                d = round(d, word(base, at + 24))
                at += 32
            }
            hash = rotate(a, 1) &+ rotate(b, 7) &+ rotate(c, 12) &+ rotate(d, 18)
            for lane in [a, b, c, d] { hash = (hash ^ round(0, lane)) &* p1 &+ p4 }
        } else {
            hash = p5
        }
        return finish(hash &+ UInt64(count), base, at, count)
    }

    private static func finish(_ start: UInt64, _ base: UnsafeRawPointer?, _ from: Int, _ count: Int) -> UInt64 {
        var hash = start
        var at = from
        if let base {
            while at + 8 <= count {
                hash = rotate(hash ^ round(0, word(base, at)), 27) &* p1 &+ p4
                at += 8
            }
            if at + 4 <= count {
                let half = UInt64(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
                hash = rotate(hash ^ (half &* p1), 23) &* p2 &+ p3
                at += 4
            }
            while at < count {
                hash = rotate(hash ^ (UInt64(base.load(fromByteOffset: at, as: UInt8.self)) &* p5), 11) &* p1
                at += 1
            }
        }
        hash = (hash ^ (hash >> 33)) &* p2
        hash = (hash ^ (hash >> 29)) &* p3
        return hash ^ (hash >> 32)
    }

    @inline(__always) private static func word(_ base: UnsafeRawPointer, _ at: Int) -> UInt64 {
        UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }

    @inline(__always) private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        rotate(lane &+ input &* p2, 31) &* p1
    }

    @inline(__always) private static func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 { value &<< by | value &>> (64 &- by) }
}

/// XXH64 over bytes that come piece by piece: the sections of a column file while they are written.
struct XXH64Stream {
    private var pieces: [UInt64] = []
    private var pending: [UInt8] = []
    /// Sections are hashed in stretches of this many bytes, and the stretches' hashes once more.
    static let stretch = 1 << 20

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let taken = UnsafeRawBufferPointer(rebasing: rest.prefix(XXH64Stream.stretch - pending.count))
            pending.append(contentsOf: taken)
            rest = rest.dropFirst(taken.count)
            if pending.count == XXH64Stream.stretch { close() }
        }
    }

    mutating func finish() -> UInt64 {
        if !pending.isEmpty { close() }
        return XXH64Stream.hash(of: pieces)
    }

    private mutating func close() {
        pieces.append(pending.withUnsafeBytes(XXH64.hash))
        pending.removeAll(keepingCapacity: true)
    }

    private static func hash(of pieces: [UInt64]) -> UInt64 { pieces.map(\.littleEndian).withUnsafeBytes(XXH64.hash) }

    /// The hash that ``finish()`` gives for bytes that are all there.
    static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        hash(
            of: stride(from: 0, to: bytes.count, by: stretch).map {
                XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[$0..<min($0 + stretch, bytes.count)]))
            })
    }
}

/// The checksums of a column file, for whoever wants to look into one.
package enum Checksum {
    /// Of a header: XXH64.
    package static func of(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes(XXH64.hash) }
    /// Of a section: XXH64 of the XXH64 of its stretches of a mebibyte.
    package static func ofSection(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { XXH64Stream.hash($0) } }
}
