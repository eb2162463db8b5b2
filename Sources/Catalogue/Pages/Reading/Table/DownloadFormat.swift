import Columns
import HTTPTypes
import Kernel
import NIOCore
import Rows
import Web

/// How rows are taken home.
enum DownloadFormat: String, CaseIterable {
    /// For spreadsheets: with a mark by which Excel knows UTF-8, and formulas made harmless.
    case csv
    case json, ndjson

    var ending: String { rawValue }
    var label: String {
        switch self {
        case .csv: "CSV"
        case .json: "JSON"
        case .ndjson: "NDJSON"
        }
    }

    private var type: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .json: "application/json"
        case .ndjson: "application/x-ndjson"
        }
    }

    private var export: ExportFormat {
        switch self {
        case .csv: .csv(.spreadsheet)
        case .json: .json
        case .ndjson: .ndjson
        }
    }

    /// Links to exactly the rows that a page shows, all pages of them.
    static func links(_ page: Page, _ state: TableState, _ table: ReadableTable) -> [(label: String, link: String)] {
        var whole = state
        whole.question.offset = 0
        whole.question.limit = TableState.usualRows
        let query = whole.query
        // Sheets and places are made by the row API, which takes the same conditions and opens to who is signed in what the page does.
        let (rows, distribution) = (whole.rowsQuery, table.opened.distribution.name)
        let past = state.version.map { "version=\($0)" } ?? state.asOf.map { "as_of=\(AddressEscapes.escaped($0))" }
        let asked = [rows, past ?? ""].filter { !$0.isEmpty }.joined(separator: "&")
        func made(_ label: String, _ ending: String) -> (label: String, link: String) {
            (label, RowsPaths.export(state.dataset, distribution, ending) + (asked.isEmpty ? "" : "?" + asked))
        }
        var further = [made("XLSX", "xlsx")]
        if table.text.place != nil { further.append(made("GeoJSON", "geojson")) }
        if rows.isEmpty { further.append(made("SQLite", "sqlite")) }
        return further
            + allCases.map {
                ($0.label, DataPaths.download(state.dataset) + "?" + query + (query.isEmpty ? "" : "&") + "format=\($0.rawValue)")
            }
    }

    /// Written while it is read: size does not matter.
    func reply(_ table: ReadableTable, _ state: TableState, filename: String) async throws -> Reply {
        let filter = table.filter(state.question)
        let names =
            if case .rows(let outputs?) = state.question.want { outputs.map(\.column) } else { table.text.columns.map(\.name) }
        let file = table.file
        let order = state.question.order
        let source: RowSource = try await Background.run { () throws(AppError) -> RowSource in
            guard !order.isEmpty else { return .matching(filter) }
            let set = try file.rows(matching: filter)
            return .rows(try file.page(set, sortedBy: order, offset: 0, limit: set.count))
        }
        // Tried before the answer begins, so that what is wrong is an error and not half a file.
        _ = try RowExport(file, source, columns: names, as: export)
        let export = export
        let reply = Reply(
            body: .stream { writer in
                let rows = try RowExport(file, source, columns: names, as: export)
                var piece: [UInt8] = []
                while rows.next({ piece = Array($0) }) { try await writer.write(piece) }
            })
        return reply.header("Content-Type", type).header("Content-Disposition", "attachment; filename=\"\(filename)\"")
            .header("Cache-Control", "no-store")
    }
}
