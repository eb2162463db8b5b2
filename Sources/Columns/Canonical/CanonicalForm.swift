import Kernel

/// How values are written in a canonical CSV: each has one form only, so that equal tables have equal bytes.
enum CanonicalForm {
    private static let zero = UInt8(ascii: "0")

    /// A whole number: no plus sign, no leading zeros, no `-0`.
    @inline(__always) static func integer(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
        var at = 0
        let isNegative = p[0] == UInt8(ascii: "-")
        if isNegative { at = 1 }
        guard count > at, count <= 20 else { return nil }
        if p[at] == zero { return count == 1 ? 0 : nil }
        if count - at <= 18 {
            var value: Int64 = 0
            while at < count {
                let digit = p[at] &- zero
                guard digit <= 9 else { return nil }
                value = value &* 10 &+ Int64(digit)
                at &+= 1
            }
            return isNegative ? 0 &- value : value
        }
        let text = UnsafeBufferPointer(start: p, count: count)
        return DecimalText.isCanonical(text) ? Int64(String(decoding: text, as: UTF8.self)) : nil
    }

    /// `YYYY-MM-DD` as days since 1970-01-01.
    @inline(__always) static func day(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
        guard count == 10, p[4] == UInt8(ascii: "-"), p[7] == UInt8(ascii: "-"),
            let year = number(p, 0, 4), let month = number(p, 5, 2), let day = number(p, 8, 2)
        else { return nil }
        return Day(year: year, month: month, day: day).map { Int64($0.daysSinceEpoch) }
    }

    /// `YYYY-MM-DDThh:mm:ssZ` with `.mmm` only where it is not zero, as milliseconds since 1970.
    static func moment(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
        guard count == 20 || count == 24, p[10] == UInt8(ascii: "T"), p[count - 1] == UInt8(ascii: "Z"),
            p[13] == UInt8(ascii: ":"), p[16] == UInt8(ascii: ":"), let day = day(p, 10),
            let hour = number(p, 11, 2), let minute = number(p, 14, 2), let second = number(p, 17, 2), hour < 24, minute < 60, second < 60
        else { return nil }
        var milliseconds = 0
        if count == 24 {
            guard p[19] == UInt8(ascii: "."), let read = number(p, 20, 3), read > 0 else { return nil }
            milliseconds = read
        }
        return day * 86_400_000 + Int64(((hour * 60 + minute) * 60 + second) * 1000 + milliseconds)
    }

    static func year(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int64? { count == 4 ? number(p, 0, 4).map { Int64($0) } : nil }

    static func boolean(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
        let text = String(decoding: UnsafeBufferPointer(start: p, count: min(count, 6)), as: UTF8.self)
        return text == "true" ? 1 : text == "false" ? 0 : nil
    }

    @inline(__always) private static func number(_ p: UnsafePointer<UInt8>, _ at: Int, _ count: Int) -> Int? {
        var value = 0
        for index in at..<(at &+ count) {
            let digit = p[index] &- zero
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    static func text(_ instant: Instant) -> String {
        let text = instant.description
        return text.hasSuffix(".000Z") ? text.prefix(19) + "Z" : text
    }

    static func text(year: Int) -> String { String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)" }

    /// An instant as written by people: with or without seconds' fraction and zone (UTC then), or a day alone. What is finer than a
    /// millisecond, a leap second and a year outside 0000 to 9999 are refused rather than changed.
    static func instant(_ text: String) -> Instant? {
        if let day = Day(text) { return day.at(offsetHours: 0) }
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[17...18] != [UInt8(ascii: "6"), zero][...] else { return nil }
        var end = 19
        if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
            end += 1
            while end < bytes.count, bytes[end] &- zero <= 9 { end += 1 }
            guard bytes[20..<end].dropFirst(3).allSatisfy({ $0 == zero }) else { return nil }
        }
        guard let instant = Instant(end == bytes.count ? text + "Z" : text), isInRange(instant) else { return nil }
        return instant
    }

    /// Whether an instant can be written with four digits for its year.
    static func isInRange(_ instant: Instant) -> Bool { (-62_167_219_200_000...253_402_300_799_999).contains(instant.milliseconds) }

    /// Whether a text must stand in quotes: it is empty (nothing at all means missing) or holds a comma, a quote or a line end.
    @inline(__always) static func needsQuotes(_ p: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        for index in 0..<count {
            let byte = p[index]
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13 { return true }
        }
        return count == 0
    }
}
