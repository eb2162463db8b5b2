import Directory
import Kernel
import Tables
import Web

/// Items of an instrument as a table: what is exported can be read back.
enum InstrumentTable {
    static let headings = ["kode", "induk", "judul", "judul_inggris", "bobot_persen", "arti"]

    static func export(_ instrument: Instrument) -> PlainTable {
        PlainTable(
            instrument.code, headings: headings,
            lines: instrument.items.map { [$0.code, $0.parent ?? "", $0.title, $0.titleEnglish, $0.weight.plain, $0.about] })
    }

    /// Reads a CSV file or a workbook. The reference table's headings `komponen` and `bobot_persen` are known too.
    /// - Throws: 422 naming each row that cannot be taken.
    static func read(_ source: ImportSource) throws -> [InstrumentItem] {
        let table = try source.table()
        _ = try table.column("kode", or: "code", "komponen")
        _ = try table.column("bobot_persen", or: "bobot", "weight")
        var items: [InstrumentItem] = []
        var issues: [Issue] = []
        while let row = try table.next() {
            if let problem = row.problem {
                issues.append(Issue("file", problem.problem))
                continue
            }
            let code = Plain.line(row["kode", "code", "komponen"] ?? "")
            let typed = row["bobot_persen", "bobot", "weight"] ?? ""
            guard let weight = Hundredths(typed: typed) else {
                issues.append(Issue("file", Message("error.instrument_row_weight", ["line": "\(row.line)", "found": typed])))
                continue
            }
            let title = row["judul", "title", "nama"] ?? ""
            items.append(
                InstrumentItem(
                    code, in: row["induk", "parent"], title.isEmpty ? code : title, english: row["judul_inggris", "title_english"] ?? "",
                    about: row["arti", "about"] ?? "", weight: weight))
            if items.count > InstrumentDraft.mostItems || issues.count > 50 { break }
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        if items.isEmpty { throw AppError.invalid("file", "error.instrument_no_rows") }
        return items
    }
}
