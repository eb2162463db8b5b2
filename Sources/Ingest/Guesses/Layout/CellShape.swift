/// What a cell looks like at first sight, to tell headings from data.
enum CellShape {
    case empty, text, number, year, date

    static func of(_ cell: ByteView, _ kind: RawRow.Kind) -> CellShape {
        if cell.isEmpty { return .empty }
        switch kind {
        case .date: return .date
        case .number, .boolean: return isYear(cell) ? .year : .number
        case .empty, .text, .error: break
        }
        guard cell.count <= 40 else { return .text }
        if isYear(cell) { return .year }
        let arena = RowArena(capacity: 1024)
        arena.begin(room: 1024)
        for form in [NumberForm.indonesian, .english] where NumberReader.read(cell, form, arena) != nil { return .number }
        return DateReader.day(cell, DateForm()) != nil || DateReader.day(cell, DateForm(order: .monthFirst)) != nil ? .date : .text
    }

    static func isYear(_ cell: ByteView) -> Bool {
        guard cell.count == 4, let year = DateReader.digits(cell, 0, 4) else { return false }
        return (1900...2100).contains(year)
    }
}
