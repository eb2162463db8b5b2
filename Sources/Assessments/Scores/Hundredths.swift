import Kernel

/// A number with at most two decimals, kept exactly: a score such as 3.25, or a weight such as 16.5 percent.
package struct Hundredths: Hashable, Comparable, Sendable {
    package var count: Int

    package init(_ count: Int) { self.count = count }
    package init(whole: Int) { count = whole * 100 }

    /// As people type it: `3`, `3,25` or `3.25`, with or without `%`. Nothing negative, no more than two decimals, at most 999.
    package init?(typed: String) {
        var text = typed.filter { !$0.isWhitespace }
        if text.hasSuffix("%") { text.removeLast() }
        guard let match = text.wholeMatch(of: /([0-9]{1,3})(?:[.,]([0-9]{1,2})0*)?/), let whole = Int(match.1) else { return nil }
        let decimals = match.2.map { $0.count == 1 ? "\($0)0" : "\($0)" } ?? "00"
        guard let rest = Int(decimals) else { return nil }
        count = whole * 100 + rest
    }

    /// `3`, `3.5` or `3.25`: for files, the API and form fields of numbers.
    package var plain: String {
        let (whole, rest) = (abs(count) / 100, abs(count) % 100)
        let sign = count < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// With two decimals, as scores are read: `3,25`.
    package func text(_ format: Format) -> String { format.number(Double(count) / 100, decimals: 2) }

    /// As weights are read: `20`, `16,5`.
    package func short(_ format: Format) -> String { format.language == .indonesian ? plain.replacing(".", with: ",") : plain }

    /// With its sign, as differences are read: `+0,25`, `−0,50`, `0`.
    package func signed(_ format: Format) -> String {
        count == 0 ? "0" : (count > 0 ? "+" : "−") + Hundredths(abs(count)).text(format)
    }

    package static func < (a: Hundredths, b: Hundredths) -> Bool { a.count < b.count }
    package static func - (a: Hundredths, b: Hundredths) -> Hundredths { Hundredths(a.count - b.count) }
    package static func + (a: Hundredths, b: Hundredths) -> Hundredths { Hundredths(a.count + b.count) }
}

/// How the total is brought to two decimals; part of an instrument, because ministries differ and change their mind.
package enum Rounding: String, Sendable, CaseIterable {
    case halfUp = "half_up"
    /// What is beyond the second decimal falls away.
    case down

    package var label: TextKey { TextKey("instrument.rounding.\(rawValue)") }
}
