/// Decimals as canonical text: `-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?`, never `-0`.
enum DecimalText {
    private static let zero = UInt8(ascii: "0")
    private static let minus = UInt8(ascii: "-")
    private static let point = UInt8(ascii: ".")

    /// Whether the bytes are a canonical decimal.
    static func isCanonical(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = bytes.first == minus ? 1 : 0
        guard at < bytes.count, bytes.count <= Number.mostDigits + 2 else { return false }
        let start = at
        while at < bytes.count, bytes[at] &- zero <= 9 { at += 1 }
        guard at > start, bytes[start] != zero || at == start + 1 else { return false }
        if at == bytes.count { return start == 0 || bytes[start] != zero }
        guard bytes[at] == point, at + 1 < bytes.count, bytes[bytes.count - 1] != zero else { return false }
        at += 1
        while at < bytes.count { if bytes[at] &- zero <= 9 { at += 1 } else { return false } }
        return true
    }

    /// The canonical text of a decimal with sign, leading zeros or exponent; `nil` when it is none or has too many digits.
    static func canonical(of bytes: [UInt8]) -> String? {
        var at = 0
        var isNegative = false
        if let first = bytes.first, first == minus || first == UInt8(ascii: "+") {
            isNegative = first == minus
            at = 1
        }
        var digits: [UInt8] = []
        var exponent = 0
        var seen = 0
        while at < bytes.count, bytes[at] &- zero <= 9 { digits.append(bytes[at]); at += 1; seen += 1 }
        if at < bytes.count, bytes[at] == point {
            at += 1
            while at < bytes.count, bytes[at] &- zero <= 9 { digits.append(bytes[at]); at += 1; seen += 1; exponent -= 1 }
        }
        guard seen > 0 else { return nil }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            let tail = String(decoding: bytes[(at + 1)...], as: UTF8.self)
            guard tail.utf8.count <= 6, let power = Int(tail) else { return nil }
            exponent += power
            at = bytes.count
        }
        guard at == bytes.count else { return nil }
        while digits.last == zero { digits.removeLast(); exponent += 1 }
        digits = Array(digits.drop { $0 == zero })
        guard !digits.isEmpty else { return "0" }
        guard digits.count + max(exponent, 0) <= Number.mostDigits, -exponent < Number.mostDigits else { return nil }
        return text(digits, exponent: exponent, isNegative)
    }

    static func text(_ mantissa: Int128, scale: Int) -> String {
        var digits = Array("\(mantissa.magnitude)".utf8)
        var exponent = -scale
        while digits.last == zero { digits.removeLast(); exponent += 1 }
        return digits.isEmpty ? "0" : text(digits, exponent: exponent, mantissa < 0)
    }

    private static func text(_ digits: [UInt8], exponent: Int, _ isNegative: Bool) -> String {
        var text: [UInt8] = isNegative ? [minus] : []
        if exponent >= 0 {
            text += digits + [UInt8](repeating: zero, count: exponent)
        } else if digits.count > -exponent {
            text += digits[..<(digits.count + exponent)] + [point] + digits[(digits.count + exponent)...]
        } else {
            text += [zero, point] + [UInt8](repeating: zero, count: -exponent - digits.count) + digits
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Negative, zero or positive as canonical `a` is less than, equal to or greater than canonical `b`.
    static func order(_ a: [UInt8], _ b: [UInt8]) -> Int {
        a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { b in order(a, b) } }
    }

    static func order(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        let negativeA = a.first == minus
        if negativeA != (b.first == minus) { return negativeA ? -1 : 1 }
        return negativeA ? -magnitudes(a, b, 1) : magnitudes(a, b, 0)
    }

    private static func magnitudes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        let wholeA = (a.firstIndex(of: point) ?? a.count) - start
        let wholeB = (b.firstIndex(of: point) ?? b.count) - start
        if wholeA != wholeB { return wholeA - wholeB }
        var at = start
        while at < a.count, at < b.count {
            if a[at] != b[at] { return Int(a[at]) - Int(b[at]) }
            at += 1
        }
        return a.count - b.count
    }

    /// The value as whole number of 10^-scale; `nil` when the bytes are not canonical or it does not fit.
    static func mantissa(_ bytes: UnsafeBufferPointer<UInt8>) -> (value: Int64, scale: Int)? {
        guard bytes.count <= 21, isCanonical(bytes) else { return nil }
        let isNegative = bytes[0] == minus
        var value: Int64 = 0
        var scale = 0
        var isFraction = false
        for byte in bytes.dropFirst(isNegative ? 1 : 0) {
            if byte == point { isFraction = true; continue }
            let (times, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, overToo) = times.subtractingReportingOverflow(Int64(byte &- zero))
            if over || overToo { return nil }
            value = sum
            if isFraction { scale += 1 }
        }
        if isNegative { return (value, scale) }
        return value == .min ? nil : (-value, scale)
    }

    /// As ``mantissa(_:)`` at a given scale, with 38 digits.
    static func wide(_ bytes: UnsafeBufferPointer<UInt8>, scale: Int) -> Int128? {
        var value: Int128 = 0
        var fraction = -1
        let isNegative = bytes.first == minus
        for byte in bytes.dropFirst(isNegative ? 1 : 0) {
            if byte == point { fraction = 0; continue }
            guard let next = tenfold(value, Int128(byte &- zero)) else { return nil }
            value = next
            if fraction >= 0 { fraction += 1 }
        }
        for _ in max(fraction, 0)..<max(scale, max(fraction, 0)) {
            guard let next = tenfold(value, 0) else { return nil }
            value = next
        }
        return isNegative ? -value : value
    }

    private static func tenfold(_ value: Int128, _ digit: Int128) -> Int128? {
        let (times, over) = value.multipliedReportingOverflow(by: 10)
        let (sum, overToo) = times.addingReportingOverflow(digit)
        return over || overToo ? nil : sum
    }

    /// Digits behind the point of a canonical decimal.
    static func scale(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.firstIndex(of: point).map { bytes.count - $0 - 1 } ?? 0
    }
}
