/// One of the forty sizes of QR codes and what fits in it (ISO/IEC 18004, tables 1, 9 and E.1).
struct QRVersion {
    let number: Int

    static let all = (1...40).map(QRVersion.init(number:))

    /// Modules along one side.
    var size: Int { 17 + 4 * number }

    /// Bytes of data and checks together.
    var codewords: Int {
        var modules = (16 * number + 128) * number + 64
        if number >= 2 {
            let marks = number / 7 + 2
            modules -= (25 * marks - 10) * marks - 55
            if number >= 7 { modules -= 36 }
        }
        return modules / 8
    }

    /// Rows and columns on which the centres of alignment marks lie.
    var alignment: [Int] {
        guard number >= 2 else { return [] }
        let count = number / 7 + 2
        let step = (number * 8 + count * 3 + 5) / (count * 4 - 4) * 2
        return [6] + (0..<count - 1).reversed().map { size - 7 - $0 * step }
    }

    /// Bits that say how long a text in bytes is.
    var lengthBits: Int { number < 10 ? 8 : 16 }

    func blocks(_ level: QRCode.Level) -> Int { Int(QRVersion.blocks[level]![number - 1]) }
    func checksPerBlock(_ level: QRCode.Level) -> Int { Int(QRVersion.checks[level]![number - 1]) }
    func dataCodewords(_ level: QRCode.Level) -> Int { codewords - blocks(level) * checksPerBlock(level) }

    /// Longest text in bytes.
    func capacity(_ level: QRCode.Level) -> Int { (dataCodewords(level) * 8 - 4 - lengthBits) / 8 }

    private static let checks: [QRCode.Level: [UInt8]] = [
        .low: [
            7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30,
            30,
            30, 30, 30, 30, 30, 30, 30,
        ],
        .medium: [
            10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
            28,
            28, 28, 28, 28, 28, 28, 28,
        ],
        .quartile: [
            13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30,
            30,
            30, 30, 30, 30, 30, 30, 30,
        ],
        .high: [
            17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
            30,
            30, 30, 30, 30, 30, 30, 30,
        ],
    ]

    private static let blocks: [QRCode.Level: [UInt8]] = [
        .low: [
            1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22,
            24, 25,
        ],
        .medium: [
            1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38,
            40,
            43, 45, 47, 49,
        ],
        .quartile: [
            1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53,
            56, 59, 62, 65, 68,
        ],
        .high: [
            1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60,
            63,
            66, 70, 74, 77, 81,
        ],
    ]
}
