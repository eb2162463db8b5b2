import Kernel

/// Moments as Solr writes them: RFC 3339, or `NOW` with steps such as `NOW-7DAYS/DAY`.
enum SolrTime {
    /// `nil` when the text is no moment.
    static func read(_ text: String, now: Instant) -> Instant? {
        if text.hasPrefix("NOW") { return steps(text.dropFirst(3), from: now) }
        if let instant = Instant(text) { return instant }
        if let instant = Instant(text + "Z") { return instant }
        return Instant(text + "T00:00:00Z")
    }

    static func bound(_ text: String?, now: Instant) throws(SolrFault) -> Instant? {
        guard let text else { return nil }
        guard let instant = read(text, now: now) else { throw .search("Invalid Date String:'\(text)'") }
        return instant
    }

    private static let milliseconds: [String: Int64] = [
        "MILLISECOND": 1, "MILLI": 1, "SECOND": 1000, "MINUTE": 60_000, "HOUR": 3_600_000, "DAY": 86_400_000, "DATE": 86_400_000,
    ]

    private static func steps(_ text: Substring, from now: Instant) -> Instant? {
        var rest = text
        var value = now.milliseconds
        while let sign = rest.first {
            rest = rest.dropFirst()
            let amount = rest.prefix { $0.isNumber && $0.isASCII }
            rest = rest.dropFirst(amount.count)
            var unit = String(rest.prefix { $0.isLetter })
            rest = rest.dropFirst(unit.count)
            if unit.hasSuffix("S") { unit.removeLast() }
            switch (sign, unit) {
            case ("/", "MONTH"), ("/", "YEAR"):
                guard amount.isEmpty else { return nil }
                let day = Instant(milliseconds: value).parts(offsetHours: 0).day
                let kept = unit == "YEAR" ? day.description.prefix(4) + "-01-01" : day.description.prefix(7) + "-01"
                guard let first = Instant(kept + "T00:00:00Z") else { return nil }
                value = first.milliseconds
            case ("/", _):
                guard amount.isEmpty, let length = milliseconds[unit] else { return nil }
                value -= ((value % length) + length) % length
            case ("+", _), ("-", _):
                guard let count = Int64(amount), count <= 100_000 else { return nil }
                let length = unit == "MONTH" ? 30 * 86_400_000 : unit == "YEAR" ? 365 * 86_400_000 : milliseconds[unit]
                guard let length else { return nil }
                value += (sign == "-" ? -1 : 1) * count * length
            default: return nil
            }
        }
        return Instant(milliseconds: value)
    }
}
