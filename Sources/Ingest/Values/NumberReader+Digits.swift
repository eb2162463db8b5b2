extension NumberReader {
    /// Digits with groups, decimal sign and exponent as a canonical decimal.
    static func canonical(_ cell: ByteView, _ form: NumberForm, _ isNegative: Bool, _ arena: RowArena) -> ByteView? {
        guard cell.count > 0, cell.count <= 400, arena.room >= cell.count + 340 else { return nil }
        let out = arena.next
        var length = 0
        if isNegative { out[0] = UInt8(ascii: "-"); length = 1 }
        let first = length
        var at = 0
        var run = 0
        var groups = 0
        while at < cell.count {
            let byte = cell[at]
            if isDigit(byte) {
                out[length] = byte
                length += 1
                run += 1
                at += 1
            } else if form.group != 0, let width = groupSign(cell, at, form.group), run > 0 {
                guard groups == 0 ? run <= 3 : run == 3 else { return nil }
                groups += 1
                run = 0
                at += width
            } else {
                break
            }
        }
        if groups > 0, run != 3 { return nil }
        let whole = length - first
        var exponent = 0
        if at < cell.count, cell[at] == form.decimal {
            at += 1
            let start = length
            while at < cell.count, isDigit(cell[at]) {
                out[length] = cell[at]
                length += 1
                at += 1
            }
            exponent = start - length
        }
        guard length > first, whole > 0 || exponent < 0 else { return nil }
        if at < cell.count, cell[at] | 0x20 == UInt8(ascii: "e") {
            guard let power = power(cell.dropping(first: at + 1)) else { return nil }
            exponent += power
            at = cell.count
        }
        guard at == cell.count else { return nil }
        let count = shape(out, first, length, exponent, room: arena.room)
        return count.map { arena.take($0) }
    }

    private static func power(_ cell: ByteView) -> Int? {
        guard cell.count > 0, cell.count <= 5 else { return nil }
        let sign = cell[0] == UInt8(ascii: "-") || cell[0] == UInt8(ascii: "+") ? 1 : 0
        guard cell.count > sign else { return nil }
        var value = 0
        for at in sign..<cell.count {
            guard isDigit(cell[at]) else { return nil }
            value = value * 10 + Int(cell[at] - 48)
        }
        return value > 308 ? nil : cell[0] == UInt8(ascii: "-") ? -value : value
    }

    /// Whether a group sign stands here, and its bytes.
    @inline(__always) private static func groupSign(_ cell: ByteView, _ at: Int, _ sign: UInt8) -> Int? {
        if cell[at] == sign { return 1 }
        guard sign == UInt8(ascii: " "), cell[at] >= 0xC2 else { return nil }
        if at + 1 < cell.count, cell[at] == 0xC2, cell[at + 1] == 0xA0 { return 2 }
        if at + 2 < cell.count, cell[at] == 0xE2, cell[at + 1] == 0x80, cell[at + 2] == 0xAF || cell[at + 2] == 0x89 { return 3 }
        return nil
    }

    /// Digits in `out[first..<length]` times ten to the exponent, put into canonical form in place; the bytes in all.
    private static func shape(_ out: UnsafeMutablePointer<UInt8>, _ first: Int, _ length: Int, _ exponent: Int, room: Int) -> Int? {
        let zero = UInt8(ascii: "0")
        var length = length
        var exponent = exponent
        while exponent < 0, length > first, out[length - 1] == zero { length -= 1; exponent += 1 }
        var lead = first
        while lead < length, out[lead] == zero { lead += 1 }
        if lead == length {
            out[0] = zero
            return 1
        }
        if lead > first {
            for index in lead..<length { out[first + index - lead] = out[index] }
            length -= lead - first
        }
        if exponent >= 0 {
            guard length + exponent <= room else { return nil }
            for _ in 0..<exponent { out[length] = zero; length += 1 }
            return length
        }
        let digits = length - first
        if digits > -exponent {
            let point = length + exponent
            var index = length
            while index > point { out[index] = out[index - 1]; index -= 1 }
            out[point] = UInt8(ascii: ".")
            return length + 1
        }
        let zeros = -exponent - digits
        guard length + zeros + 2 <= room else { return nil }
        var index = length - 1
        while index >= first { out[index + zeros + 2] = out[index]; index -= 1 }
        out[first] = zero
        out[first + 1] = UInt8(ascii: ".")
        for index in 0..<zeros { out[first + 2 + index] = zero }
        return length + zeros + 2
    }
}
