import Crypto
import Foundation
import Kernel

/// Time-based one-time codes (RFC 6238): six digits, 30 seconds, HMAC-SHA-1, which is what every authenticator app takes.
package enum TOTP {
    private static let period: Int64 = 30

    /// The step a moment lies in.
    package static func step(at now: Instant) -> Int { Int(now.milliseconds / 1000 / period) }

    /// - Parameter step: as ``step(at:)`` counts them.
    package static func code(secret: [UInt8], step: Int, digits: Int = 6) -> String {
        let counter = withUnsafeBytes(of: UInt64(step).bigEndian) { Data($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let at = Int(mac[19] & 15)
        let number = UInt32(mac[at] & 127) << 24 | UInt32(mac[at + 1]) << 16 | UInt32(mac[at + 2]) << 8 | UInt32(mac[at + 3])
        var modulus: UInt32 = 1
        for _ in 0..<digits { modulus *= 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step a typed code belongs to: the present one or a neighbour, for clocks that are a little off, and later than the
    /// last one used, so that a code seen over somebody's shoulder does not work again. `nil` when it fits none.
    package static func matches(_ typed: String, secret: [UInt8], at now: Instant, after lastStep: Int?) -> Int? {
        let digits = typed.filter { !$0.isWhitespace }
        let present = step(at: now)
        return [present, present - 1, present + 1].first { step in
            step > lastStep ?? -1 && isSame(Array(code(secret: secret, step: step).utf8), Array(digits.utf8))
        }
    }

    /// The address authenticator apps read, also from a QR code.
    package static func url(secret: [UInt8], account: String, issuer: String) -> String {
        let unreserved = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text }
        return "otpauth://totp/\(encoded(issuer)):\(encoded(account))?secret=\(base32(secret))&issuer=\(encoded(issuer))"
    }

    /// RFC 4648 base 32 without padding, for typing a secret into an app.
    package static func base32(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                text.append(alphabet[buffer >> (bits - 5) & 31])
                bits -= 5
            }
            buffer &= (1 << bits) - 1
        }
        if bits > 0 { text.append(alphabet[buffer << (5 - bits) & 31]) }
        return text
    }
}

/// Codes for the day the phone is lost: each works once, and only their hashes are kept.
package enum RecoveryCode {
    static let count = 10

    /// `7KQ2-M9XD`: 40 random bits in letters that cannot be mistaken.
    static func make(in world: World) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        let letters = world.random(8).map { alphabet[Int($0 & 31)] }
        return "\(String(letters[0..<4]))-\(String(letters[4...]))"
    }

    static func hash(_ typed: String, account: Identifier<Account>) -> String {
        let plain = typed.uppercased().filter { $0.isLetter || $0.isNumber }
        return hex(SHA256.hash(data: Array("\(account.text):\(plain)".utf8)))
    }
}
