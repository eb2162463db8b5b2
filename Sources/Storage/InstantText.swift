import Kernel

extension Instant {
    /// Reads `YYYY-MM-DDThh:mm:ss.mmmZ` straight from bytes, quicker than through `String`, because most rows have such
    /// columns; any other form goes the general way.
    init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 24, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "."), bytes[23] == UInt8(ascii: "Z"),
            let year = digits(bytes, 0, 4), let month = digits(bytes, 5, 2), let dayOfMonth = digits(bytes, 8, 2),
            let hour = digits(bytes, 11, 2), let minute = digits(bytes, 14, 2), let second = digits(bytes, 17, 2),
            let millisecond = digits(bytes, 20, 3), hour < 24, minute < 60, second < 60,
            let day = Day(year: year, month: month, day: dayOfMonth)
        else {
            self.init(String(decoding: bytes, as: UTF8.self))
            return
        }
        let seconds = Int64((hour * 60 + minute) * 60 + second)
        self.init(milliseconds: Int64(day.daysSinceEpoch) * 86_400_000 + seconds * 1000 + Int64(millisecond))
    }
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
