/// A number as a workbook stores it, made readable without loss: `1.5E-3` becomes `0.0015`, and the seventeen digits that Excel writes of
/// a `0.1` become `0.1` again. Whole numbers stay as they are, however long.
enum NumberText {
    /// `nil` when the bytes are no finite number.
    static func plain(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var digits = 0
        var hasPoint = false
        var isPlain = true
        for (index, byte) in raw.enumerated() {
            switch byte {
            case 48...57: digits += 1
            case UInt8(ascii: "."): if hasPoint { return nil } else { hasPoint = true }
            case UInt8(ascii: "-") where index == 0: break
            default: isPlain = false
            }
        }
        if isPlain, digits > 0, !hasPoint || digits <= 15 { return Array(raw) }
        // What is not written plainly is short; the system's reader would also take words.
        guard raw.count <= 400, raw.allSatisfy({ (43...57).contains($0) || $0 == 32 || $0 == 10 || $0 | 32 == 101 }), digits > 0 else {
            return nil
        }
        let text = String(decoding: raw.filter { $0 != 32 && $0 != 10 }, as: UTF8.self)
        guard let number = Double(text), number.isFinite else { return nil }
        return Array(expanded(number).utf8)
    }

    /// Without an exponent where that takes no more than forty digits.
    private static func expanded(_ number: Double) -> String {
        let text = "\(number)"
        guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }), let exponent = Int(text[text.index(after: mark)...]) else {
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        guard abs(exponent) <= 40 else { return text }
        let sign = text.hasPrefix("-") ? "-" : ""
        let parts = text[..<mark].drop { $0 == "-" }.split(separator: ".")
        let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
        let digits = parts[0] + fraction
        let point = parts[0].count + exponent
        if point <= 0 { return "\(sign)0.\(String(repeating: "0", count: -point))\(digits)" }
        if point >= digits.count { return "\(sign)\(digits)\(String(repeating: "0", count: point - digits.count))" }
        return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
    }
}
