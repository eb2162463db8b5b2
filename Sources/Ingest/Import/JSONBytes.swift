import Kernel

/// Writes JSON a piece at a time, without making a tree of it first.
struct JSONBytes {
    private(set) var bytes: [UInt8] = []

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
    mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
    mutating func number(_ value: Int) { bytes.append(contentsOf: "\(value)".utf8) }
    mutating func string(_ text: String) { string(text.utf8) }

    /// A string of UTF-8 bytes; such as are not UTF-8 become U+FFFD.
    mutating func string(_ cell: ByteView) {
        if cell.buffer.allSatisfy({ $0 < 0x80 }) { string(cell.buffer) } else { string(cell.string) }
    }

    private mutating func string(_ utf8: some Sequence<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 10: raw("\\n")
            case 13: raw("\\r")
            case 9: raw("\\t")
            case 0..<32:
                raw("\\u00")
                for nibble in [byte >> 4, byte & 15] { bytes.append(nibble < 10 ? 48 + nibble : 87 + nibble) }
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func message(_ message: Message) {
        raw("{\"key\":")
        string(message.key.id)
        if !message.values.isEmpty {
            raw(",\"values\":{")
            for (index, (name, value)) in message.values.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { raw(",") }
                string(name)
                raw(":")
                string(value)
            }
            raw("}")
        }
        raw("}")
    }
}
