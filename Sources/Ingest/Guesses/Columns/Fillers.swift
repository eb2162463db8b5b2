/// Finds columns in which blank means the same as above: groups that are written once, for their first row.
enum Fillers {
    /// - Parameters:
    ///   - rows: positions of data rows in the sample.
    ///   - columns: columns to look at, those in front of the first figure.
    static func find(_ sample: SheetSample, rows: [Int], columns: [Int], merges: [RawSheet.Merge]) -> [Int] {
        guard rows.count >= 3 else { return [] }
        return columns.filter { isGroup(sample, rows, $0, merges) }
    }

    private static func isGroup(_ sample: SheetSample, _ rows: [Int], _ column: Int, _ merges: [RawSheet.Merge]) -> Bool {
        let filled = rows.map { sample.isFilled($0, column) }
        guard filled.first == true else { return false }
        let blanks = filled.count { !$0 }
        guard blanks > 0 else { return false }
        let first = sample.rows[rows[0]].number - 1
        if merges.contains(where: { $0.columns == column...column && $0.rows.count > 1 && $0.rows.lowerBound >= first }) { return true }
        guard blanks >= 2, blanks * 10 >= rows.count * 4 else { return false }
        // Something that is written for each row it belongs to would be blank where it does not apply.
        var last = ""
        for (row, isFilled) in zip(rows, filled) where isFilled {
            let text = sample.text(row, column)
            if text == last { return false }
            last = text
        }
        // Rows below must go on to the right.
        return zip(rows, filled).allSatisfy { row, isFilled in isFilled || (column + 1..<sample.width).contains { sample.isFilled(row, $0) }
        }
    }
}
