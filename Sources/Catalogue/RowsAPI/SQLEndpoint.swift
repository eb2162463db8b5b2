import Columns
import HTTPTypes
import Kernel
import Rows
import Web

/// One SELECT from one table, for what filters and groups cannot say.
enum SQLEndpoint {
    static let all = [sql]

    static let sql = Endpoint(
        .get, RowsPaths.sql, "Rows by SQL",
        about: """
            One SELECT in SQLite's dialect from the one table, which is called by its name, its id or `tabel`; `_id` is the \
            row's number. Functions for \
            numbers, text and dates. At most 32,000 rows, 16 MB and 5 seconds.
            """,
        parameters: [.init("sql", .string(max: 100_000), "The statement.", isRequired: true)] + AskedTable.versionParameters,
        response: .object(
            .required("columns", .array(of: .object(.required("name", .string), .required("type", .string)))),
            .required("rows", .array(of: .array(of: .any))),
            .required("isCut", Schema.boolean.about("Whether there would have been more.")),
            .required("version", RowsEndpoints.version)),
        rate: RateLimit("rows-sql", 120, per: 60)
    ) { request in
        guard let sql = request.query.pairs.first(where: { $0.name == "sql" })?.value, !sql.isEmpty else {
            throw AppError.invalid("sql", "error.missing")
        }
        let asked = try await AskedTable.open(request, .api)
        if asked.isKnown(request) { return asked.unchanged() }
        let service: TableSQL = request.installation.services.get()
        let table = asked.table
        let answer = try await service.answer(sql, table, names: [table.distribution.name, table.dataset.name, "tabel"])
        return asked.described(.json(bytes: bytes(answer, table)))
    }

    private static func bytes(_ answer: SQLAnswer, _ table: OpenedTable) -> [UInt8] {
        var bytes = Array("{\"columns\":[".utf8)
        for (index, column) in answer.columns.enumerated() {
            bytes += index > 0 ? ",{\"name\":".utf8 : "{\"name\":".utf8
            DatumText.string(column.name, to: &bytes)
            bytes += ",\"type\":\"\(column.type.rawValue)\"}".utf8
        }
        bytes += "],\"rows\":[".utf8
        for (index, row) in answer.rows.enumerated() {
            if index > 0 { bytes += ",\n".utf8 }
            bytes.append(UInt8(ascii: "["))
            for (place, value) in row.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                value.json(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
        bytes += "],\"isCut\":\(answer.isCut),\"version\":".utf8
        RowsJSON.version(table, &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}

extension SQLValue {
    /// As JSON; what JSON has no number for is null.
    package func json(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .integer(let number): bytes += "\(number)".utf8
        case .real(let number): bytes += number.isFinite ? "\(number)".utf8 : "null".utf8
        case .boolean(let isTrue): bytes += isTrue ? "true".utf8 : "false".utf8
        case .text(let text): DatumText.string(text, to: &bytes)
        }
    }
}
