/// A text as a QR code (ISO/IEC 18004), to be drawn as one path:
///
///     <svg viewBox="0 0 \(code.span) \(code.span)"><path d="\(code.path)"/></svg>
package struct QRCode: Hashable, Sendable {
    /// How much of it may be hidden or torn off: 7, 15, 25 or 30 percent.
    package enum Level: Hashable, Sendable, CaseIterable {
        case low, medium, quartile, high

        var bits: Int {
            switch self {
            case .low: 1
            case .medium: 0
            case .quartile: 3
            case .high: 2
            }
        }
    }

    /// Modules along one side, without the quiet zone.
    package let size: Int
    private let isDark: [Bool]

    /// White modules that must lie around it.
    package static let quietZone = 4

    /// The smallest code that holds the text; `nil` when none does (at ``Level/medium``, past 2,331 bytes).
    package init?(_ text: String, level: Level = .medium) {
        self.init(text, level: level, atLeast: 1)
    }

    /// - Parameter atLeast: smallest version taken, for tests.
    init?(_ text: String, level: Level, atLeast: Int) {
        let bytes = Array(text.utf8)
        guard let version = QRVersion.all.first(where: { $0.number >= atLeast && $0.capacity(level) >= bytes.count }) else { return nil }
        var blank = QRMatrix(version: version)
        blank.lay(QRContent(bytes, version: version, level: level).codewords)
        let masked = (0..<8).map { mask in
            var matrix = blank
            matrix.apply(mask: mask)
            matrix.layFormat(level: level, mask: mask)
            return matrix
        }
        let best = masked.min { $0.penalty < $1.penalty }!
        size = best.size
        isDark = best.isDark
    }

    package subscript(_ row: Int, _ column: Int) -> Bool { isDark[row * size + column] }

    /// Side of the square that ``path`` is drawn in, quiet zone included.
    package var span: Int { size + 2 * QRCode.quietZone }

    /// Its dark modules as the data of an SVG path, one rectangle per run.
    package var path: String {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                let start = column
                while column < size, self[row, column] { column += 1 }
                if column > start {
                    path += "M\(start + QRCode.quietZone) \(row + QRCode.quietZone)h\(column - start)v1h-\(column - start)z"
                } else {
                    column += 1
                }
            }
        }
        return path
    }
}
