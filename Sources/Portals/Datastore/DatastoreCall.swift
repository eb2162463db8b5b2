import Catalogue
import Columns
import Kernel
import Rows
import Tables
import Web

/// A call of `datastore_search`, or of a dump, as far as it does not depend on the table.
struct DatastoreCall: Sendable {
    enum Form: String, Sendable, CaseIterable { case objects, lists, csv, tsv }

    var resource: String
    var request = DatastoreRequest()
    /// Ours, not CKAN's: the table as it was shown at the end of a day.
    var asOf: String?
    var includesTotal = true
    var includesNextPage = false
    var form = Form.objects
    /// Parameters that are said again in the answer.
    var echo: [OrderedJSON.Member] = []

    static let mostRows = 32_000
    /// More rows than any table has, far from where numbers end.
    static let noLimit = 1 << 40
    private static let known: Set<String> = [
        "resource_id", "id", "filters", "q", "full_text", "plain", "language", "distinct", "limit", "offset", "fields", "sort",
        "include_total", "total_estimation_threshold", "records_format", "include_next_page", AsOf.name,
    ]

    init(_ call: ActionCall) throws(ActionFailure) {
        let unknown = call.values.keys.filter { !DatastoreCall.known.contains($0) }.sorted()
        if !unknown.isEmpty { throw .invalid(["__extras": unknown.map { "invalid value \"\($0)\"" }]) }
        resource = try call.text(["resource_id", "id"])
        request.limit = min(try call.number("limit") ?? 100, DatastoreCall.mostRows)
        request.offset = min(try call.number("offset") ?? 0, DatastoreCall.noLimit)
        request.filters = try call.json("filters").map { JSONText($0) }
        if let q = call["q"] { request.q = DatastoreCall.question(q) }
        asOf = try call.text(AsOf.name)
        request.fullText = try call.text("full_text")
        request.isPlain = call.flag("plain", otherwise: true)
        request.isDistinct = call.flag("distinct")
        request.fields = try call.texts("fields", atCommas: true)
        request.sort = try call.texts("sort")?.joined(separator: ", ")
        includesTotal = call.flag("include_total", otherwise: true)
        includesNextPage = call.flag("include_next_page")
        if let text = try call.text("records_format") {
            guard let form = Form(rawValue: text) else {
                throw .invalid("records_format", "Value must be one of ['objects', 'lists', 'csv', 'tsv']")
            }
            self.form = form
        }
        for name in ["filters", "q", "full_text", "plain", "language", "distinct", "offset", "sort", AsOf.name] {
            guard let value = call[name] else { continue }
            let json = name == "filters" ? try call.json(name) ?? value : value
            echo.append(.init(name, name == "offset" ? .integer(request.offset) : OrderedJSON(json)))
        }
    }

    /// Words for the whole row, or an object of words for fields, which may come as text.
    private static func question(_ value: JSONValue) -> JSONText {
        if let text = value.string, text.hasPrefix("{"), let parsed = try? JSONValue(parsing: Array(text.utf8)), parsed.members != nil {
            return JSONText(parsed)
        }
        return JSONText(value)
    }

    /// The same question for the next rows, for `_links`.
    func link(_ path: String, offset: Int?) -> String {
        var pairs: [(String, String?)] = [("resource_id", resource), ("limit", String(request.limit))]
        for member in echo where member.name != "offset" {
            let text = if case .string(let text) = member.value { text } else { member.value.text }
            pairs.append((member.name, text))
        }
        if let fields = request.fields { pairs.append(("fields", fields.joined(separator: ","))) }
        if let offset { pairs.append(("offset", String(offset))) }
        return path + Path.query(pairs)
    }
}

extension ActionFailure {
    init(_ fault: DatastoreFault) { self = .invalid(fault.field, fault.message) }
}
