import Columns
import HTTPTypes
import Kernel
import NIOCore
import Rows
import Web

/// The same rows for clients of Socrata: `/resource/{id}.json?$select=…&$where=…`, with that system's headers, errors and way of
/// writing numbers as texts and leaving out what is missing.
enum SocrataEndpoints {
    static let all = [endpoint(RowsPaths.resourceJSON, isCSV: false), endpoint(RowsPaths.resourceCSV, isCSV: true)]

    /// A key of ours is the token of an app: in the header that system's clients send, in the address as they may, or as everywhere else.
    /// Who signs in by name and password (Basic) is a visitor.
    private static let dialect = Dialect(
        "Socrata's SODA 2.1",
        key: { headers in
            if let token = headers[HTTPField.Name("X-App-Token")!], !token.isEmpty { return token }
            return Dialect.bearer(headers)
        }, keyParameter: "$$app_token", failureType: "application/json",
        failureSchema: Schema.any.about("`{code, error: true, message, data}`"), failure: failure)

    private static func endpoint(_ path: Path, isCSV: Bool) -> Endpoint {
        Endpoint(
            .get, path, "Rows in Socrata's dialect, as \(isCSV ? "CSV" : "JSON")",
            about: """
                By the table's id, or the name of a dataset with one table. `$select`, `$where`, `$group`, `$having`, `$order`, `$limit`, \
                `$offset`, `$q` or `$query`. The key goes in `X-App-Token`, `Authorization: Bearer` or `$$app_token`; in an address it may \
                be kept by whoever passes it on.
                """,
            response: isCSV ? nil : .any, responseType: isCSV ? "text/csv" : "application/json", rate: RowsEndpoints.rate, dialect: dialect
        ) { request in try await answer(request, isCSV: isCSV) }
    }

    private static func answer(_ request: Request, isCSV: Bool) async throws -> Reply {
        let index = request.catalogueIndex
        let name = try request.parameter("id")
        let id: Identifier<Distribution>
        if let table = Identifier<Distribution>(checking: name), index.entry(of: table) != nil {
            id = table
        } else if let entry = index.find(name), entry.distributions.count == 1 {
            id = entry.distributions[0].id
        } else {
            throw AppError.notFound
        }
        let asked = try await AskedTable.open(id, request, .api)
        let pairs = request.query.pairs.filter { !["version", "as_of"].contains($0.name) }
        let question = try SoQLReader(asked.check).read(pairs)
        if asked.isKnown(request) { return asked.unchanged() }
        let (names, types, bytes) = try await RowsLane.run { () throws(AppError) in try rows(question, asked, isCSV: isCSV) }
        var reply = Reply(
            headers: [.contentType: isCSV ? "text/csv; charset=utf-8" : "application/json; charset=utf-8"],
            body: .bytes(ByteBuffer(bytes: bytes)))
        reply.headers[HTTPField.Name("X-SODA2-Fields")!] = list(names.map(ascii))
        reply.headers[HTTPField.Name("X-SODA2-Types")!] = list(types.map(type))
        return asked.described(reply)
    }

    private static func rows(_ question: RowQuestion, _ asked: AskedTable, isCSV: Bool) throws(AppError) -> (
        [String], [ColumnType], [UInt8]
    ) {
        let answer = try question.answer(asked.table.file, asked.check)
        let names: [String]
        let types: [ColumnType]
        let values: [[Datum]]
        switch answer.found {
        case .values(let found, let kinds, let rows): (names, types, values) = (found, kinds, rows)
        case .rows(let numbers, let outputs):
            names = outputs.map(\.name)
            types = outputs.map { asked.check.type($0.column) ?? .any }
            values = asked.table.file.values(rows: numbers, columns: try asked.table.file.columns(outputs.map(\.column)))
        }
        return (names, types, isCSV ? ValueRows.bytes(names, values, .csv) : json(names, values))
    }

    private static func json(_ names: [String], _ rows: [[Datum]]) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for (index, row) in rows.enumerated() {
            bytes += index > 0 ? "\n,{".utf8 : "{".utf8
            var isFirst = true
            for (name, value) in zip(names, row) where value != .missing {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                DatumText.string(name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                switch value {
                case .boolean(let isTrue): bytes += isTrue ? "true".utf8 : "false".utf8
                case .day(let day): DatumText.string("\(day)T00:00:00.000", to: &bytes)
                default: DatumText.string(value.text ?? "", to: &bytes)
                }
            }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes += "]\n".utf8
        return bytes
    }

    private static func type(_ type: ColumnType) -> String {
        switch type {
        case .integer, .number, .year: "number"
        case .boolean: "checkbox"
        case .date: "floating_timestamp"
        case .datetime: "fixed_timestamp"
        case .string, .geopoint, .geojson, .any: "text"
        }
    }

    private static func list(_ texts: [String]) -> String { "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]" }

    /// Headers are ASCII; other characters stand as JSON escapes.
    private static func ascii(_ text: String) -> String {
        text.utf16.map { unit in
            (32..<127).contains(unit) && unit != 34 && unit != 92
                ? String(Unicode.Scalar(UInt8(unit)))
                : "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count) + String(unit, radix: 16)
        }.joined()
    }

    /// `{"code": …, "error": true, "message": …}`
    @Sendable private static func failure(_ error: AppError, _ status: HTTPResponse.Status, _ request: Request) -> Reply {
        let issue = error.issues.first
        let code: String =
            switch error.kind {
            case .notFound: "dataset.missing"
            case .unauthenticated: "authentication_required"
            case .forbidden: "permission_denied"
            case .tooMany: "too_many_requests"
            case .invalid, .malformed: issue?.message.key == "rows.no_column" ? "query.soql.no-such-column" : "query.compiler.malformed"
            default: "internal_error"
            }
        let status: HTTPResponse.Status = error.kind == .invalid ? .badRequest : status
        let message = issue ?? Issue("", error.message)
        var bytes = Array("{\"code\":\"\(code)\",\"error\":true,\"message\":".utf8)
        let text = request.installation.words(message.message, .english)
        DatumText.string(message.field.isEmpty ? text : "\(message.field): \(text)", to: &bytes)
        bytes += ",\"data\":{}}\n".utf8
        return Reply(status: status, headers: [.contentType: "application/json; charset=utf-8"], body: .bytes(ByteBuffer(bytes: bytes)))
    }
}
