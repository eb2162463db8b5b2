/// The square of modules while it is being made.
struct QRMatrix {
    let version: QRVersion
    let size: Int
    private(set) var isDark: [Bool]
    /// Modules that belong to the marks: neither data nor masked.
    private var isFixed: [Bool]

    init(version: QRVersion) {
        self.version = version
        size = version.size
        isDark = Array(repeating: false, count: size * size)
        isFixed = isDark
        layMarks()
    }

    subscript(_ row: Int, _ column: Int) -> Bool { isDark[row * size + column] }

    private mutating func fix(_ row: Int, _ column: Int, _ dark: Bool) {
        isDark[row * size + column] = dark
        isFixed[row * size + column] = true
    }

    private mutating func layMarks() {
        for index in 0..<size {
            fix(6, index, index % 2 == 0)
            fix(index, 6, index % 2 == 0)
        }
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] { layFinder(row, column) }
        let centres = version.alignment
        for row in centres {
            for column in centres where !isFinder(row, column) { layAlignment(row, column) }
        }
        // The format's places are kept free now and written with the mask.
        layFormat(level: .low, mask: 0)
        if version.number >= 7 { layVersion() }
    }

    private func isFinder(_ row: Int, _ column: Int) -> Bool {
        (row == 6 && column == 6) || (row == 6 && column == size - 7) || (row == size - 7 && column == 6)
    }

    private mutating func layFinder(_ row: Int, _ column: Int) {
        for down in -4...4 {
            for right in -4...4 {
                let (y, x) = (row + down, column + right)
                guard (0..<size).contains(y), (0..<size).contains(x) else { continue }
                let distance = max(abs(down), abs(right))
                fix(y, x, distance != 2 && distance != 4)
            }
        }
    }

    private mutating func layAlignment(_ row: Int, _ column: Int) {
        for down in -2...2 { for right in -2...2 { fix(row + down, column + right, max(abs(down), abs(right)) != 1) } }
    }

    /// Level and mask, secured by a BCH code, twice (ISO/IEC 18004 §7.9).
    mutating func layFormat(level: QRCode.Level, mask: Int) {
        let data = level.bits << 3 | mask
        var rest = data
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (data << 10 | rest) ^ 0x5412
        let isSet = { (bit: Int) in bits >> bit & 1 == 1 }
        for bit in 0..<6 { fix(bit, 8, isSet(bit)) }
        fix(7, 8, isSet(6))
        fix(8, 8, isSet(7))
        fix(8, 7, isSet(8))
        for bit in 9..<15 { fix(8, 14 - bit, isSet(bit)) }
        for bit in 0..<8 { fix(8, size - 1 - bit, isSet(bit)) }
        for bit in 8..<15 { fix(size - 15 + bit, 8, isSet(bit)) }
        fix(size - 8, 8, true)
    }

    /// The version, secured by a BCH code, twice (§7.10).
    private mutating func layVersion() {
        var rest = version.number
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version.number << 12 | rest
        for bit in 0..<18 {
            let (far, near) = (size - 11 + bit % 3, bit / 3)
            fix(near, far, bits >> bit & 1 == 1)
            fix(far, near, bits >> bit & 1 == 1)
        }
    }

    /// Lays the bits in pairs of columns from the right, up and down in turn (§7.7.3).
    mutating func lay(_ codewords: [UInt8]) {
        var bit = 0
        var goesUp = true
        var right = size - 1
        while right > 0 {
            if right == 6 { right = 5 }
            for step in 0..<size {
                let row = goesUp ? size - 1 - step : step
                for column in [right, right - 1] where !isFixed[row * size + column] {
                    guard bit < codewords.count * 8 else { continue }
                    isDark[row * size + column] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
                    bit += 1
                }
            }
            goesUp.toggle()
            right -= 2
        }
    }

    /// Turns over what one of the eight patterns covers (§7.8.2).
    mutating func apply(mask: Int) {
        for row in 0..<size {
            for column in 0..<size where !isFixed[row * size + column] && QRMatrix.covers(mask, row, column) {
                isDark[row * size + column].toggle()
            }
        }
    }

    private static func covers(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3) % 2 == 0
        default: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }
}
