import Columns

/// Counts by area and period of which the small ones are left out, and with them what would give them away in the same table: a total with
/// one part missing, or a column of which all but one cell are told. Hiding goes on until no total and no column has one hidden cell alone;
/// several of them together may still be narrowed down, and so may what one version hides by what a later one shows. Of what is told
/// elsewhere it knows nothing: the page of statistics, its CSV and its API show counts of reports by subdistrict as they are.
package struct SmallCells: Sendable {
    /// A total and the parts it has, by their places among the counts of a row. The parts need not add up to it.
    package struct Sum: Sendable {
        package var total: Int
        package var parts: [Int]

        package init(_ total: Int, of parts: [Int]) {
            self.total = total
            self.parts = parts
        }
    }

    private let counts: [[Int]]
    private let groups: [[Int]]
    private let sums: [Sum]
    package private(set) var hidden: [[Bool]]

    /// - Parameters:
    ///   - counts: one row for each area and period, one count for each measure.
    ///   - groups: what each row is added up with by others, such as its month; of which the sum counts as known.
    package init(_ counts: [[Int]], groups: [String], sums: [Sum] = []) {
        self.counts = counts
        self.sums = sums
        var places: [String: [Int]] = [:]
        for (row, group) in groups.enumerated() { places[group, default: []].append(row) }
        self.groups = places.sorted { $0.key < $1.key }.map(\.value)
        hidden = counts.map { row in row.map { $0 > 0 && $0 < OwnTable.smallest } }
        while hideParts() || hideNeighbours() {}
    }

    /// A count as it may be published.
    package func cell(_ row: Int, _ measure: Int) -> Datum { hidden[row][measure] ? .missing : .integer(Int64(counts[row][measure])) }

    /// Where of a total and its parts one alone is hidden, another part is hidden too.
    private mutating func hideParts() -> Bool {
        var hasChanged = false
        for row in counts.indices {
            for sum in sums {
                let cells = [sum.total] + sum.parts
                let missing = cells.filter { hidden[row][$0] }
                guard missing.count == 1, let alone = missing.first else { continue }
                // A total whose parts are nothing is not known from them: what makes it up is not in the table.
                if alone == sum.total, sum.parts.allSatisfy({ counts[row][$0] == 0 }) { continue }
                guard let next = least(sum.parts.filter { $0 != alone }, { counts[row][$0] }) else { continue }
                hidden[row][next] = true
                hasChanged = true
            }
        }
        return hasChanged
    }

    /// Where of all rows of a group one alone is hidden, the next smallest is hidden too.
    private mutating func hideNeighbours() -> Bool {
        var hasChanged = false
        for rows in groups where rows.count > 1 {
            for measure in counts[rows[0]].indices {
                let missing = rows.filter { hidden[$0][measure] }
                guard missing.count == 1, let next = least(rows.filter { !hidden[$0][measure] }, { counts[$0][measure] }) else { continue }
                hidden[next][measure] = true
                hasChanged = true
            }
        }
        return hasChanged
    }

    /// The least that is more than nothing; nothing only where there is no other.
    private func least(_ places: [Int], _ count: (Int) -> Int) -> Int? {
        (places.filter { count($0) > 0 }.min { count($0) < count($1) }) ?? places.first
    }
}
