import Kernel

/// Writes values that are kept as whole numbers.
enum ValueText {
    @inline(__always) static func write(_ value: Int64, _ type: ColumnType, scale: Int, to sink: ByteSink) {
        switch type {
        case .integer: sink.append(decimal: value)
        case .date: day(value, to: sink)
        case .year:
            sink.reserve(4)
            sink.append(digits: value.magnitude, width: 4)
        case .boolean: sink.append(value != 0 ? "true" : "false")
        case .datetime: moment(value, to: sink)
        default: decimal(value, scale: scale, to: sink)
        }
    }

    private static func decimal(_ value: Int64, scale: Int, to sink: ByteSink) {
        var rest = value.magnitude
        var scale = scale
        while scale > 0 {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            if digit != 0 { break }
            rest = quotient
            scale -= 1
        }
        sink.reserve(40)
        if value < 0 { sink.append(UInt8(ascii: "-")) }
        guard scale > 0 else { return sink.append(digits: rest) }
        var unit: UInt64 = 1
        for _ in 0..<scale { unit = unit &* 10 }
        let (whole, fraction) = rest.quotientAndRemainder(dividingBy: unit)
        sink.append(digits: whole)
        sink.append(UInt8(ascii: "."))
        sink.append(digits: fraction, width: scale)
    }

    private static func day(_ days: Int64, to sink: ByteSink) {
        let (year, month, day) = Day(daysSinceEpoch: Int(days)).civil
        sink.reserve(12)
        sink.append(digits: UInt64(truncatingIfNeeded: year), width: 4)
        sink.append(UInt8(ascii: "-"))
        sink.append(digits: UInt64(truncatingIfNeeded: month), width: 2)
        sink.append(UInt8(ascii: "-"))
        sink.append(digits: UInt64(truncatingIfNeeded: day), width: 2)
    }

    private static func moment(_ milliseconds: Int64, to sink: ByteSink) {
        let perDay: Int64 = 86_400_000
        let days = milliseconds >= 0 ? milliseconds / perDay : (milliseconds - perDay + 1) / perDay
        let rest = UInt64(milliseconds - days * perDay)
        day(days, to: sink)
        sink.reserve(16)
        for (mark, value) in [(UInt8(ascii: "T"), rest / 3_600_000), (58, rest / 60_000 % 60), (58, rest / 1000 % 60)] {
            sink.append(mark)
            sink.append(digits: value, width: 2)
        }
        if rest % 1000 != 0 {
            sink.append(UInt8(ascii: "."))
            sink.append(digits: rest % 1000, width: 3)
        }
        sink.append(UInt8(ascii: "Z"))
    }
}
