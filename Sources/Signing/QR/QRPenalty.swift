extension QRMatrix {
    /// How hard it is to read, by the four rules of ISO/IEC 18004 §7.8.3; the mask with the least is taken.
    var penalty: Int {
        var points = 0
        for line in 0..<size {
            points += QRMatrix.linePenalty((0..<size).map { self[line, $0] })
            points += QRMatrix.linePenalty((0..<size).map { self[$0, line] })
        }
        for row in 0..<size - 1 {
            for column in 0..<size - 1 {
                let dark = self[row, column]
                if dark == self[row, column + 1], dark == self[row + 1, column], dark == self[row + 1, column + 1] { points += 3 }
            }
        }
        let dark = isDark.count { $0 }
        let share = dark * 20 / isDark.count
        return points + 10 * min(abs(share - 10), abs(share + 1 - 10))
    }

    /// Runs of five or more of one colour, and what looks like the marks in the corners.
    private static func linePenalty(_ line: [Bool]) -> Int {
        var points = 0
        var run = 1
        for index in 1...line.count {
            if index < line.count, line[index] == line[index - 1] {
                run += 1
            } else {
                if run >= 5 { points += run - 2 }
                run = 1
            }
        }
        for start in 0...line.count - finder.count {
            let piece = line[start..<start + finder.count]
            if piece.elementsEqual(finder) || piece.elementsEqual(finder.reversed()) { points += 40 }
        }
        return points
    }

    private static let finder = [true, false, true, true, true, false, true, false, false, false, false]
}
