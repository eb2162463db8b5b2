/// Numbers out of bytes that nobody vouches for: whatever lies outside is `nil`.
struct ByteReader {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }
    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var count: Int { bytes.count }

    subscript(_ at: Int) -> UInt8? {
        at >= 0 && at < bytes.count ? bytes[bytes.startIndex + at] : nil
    }

    func has(_ wanted: [UInt8], at: Int) -> Bool {
        at >= 0 && at + wanted.count <= count && bytes[(bytes.startIndex + at)...].prefix(wanted.count).elementsEqual(wanted)
    }

    func has(_ text: String, at: Int) -> Bool { has(Array(text.utf8), at: at) }

    func big16(_ at: Int) -> Int? { number(at, 2, bigEndian: true) }
    func big32(_ at: Int) -> Int? { number(at, 4, bigEndian: true) }
    func little16(_ at: Int) -> Int? { number(at, 2, bigEndian: false) }
    func little24(_ at: Int) -> Int? { number(at, 3, bigEndian: false) }
    func little32(_ at: Int) -> Int? { number(at, 4, bigEndian: false) }

    func number(_ at: Int, _ width: Int, bigEndian: Bool) -> Int? {
        guard at >= 0, at <= count - width else { return nil }
        var value = 0
        for offset in 0..<width {
            value = value << 8 | Int(bytes[bytes.startIndex + at + (bigEndian ? offset : width - 1 - offset)])
        }
        return value
    }
}
