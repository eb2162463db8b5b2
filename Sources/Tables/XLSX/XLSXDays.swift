import Kernel

/// Serial numbers of days, as workbooks count them.
enum XLSXDays {
    /// What a serial number means in a style: text and kind for a ``SheetCell``; `nil` when it is a plain number.
    static func written(_ serial: Double, _ kind: XLSXStyles.Kind, is1904: Bool) -> (String, SheetCell.Kind)? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        // To whole seconds first: 0.999999 is the next midnight.
        let total = Int((serial * 86_400).rounded())
        let (days, seconds) = (total / 86_400, total % 86_400)
        switch kind {
        case .number, .code: return nil
        case .elapsed: return ("\(two(total / 3600)):\(two(total / 60 % 60)):\(two(total % 60))", .time)
        case .time where days == 0: return (time(seconds), .time)
        case .time, .day:
            guard let day = day(days, is1904) else { return nil }
            return seconds == 0 ? (day.description, .date) : ("\(day)T\(time(seconds))", .date)
        }
    }

    private static func time(_ seconds: Int) -> String { "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))" }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Lotus thought that 1900 was a leap year, and every workbook since counts that day (60).
    private static func day(_ serial: Int, _ is1904: Bool) -> Day? {
        if is1904 { return Day("1904-01-01")!.adding(serial) }
        if serial == 0 || serial == 60 { return nil }
        return Day("1899-12-30")!.adding(serial < 60 ? serial + 1 : serial)
    }
}
