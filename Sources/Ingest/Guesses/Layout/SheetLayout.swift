/// Where the table lies in a sheet, by positions in the sample.
struct SheetLayout {
    /// Positions of the rows that name the columns; `nil` when none does.
    var header: ClosedRange<Int>?
    /// Position of the first row that may be data.
    var firstData = 0
    var numbering: Int?
    /// Letters above each column.
    var headings: [String] = []
    /// Rows with something in them above the heading.
    var titles = 0
    /// Whether the heading was joined from several rows.
    var isJoined: Bool { (header?.count ?? 0) > 1 }
}

/// Finds the heading of a table.
struct HeaderFinder {
    let sample: SheetSample
    let merges: [RawSheet.Merge]

    /// Rows in which a heading is looked for.
    private static let mostRows = 40
    private static let mostHeaderRows = 4

    private func shape(_ row: Int, _ column: Int) -> CellShape { sample.rows[row].withCells { CellShape.of($0[column], $0.kind(column)) } }
    private func shapes(_ row: Int) -> [CellShape] { (0..<sample.width).map { shape(row, $0) } }

    /// - Parameters:
    ///   - titles: whether lines may stand above the heading.
    ///   - header: whether there is a heading; `nil` to find out.
    ///   - joined: whether it may have several rows.
    func layout(titles: Bool, header: Bool?, joined: Bool) -> SheetLayout {
        var layout = SheetLayout()
        let filled = sample.rows.indices.filter { sample.filled($0) > 0 }
        guard let first = filled.first else { return layout }
        let start = titles ? (firstFullRow(filled) ?? first) : first
        layout.titles = filled.count { $0 < start }
        guard header ?? mayBeHeader(start) else {
            layout.firstData = start
            layout.headings = [String](repeating: "", count: sample.width)
            return layout
        }
        var end = start
        while joined, end - start + 1 < HeaderFinder.mostHeaderRows, end + 1 < sample.rows.count, continues(end + 1, from: start) {
            end += 1
        }
        layout.header = start...end
        layout.headings = headings(start...end)
        layout.firstData = end + 1
        if end + 1 < sample.rows.count, isNumbering(end + 1) {
            layout.numbering = end + 1
            layout.firstData = end + 2
        }
        return layout
    }

    /// The first row that has most of the columns that rows usually have.
    private func firstFullRow(_ filled: [Int]) -> Int? {
        let counts = filled.map { sample.filled($0) }.sorted()
        let usual = counts[counts.count / 2]
        let enough = usual == 1 ? 1 : max(2, (usual * 3 + 4) / 5)
        return filled.prefix(HeaderFinder.mostRows).first { row in
            guard sample.filled(row) >= enough else { return false }
            // "Kabupaten : Jember" above a table.
            let texts = (0..<sample.width).map { sample.text(row, $0) }.filter { !$0.isEmpty }
            return !(texts.count <= 3 && texts.count < usual && texts.contains { $0.hasSuffix(":") || $0.hasPrefix(":") })
        }
    }

    /// A heading has words; years may stand among them, other numbers and days not.
    private func mayBeHeader(_ row: Int) -> Bool {
        let shapes = shapes(row)
        return shapes.contains(.text) && !shapes.contains(.number) && !shapes.contains(.date)
    }

    /// Whether a row belongs to the heading that began above it.
    private func continues(_ row: Int, from start: Int) -> Bool {
        let inHeader = merges.filter { $0.rows.lowerBound <= row - 1 && $0.rows.lowerBound >= start }
        if inHeader.contains(where: { $0.rows.upperBound >= row }) { return true }
        let shapes = shapes(row)
        guard !shapes.contains(.number), !shapes.contains(.date), shapes.contains(.text) || shapes.contains(.year) else { return false }
        if inHeader.contains(where: { $0.rows.upperBound == row - 1 && $0.columns.count > 1 }) { return true }
        let above = (0..<sample.width).map { column in (start..<row).contains { sample.isFilled($0, column) } }
        let here = shapes.map { $0 != .empty }
        let texts = (0..<sample.width).map { sample.text(row, $0) }.filter { !$0.isEmpty }
        if texts.count >= 2, texts.allSatisfy({ $0.hasPrefix("(") && $0.hasSuffix(")") && CellShape.isUnit($0) }) { return true }
        // It fills what is empty above it, and leaves empty what is not.
        let fills = zip(above, here).contains { !$0 && $1 }
        let leaves = zip(above, here).contains { $0 && !$1 }
        return fills && leaves && !(here.first ?? false)
    }

    /// "(1) (2) (3)" or "1 2 3".
    private func isNumbering(_ row: Int) -> Bool {
        var expected = 1
        for column in 0..<sample.width {
            let text = sample.text(row, column)
            if text.isEmpty { continue }
            var inside = text[...]
            if inside.hasPrefix("("), inside.hasSuffix(")") { inside = inside.dropFirst().dropLast() }
            if inside.hasPrefix("["), inside.hasSuffix("]") { inside = inside.dropFirst().dropLast() }
            guard Int(inside) == expected else { return false }
            expected += 1
        }
        return expected > 3
    }

    private func headings(_ rows: ClosedRange<Int>) -> [String] {
        (0..<sample.width).map { column in
            var parts: [String] = []
            for row in rows {
                let part = heading(row, column, rows).split(whereSeparator: \.isWhitespace).joined(separator: " ")
                if !part.isEmpty, parts.last != part { parts.append(part) }
            }
            return parts.joined(separator: " ")
        }
    }

    /// A cell of the heading, or what reaches into it from the left.
    private func heading(_ row: Int, _ column: Int, _ rows: ClosedRange<Int>) -> String {
        let own = sample.text(row, column)
        if !own.isEmpty { return own }
        if let merge = merges.first(where: { $0.rows.contains(row) && $0.columns.contains(column) }) {
            return sample.rows.indices.contains(merge.rows.lowerBound) ? sample.text(merge.rows.lowerBound, merge.columns.lowerBound) : ""
        }
        // Without merges in the file: a word reaches over empty cells to its right as long as something stands below them.
        guard merges.isEmpty, row < rows.upperBound, (row + 1...rows.upperBound).contains(where: { sample.isFilled($0, column) }) else {
            return ""
        }
        guard !(rows.lowerBound..<row).contains(where: { sample.isFilled($0, column) }) else { return "" }
        var left = column - 1
        while left >= 0 {
            if sample.isFilled(row, left) {
                let hasOwnBelow = (row + 1...rows.upperBound).contains { sample.isFilled($0, left) }
                return hasOwnBelow ? sample.text(row, left) : ""
            }
            left -= 1
        }
        return ""
    }
}
