import Crypto
import Foundation
import Kernel

/// Signs requests as S3 and its likes want them (AWS Signature Version 4, in headers).
struct S3Signature: Sendable {
    let key: S3Key
    let region: String

    /// - Parameters:
    ///   - path: as it is sent, percent-encoded.
    ///   - query: names and values, not yet encoded.
    ///   - headers: all that are sent and shall be vouched for, `host` among them.
    ///   - content: SHA-256 of what is sent, in hexadecimal digits.
    /// - Returns: the headers to add.
    func headers(
        _ method: String, path: String, query: [(name: String, value: String)], headers: [(name: String, value: String)], content: String,
        at now: Instant
    ) -> [(name: String, value: String)] {
        let stamp = S3Signature.stamp(now)
        let more = [(name: "x-amz-content-sha256", value: content), (name: "x-amz-date", value: stamp)]
        let signed = (headers + more).map { (name: $0.name.lowercased(), value: $0.value.trimmingCharacters(in: .whitespaces)) }
            .sorted { $0.name < $1.name }
        let names = signed.map(\.name).joined(separator: ";")
        let lines = signed.map { "\($0.name):\($0.value)\n" }.joined()
        let canonical = [method, path, S3Signature.encoded(query), lines, names, content].joined(separator: "\n")
        let day = String(stamp.prefix(8))
        let scope = "\(day)/\(region)/s3/aws4_request"
        let text = ["AWS4-HMAC-SHA256", stamp, scope, hex(SHA256.hash(data: Data(canonical.utf8)))].joined(separator: "\n")
        var secret = SymmetricKey(data: Data("AWS4\(key.secret)".utf8))
        for part in [day, region, "s3", "aws4_request"] { secret = SymmetricKey(data: S3Signature.code(part, secret)) }
        let signature = hex(S3Signature.code(text, secret))
        let proof = "AWS4-HMAC-SHA256 Credential=\(key.id)/\(scope), SignedHeaders=\(names), Signature=\(signature)"
        return more + [(name: "Authorization", value: proof)]
    }

    private static func code(_ text: String, _ key: SymmetricKey) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
    }

    /// `20130524T000000Z`
    private static func stamp(_ now: Instant) -> String {
        String(now.description.prefix(19)).filter { $0 != "-" && $0 != ":" } + "Z"
    }

    /// A query in the one form in which it is signed and sent.
    static func encoded(_ query: [(name: String, value: String)]) -> String {
        query.map { (encoded($0.name), encoded($0.value)) }.sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    static func encoded(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                out.unicodeScalars.append(UnicodeScalar(byte))
            default: out += "%" + hex([byte]).uppercased()
            }
        }
        return out
    }
}

/// Who asks a bucket, and how it is proved.
package struct S3Key: Sendable, CustomStringConvertible {
    package let id: String
    let secret: String

    package init(id: String, secret: String) { (self.id, self.secret) = (id, secret) }

    /// Without the secret, wherever it is printed.
    package var description: String { "key \(id)" }
}
