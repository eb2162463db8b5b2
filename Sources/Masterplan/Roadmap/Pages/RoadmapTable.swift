import Kernel
import Tables
import Web

/// The roadmap as a table for other programs: one line per item and year.
struct RoadmapTable {
    let roadmap: Roadmap
    let names: RoadmapNames

    /// Headings in the reader's language.
    var headings: [String] {
        ["dimension", "code", "item", "lead_agency", "supporters", "year", "activity", "money"].map {
            names.page.t(TextKey("roadmap.\($0)"))
        }
    }

    var rows: [[Cell]] {
        roadmap.items.flatMap { item -> [[Cell]] in
            let money = item.money.byYear
            let years = Set(item.activities.keys).union(money.keys).sorted()
            guard !years.isEmpty else { return [about(item) + [.empty, .empty, .empty]] }
            return years.map { year -> [Cell] in
                about(item) + [.number(Double(year)), .text(item.activities[year] ?? ""), RoadmapTable.amount(money[year])]
            }
        }
    }

    private func about(_ item: RoadmapItem) -> [Cell] {
        let supporters = item.supporters.map { names.agency($0) }.joined(separator: "; ")
        return [
            .text(names.dimension(item.dimension)), .text(item.code), .text(item.title), .text(names.agency(item.lead)), .text(supporters),
        ]
    }

    static func amount(_ rupiah: Int?) -> Cell { rupiah.map { Cell.number(Double($0)) } ?? .empty }
}

/// Small tables as files: they are made at once.
enum TableFiles {
    static func csv(_ headings: [String], _ rows: [[Cell]]) -> [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        writer.row(headings)
        for row in rows { writer.row(row.map(\.text)) }
        return writer.take()
    }

    static func xlsx(_ sheet: String, _ headings: [String], _ rows: [[Cell]]) throws(AppError) -> [UInt8] {
        let export = try XLSXExport(sheet: sheet, headings: headings)
        for row in rows {
            try export.beginRow()
            for cell in row {
                switch cell {
                case .empty: export.addEmpty()
                case .number:
                    var text = cell.text
                    text.withUTF8 { export.add($0, as: .number) }
                default: export.add(cell.text)
                }
            }
            export.endRow()
        }
        try export.finish()
        return export.take()
    }

    /// - Parameter name: of the file, without its ending.
    static func reply(_ format: String, _ name: String, sheet: String, _ headings: [String], _ rows: [[Cell]]) throws -> Reply {
        switch format {
        case "csv": .bytes(csv(headings, rows), type: "text/csv; charset=utf-8", filename: "\(name).csv")
        case "xlsx":
            .bytes(
                try xlsx(sheet, headings, rows), type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                filename: "\(name).xlsx")
        default: throw AppError.notFound
        }
    }
}
