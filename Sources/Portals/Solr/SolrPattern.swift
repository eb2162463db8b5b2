/// Comparing single words other than letter by letter.
enum SolrPattern {
    /// Whether a text fits a pattern of `*` and `?`, in time proportional to the product of their lengths at the very most.
    static func fits(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
        var (at, place) = (0, 0)
        var star: (place: Int, at: Int)?
        while at < text.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, at)
                place += 1
            } else if place < pattern.count, pattern[place] == text[at] || pattern[place] == UInt8(ascii: "?") {
                at += 1
                place += 1
            } else if let last = star {
                place = last.place + 1
                at = last.at + 1
                star = (last.place, at)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// Whether two words differ by at most so many letters put in, left out or changed.
    static func distance(_ a: String, _ b: String, most: Int) -> Bool {
        let (left, right) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
        guard abs(left.count - right.count) <= most, left.count <= 64, right.count <= 64 else { return false }
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (letter == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count] <= most
    }
}
