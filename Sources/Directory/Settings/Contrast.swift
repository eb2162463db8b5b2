import Foundation

/// How well text can be read on a colour (WCAG 2.2).
enum Contrast {
    /// From 1 (the same colour) to 21 (black on white); `nil` unless both are `#rrggbb`.
    static func ratio(_ a: String, _ b: String) -> Double? {
        guard let a = luminance(a), let b = luminance(b) else { return nil }
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// What text of normal size needs.
    static let least = 4.5

    private static func luminance(_ colour: String) -> Double? {
        guard colour.wholeMatch(of: /#[0-9a-fA-F]{6}/) != nil, let number = Int(colour.dropFirst(), radix: 16) else { return nil }
        func part(_ value: Int) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * part(number >> 16) + 0.7152 * part(number >> 8 & 255) + 0.0722 * part(number & 255)
    }
}

/// What can be said about a picture without decoding it.
enum LogoFile {
    static let largest = 300 << 10

    /// Width and height of a PNG; `nil` for anything else. Only PNG is taken: it keeps its transparency and cannot carry a script.
    static func size(png bytes: [UInt8]) -> (width: Int, height: Int)? {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard bytes.count > 33, bytes.starts(with: signature), bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
        func number(_ at: Int) -> Int { bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }
}
