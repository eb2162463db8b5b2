/// A moment in UTC with millisecond precision, the only form of time that is stored or compared.
///
/// Its text, `2026-03-01T02:03:04.005Z`, has a fixed width and so sorts as the moments do.
package struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    package func adding(seconds: Double) -> Instant { Instant(milliseconds: milliseconds + Int64(seconds * 1000)) }
    /// By days of 24 hours; days of the calendar are ``Day/adding(_:)``.
    package func adding(days: Int) -> Instant { Instant(milliseconds: milliseconds + Int64(days) * 86_400_000) }
    /// Seconds from `other` to this instant; negative when `other` is later.
    package func seconds(since other: Instant) -> Double { Double(milliseconds - other.milliseconds) / 1000 }
}

extension Instant: CustomStringConvertible {
    /// `YYYY-MM-DDThh:mm:ss.mmmZ`.
    package var description: String {
        let text = String(unsafeUninitializedCapacity: Instant.textLength) { text in
            write(into: UnsafeMutableRawBufferPointer(text)) ? Instant.textLength : 0
        }
        if !text.isEmpty { return text }
        let (day, time) = parts(offsetHours: 0)
        return "\(day)T\(two(time.hour)):\(two(time.minute)):\(two(time.second)).\(three(time.millisecond))Z"
    }

    /// Bytes of ``description`` for years of four digits.
    package static let textLength = 24

    /// Writes ``description`` digit by digit, without making a `String`: every act keeps some, and every row of a list shows some.
    /// - Parameter text: at least ``textLength`` bytes.
    /// - Returns: false for years that have not four digits; nothing is written then.
    package func write(into text: UnsafeMutableRawBufferPointer) -> Bool {
        let (day, time) = parts(offsetHours: 0)
        let (year, month, dayOfMonth) = day.civil
        guard (0...9999).contains(year) else { return false }
        func put(_ number: Int, _ at: Int, _ digits: Int) {
            var rest = number
            for place in (at..<at + digits).reversed() {
                text[place] = UInt8(48 + rest % 10)
                rest /= 10
            }
        }
        put(year, 0, 4)
        put(month, 5, 2)
        put(dayOfMonth, 8, 2)
        put(time.hour, 11, 2)
        put(time.minute, 14, 2)
        put(time.second, 17, 2)
        put(time.millisecond, 20, 3)
        (text[4], text[7], text[10], text[13]) = (UInt8(ascii: "-"), UInt8(ascii: "-"), UInt8(ascii: "T"), UInt8(ascii: ":"))
        (text[16], text[19], text[23]) = (UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "Z"))
        return true
    }

    /// Reads RFC 3339 text: `T` or a blank between day and time, fractions of a second optional,
    /// `Z`, `±hh`, `±hhmm` or `±hh:mm` as zone. `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = number(bytes, 11, 2), bytes[13] == UInt8(ascii: ":"),
            let minute = number(bytes, 14, 2), bytes[16] == UInt8(ascii: ":"),
            let second = number(bytes, 17, 2), hour < 24, minute < 60, second < 61
        else { return nil }
        var at = 19
        var millisecond = 0
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            var scale = 100
            while at < bytes.count, (48...57).contains(bytes[at]) {
                millisecond += Int(bytes[at] - 48) * scale
                scale /= 10
                at += 1
            }
        }
        guard at < bytes.count, let offset = Instant.offsetMinutes(bytes[at...]) else { return nil }
        let minutes = Int64(hour * 60 + minute - offset)
        self.init(
            milliseconds: Int64(day.daysSinceEpoch) * 86_400_000 + minutes * 60_000 + Int64(second * 1000 + millisecond))
    }

    private static func offsetMinutes(_ zone: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(zone)
        if bytes == [UInt8(ascii: "Z")] { return 0 }
        guard let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = number(bytes, 1, 2)
        else { return nil }
        let minutes: Int?
        switch bytes.count {
        case 3: minutes = 0
        case 5: minutes = number(bytes, 3, 2)
        case 6 where bytes[3] == UInt8(ascii: ":"): minutes = number(bytes, 4, 2)
        default: minutes = nil
        }
        guard let minutes, hours < 15, minutes < 60 else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }
}

extension Instant: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let instant = Instant(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "expected an RFC 3339 time such as 2026-03-01T09:00:00+07:00"))
        }
        self = instant
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A time of day, without a day or a zone.
package struct TimeOfDay: Hashable, Sendable {
    package var hour: Int
    package var minute: Int
    package var second = 0
    package var millisecond = 0

    package init(hour: Int, minute: Int, second: Int = 0, millisecond: Int = 0) {
        self.hour = hour
        self.minute = minute
        self.second = second
        self.millisecond = millisecond
    }
}

extension Instant {
    /// Day and time of day on clocks that are `offsetHours` ahead of UTC (WIB 7, WITA 8, WIT 9).
    package func parts(offsetHours: Int) -> (day: Day, time: TimeOfDay) {
        let local = milliseconds + Int64(offsetHours) * 3_600_000
        let days = (local >= 0 ? local : local - 86_399_999) / 86_400_000
        let rest = Int(local - days * 86_400_000)
        return (
            Day(daysSinceEpoch: Int(days)),
            TimeOfDay(hour: rest / 3_600_000, minute: rest / 60_000 % 60, second: rest / 1000 % 60, millisecond: rest % 1000)
        )
    }
}

func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
func three(_ n: Int) -> String { n < 10 ? "00\(n)" : n < 100 ? "0\(n)" : "\(n)" }

func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int? {
    guard at + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[at..<(at + count)] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
    }
    return value
}
