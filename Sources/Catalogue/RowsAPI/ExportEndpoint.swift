import Columns
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Rows
import Web

/// Rows, combinations or groups as a file, of any size: nothing is written before the reader takes it.
enum ExportEndpoint {
    static let all = [export]

    private static let rate = RateLimit("rows-export", 60, per: 60)

    static let export = Endpoint(
        .get, RowsPaths.export, "A table or what was found in it, as a file",
        about: """
            `csv`, `tsv`, `json`, `ndjson`, `xlsx` or `geojson`. Conditions, columns and order as for rows; all rows without `limit`. \
            `sqlite` is the whole table as a database file with the one table `data`; conditions are for its reader to ask.
            """,
        parameters: RowsEndpoints.question.filter { !["cursor", "facet", "facet_limit"].contains($0.name) } + [
            .init("guard", .boolean, "For spreadsheets: UTF-8 mark, CRLF, and an apostrophe before texts that would be run as formulas."),
            .init("delimiter", .string(max: 1), "What stands between values of a CSV: `,`, `;` or `|`."),
        ] + AskedTable.versionParameters,
        response: nil, responseType: "text/csv", rate: rate
    ) { request in
        let format = try request.parameter("format")
        let asked = try await AskedTable.open(request, .export)
        let reader = AddressReader(asked.check, mostRows: Int(UInt32.max), usualLimit: Int(UInt32.max))
        let question = try reader.read(request.query.pairs, ignoring: AskedTable.ignored)
        if asked.isKnown(request) { return asked.unchanged() }
        let export = TableExport(asked: asked, question: question)
        let reply: Reply
        switch format {
        case "csv", "tsv": reply = try await export.csv(try style(request, format), request)
        case "json": reply = try await export.streamed(.json, "application/json")
        case "ndjson": reply = try await export.streamed(.ndjson, "application/x-ndjson")
        case "xlsx": reply = try await export.sheet(request)
        case "geojson": reply = try await export.features()
        case "sqlite": reply = try await export.database(request)
        default: throw AppError.notFound
        }
        let name = "\(asked.table.dataset.name)-\(asked.table.distribution.name)-\(asked.table.version.number).\(format)"
        return asked.described(reply).header("Content-Disposition", "attachment; filename=\"\(name)\"")
    }.takingOtherParameters()

    private static func style(_ request: Request, _ format: String) throws -> ExportFormat.CSVStyle {
        var style = ["1", "true"].contains(request.query["guard"] ?? "") ? ExportFormat.CSVStyle.spreadsheet : ExportFormat.CSVStyle()
        if format == "tsv" { style.delimiter = 9 }
        if let text = request.query["delimiter"] {
            guard let byte = text.utf8.first, text.utf8.count == 1, [",", ";", "|"].contains(text) else {
                throw AppError.invalid("delimiter", "rows.bad_delimiter")
            }
            style.delimiter = byte
        }
        return style
    }
}
