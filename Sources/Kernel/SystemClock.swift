import Foundation

extension Instant {
    /// The system's clock. Only ``World/system`` reads it.
    static var systemNow: Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }
}

/// Base64 with `-` and `_` and without padding (RFC 4648 §5).
package func base64URL(_ bytes: some Sequence<UInt8>) -> String { Array(bytes).withUnsafeBytes { base64URL($0) } }

/// The same of bytes that lie in memory.
package func base64URL(_ bytes: UnsafeRawBufferPointer) -> String {
    String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { text in
        var (bits, waiting, at) = (UInt32(0), 0, 0)
        func add(_ six: UInt32) {
            text[at] = base64Letters[Int(six & 63)]
            at += 1
        }
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            waiting += 8
            while waiting >= 6 {
                waiting -= 6
                add(bits >> UInt32(waiting))
            }
        }
        if waiting > 0 { add(bits << UInt32(6 - waiting)) }
        return at
    }
}

private let base64Letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

/// The bytes of ``base64URL(_:)``'s text; `nil` when the text is not of that form.
package func bytes(base64URL text: String) -> [UInt8]? {
    var plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
    while plain.utf8.count % 4 != 0 { plain += "=" }
    return Data(base64Encoded: plain).map(Array.init)
}
