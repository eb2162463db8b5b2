import Foundation

/// The courtesy many reports begin with. It says nothing about what is wrong, so a list of titles is better without it.
enum Greeting {
    private static let openings = [
        "assalamu", "selamat pagi", "selamat siang", "selamat sore", "selamat malam", "permisi", "yth", "halo", "hallo", "hello", "salam",
        "mohon maaf", "mohon izin", "good morning", "good afternoon", "good evening", "dear",
    ]
    private static let addressed = [
        "bapak", "ibu", "pak", "bu", "admin", "min", "petugas", "kak", "saudara", "warahmatullahi", "mau", "ingin", "izin", "numpang",
    ]
    private static let longest = 45

    /// The text from its first sentence on that is no greeting; the whole text where there is nothing else.
    static func leftOut(of text: String) -> String {
        let lowered = text.prefix(longest).lowercased()
        guard let opening = openings.first(where: { lowered.utf8.starts(with: $0.utf8) }) else { return text }
        var index = text.index(text.startIndex, offsetBy: opening.count)
        if opening == "yth", text[index...].hasPrefix(".") { index = text.index(after: index) }
        let last = text.index(text.startIndex, offsetBy: longest, limitedBy: text.endIndex) ?? text.endIndex
        while index < last {
            let letter = text[index]
            index = text.index(after: index)
            // Only where it may end is the rest taken, not at every letter: lists ask this of each of their texts.
            guard ".!?,".contains(letter) || letter.isNewline else { continue }
            let rest = text[index...].trimmingCharacters(in: .whitespacesAndNewlines)
            if letter == ",", isAddress(rest) { continue }
            return rest.isEmpty ? text : rest.prefix(1).uppercased() + rest.dropFirst()
        }
        return text
    }

    private static func isAddress(_ text: String) -> Bool {
        let word = text.prefix { $0.isLetter }.lowercased()
        return addressed.contains(word)
    }
}
