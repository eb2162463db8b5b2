/// Puts numbers and short texts together for a file's header and directory.
struct LittleEndianWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put<T: FixedWidthInteger>(_ value: T) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }

    mutating func put(_ text: String) {
        put(UInt32(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func put(_ values: [UInt8]) { bytes.append(contentsOf: values) }
}

/// Takes them apart again. Reading past the end gives `nil`, whatever the bytes claim.
struct LittleEndianReader {
    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    mutating func take<T: FixedWidthInteger>(_ type: T.Type = T.self) -> T? {
        let size = MemoryLayout<T>.size
        guard bytes.count - at >= size else { return nil }
        defer { at += size }
        return T(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: T.self))
    }

    /// A number that counts something: not negative, and at most `most`.
    mutating func count(atMost most: Int = .max) -> Int? {
        guard let value = take(UInt64.self), value <= UInt64(most) else { return nil }
        return Int(value)
    }

    mutating func text() -> String? {
        guard let length = take(UInt32.self), let bytes = take(Int(length)) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    mutating func take(_ count: Int) -> [UInt8]? {
        guard count <= bytes.count - at else { return nil }
        defer { at += count }
        return Array(bytes[at..<(at + count)])
    }
}

extension Array where Element: BitwiseCopyable {
    /// The array's bytes, with the error of the body.
    func raw<E>(_ body: (UnsafeRawBufferPointer) throws(E) -> Void) throws(E) {
        try withUnsafeBufferPointer { values throws(E) in try body(UnsafeRawBufferPointer(values)) }
    }
}
