import Kernel
import Web

/// Numbers and money as people write them in sheets, kept as decimal text and whole rupiah so that nothing is rounded.
enum SheetNumber {
    /// `1.234,5`, `1234.5` or `-3` as `1234.5` and so on; `nil` for anything that is no number.
    static func decimal(_ typed: String) -> String? {
        let bare = typed.filter { !$0.isWhitespace }
        guard let (whole, fraction) = split(bare) else { return nil }
        let isNegative = whole.hasPrefix("-")
        let digits = isNegative ? String(whole.dropFirst()) : whole
        guard !digits.isEmpty, digits.count + fraction.count <= 15, isDigits(digits), isDigits(fraction) else { return nil }
        let trimmed = String(digits.drop { $0 == "0" })
        let tail = String(fraction.reversed().drop { $0 == "0" }.reversed())
        let text = (trimmed.isEmpty ? "0" : trimmed) + (tail.isEmpty ? "" : "." + tail)
        return isNegative && text != "0" ? "-" + text : text
    }

    /// `Rp 1.500.000,00`, `1500000` or `1,5 miliar` as rupiah; `nil` for anything that is no amount.
    static func rupiah(_ typed: String) -> Int? {
        var bare = typed.lowercased().filter { !$0.isWhitespace }
        if bare.hasPrefix("rp") { bare = String(bare.dropFirst(2).drop { $0 == "." }) }
        var scale = 0
        for (word, zeros) in [("ribu", 3), ("juta", 6), ("jt", 6), ("miliar", 9), ("milyar", 9), ("triliun", 12)] where bare.hasSuffix(word)
        {
            bare = String(bare.dropLast(word.count))
            scale = zeros
            break
        }
        guard let (whole, fraction) = split(bare) else { return nil }
        let digits = whole.hasPrefix("-") ? String(whole.dropFirst()) : whole
        guard !digits.isEmpty, isDigits(digits), isDigits(fraction) else { return nil }
        let moved = String(fraction.prefix(scale))
        // What would be less than one rupiah is not taken: somebody meant something else.
        guard fraction.dropFirst(scale).allSatisfy({ $0 == "0" }) else { return nil }
        let zeros = String(repeating: "0", count: scale - moved.count)
        return Int((whole.hasPrefix("-") ? "-" : "") + digits + moved + zeros)
    }

    /// A decimal text of JSON: a number, or a number as text.
    static func text(_ json: JSONValue) -> String? {
        switch json {
        case .integer(let number): "\(number)"
        case .number(let number): number.isFinite ? decimal("\(number)") : nil
        case .string(let text): isPlain(text) ? decimal(text) : nil
        default: nil
        }
    }

    private static func isPlain(_ text: String) -> Bool { !text.contains(",") }

    /// Digits before and behind the decimal mark, groups of thousands taken out.
    private static func split(_ bare: String) -> (whole: String, fraction: String)? {
        let commas = bare.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard commas.count <= 2 else { return nil }
        let dots = commas[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isGrouped = dots.count > 1 && dots[0] != "0" && dots.dropFirst().allSatisfy { $0.count == 3 }
        if commas.count == 2 {
            guard dots.count == 1 || isGrouped, !commas[1].isEmpty else { return nil }
            return (dots.joined(), commas[1])
        }
        if dots.count == 1 || isGrouped { return (dots.joined(), "") }
        guard dots.count == 2, !dots[1].isEmpty else { return nil }
        return (dots[0], dots[1])
    }

    private static func isDigits(_ text: String) -> Bool { text.utf8.allSatisfy { (48...57).contains($0) } }
}
