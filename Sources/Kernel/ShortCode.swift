/// A short public code with check characters, such as `K7M-Q2X-94`, made to be read over a phone without mistakes.
///
/// Crockford's alphabet leaves out I, L, O and U; six characters carry 30 bits and two check characters are the
/// remainder modulo 1,021 (a prime below 32²), so every single wrong character and every swap of neighbours is found.
package enum ShortCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let prime = 1021

    /// Makes a code of a number of 30 bits; higher bits are dropped.
    package static func make(_ number: UInt32) -> String {
        let value = Int(number & 0x3FFF_FFFF)
        let all = value << 10 | value % prime
        return String(unsafeUninitializedCapacity: 10) { code in
            var at = 0
            for place in (0..<8).reversed() {
                if place == 4 || place == 1 {
                    code[at] = UInt8(ascii: "-")
                    at += 1
                }
                code[at] = alphabet[all >> (place * 5) & 31]
                at += 1
            }
            return at
        }
    }

    /// The code as it is stored, from what a person typed: any case, any separators, `O` for 0, `I` and `L` for 1.
    /// `nil` when the check characters do not fit.
    package static func normalize(_ typed: String) -> String? {
        var values: [Int] = []
        for scalar in typed.uppercased().unicodeScalars where !isSeparator(scalar) {
            guard let byte = UInt8(exactly: scalar.value) else { return nil }
            let plain = byte == UInt8(ascii: "O") ? 48 : byte == UInt8(ascii: "I") || byte == UInt8(ascii: "L") ? 49 : byte
            guard let value = alphabet.firstIndex(of: plain) else { return nil }
            values.append(value)
        }
        guard values.count == 8 else { return nil }
        let number = values[0..<6].reduce(0) { $0 * 32 + $1 }
        guard number % prime == values[6] * 32 + values[7] else { return nil }
        return make(UInt32(number))
    }

    /// Blanks, dots and every kind of dash, for messengers make long ones of hyphens; and what is written without being seen.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .dashPunctuation, .spaceSeparator, .format: true
        default: scalar == "."
        }
    }
}
