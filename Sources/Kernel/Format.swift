/// Numbers, money, days and times as people in Indonesia write them, in either language.
package struct Format: Sendable {
    package var language: Language
    /// Hours ahead of UTC: 7 WIB, 8 WITA, 9 WIT.
    package var offsetHours: Int

    package init(language: Language, offsetHours: Int = 7) {
        self.language = language
        self.offsetHours = offsetHours
    }

    /// `8.000` in Indonesian, `8,000` in English.
    package func number(_ value: Int) -> String { (value < 0 ? "-" : "") + grouped(String(value.magnitude)) }

    /// A number of any length as it is kept, such as `1450.5`, as people write it: `1.450,5` in Indonesian. Anything else stays as it is.
    package func decimal(_ kept: String) -> String {
        let isNegative = kept.hasPrefix("-")
        let parts = kept.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) } }
        guard parts.count <= 2, areDigits else { return kept }
        let whole = (isNegative ? "-" : "") + grouped(parts[0])
        return parts.count == 1 ? whole : whole + (language == .indonesian ? "," : ".") + parts[1]
    }

    private func grouped(_ digits: some StringProtocol) -> String {
        let mark: Character = language == .indonesian ? "." : ","
        let count = digits.count
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (count - index).isMultiple(of: 3) { text.append(mark) }
            text.append(digit)
        }
        return text
    }

    /// A number rounded half up to so many decimals: `4,25` in Indonesian, `4.25` in English.
    package func number(_ value: Double, decimals: Int) -> String {
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded(.toNearestOrAwayFromZero))
        let whole = (value < 0 && scaled > 0 ? "-" : "") + number(scaled / scale)
        guard decimals > 0 else { return whole }
        let fraction = String(scaled % scale)
        return whole + (language == .indonesian ? "," : ".") + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// A part of a whole as a percentage without decimals, `–` when the whole is empty.
    package func percent(_ part: Int, of whole: Int) -> String {
        whole == 0 ? "–" : number(Int((Double(part) * 100 / Double(whole)).rounded())) + (language == .indonesian ? " %" : "%")
    }

    /// `Rp8.000.000.000`, in both languages as Bank Indonesia writes it.
    package func rupiah(_ value: Int) -> String {
        (value < 0 ? "-" : "") + "Rp" + Format(language: .indonesian).number(Int(value.magnitude))
    }

    /// `15 Oktober 2018` or `15 October 2018`.
    package func day(_ day: Day) -> String {
        let (year, month, date) = day.civil
        return "\(date) \(Format.months[language]![month - 1]) \(year)"
    }

    /// `15 Okt 2018` or `15 Oct 2018`, where there is little room.
    package func shortDay(_ day: Day) -> String {
        let (year, month, date) = day.civil
        return "\(date) \(Format.months[language]![month - 1].prefix(3)) \(year)"
    }

    /// `2018-10` as `Oktober 2018`, or as `Okt 2018` where there is little room; `nil` for what is no month.
    package func month(_ text: String, isShort: Bool = false) -> String? {
        guard let first = Day("\(text)-01") else { return nil }
        let (year, month, _) = first.civil
        let name = Format.months[language]![month - 1]
        return "\(isShort ? String(name.prefix(3)) : name) \(year)"
    }

    /// The day of a moment on the regency's clocks.
    package func day(_ instant: Instant) -> String { day(instant.parts(offsetHours: offsetHours).day) }

    /// `15 Oktober 2018 14.05 WIB` or `15 October 2018 14:05 WIB`.
    package func moment(_ instant: Instant) -> String {
        let (date, time) = instant.parts(offsetHours: offsetHours)
        return "\(day(date)) \(two(time.hour))\(language == .indonesian ? "." : ":")\(two(time.minute)) \(zone)"
    }

    /// WIB, WITA or WIT; other offsets as `UTC+n`.
    package var zone: String {
        switch offsetHours {
        case 7: "WIB"
        case 8: "WITA"
        case 9: "WIT"
        default: "UTC\(offsetHours < 0 ? "" : "+")\(offsetHours)"
        }
    }

    private static let months: [Language: [String]] = [
        .indonesian: [
            "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
        ],
        .english: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        ],
    ]
}
