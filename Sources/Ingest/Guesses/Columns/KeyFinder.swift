/// Finds fields that tell all rows looked at apart.
enum KeyFinder {
    private static let mostColumns = 8
    /// Keys of several columns are looked for in so many rows only.
    private static let mostRows = 5000

    /// - Parameters:
    ///   - columns: columns of the sheet that may be part of a key, the likeliest first.
    ///   - texts: the letters of a column in the first so many rows, filled from above where that is meant.
    /// - Returns: columns of the sheet, shortest keys first.
    static func find(rows: Int, columns: [Int], texts: (_ column: Int, _ rows: Int) -> [String]) -> [[Int]] {
        guard rows >= 2 else { return [] }
        let considered = Array(columns.prefix(mostColumns))
        let rows = min(rows, mostRows)
        var numbers: [Int: [Int]] = [:]
        var single: [[Int]] = []
        for column in considered {
            var known: [String: Int] = [:]
            var all: [Int] = []
            for text in texts(column, rows) {
                if text.isEmpty { break }
                let next = known.count
                let number = known[text] ?? next
                all.append(number)
                if number == next { known[text] = next }
            }
            guard all.count == rows else { continue }
            numbers[column] = all
            if known.count == rows { single.append([column]) }
        }
        if !single.isEmpty { return single }
        let complete = considered.filter { numbers[$0] != nil }
        for size in 2...3 {
            let found = combinations(complete, size).filter { key in
                let parts = key.map { numbers[$0]! }
                var seen: Set<Int> = []
                // Fewer than 2^20 different values in each.
                return (0..<rows).allSatisfy { row in seen.insert(parts.reduce(0) { $0 << 20 | $1[row] }).inserted }
            }
            if !found.isEmpty { return Array(found.prefix(5)) }
        }
        return []
    }

    private static func combinations(_ columns: [Int], _ size: Int) -> [[Int]] {
        guard size > 0 else { return [[]] }
        guard let first = columns.first, columns.count >= size else { return [] }
        let others = Array(columns.dropFirst())
        return combinations(others, size - 1).map { [first] + $0 } + combinations(others, size)
    }
}
