import Kernel

/// Where the headings of a table stand: exports have titles above them, years below them, and a row of numbers under both.
struct HeadingRow: Sendable {
    /// One heading per column, two rows joined where a wide one spans several: `Target 2027`.
    var headings: [String]
    /// How many rows with something in them lie above the first row of data, the headings included.
    var rowsAbove: Int
    /// Line of the headings.
    var line: Int

    /// How many rows of a file are looked through.
    static let reach = 25

    /// Finds it among the first rows of a file; `nil` when no row looks like headings.
    static func find(among rows: [SheetRow], known: ColumnMap) -> HeadingRow? {
        var best: (index: Int, score: Int)?
        for (index, row) in rows.enumerated() {
            let score = Set(row.cells.filter { isHeading($0, known) }).count
            if score >= 2, score > best?.score ?? 0 { best = (index, score) }
        }
        guard let best else { return nil }
        var headings = rows[best.index].cells
        var above = best.index + 1
        if above < rows.count, let joined = join(headings, rows[above].cells) {
            headings = joined
            above += 1
        }
        // "1 2 3 4 …" under the headings.
        if above < rows.count, isNumbering(rows[above].cells) { above += 1 }
        return HeadingRow(headings: headings, rowsAbove: above, line: rows[best.index].line)
    }

    private static func isHeading(_ cell: String, _ known: ColumnMap) -> Bool {
        guard !cell.isEmpty, cell.count <= 80, PlanCode.read(cell) == nil else { return false }
        if known.columns[ColumnMap.pattern(cell)] != nil { return true }
        return HeadingGuess.column(cell).map { $0 != .skipped } ?? false
    }

    /// Headings with a second row under wide ones; `nil` when the second row is data.
    private static func join(_ first: [String], _ second: [String]) -> [String]? {
        let filled = second.filter { !$0.isEmpty }
        guard filled.count >= 2, !isNumbering(second) else { return nil }
        let kinds = filled.filter { cell in
            cell.count <= 30 && (HeadingGuess.year(cell, from: 2000) != nil || HeadingGuess.column(cell) != nil)
        }
        // A row of data has codes; a second row of headings has none, and most of it are words for headings.
        guard kinds.count * 2 > filled.count, !second.contains(where: { PlanCode.read($0) != nil }) else { return nil }
        var joined: [String] = []
        var wide = ""
        for index in 0..<max(first.count, second.count) {
            let top = index < first.count ? first[index] : ""
            let below = index < second.count ? second[index] : ""
            if !top.isEmpty { wide = top }
            joined.append(below.isEmpty || below == top ? top : Plain.line("\(wide) \(below)"))
        }
        return joined
    }

    private static func isNumbering(_ cells: [String]) -> Bool {
        let numbers = cells.filter { !$0.isEmpty }.map { Int($0.filter { $0 != "(" && $0 != ")" }) }
        guard numbers.count >= 3, numbers[0] == 1, !numbers.contains(nil) else { return false }
        return zip(numbers, numbers.dropFirst()).allSatisfy { ($0 ?? 0) < ($1 ?? 0) && ($1 ?? 0) <= ($0 ?? 0) + 3 }
    }
}
