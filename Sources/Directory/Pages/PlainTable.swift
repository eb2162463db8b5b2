import Kernel
import Tables
import Web

/// A table small enough to be made at once, as CSV or as a workbook: what every list of Pendopo is exported as.
package struct PlainTable: Sendable {
    /// Numbers and days are such in a workbook too, so that they can be added up and sorted there.
    package enum Cell: Sendable, ExpressibleByStringLiteral {
        case text(String)
        case number(String)
        case day(Day?)

        package init(stringLiteral text: String) { self = .text(text) }
        /// A whole number, or nothing.
        package static func count(_ number: Int?) -> Cell { .number(number.map(String.init) ?? "") }

        var plain: String {
            switch self {
            case .text(let text), .number(let text): text
            case .day(let day): day?.description ?? ""
            }
        }
    }

    package var title: String
    package var headings: [String]
    package var rows: [[Cell]]

    package init(_ title: String, headings: [String], rows: [[Cell]]) {
        self.title = title
        self.headings = headings
        self.rows = rows
    }

    /// The file of a format that an address names.
    /// - Parameters:
    ///   - format: `csv` or `xlsx`.
    ///   - name: of the file, without its ending.
    /// - Throws: `.notFound` for any other format.
    package func reply(_ format: String, name: String) async throws -> Reply {
        switch format {
        case "csv": await Background.run { csv(filename: "\(name).csv") }
        case "xlsx": try await Background.run { try xlsx(filename: "\(name).xlsx") }
        default: throw AppError.notFound
        }
    }

    /// Links to both files of a list.
    /// - Parameters:
    ///   - label: what they are a list of, where a page has several.
    ///   - path: the address of a format.
    package static func links(_ label: String? = nil, _ path: (_ format: String) -> String) -> HTML {
        "<p class=\"row\">\(with: label, { "<span>\($0)</span> " })<a href=\"\(path("xlsx"))\">XLSX</a> <a href=\"\(path("csv"))\">CSV</a></p>"
    }

    /// With a byte order mark, because whoever opens it does so in Excel.
    package func csv(filename: String) -> Reply {
        var writer = CSVWriter(byteOrderMark: true)
        writer.row(headings)
        for row in rows { writer.row(row.map(\.plain)) }
        return .csv(String(decoding: writer.take(), as: UTF8.self), filename: filename)
    }

    package func xlsx(filename: String) throws -> Reply {
        let export = try XLSXExport(sheet: title, headings: headings)
        for row in rows {
            try export.beginRow()
            for cell in row {
                switch cell {
                case .text(let text): text.isEmpty ? export.addEmpty() : export.add(text)
                case .number(let text): add(text, .number, to: export)
                case .day(let day): add(day?.description ?? "", .date, to: export)
                }
            }
            export.endRow()
        }
        try export.finish()
        return .bytes(
            export.take(), type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", filename: filename)
    }

    private func add(_ text: String, _ kind: XLSXExport.Kind, to export: XLSXExport) {
        if text.isEmpty { return export.addEmpty() }
        var text = text
        text.withUTF8 { export.add($0, as: kind) }
    }
}
