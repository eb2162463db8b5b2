import Directory
import Foundation
import Kernel
import Tables
import Web

/// The pledges as a table, for CSV and XLSX.
enum PledgeTable {
    /// The rows with their headings first.
    static func rows(_ request: Request, _ filter: PledgeFilter) async throws -> [[Cell]] {
        let site = request.commitments
        let page = request.page
        let columns = [
            "code", "commitment", "number", "promise", "lead", "supporters", "dimension", "area", "target_value", "target_unit",
            "target_words", "due", "state", "reason", "proven", "late", "changed_at",
        ]
        let headings = columns.map { Cell.text(page.t(TextKey("pledge.column.\($0)"))) }
        let pledges = try await site.desk.pledges(filter)
        return [headings] + pledges.map { row(page, $0, site.directory) }
    }

    private static func row(_ page: Page, _ pledge: Pledge, _ directory: DirectoryIndex) -> [Cell] {
        let (clause, standing, names) = (pledge.clause, pledge.standing, directory.agencies)
        let supporters = clause.supporters.map { names.name($0) }.joined(separator: "; ")
        var cells: [Cell] = [
            .text(clause.code), .text(pledge.commitment.code), .number(Double(clause.number)), .text(clause.promise(page.language)),
            .text(names.name(clause.lead.text)), .text(supporters), .text(clause.dimension.map { page.t($0.label) } ?? ""),
            .text(PledgeWords.area(clause.area, directory) ?? ""),
        ]
        cells += [.text(clause.target.value ?? ""), .text(clause.target.unit ?? ""), .text(clause.target.words ?? ""), .day(clause.due)]
        cells += [
            .text(page.t(standing.state.label)), .text(PledgeWords.reason(page, standing)), .number(Double(standing.proven)),
            .number(Double(standing.late)), .text(pledge.changedAt.description),
        ]
        return cells
    }

    /// The file of a format, `csv` or `xlsx`.
    static func reply(_ request: Request, _ filter: PledgeFilter, _ format: String) async throws -> Reply {
        switch format {
        case "csv":
            var writer = CSVWriter(byteOrderMark: true)
            for row in try await rows(request, filter) { writer.row(row.map(\.text)) }
            return .bytes(writer.take(), type: "text/csv; charset=utf-8", filename: "janji.csv")
        default:
            return .bytes(
                try await workbook(request, filter), type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                filename: "janji.xlsx")
        }
    }

    private static func workbook(_ request: Request, _ filter: PledgeFilter) async throws -> [UInt8] {
        let rows = try await rows(request, filter)
        let name = request.t("pledge.title")
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("janji-\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await Background.run {
            let book = try XLSXWriter(path: path)
            let sheet = try book.sheet(name, headings: rows[0].map(\.text), widths: [12, 12, 6, 50, 30])
            for row in rows.dropFirst() { try sheet.row(row) }
            try book.close()
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        }
    }
}
