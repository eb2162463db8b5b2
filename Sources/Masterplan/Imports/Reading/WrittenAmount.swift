/// Numbers as plans have them: `Rp 1.234.567,00`, `1,234,567.00`, `(1.000)`, `12,5`, `1.5E+9`.
package enum WrittenAmount {
    /// Why a cell is no number we take.
    package enum Fault: Error, Sendable { case notNumber, negative, absurd, fraction }

    /// Whole rupiah. Sen are dropped when they are none; `1.234` and `1,234` are thousands, for nobody plans a rupiah and a bit.
    /// - Returns: `nil` for a cell in which nobody wrote anything.
    package static func rupiah(_ cell: String, isNumber: Bool) throws(Fault) -> Int? {
        if !isNumber, let amount = usual(cell) { return amount }
        guard let text = try decimal(cell, isNumber: isNumber, isMoney: true) else { return nil }
        if text.hasPrefix("-") { throw .negative }
        let parts = text.split(separator: ".")
        guard parts[0].count <= 15, var amount = Int(parts[0]) else { throw .absurd }
        // Sen cannot be planned; workbooks that computed a share may have them.
        if parts.count > 1, let first = parts[1].first, first >= "5" { amount += 1 }
        if amount > MoneyLine.most { throw .absurd }
        return amount
    }

    /// `Rp 1.234.000,00` and `1234000`, which is what nearly every cell has, in one look; `nil` for whatever wants a closer one.
    private static func usual(_ cell: String) -> Int? {
        var cell = cell
        return cell.withUTF8 { letters -> Int? in
            var rest = letters[...]
            if rest.starts(with: "Rp ".utf8) { rest = rest.dropFirst(3) }
            if rest.count > 3, rest.suffix(3).elementsEqual(",00".utf8) { rest = rest.dropLast(3) }
            guard rest.count <= 18, let first = rest.first, (49...57).contains(first) else { return nil }
            var amount = 0
            // Of the present group; the first has one to three of them, the others three.
            var digits = 0
            var isGrouped = false
            for letter in rest {
                if letter == UInt8(ascii: ".") {
                    guard digits == 3 || !isGrouped && digits < 3 else { return nil }
                    (digits, isGrouped) = (0, true)
                } else {
                    guard (48...57).contains(letter) else { return nil }
                    amount = amount * 10 + Int(letter - 48)
                    digits += 1
                }
            }
            return (!isGrouped || digits == 3) && amount <= MoneyLine.most ? amount : nil
        }
    }

    /// A number in canonical form, `-1234.5`. In a column of targets `1.234` is a thousand, as numbers are written here, and `12,5` twelve
    /// and a half; what a workbook keeps as a number is what it is.
    /// - Returns: `nil` for a cell in which nobody wrote anything.
    package static func decimal(_ cell: String, isNumber: Bool, isMoney: Bool = false) throws(Fault) -> String? {
        let letters = cell.utf8
        if let first = letters.first, (49...57).contains(first), letters.count <= 15, letters.allSatisfy({ (48...57).contains($0) }) {
            return cell
        }
        var bytes = letters.filter { $0 > 32 && $0 < 127 }
        if bytes.isEmpty || bytes.allSatisfy({ $0 == UInt8(ascii: "-") }) { return nil }
        if isNumber { return try machine(bytes) }
        var isNegative = false
        if bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")") {
            isNegative = true
            bytes = Array(bytes.dropFirst().dropLast())
        }
        if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") {
            if bytes[0] == UInt8(ascii: "-") { isNegative.toggle() }
            bytes.removeFirst()
        }
        bytes = withoutCurrency(bytes)
        // "Rp -" is nothing too.
        if !bytes.isEmpty, bytes.allSatisfy({ $0 == UInt8(ascii: "-") }) { return nil }
        if bytes.first == UInt8(ascii: "-") {
            isNegative.toggle()
            bytes.removeFirst()
        }
        // "8.000.000,-"
        while bytes.count > 1, let last = bytes.last, [UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "%")].contains(last) {
            bytes.removeLast()
        }
        if let last = bytes.last, last == UInt8(ascii: ",") || last == UInt8(ascii: ".") { bytes.removeLast() }
        if bytes.contains(UInt8(ascii: "E")) || bytes.contains(UInt8(ascii: "e")) { return try signed(machine(bytes), isNegative) }
        return try signed(grouped(bytes, isMoney: isMoney), isNegative)
    }

    private static func signed(_ text: String, _ isNegative: Bool) -> String { isNegative && text != "0" ? "-" + text : text }

    private static func withoutCurrency(_ bytes: [UInt8]) -> [UInt8] {
        let start = bytes.prefix(3).map { $0 | 0x20 }
        var length = 0
        if start.starts(with: "rp".utf8) { length = 2 }
        if start.elementsEqual("idr".utf8) { length = 3 }
        guard length > 0 else { return bytes }
        if length < bytes.count, bytes[length] == UInt8(ascii: ".") { length += 1 }
        return Array(bytes.dropFirst(length))
    }

    /// What a workbook or a program wrote: a point before decimals, perhaps an exponent.
    private static func machine(_ bytes: [UInt8]) throws(Fault) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        if let whole = Int(text) { return String(whole) }
        guard let number = Double(text), number.isFinite else { throw .notNumber }
        guard abs(number) < 1e15 else { throw .absurd }
        if number == number.rounded() { return String(Int(number)) }
        // Six decimals are more than any target has; the rest is how a computer keeps a tenth.
        let scaled = Int((abs(number) * 1_000_000).rounded())
        return plain(
            (number < 0 ? "-" : "") + String(scaled / 1_000_000), fraction: String(String(scaled % 1_000_000 + 1_000_000).dropFirst()))
    }

    private static func grouped(_ bytes: [UInt8], isMoney: Bool) throws(Fault) -> String {
        let (dot, comma) = (UInt8(ascii: "."), UInt8(ascii: ","))
        guard let first = bytes.first, (48...57).contains(first) || first == comma || first == dot,
            bytes.allSatisfy({ (48...57).contains($0) || $0 == dot || $0 == comma })
        else { throw .notNumber }
        let (dots, commas) = (bytes.count { $0 == dot }, bytes.count { $0 == comma })
        var decimal: UInt8?
        switch (dots, commas) {
        case (0, 0): break
        case (0, 1): decimal = isMoney && isGroup(bytes, comma) ? nil : comma
        case (1, 0): decimal = isGroup(bytes, dot) ? nil : dot
        case (_, 0), (0, _): break
        default: decimal = bytes.last { $0 == dot || $0 == comma }
        }
        let parts: [ArraySlice<UInt8>]
        if let decimal, let at = bytes.lastIndex(of: decimal) {
            parts = [bytes[..<at], bytes[(at + 1)...]]
            guard !parts[0].contains(decimal) else { throw .notNumber }
        } else {
            parts = [bytes[...]]
        }
        let group: UInt8? = parts[0].first { $0 == dot || $0 == comma }
        if let group {
            let groups = parts[0].split(separator: group, omittingEmptySubsequences: false)
            guard (1...3).contains(groups[0].count),
                groups.dropFirst().allSatisfy({ $0.count == 3 && !$0.contains(dot) && !$0.contains(comma) })
            else { throw .notNumber }
        }
        let whole = String(decoding: parts[0].filter { (48...57).contains($0) }.drop { $0 == 48 }, as: UTF8.self)
        return plain(whole.isEmpty ? "0" : whole, fraction: parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "")
    }

    /// One sign with exactly three digits behind it and one to three before.
    private static func isGroup(_ bytes: [UInt8], _ sign: UInt8) -> Bool {
        guard let at = bytes.firstIndex(of: sign) else { return false }
        return bytes.count - at == 4 && (1...3).contains(at) && bytes[0] != 48
    }

    private static func plain(_ whole: String, fraction: String) -> String {
        var fraction = fraction[...]
        while fraction.last == "0" { fraction.removeLast() }
        return fraction.isEmpty ? (whole == "-0" ? "0" : whole) : "\(whole).\(fraction)"
    }
}
