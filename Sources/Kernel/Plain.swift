import Foundation

/// Text as people typed it, made safe to keep and to find again.
package enum Plain {
    /// Text to be kept: NFC, `\n` line ends, no control, bidirectional-override, zero-width or noncharacter code points
    /// (they hide or reorder words), outer blanks trimmed. Emoji joiners (ZWJ between emoji) stay.
    package static func text(_ typed: String) -> String {
        if let text = simple(typed) { return text }
        var kept = String.UnicodeScalarView()
        var previousIsEmoji = false
        for scalar in typed.replacingOccurrences(of: "\r\n", with: "\n").unicodeScalars {
            if scalar == "\r" {
                kept.append("\n")
            } else if scalar == "\u{200D}" {
                if previousIsEmoji { kept.append(scalar) }
            } else if !isHidden(scalar) {
                kept.append(scalar)
            }
            previousIsEmoji = scalar.properties.isEmoji && scalar.value > 0x2000 || scalar == "\u{FE0F}" && previousIsEmoji
        }
        // Composed last: what was taken out may have stood between a letter and its accent.
        return String(kept).precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// One line of text: as ``text(_:)`` with runs of blanks and line ends made one blank.
    package static func line(_ typed: String) -> String {
        if isLine(typed) { return typed }
        if let text = simple(typed), isLine(text) { return text }
        return oneLine(typed)
    }

    private static func oneLine(_ typed: String) -> String {
        text(typed).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Whether text has at most so many letters as people count them. It never has more of them than bytes, whose number is known.
    package static func fits(_ text: String, _ most: Int) -> Bool { text.utf8.count <= most || text.count <= most }

    /// Text folded for searching and sorting on every engine alike: lower case, no diacritics, only letters and digits
    /// with single blanks between them.
    package static func folded(_ text: String) -> String { foldedASCII(text) ?? foldedUnicode(text) }

    private static func foldedUnicode(_ text: String) -> String {
        var folded = ""
        var pendingBlank = false
        for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if scalar.properties.generalCategory == .nonspacingMark { continue }
            if CharacterSet.alphanumerics.contains(scalar) {
                if pendingBlank, !folded.isEmpty { folded.append(" ") }
                pendingBlank = false
                folded.unicodeScalars.append(scalar)
            } else {
                pendingBlank = true
            }
        }
        return folded
    }

    /// The same of ASCII, where nothing need be asked about a letter, for nodes of plans are folded by the hundred thousand. `nil` for
    /// other text.
    private static func foldedASCII(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { letters -> String? in
            guard letters.allSatisfy({ $0 < 0x80 }) else { return nil }
            return String(unsafeUninitializedCapacity: letters.count) { folded in
                var count = 0
                var pendingBlank = false
                for letter in letters {
                    let lower: UInt8
                    switch letter {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): lower = letter
                    case UInt8(ascii: "A")...UInt8(ascii: "Z"): lower = letter | 0x20
                    default:
                        // Between what came and what may come, and never more than one: there is always room for it.
                        pendingBlank = count > 0
                        continue
                    }
                    if pendingBlank {
                        folded[count] = UInt8(ascii: " ")
                        count += 1
                        pendingBlank = false
                    }
                    folded[count] = lower
                    count += 1
                }
                return count
            }
        }
    }

    /// ASCII without control codes, which is what most people here type, trimmed; `nil` for anything that needs a closer look.
    private static func simple(_ typed: String) -> String? {
        let bytes = typed.utf8
        guard bytes.allSatisfy({ ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x0A || $0 == 0x09 }) else { return nil }
        let isBlank = { (byte: UInt8) in byte <= 0x20 }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
        if first == bytes.startIndex, bytes.index(after: last) == bytes.endIndex { return typed }
        return String(typed[first...last])
    }

    /// Whether text is ASCII without control codes whose blanks are single and within it, so that it is one plain line already.
    private static func isLine(_ typed: String) -> Bool {
        var typed = typed
        return typed.withUTF8 { letters -> Bool in
            var previous = UInt8(ascii: " ")
            for letter in letters {
                guard letter >= 0x20, letter < 0x7F, letter != 0x20 || previous != 0x20 else { return false }
                previous = letter
            }
            return letters.isEmpty || previous != 0x20
        }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x09: false
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        case 0xE0000...0xE007F: true
        default: scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
        }
    }
}
