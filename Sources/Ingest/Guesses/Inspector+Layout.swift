import Kernel

/// Where the table lies.
extension Inspector {
    mutating func findLayout() {
        let finder = HeaderFinder(sample: sample, merges: sheet.merges)
        let found = finder.layout(titles: true, header: nil, joined: true)
        let hasTitles = reading.isOn(Guess.id(.titles))
        let header = reading.switches[Guess.id(.header)]
        let isJoined = reading.isOn(Guess.id(.joinedHeader))
        layout = hasTitles && header == nil && isJoined ? found : finder.layout(titles: hasTitles, header: header, joined: isJoined)
        if found.titles > 0, let first = sample.rows.indices.first(where: { sample.filled($0) > 0 }) {
            let start = found.header?.lowerBound ?? found.firstData
            _ = guess(
                .titles, rows: number(first)...max(number(first), number(start) - 1),
                Message("ingest.guess.titles", ["count": "\(found.titles)", "text": CellProblem.shortened(firstText(first))]))
        }
        sayHeader(found)
        if found.isJoined, let rows = found.header {
            _ = guess(
                .joinedHeader, rows: number(rows.lowerBound)...number(rows.upperBound),
                Message(
                    "ingest.guess.joined_header",
                    ["rows": "\(rows.count)", "example": found.headings.first { $0.contains(" ") } ?? found.headings.first ?? ""]))
        }
        if let row = layout.numbering {
            let isOn = guess(.numbering, rows: number(row)...number(row), Message("ingest.guess.numbering", ["row": "\(number(row))"]))
            if isOn { plan.numberingRow = number(row) } else { layout.firstData = row }
        }
        setRows()
    }

    private func firstText(_ row: Int) -> String { (0..<sample.width).map { sample.text(row, $0) }.first { !$0.isEmpty } ?? "" }

    private mutating func sayHeader(_ found: SheetLayout) {
        guard !sample.rows.isEmpty else { return }
        if let rows = layout.header ?? found.header {
            let range = number(rows.lowerBound)...number(rows.upperBound)
            let names = (layout.header == nil ? found : layout).headings.filter { !$0.isEmpty }.prefix(4).joined(separator: ", ")
            let text = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
            _ = guess(.header, rows: range, byDefault: found.header != nil, Message("ingest.guess.header", ["rows": text, "names": names]))
        } else {
            _ = guess(.header, byDefault: false, "ingest.guess.no_header")
        }
    }

    private mutating func setRows() {
        guard !sample.rows.isEmpty else { return }
        if let header = layout.header {
            plan.header = number(header.lowerBound)...number(header.upperBound)
            plan.firstRow = number(header.lowerBound)
            plan.headings = header.map { row in (0..<sample.width).map { sample.text(row, $0) } }
        } else {
            plan.firstRow = layout.firstData < sample.rows.count ? number(layout.firstData) : 1
        }
    }

    /// Sums and notes: found with everything on, then left out as far as nobody objects.
    mutating func leaveOutRows() {
        plan.leavesOutTotals = true
        plan.leavesOutNotes = true
        let found = fates()
        let totals = sample.rows.indices.filter { found[$0] == .totals }
        let noted = sample.rows.indices.filter { found[$0] == .notes }
        if let first = totals.first {
            let text = sample.rows[first].withCells { cells in
                (0..<sample.width).first { cells[$0].count > 0 && RowRules.isTotal(cells[$0], "") }.map { cells[$0].string }
            }
            plan.leavesOutTotals = guess(
                .totals, rows: number(first)...number(totals.last!),
                Message("ingest.guess.totals", ["count": "\(totals.count)", "row": "\(number(first))", "text": text ?? firstText(first)]))
        } else {
            plan.leavesOutTotals = reading.isOn(Guess.id(.totals))
            if !sample.isWhole { _ = guess(.totals, "ingest.guess.totals_further") }
        }
        if let first = noted.first {
            plan.leavesOutNotes = guess(
                .notes, rows: number(first)...number(noted.last!),
                Message(
                    "ingest.guess.notes",
                    ["count": "\(noted.count)", "row": "\(number(first))", "text": CellProblem.shortened(firstText(first))]))
        } else {
            plan.leavesOutNotes = reading.isOn(Guess.id(.notes))
            if !sample.isWhole { _ = guess(.notes, "ingest.guess.notes_further") }
        }
        let fates = fates()
        data = sample.rows.indices.filter { fates[$0] == nil && sample.rows[$0].fault == nil }
    }

    private func fates() -> [LeftOut?] {
        var rules = RowRules(plan)
        return sample.rows.map { row in row.withCells { rules.leftOut($0, number: row.number) } }
    }
}
