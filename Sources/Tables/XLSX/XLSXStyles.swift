import Foundation
import Kernel

/// Which cell styles show a number as a day or a time; a workbook stores both as plain numbers.
final class XLSXStyles: SAXHandler {
    enum Kind { case number, day, time }

    private(set) var kinds: [Kind] = []
    private var formats: [Int: String] = [:]
    private var isInCellFormats = false

    /// Of a style by its position; numbers for positions that do not exist.
    func kind(_ style: Int) -> Kind { kinds.indices.contains(style) ? kinds[style] : .number }

    func start(_ name: String, _ attributes: SAXAttributes) {
        switch name {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] { formats[id] = code }
        case "cellXfs": isInCellFormats = true
        case "xf" where isInCellFormats: kinds.append(kind(format: attributes["numFmtId"].flatMap { Int($0) } ?? 0))
        default: break
        }
    }

    func end(_ name: String) {
        if name == "cellXfs" { isInCellFormats = false }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    private func kind(format id: Int) -> Kind {
        if let code = formats[id] { return XLSXStyles.kind(code) }
        return switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: .day
        case 18...21, 32...35, 45...47, 55, 56: .time
        default: .number
        }
    }

    /// Whether a format code such as `[$-421]dd mmmm yyyy;@` shows a day or only a time. Quoted text, escaped letters and
    /// `[…]` do not count, elapsed hours `[h]` excepted.
    static func kind(_ code: String) -> Kind {
        var letters: Set<Character> = []
        var rest = code.lowercased()[...]
        while let letter = rest.popFirst() {
            switch letter {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "\\", "_", "*": rest = rest.dropFirst()
            case "[":
                let inside = rest.prefix { $0 != "]" }
                if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { letters.insert("h") }
                rest = rest.dropFirst(inside.count + 1)
            case ";": rest = ""
            default: letters.insert(letter)
            }
        }
        if letters.contains("y") || letters.contains("d") { return .day }
        if letters.contains("h") || letters.contains("s") { return .time }
        return letters.contains("m") ? .day : .number
    }
}

/// Serial numbers of days, as workbooks count them.
enum XLSXDays {
    /// What a serial number means; the number itself when it is no day.
    static func cell(_ serial: Double, _ kind: XLSXStyles.Kind, is1904: Bool) -> Cell {
        guard kind != .number, serial >= 0, serial < 2_958_466 else { return .number(serial) }
        // To whole seconds first: 0.999999 is the next midnight.
        let total = Int((serial * 86_400).rounded())
        let (days, seconds) = (total / 86_400, total % 86_400)
        let time = TimeOfDay(hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60)
        if kind == .time && days == 0 { return .time(time) }
        guard let day = day(days, is1904) else { return .number(serial) }
        return seconds == 0 ? .day(day) : .moment(day, time)
    }

    /// Lotus thought that 1900 was a leap year, and every workbook since counts that day (60).
    private static func day(_ serial: Int, _ is1904: Bool) -> Day? {
        if is1904 { return Day("1904-01-01")!.adding(serial) }
        if serial == 0 || serial == 60 { return nil }
        return Day("1899-12-30")!.adding(serial < 60 ? serial + 1 : serial)
    }
}
