import Kernel

// Moments straight from an answer's bytes, quicker than through `String`, because most rows have some.

extension Instant {
    /// Reads `YYYY-MM-DDThh:mm:ss.mmmZ` as we write it to SQLite; any other form goes the general way.
    init?(sqlite bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 24, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "."), bytes[23] == UInt8(ascii: "Z"),
            let seconds = clock(bytes), let millisecond = digits(bytes, 20, 3)
        else {
            self.init(String(decoding: bytes, as: UTF8.self))
            return
        }
        self.init(milliseconds: seconds * 1000 + Int64(millisecond))
    }

    /// Reads `YYYY-MM-DD hh:mm:ss[.ffffff]+00` as PostgreSQL writes it with `DateStyle` ISO in UTC.
    init?(postgres bytes: UnsafeBufferPointer<UInt8>) {
        let zone = bytes.count - 3
        guard bytes.count >= 22, bytes.count <= 29, bytes[10] == UInt8(ascii: " "),
            bytes[zone] == UInt8(ascii: "+"), bytes[zone + 1] == 48, bytes[zone + 2] == 48, let seconds = clock(bytes)
        else {
            self.init(String(decoding: bytes, as: UTF8.self))
            return
        }
        var millisecond = 0
        for place in 20..<23 { millisecond = millisecond * 10 + (place < zone ? Int(bytes[place]) - 48 : 0) }
        self.init(milliseconds: seconds * 1000 + Int64(millisecond))
    }
}

/// Seconds since 1970 of `YYYY-MM-DD?hh:mm:ss`.
private func clock(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard let year = digits(bytes, 0, 4), let month = digits(bytes, 5, 2), let dayOfMonth = digits(bytes, 8, 2),
        let hour = digits(bytes, 11, 2), let minute = digits(bytes, 14, 2), let second = digits(bytes, 17, 2),
        hour < 24, minute < 60, second < 60, let day = Day(year: year, month: month, day: dayOfMonth)
    else { return nil }
    return Int64(day.daysSinceEpoch) * 86_400 + Int64((hour * 60 + minute) * 60 + second)
}

private func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
    var number = 0
    for index in start..<start + count {
        let digit = Int(bytes[index]) - 48
        guard digit >= 0, digit < 10 else { return nil }
        number = number * 10 + digit
    }
    return number
}
