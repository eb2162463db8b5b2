import Kernel

/// Numbers that stand for people, known by what their digits say.
enum PersonNumbers {
    /// First two digits of area codes.
    private static let provinces: Set<Int> = Set([11...21, 31...36, 51...53, 61...65, 71...76, 81...82, 91...97].flatMap { Array($0) })

    /// Sixteen digits: area (province, regency, subdistrict), day of birth with 40 added for women, month, year, serial number.
    /// - Returns: whether the day has 40 added; `nil` when the digits are no such number.
    static func nationalID(_ digits: UnsafePointer<UInt8>) -> Bool? {
        guard let day = area(digits) else { return nil }
        let isWoman = day > 40
        guard isDate(day: isWoman ? day - 40 : day, digits), serial(digits) > 0 else { return nil }
        return isWoman
    }

    /// As a national number, with the day on which the card was made.
    static func isFamilyCard(_ digits: UnsafePointer<UInt8>) -> Bool {
        guard let day = area(digits) else { return false }
        return isDate(day: day, digits) && serial(digits) > 0
    }

    /// The two digits behind the area code; `nil` when there can be no such area.
    private static func area(_ digits: UnsafePointer<UInt8>) -> Int? {
        guard provinces.contains(two(digits, 0)), (1...79).contains(two(digits, 2)), (1...60).contains(two(digits, 4)) else { return nil }
        return two(digits, 6)
    }

    private static func isDate(day: Int, _ digits: UnsafePointer<UInt8>) -> Bool {
        let month = two(digits, 8)
        // The century is not said; 29 February of a year that may be either is let pass.
        return (1...12).contains(month) && day >= 1 && day <= Day.length(year: 2000 + two(digits, 10), month: month)
    }

    private static func serial(_ digits: UnsafePointer<UInt8>) -> Int { two(digits, 12) * 100 + two(digits, 14) }

    /// Eighteen digits: birth as year, month, day; first appointment as year, month; sex 1 or 2; serial number.
    static func isEmployeeNumber(_ digits: UnsafePointer<UInt8>) -> Bool {
        let (born, begun) = (two(digits, 0) * 100 + two(digits, 2), two(digits, 8) * 100 + two(digits, 10))
        guard (1930...2015).contains(born), Day(year: born, month: two(digits, 4), day: two(digits, 6)) != nil else { return false }
        return (1950...2100).contains(begun) && begun - born >= 15 && (1...12).contains(two(digits, 12))
            && (digits[14] == 49 || digits[14] == 50)
    }

    /// A mobile number: `08…` or `628…` with ten to fourteen digits.
    static func isMobile(_ digits: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard (10...14).contains(count) else { return false }
        if digits[0] == 48 { return digits[1] == 56 && (49...57).contains(digits[2]) && digits[2] != 52 && digits[2] != 54 && count <= 13 }
        return digits[0] == 54 && digits[1] == 50 && digits[2] == 56 && (49...57).contains(digits[3])
    }

    /// The same as a number keeps it, without the zero before it.
    static func isMobileWithoutZero(_ digits: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        (9...12).contains(count) && digits[0] == 56 && (49...57).contains(digits[1]) && digits[1] != 52 && digits[1] != 54
    }

    private static func two(_ digits: UnsafePointer<UInt8>, _ at: Int) -> Int { Int(digits[at] &- 48) * 10 + Int(digits[at + 1] &- 48) }
}
