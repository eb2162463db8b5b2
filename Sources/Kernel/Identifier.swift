/// The id of a `Subject`: UUID version 7 as lower-case text, made by the application, never by the database.
///
/// Version 7 starts with the time, so ids made later sort later and indexes grow at their end.
package struct Identifier<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// Takes text that is known to be an id, such as a column of the database. Use ``init(checking:)`` for input.
    package init(_ text: String) { self.text = text }

    /// `nil` unless the text has the form of a UUID.
    package init?(checking text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return nil }
        for (index, byte) in bytes.enumerated() {
            let fits = [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : isHex(byte)
            guard fits else { return nil }
        }
        self.text = text.lowercased()
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
        var bytes = [UInt8](repeating: 0, count: 16)
        let time = UInt64(now().milliseconds)
        for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: time >> UInt64(40 - index * 8)) }
        bytes.replaceSubrange(6..<16, with: randomForID())
        bytes[6] = bytes[6] & 0x0F | 0x70
        bytes[8] = bytes[8] & 0x3F | 0x80
        return Identifier(uuidText(bytes))
    }
}

private func isHex(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte) }

private func uuidText(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: 36) { into in
        var at = 0
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 {
                into[at] = UInt8(ascii: "-")
                at += 1
            }
            into[at] = hexDigit(byte >> 4)
            into[at + 1] = hexDigit(byte & 15)
            at += 2
        }
        return 36
    }
}

private func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 87 + nibble }

/// Lower-case hexadecimal text of bytes.
package func hex(_ bytes: some Sequence<UInt8>) -> String { Array(bytes).withUnsafeBytes { hex($0) } }

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
