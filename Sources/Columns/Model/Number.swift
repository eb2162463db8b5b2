import Foundation

/// A decimal number of any size, exactly as its shortest decimal text says; or the result of a computation that was too large to stay exact.
package struct Number: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The canonical text: no exponent, no leading or trailing zeros, no `-0`.
    package let text: String
    /// False for a sum or mean that outgrew 38 digits and went on as a floating-point number.
    package let isExact: Bool

    /// More digits than this are refused.
    static let mostDigits = 1000

    /// Reads a decimal, with sign, leading zeros and exponent allowed; `nil` for anything else, also `NaN` and infinities.
    package init?(_ text: some StringProtocol) {
        guard let canonical = DecimalText.canonical(of: Array(text.utf8)) else { return nil }
        self.text = canonical
        isExact = true
    }

    /// `mantissa` with the decimal point moved `scale` places to the left.
    init(_ mantissa: Int128, scale: Int) {
        text = DecimalText.text(mantissa, scale: scale)
        isExact = true
    }

    init(canonical text: String) {
        self.text = text
        isExact = true
    }

    /// What a computation gave that could not stay exact.
    init(approximate value: Double) {
        text = DecimalText.canonical(of: Array("\(value)".utf8)) ?? "\(value)"
        isExact = false
    }

    package var double: Double { Double(text) ?? .nan }
    package var description: String { text }

    package static func < (a: Number, b: Number) -> Bool {
        DecimalText.order(Array(a.text.utf8), Array(b.text.utf8)) < 0
    }
}
