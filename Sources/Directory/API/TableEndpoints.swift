import HTTPTypes
import Kernel
import Tables
import Web

/// The tables of administration, `/api/tables/…`: `GET` gives one as CSV, `POST` reads it back, as the pages' export and import.
extension Endpoint {
    /// - Parameter csv: the file of the page's export.
    package static func table(
        _ path: Path, _ summary: String, permission: Permission, parameters: [Parameter] = [],
        csv: @escaping @Sendable (Request) async throws -> [UInt8]
    ) -> Endpoint {
        Endpoint(.get, path, summary, permission: permission, parameters: parameters, responseType: "text/csv") { request in
            let name = path.template.split(separator: "/").last.map(String.init) ?? "table"
            return .bytes(try await csv(request), type: "text/csv; charset=utf-8", filename: "\(name).csv")
        }
    }

    /// - Parameters:
    ///   - columns: what the file must hold, in English.
    ///   - run: the import of the page.
    package static func importing(
        _ path: Path, _ summary: String, columns: String, permission: Permission, limits: BodyLimits, parameters: [Endpoint.Parameter] = [],
        run: @escaping ImportRun
    ) -> Endpoint {
        Endpoint(
            .post, path, summary, about: "\(columns) \(aboutImports)", permission: permission, parameters: parameters,
            request: .object(.required("file", .file), .optional("strict", .boolean.about("Stores nothing when anything is wrong."))),
            requestType: "multipart/form-data", response: ImportItem.schema, limits: limits
        ) { request in
            let report = try await request.imported(run)
            guard !report.isRefused else {
                throw AppError.invalid(
                    report.problems.map { Issue($0.column.isEmpty ? "file[\($0.line)]" : "file[\($0.line)].\($0.column)", $0.problem) })
            }
            return try .json(ImportItem(report, request))
        }
    }

    private static let aboutImports = """
        Rows that are right are stored, the others are named in the answer; importing a file again changes nothing. With `strict` a file \
        with a wrong row is refused with 422, each issue's field naming line and column as in `file[12].kode`.
        """
}

/// What an import does with a file.
package typealias ImportRun = @Sendable (Request, ImportSource, ImportOptions) async throws -> ImportReport

/// What became of an imported file, as the API gives it.
private struct ImportItem: Encodable, Sendable {
    struct Problem: Encodable, Sendable {
        var line: Int
        var column: String
        var found: String
        var problem: String
        var expected: String
    }

    var added: Int
    var changed: Int
    var unchanged: Int
    var problemCount: Int
    var problems: [Problem]
    var notes: [String]

    init(_ report: ImportReport, _ request: Request) {
        (added, changed, unchanged) = (report.added, report.changed, report.unchanged)
        problemCount = report.problemCount
        problems = report.problems.map {
            Problem(
                line: $0.line, column: $0.column, found: $0.found, problem: request.page.t($0.problem),
                expected: request.page.t($0.expected))
        }
        notes = report.notes.map { request.page.t($0) }
    }

    static let schema = Schema.named(
        "ImportReport",
        .object(
            .required("added", .integer(0...Int.max)), .required("changed", .integer(0...Int.max)),
            .required("unchanged", .integer(0...Int.max)), .required("problemCount", .integer(0...Int.max)),
            .required(
                "problems",
                .array(
                    of: .object(
                        .required("line", .integer(0...Int.max)), .required("column", .string), .required("found", .string),
                        .required("problem", .string), .required("expected", .string)), max: ImportReport.limit
                )
                .about("Of more than \(ImportReport.limit) only the first.")),
            .required("notes", .array(of: .string).about("What is worth knowing though nothing is wrong."))))
}
