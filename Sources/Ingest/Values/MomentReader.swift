import Kernel

/// Reads moments and times of day.
enum MomentReader {
    /// `YYYY-MM-DDThh:mm:ssZ`, with `.mmm` where it is not zero. A moment without a zone is that of clocks `offsetHours` ahead of UTC.
    static func read(_ cell: ByteView, _ form: DateForm, offsetHours: Int, isNumber: Bool, _ arena: RowArena) -> ByteView? {
        if cell.count == 20, cell[10] == UInt8(ascii: "T"), cell[19] == UInt8(ascii: "Z"), cell[17] < UInt8(ascii: "6"),
            Instant(cell.string) != nil
        {
            return cell
        }
        guard let instant = instant(cell, form, offsetHours: offsetHours, isNumber: isNumber) else { return nil }
        guard (-62_167_219_200_000...253_402_300_799_999).contains(instant.milliseconds) else { return nil }
        let text = instant.description
        return arena.copy(Array((text.hasSuffix(".000Z") ? text.prefix(19) + "Z" : text).utf8))
    }

    private static func instant(_ cell: ByteView, _ form: DateForm, offsetHours: Int, isNumber: Bool) -> Instant? {
        if isNumber || form.takesSerials, let day = DateReader.serial(cell) {
            let fraction = cell.count > 5 ? Double("0" + ByteView(cell.start + 5, cell.count - 5).string) ?? 0 : 0
            let start = day.at(offsetHours: offsetHours)
            return Instant(milliseconds: start.milliseconds + Int64((fraction * 86_400).rounded()) * 1000)
        }
        let text = cell.string
        if let instant = Instant(text) { return instant }
        if let day = DateReader.day(cell, form) { return day.at(offsetHours: offsetHours) }
        // The time begins behind the last blank or T in front of the first colon (or of the last dots, as in "08.30").
        guard let split = timeStart(cell), let day = DateReader.day(ByteView(cell.start, split).trimmed, form) else { return nil }
        guard let (time, offset) = time(ByteView(cell.start + split + 1, cell.count - split - 1).trimmed) else { return nil }
        return day.at(time, offsetHours: offset ?? offsetHours)
    }

    private static func timeStart(_ cell: ByteView) -> Int? {
        if cell.count > 11, cell[10] == UInt8(ascii: "T") || cell[10] == UInt8(ascii: " ") { return 10 }
        guard let colon = cell.buffer.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        return cell.buffer[..<colon].lastIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "T") }
    }

    /// "08:30", "08.30", "08:30:15", "8:30 WIB"; the zone as hours ahead of UTC where it is written.
    static func time(_ cell: ByteView) -> (TimeOfDay, Int?)? {
        var rest = cell
        var zone: Int?
        for (word, hours) in [("wib", 7), ("wita", 8), ("wit", 9)] as [(StaticString, Int)] {
            let length = word.utf8CodeUnitCount
            if rest.count > length, ByteView(rest.start + rest.count - length, length).isWord(word) {
                rest = rest.dropping(last: length).trimmed
                zone = hours
                break
            }
        }
        let mark = rest.buffer.contains(UInt8(ascii: ":")) ? UInt8(ascii: ":") : UInt8(ascii: ".")
        let parts = rest.buffer.split(separator: mark, omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ (1...6).contains($0.count) }) else { return nil }
        guard let hour = whole(parts[0]), hour < 24, let minute = whole(parts[1]), parts[1].count == 2, minute < 60 else { return nil }
        var second = 0
        if parts.count == 3 {
            let digits = parts[2].prefix { isDigit($0) }
            let fraction = parts[2].dropFirst(digits.count)
            guard digits.count == 2, let read = whole(digits), read < 60 else { return nil }
            guard fraction.isEmpty || fraction.first == UInt8(ascii: ".") && fraction.dropFirst().allSatisfy({ $0 == 48 }) else {
                return nil
            }
            second = read
        }
        return (TimeOfDay(hour: hour, minute: minute, second: second), zone)
    }

    /// `hh:mm:ss`.
    static func readTime(_ cell: ByteView, _ arena: RowArena) -> ByteView? {
        guard let (time, _) = time(cell), arena.room >= 8 else { return nil }
        let out = arena.next
        DateReader.put(out, time.hour, 0, 2)
        out[2] = UInt8(ascii: ":")
        DateReader.put(out, time.minute, 3, 2)
        out[5] = UInt8(ascii: ":")
        DateReader.put(out, time.second, 6, 2)
        return arena.take(8)
    }

    private static func whole(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard (1...2).contains(bytes.count), bytes.allSatisfy({ isDigit($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
}
