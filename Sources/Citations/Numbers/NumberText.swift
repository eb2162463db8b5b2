import Foundation
import Kernel

/// Canonical decimals as people read them.
package enum NumberText {
    /// `1.234,5` in Indonesian, `1,234.5` in English; what is no decimal stays as it is. Nothing is rounded.
    package static func shown(_ text: String, _ format: Format) -> String {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }) else {
            return text
        }
        let (mark, point) = format.language == .indonesian ? (".", ",") : (",", ".")
        var whole = ""
        for (index, digit) in parts[0].enumerated() {
            if index > 0, (parts[0].count - index).isMultiple(of: 3) { whole += mark }
            whole.append(digit)
        }
        return (isNegative ? "−" : "") + whole + (parts.count == 2 ? point + parts[1] : "")
    }

    /// The same with at most so many decimals, for headings; the exact number stands beside it.
    package static func short(_ text: String, _ format: Format, decimals: Int = 2) -> String {
        guard let point = text.firstIndex(of: "."), text[point...].count - 1 > decimals, let number = Double(text), number.magnitude < 1e15
        else {
            return shown(text, format)
        }
        return format.number(number, decimals: decimals).replacingOccurrences(of: "-", with: "−")
    }

    /// `b - a` exactly; `nil` when one of them is no decimal or has more digits than can be subtracted exactly.
    package static func difference(from a: String, to b: String) -> String? {
        let posix = Locale(identifier: "en_US_POSIX")
        guard a.utf8.count <= 38, b.utf8.count <= 38, isDecimal(a), isDecimal(b), let first = Decimal(string: a, locale: posix),
            let second = Decimal(string: b, locale: posix)
        else { return nil }
        return (second - first).description
    }

    package static func isDecimal(_ text: String) -> Bool {
        let digits = text.drop { $0 == "-" }
        return !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 } && Double(text) != nil
    }
}
