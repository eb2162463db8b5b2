import Columns
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Rows
import Web

/// A description of one dataset's tables in OpenAPI 3.1: its columns as parameters and its rows as objects, for tools that make clients
/// of it.
enum TableOpenAPI {
    static let all = [document]

    static let document = Endpoint(
        .get, RowsPaths.openAPI, "A dataset's own description for tools", about: "OpenAPI 3.1 with the columns of its tables.",
        response: .map(of: .any)
    ) { request in
        let reader = request.catalogueReader
        guard let entry = reader.index.find(try request.parameter("name")), DatasetPolicy.maySee(entry.dataset, request.actor) else {
            throw AppError.notFound
        }
        var paths: [String: JSONValue] = [:]
        var schemas: [String: JSONValue] = [:]
        for distribution in entry.distributions {
            guard let shown = entry.versions[distribution.id],
                let rule = try await reader.rule(entry.dataset, distribution.id, request.actor)
            else { continue }
            let columns = shown.shape.columns.filter { rule.shows($0.name) }
            let table = Table(dataset: entry.dataset.name, distribution: distribution, version: shown, columns: columns, rule: rule)
            schemas[table.schemaName] = table.row
            paths.merge(table.paths(&schemas)) { $1 }
        }
        let title = entry.dataset.title(request.language)
        let server = request.installation.settings.publicURL ?? "/"
        let document: JSONValue = [
            "openapi": "3.1.0",
            "info": ["title": .string(title), "version": "1", "description": .string(entry.dataset.description)],
            "servers": [["url": .string(server)]], "paths": .object(paths), "components": ["schemas": .object(schemas)],
        ]
        return .json(document)
    }
}

/// One table of the description.
private struct Table {
    let dataset: String
    let distribution: Distribution
    let version: DatasetVersion
    let columns: [TableShape.Column]
    let rule: ReadingRule

    /// Component names are ASCII.
    var schemaName: String { "Row_" + distribution.id.text.map { $0 == "-" ? "_" : String($0) }.joined() }

    var row: JSONValue {
        var properties: [String: JSONValue] = [:]
        let fields = version.schema.byName
        for column in columns {
            var members = Table.type(column.type)
            if let text = fields[column.name]?.description, !text.isEmpty { members["description"] = .string(text) }
            if let title = fields[column.name]?.title, !title.isEmpty { members["title"] = .string(title) }
            properties[column.name] = .object(members)
        }
        return ["type": "object", "properties": .object(properties)]
    }

    /// The JSON type of a column's values, any of which may be missing.
    private static func type(_ type: ColumnType) -> [String: JSONValue] {
        switch type {
        case .integer, .year: ["type": ["integer", "null"]]
        case .number: ["type": ["number", "null"]]
        case .boolean: ["type": ["boolean", "null"]]
        case .date: ["type": ["string", "null"], "format": "date"]
        case .datetime: ["type": ["string", "null"], "format": "date-time"]
        case .string, .geopoint, .geojson, .any: ["type": ["string", "null"]]
        }
    }

    /// What may be asked of this table, as the API as a whole describes it, with the table's columns as parameters and its rows as objects.
    func paths(_ schemas: inout [String: JSONValue]) -> [String: JSONValue] {
        var found: [String: JSONValue] = [:]
        for (endpoint, takesConditions) in [
            (RowsEndpoints.rows, true), (RowsEndpoints.facets, true), (RowsEndpoints.groups, true), (MapEndpoint.map, true),
            (ProfileEndpoint.profile, false), (ChangesEndpoint.changes, false), (SQLEndpoint.sql, false),
        ] {
            if endpoint.path.template == RowsPaths.map.template, !hasMap { continue }
            var answer = endpoint.response?.json(&schemas) ?? [:]
            if endpoint.path.template == RowsPaths.rows.template { answer = page(answer) }
            found[endpoint.path(dataset, distribution.name)] = operation(
                endpoint, conditions: takesConditions, "application/json", answer, &schemas)
        }
        for (format, type) in Table.formats {
            found[RowsPaths.export(dataset, distribution.name, format)] = operation(
                ExportEndpoint.export, conditions: format != "sqlite", type, [:], &schemas, format: format)
        }
        return found
    }

    private static let formats = [
        ("csv", "text/csv"), ("tsv", "text/tab-separated-values"), ("json", "application/json"), ("ndjson", "application/x-ndjson"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("geojson", "application/geo+json"),
        ("sqlite", "application/vnd.sqlite3"),
    ]

    private var hasMap: Bool { TableText(version.shape, schema: version.schema).hasMap }

    /// An answer whose rows are this table's. Groups and combinations asked for there have members of their own names.
    private func page(_ answer: JSONValue) -> JSONValue {
        guard case .object(var members) = answer, case .object(var properties)? = members["properties"] else { return answer }
        properties["rows"] = ["type": "array", "items": ["$ref": .string("#/components/schemas/\(schemaName)")]]
        members["properties"] = .object(properties)
        return .object(members)
    }

    private func operation(
        _ endpoint: Endpoint, conditions: Bool, _ type: String, _ answer: JSONValue, _ schemas: inout [String: JSONValue],
        format: String? = nil
    ) -> JSONValue {
        // Of a database file only the version can be chosen.
        let offered = format == "sqlite" ? AskedTable.versionParameters : endpoint.parameters
        var parameters: [JSONValue] = offered.map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
                "schema": parameter.schema.json(&schemas), "description": .string(parameter.about),
            ]
        }
        let taken = Set(endpoint.parameters.map(\.name))
        for column in columns where conditions {
            let name = AddressWriter.name(column.name)
            // A column called as a parameter is one word of two meanings, of which the parameter's counts.
            if taken.contains(name) { continue }
            parameters.append([
                "name": .string(name), "in": "query", "required": false, "schema": ["type": "string"],
                "description": .string("A condition on \(column.name), such as eq.…, in.(…,…), isnull."),
            ])
        }
        let words = endpoint.path.template.split(separator: "/").last ?? ""
        let id = "\(format ?? String(words))_\(schemaName.dropFirst(4))"
        let problem: JSONValue = [
            "description": "What is wrong with the question, and what to do.",
            "content": ["application/problem+json": ["schema": Problem.schema.json(&schemas)]],
        ]
        return [
            "get": [
                "operationId": .string(id), "summary": .string("\(endpoint.summary): \(distribution.title)"),
                "description": .string(endpoint.about), "parameters": .array(parameters),
                "responses": [
                    "200": ["description": "What was found.", "content": .object([type: ["schema": answer]])],
                    "304": ["description": "What the asker has is still so."], "404": problem, "422": problem, "429": problem,
                    "4XX": problem, "5XX": problem,
                ],
            ]
        ]
    }
}
