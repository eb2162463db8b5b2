import Crypto
import Foundation
import Kernel

/// A name as CKAN allows them, `^[a-z0-9_-]{2,100}$`, made of any text.
package func portalName(_ text: String) -> String {
    var name = ""
    for letter in Plain.folded(text) {
        if letter.isASCII, letter.isLetter || letter.isNumber { name.append(letter) } else if !name.hasSuffix("-") { name.append("-") }
    }
    name = String(name.prefix(100)).trimmingCharacters(in: CharacterSet(charactersIn: "-"))
    return name.count < 2 ? name + "--".prefix(2 - name.count) : name
}

/// An id that is the same wherever it is made, for what has no record of its own (tags, themes): a UUID of version 8 out of a hash.
package func portalID(_ kind: String, _ name: String) -> String {
    var bytes = Array(SHA256.hash(data: Array("\(kind)\u{0}\(name)".utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = hex(bytes)
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst()).map { String(Array(digits)[$0..<$1]) }.joined(separator: "-")
}

extension Instant {
    /// As CKAN writes moments: UTC with microseconds, without a zone.
    var ckan: String { String(description.dropLast()) + "000" }
}
