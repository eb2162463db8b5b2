/// Bytes that lie somewhere else and stay there as long as they are looked at: a cell of a row, or what was made of one.
struct ByteView {
    var start: UnsafePointer<UInt8>
    var count: Int

    @inline(__always) init(_ start: UnsafePointer<UInt8>, _ count: Int) {
        self.start = start
        self.count = count
    }

    @inline(__always) subscript(index: Int) -> UInt8 { start[index] }

    var isEmpty: Bool { count == 0 }
    var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
    var string: String { String(decoding: buffer, as: UTF8.self) }
    var array: [UInt8] { Array(buffer) }

    @inline(__always) func dropping(first: Int = 0, last: Int = 0) -> ByteView { ByteView(start + first, count - first - last) }

    /// Without blanks and control codes at both ends, no-break spaces (U+00A0), narrow ones (U+202F) and byte-order marks included.
    @inline(__always) var trimmed: ByteView {
        var from = start
        var length = count
        while length > 0 {
            if from[0] <= 0x20 { from += 1; length &-= 1; continue }
            guard from[0] >= 0xC2, let wide = ByteView.blankLength(from, length) else { break }
            from += wide
            length &-= wide
        }
        while length > 0 {
            let last = from[length &- 1]
            if last <= 0x20 { length &-= 1; continue }
            guard last >= 0x80 else { break }
            if length >= 2, ByteView.blankLength(from + length - 2, 2) == 2 { length &-= 2; continue }
            if length >= 3, ByteView.blankLength(from + length - 3, 3) == 3 { length &-= 3; continue }
            break
        }
        return ByteView(from, length)
    }

    /// Bytes of the wide blank that begins here.
    private static func blankLength(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        if count >= 2, p[0] == 0xC2, p[1] == 0xA0 { return 2 }
        guard count >= 3 else { return nil }
        if p[0] == 0xE2, p[1] == 0x80, p[2] == 0xAF || p[2] >= 0x80 && p[2] <= 0x8B { return 3 }
        if p[0] == 0xEF, p[1] == 0xBB, p[2] == 0xBF { return 3 }
        return nil
    }

    @inline(__always) func equals(_ other: ByteView) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where start[index] != other.start[index] { return false }
        return true
    }

    func equals(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where start[index] != other[index] { return false }
        return true
    }

    /// Whether the bytes, ASCII letters made small, are these; `word` must be small already.
    func isWord(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        for index in 0..<count where ByteView.small(start[index]) != word.utf8Start[index] { return false }
        return true
    }

    func hasPrefix(word: StaticString) -> Bool {
        count >= word.utf8CodeUnitCount && ByteView(start, word.utf8CodeUnitCount).isWord(word)
    }

    @inline(__always) static func small(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

    var hash: UInt64 { ByteView.hash(start, count, seed: 0x9E37_79B9_7F4A_7C15) }

    /// A quick hash with good spread (wyhash's multiply and fold).
    static func hash(_ p: UnsafePointer<UInt8>, _ count: Int, seed: UInt64) -> UInt64 {
        var hash = seed ^ (UInt64(truncatingIfNeeded: count) &* 0xA076_1D64_78BD_642F)
        var at = 0
        let raw = UnsafeRawPointer(p)
        while at &+ 8 <= count {
            hash = fold(hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self), 0xE703_7ED1_A0B4_28DB)
            at &+= 8
        }
        var rest: UInt64 = 0
        while at < count {
            rest = rest << 8 | UInt64(p[at])
            at &+= 1
        }
        return fold(hash ^ rest, 0x8EBC_6AF0_9C88_C6E3)
    }

    @inline(__always) static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}

@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- 48 <= 9 }
@inline(__always) func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
