import Kernel

/// Tells rows that are no data: sums, notes, headings that are repeated.
struct RowRules {
    private let plan: ReadingPlan
    private let headings: [[[UInt8]]]
    private let home: String
    /// Once notes have begun, whatever looks like less than a row belongs to them: signatures, more notes.
    private var isInNotes = false

    init(_ plan: ReadingPlan) {
        self.plan = plan
        headings = plan.headings.map { $0.map { Array($0.utf8) } }
        home = PlaceName.folded(plan.homeName)
    }

    @inline(__always)
    mutating func leftOut(_ row: RowCells, number: Int) -> LeftOut? {
        if row.isBlank { return .blank }
        if !plan.rowsLeftOut.isEmpty, plan.rowsLeftOut.contains(number) { return .fix }
        if number < plan.firstRow { return .titles }
        if let header = plan.header, number <= header.upperBound { return number >= header.lowerBound ? .header : .titles }
        if number == plan.numberingRow { return .numbering }
        return leftOutBelow(row)
    }

    @inline(__always)
    private mutating func leftOutBelow(_ row: RowCells) -> LeftOut? {
        guard plan.leavesOutTotals || plan.leavesOutNotes || !headings.isEmpty, let first = row.first(within: plan.width) else {
            return nil
        }
        let cell = row[first]
        // What begins with a digit is neither of these; most rows end here.
        guard !isDigit(cell[0]) || isInNotes else { return firstTextIsTotal(row, first) ? .totals : nil }
        if plan.leavesOutNotes, isNote(row, first, cell) { return .notes }
        if plan.leavesOutTotals, RowRules.isTotal(cell, home) || firstTextIsTotal(row, first) { return .totals }
        if !headings.isEmpty, repeatsHeading(row) { return .header }
        return nil
    }

    /// A sum may have its word in the second or third cell, behind an empty or numbered one.
    @inline(__always)
    private func firstTextIsTotal(_ row: RowCells, _ first: Int) -> Bool {
        guard plan.leavesOutTotals else { return false }
        for column in first..<min(first + 3, plan.width) where column > first {
            let cell = row[column]
            if cell.count > 0, RowRules.mayBeTotal(cell[0]), RowRules.isTotal(cell, home) { return true }
        }
        return false
    }

    @inline(__always) static func mayBeTotal(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case UInt8(ascii: "j"), UInt8(ascii: "t"), UInt8(ascii: "g"), UInt8(ascii: "s"), UInt8(ascii: "r"), UInt8(ascii: "k"): true
        default: false
        }
    }

    private static let totals: Set<String> = [
        "jumlah", "total", "grand total", "sub total", "subtotal", "sub jumlah", "jumlah total", "total jumlah", "jumlah keseluruhan",
        "total keseluruhan", "jumlah seluruhnya", "total seluruhnya", "rata rata", "rerata", "jumlah akhir", "total akhir",
        "jumlah total keseluruhan",
        "jumlah semua", "t o t a l", "j u m l a h", "jumlah total", "grand total keseluruhan", "sum",
    ]
    private static let wholes: Set<String> = [
        "kabupaten", "kota", "kecamatan", "provinsi", "desa", "keseluruhan", "seluruh", "semua", "se", "kab", "kec",
    ]

    /// "JUMLAH", "Total Kabupaten", "Jumlah Kab. Jember" and the like; a name such as "Jumlah penduduk" is none.
    static func isTotal(_ cell: ByteView, _ home: String) -> Bool {
        guard cell.count <= 60, cell.count >= 3, mayBeTotal(cell[0]) else { return false }
        let folded = Plain.folded(cell.string)
        if totals.contains(folded) { return true }
        let words = folded.split(separator: " ")
        guard words.count >= 2, ["jumlah", "total", "subtotal", "sub"].contains(words[0]) else { return false }
        if words[0] == "sub", !["jumlah", "total"].contains(words[1]) { return false }
        return wholes.contains(String(words[1])) && words.count <= 5 || words.dropFirst().joined(separator: " ") == home
    }

    private static let notes: Set<String> = [
        "sumber", "catatan", "keterangan", "ket", "note", "notes", "source", "sumber data", "catatan kaki", "penjelasan", "mengetahui",
        "disclaimer",
    ]

    private mutating func isNote(_ row: RowCells, _ first: Int, _ cell: ByteView) -> Bool {
        let filled = row.filled(upTo: 4, within: max(plan.width, row.count))
        let isNarrow = plan.width <= 2
        if filled <= (isNarrow ? 1 : 2), RowRules.beginsNote(cell) {
            isInNotes = true
            return true
        }
        guard isInNotes else { return false }
        if filled <= (isNarrow ? 0 : 2) { return true }
        isInNotes = false
        return false
    }

    /// "Sumber: …", "*) …", "Catatan : …".
    static func beginsNote(_ cell: ByteView) -> Bool {
        if cell[0] == UInt8(ascii: "*") { return cell.count > 2 }
        guard isLetter(cell[0]), cell.count <= 2000 else { return false }
        let head = ByteView(cell.start, min(cell.count, 24)).string
        guard let mark = head.firstIndex(where: { $0 == ":" || $0 == ";" }) else {
            return cell.count <= 14 && notes.contains(Plain.folded(head))
        }
        return notes.contains(Plain.folded(String(head[..<mark])))
    }

    private func repeatsHeading(_ row: RowCells) -> Bool {
        headings.contains { heading in
            var same = 0
            for (column, text) in heading.enumerated() {
                guard row[column].equals(text) else { return false }
                if !text.isEmpty { same += 1 }
            }
            return same >= 2
        }
    }
}
