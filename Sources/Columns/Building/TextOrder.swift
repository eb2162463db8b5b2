import Foundation

/// The order of a dictionary's texts: by bytes, or by value where they are decimals.
struct TextOrder {
    private let isNumeric: Bool

    init(_ type: ColumnType) { isNumeric = !type.isText }

    @inline(__always) func isLess(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool { order(a, b) < 0 }

    func order(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        if isNumeric { return DecimalText.order(a, b) }
        return TextOrder.bytes(a, b)
    }

    static func bytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        let shorter = min(a.count, b.count)
        let result = shorter == 0 ? 0 : memcmp(a.baseAddress!, b.baseAddress!, shorter)
        return result != 0 ? Int(result) : a.count - b.count
    }

    /// The numbers of a dictionary's texts in order.
    func sorted(_ dictionary: LocalDictionary) -> [UInt32] {
        struct Key: BitwiseCopyable {
            var start: UInt64
            var id: UInt32
        }
        var keys = (0..<dictionary.count).map { Key(start: isNumeric ? 0 : TextOrder.start(dictionary.bytes($0)), id: UInt32($0)) }
        keys.withUnsafeMutableBufferPointer { keys in
            keys.sort { a, b in
                a.start != b.start ? a.start < b.start : isLess(dictionary.bytes(Int(a.id)), dictionary.bytes(Int(b.id)))
            }
        }
        return keys.map(\.id)
    }

    /// The first eight bytes as a number that is ordered like them.
    private static func start(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var start: UInt64 = 0
        for index in 0..<8 { start = start &<< 8 | (index < text.count ? UInt64(text[index]) : 0) }
        return start
    }
}
