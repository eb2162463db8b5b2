import Catalogue
import Columns
import HTTPTypes
import Kernel
import Rows
import Web

/// `/datastore/dump/{id}`: every row of a table, or those that are asked for, written while they are read.
enum DatastoreDump {
    static let dialect = Dialect(
        "CKAN's datastore", key: ActionEndpoints.key, ignoresUnknownKeys: true, failureType: "text/html",
        failureSchema: .any
    ) { error, status, request in
        // CKAN answers here with a page.
        let detail = error.issues.map { "\($0.field): \(request.page.t($0.message))" }.joined(separator: "\n")
        let sentence = detail.isEmpty ? request.page.t(error.message) : detail
        let page: HTML =
            "<!doctype html><html lang=\"\(request.language.rawValue)\"><head><title>\(status.code)</title></head><body><p>\(sentence)</p></body></html>"
        return Reply.page(page, status: error.kind == .invalid ? .badRequest : status)
    }

    static let endpoint = Endpoint(
        .get, PortalPaths.dump, "All rows of a table",
        about: "`format` is csv, tsv, json or xml; `bom=true` makes Excel read it as UTF-8.",
        parameters: [
            .init("format", .choice(["csv", "tsv", "json", "xml"]), "csv unless given."),
            .init("bom", .boolean, "A byte order mark first."),
            .init("filters", .string, "JSON."), .init("q", .string, "Words."), .init("fields", .string, "Names of columns."),
            .init("sort", .string, "Names of columns."), .init("limit", .integer, "Rows at most."),
            .init("offset", .integer, "Rows to skip."),
            .init("as_of", .string, "The table as it was shown at the end of a day, or at a moment."),
        ], responseType: "application/octet-stream", dialect: dialect, handler: answer)

    private static func answer(_ request: Request) async throws -> Reply {
        let id = try request.parameter("id")
        var values: [String: JSONValue] = [:]
        for pair in request.query.pairs { values[pair.name] = .string(pair.value) }
        let format = values.removeValue(forKey: "format")?.string ?? "csv"
        guard let format = DumpFormat(rawValue: format) else { throw AppError.invalid("format", "portals.bad_format") }
        let hasMark = ActionCall("dump", values).flag("bom")
        values["bom"] = nil
        values["resource_id"] = .string(id)
        do {
            let context = try await ActionContext(request, actor: request.actor)
            var asked = try DatastoreCall(ActionCall("dump", values))
            // A dump has no limit of its own, and a limit past that of a page is meant.
            let limit = try ActionCall("dump", values).number("limit")
            asked.request.limit = min(limit ?? DatastoreCall.noLimit, DatastoreCall.noLimit)
            let (_, _, opened) = try await context.open(id, asOf: asked.asOf)
            // A version never changes, so a dump need not be sent twice to who has it.
            let mark = "\(opened.validator.prefix(40))-\(format.rawValue)\(hasMark ? "-bom" : "")"
            if request.headers[.ifNoneMatch]?.contains("\"\(mark)\"") == true { return Reply.notModified.etag(mark) }
            let plan = try await Background.run { [asked] in try DumpPlan(asked.request, opened) }
            return Reply(
                headers: [
                    .contentType: format.type, .contentDisposition: "attachment; filename=\"\(id).\(format.rawValue)\"",
                    .cacheControl: opened.isPublic ? "no-cache" : "no-store",
                ], body: .stream { writer in try await plan.write(format, mark: hasMark, to: writer) }
            ).etag(mark)
        } catch let failure as ActionFailure {
            switch failure {
            case .invalid(let fields, _):
                throw AppError.invalid(
                    fields.sorted { $0.key < $1.key }.map {
                        Issue($0.key, Message("portals.said", ["what": $0.value.joined(separator: " ")]))
                    })
            default: throw AppError.notFound
            }
        } catch let error as AppError where error.kind == .forbidden || error.kind == .unauthenticated {
            throw AppError.notFound
        }
    }
}

/// How a dump is written.
enum DumpFormat: String, Sendable {
    case csv, tsv, json, xml

    var type: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .tsv: "text/tab-separated-values; charset=utf-8"
        case .json: "application/json; charset=utf-8"
        case .xml: "text/xml; charset=utf-8"
        }
    }
}
