import Foundation

extension Instant {
    /// The system's clock. Only ``World/system`` reads it.
    static var systemNow: Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }
}

/// Base64 with `-` and `_` and without padding (RFC 4648 §5).
package func base64URL(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString()
        .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
}

/// The bytes of ``base64URL(_:)``'s text; `nil` when the text is not of that form.
package func bytes(base64URL text: String) -> [UInt8]? {
    var plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
    while plain.utf8.count % 4 != 0 { plain += "=" }
    return Data(base64Encoded: plain).map(Array.init)
}
