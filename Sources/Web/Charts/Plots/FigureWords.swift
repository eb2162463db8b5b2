import Foundation
import Kernel

/// Figures as people write them: with as many decimals as they have, and shortened for axes.
package enum FigureWords {
    /// `1.234,5`: at most two decimals unless the number is small, none that say nothing.
    package static func full(_ value: Double, _ format: Format) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return value.isFinite ? String(format: "%.3g", value) : "–" }
        let most = abs(value) >= 1 || value == 0 ? 2 : min(6, 2 - Int(log10(abs(value)).rounded(.down)))
        return trimmed(value, decimals: most, format)
    }

    /// `1,2 jt`, `850 rb`, `3 M` (miliar), in English `1.2 M`, `850 k`, `3 bn`.
    package static func short(_ value: Double, _ format: Format) -> String {
        let steps: [(Double, String, String)] = [(1e12, "T", "tn"), (1e9, "M", "bn"), (1e6, "jt", "M"), (1e4, "rb", "k")]
        for (size, indonesian, english) in steps where abs(value) >= size {
            let unit = size == 1e4 ? 1e3 : size
            return trimmed(value / unit, decimals: 1, format) + "\u{a0}" + (format.language == .indonesian ? indonesian : english)
        }
        return full(value, format)
    }

    private static func trimmed(_ value: Double, decimals: Int, _ format: Format) -> String {
        var count = decimals
        while count > 0 {
            let scale = pow(10, Double(count - 1))
            if abs((value * scale).rounded() / scale - value) > pow(10, Double(-decimals)) / 2 { break }
            count -= 1
        }
        return format.number(value, decimals: count)
    }
}
