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

/// Tags as CKAN allows them: letters, digits, blanks, `-`, `_` and `.`, at least two of them, each once. A single other character makes a
/// CKAN refuse the whole dataset, so it becomes a blank.
package func portalTags(_ tags: [String]) -> [String] {
    var seen: Set<String> = []
    return tags.compactMap { tag in
        let letters = tag.precomposedStringWithCanonicalMapping.unicodeScalars.map { isOfTag($0) ? Character($0) : " " }
        let name = String(letters).split(separator: " ").joined(separator: " ")
        return name.unicodeScalars.count >= 2 && seen.insert(name).inserted ? name : nil
    }
}

/// What Python's `\w` matches, and `-` and `.`.
private func isOfTag(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber:
        true
    default: "-_.".unicodeScalars.contains(scalar)
    }
}

/// An address of mail as CKAN takes them; `nil` for anything else, with which it would refuse the whole dataset.
package func portalEmail(_ text: String) -> String? {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !text.hasPrefix("."), !text.contains(".."),
        parts[0].allSatisfy({ isPlain($0) || "!#$%&'*+/=?^_`{|}~.-".contains($0) })
    else { return nil }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    let isHost =
        labels.count >= 2
        && labels.allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy { isPlain($0) || $0 == "-" } && !label.hasPrefix("-")
                && !label.hasSuffix("-")
        }
    return isHost ? text : nil
}

private func isPlain(_ letter: Character) -> Bool { letter.isASCII && (letter.isLetter || letter.isNumber) }

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
