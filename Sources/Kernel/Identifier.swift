import Crypto
import Foundation

/// The id of a `Subject`: UUID version 7 as lower-case text, made by the application, never by the database.
///
/// Version 7 starts with the time, so ids made later sort later and indexes grow at their end.
package struct Identifier<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// Takes text that is known to be an id, such as a column of the database. Use ``init(checking:)`` for input.
    package init(_ text: String) { self.text = text }

    /// `nil` unless the text has the form of a UUID.
    package init?(checking text: String) {
        guard text.utf8.count == 36 else { return nil }
        var isLowerCase = true
        for (index, byte) in text.utf8.enumerated() {
            switch index {
            case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return nil }
            default: guard isHex(byte) else { return nil }
            }
            if (65...70).contains(byte) { isLowerCase = false }
        }
        self.text = isLowerCase ? text : text.lowercased()
    }

    package var description: String { text }
    package static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension World {
    /// A new id: the present millisecond and 74 random bits (RFC 9562 §5.7).
    package func newID<Subject>(_: Subject.Type = Subject.self) -> Identifier<Subject> {
        Identifier(uuidText(UInt64(now().milliseconds), randomForID()))
    }
}

private func isHex(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte) }

/// - Parameters:
///   - time: milliseconds, of which the lower 48 bits count.
///   - chance: ten bytes, of which the version and the variant take six bits.
private func uuidText(_ time: UInt64, _ chance: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: 36) { text in
        var at = 0
        for index in 0..<16 {
            let byte: UInt8 =
                switch index {
                case 0..<6: UInt8(truncatingIfNeeded: time >> UInt64(40 - index * 8))
                case 6: chance[0] & 0x0F | 0x70
                case 8: chance[2] & 0x3F | 0x80
                default: chance[index - 6]
                }
            if index == 4 || index == 6 || index == 8 || index == 10 {
                text[at] = UInt8(ascii: "-")
                at += 1
            }
            text[at] = hexDigit(byte >> 4)
            text[at + 1] = hexDigit(byte & 15)
            at += 2
        }
        return 36
    }
}

private func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 87 + nibble }

/// Lower-case hexadecimal text of bytes.
package func hex(_ bytes: some Sequence<UInt8>) -> String { Array(bytes).withUnsafeBytes { hex($0) } }

/// The same of a digest, which as a sequence would be copied into an array first.
package func hex(_ digest: some Digest) -> String { digest.withUnsafeBytes { hex($0) } }

/// The same of bytes that lie in memory.
package func hex(_ bytes: UnsafeRawBufferPointer) -> String {
    String(unsafeUninitializedCapacity: bytes.count * 2) { text in
        for (index, byte) in bytes.enumerated() {
            text[index * 2] = hexDigit(byte >> 4)
            text[index * 2 + 1] = hexDigit(byte & 15)
        }
        return bytes.count * 2
    }
}
