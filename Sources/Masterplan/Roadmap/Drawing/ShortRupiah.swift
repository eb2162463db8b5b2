import Kernel

/// Money where there is little room: `1,2 M` for a milliard in Indonesian, `1.2 bn` in English.
enum ShortRupiah {
    static func text(_ amount: Int, _ format: Format) -> String {
        let isIndonesian = format.language == .indonesian
        let (unit, name): (Double, String) =
            switch amount.magnitude {
            case 1_000_000_000_000...: (1e12, isIndonesian ? "T" : "tn")
            case 1_000_000_000...: (1e9, isIndonesian ? "M" : "bn")
            case 1_000_000...: (1e6, isIndonesian ? "jt" : "m")
            default: (1, "")
            }
        if name.isEmpty { return format.number(amount) }
        let value = Double(amount) / unit
        return "\(format.number(value, decimals: abs(value) < 10 && value != value.rounded() ? 1 : 0)) \(name)"
    }
}

/// A number for a drawing: at most two decimals, no needless zeros.
func drawn(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let fraction = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return "\(hundredths < 0 ? "-" : "")\(whole)\(fraction)"
}

/// A text cut to so many characters, with a sign that it goes on.
func cut(_ text: String, _ most: Int) -> String {
    guard text.count > most else { return text }
    var short = String(text.prefix(most - 1))
    while short.last == " " || short.last == "," { short.removeLast() }
    return short + "…"
}
