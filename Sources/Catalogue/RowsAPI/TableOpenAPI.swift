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
        var schemas: [String: JSONValue] = ["Facet": facet, "Version": version]
        for distribution in entry.distributions {
            guard let shown = entry.versions[distribution.id],
                let rule = try await reader.rule(entry.dataset, distribution.id, request.actor)
            else { continue }
            let columns = shown.shape.columns.filter { rule.shows($0.name) }
            let table = Table(dataset: entry.dataset.name, distribution: distribution, version: shown, columns: columns, rule: rule)
            schemas[table.schemaName] = table.row
            paths.merge(table.paths) { $1 }
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

    private static let facet: JSONValue = [
        "type": "object",
        "properties": [
            "values": ["type": "array", "items": ["type": "object", "properties": ["value": [:], "count": ["type": "integer"]]]],
            "distinct": ["type": "integer"], "missing": ["type": "integer"],
        ],
    ]

    private static let version: JSONValue = [
        "type": "object",
        "properties": [
            "id": ["type": "string"], "number": ["type": "integer"], "hash": ["type": "string"],
            "publishedAt": ["type": "string", "format": "date-time"],
        ],
    ]
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
        let schema = version.schema
        for column in columns {
            var members = Table.type(column.type)
            if let text = schema[column.name]?.description, !text.isEmpty { members["description"] = .string(text) }
            if let title = schema[column.name]?.title, !title.isEmpty { members["title"] = .string(title) }
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

    var paths: [String: JSONValue] {
        let base = "/api/datasets/\(percentEncoded(dataset))/tables/\(percentEncoded(distribution.name))"
        let id = String(schemaName.dropFirst(4))
        let rows: JSONValue = [
            "type": "object", "required": ["total", "rows"],
            "properties": [
                "total": ["type": "integer"], "rows": ["type": "array", "items": ["$ref": .string("#/components/schemas/\(schemaName)")]],
                "next": ["type": ["string", "null"]],
                "facets": ["type": "object", "additionalProperties": ["$ref": "#/components/schemas/Facet"]],
                "version": ["$ref": "#/components/schemas/Version"],
            ],
        ]
        var found: [String: JSONValue] = [
            base + "/rows": operation("rows_\(id)", "Rows of \(distribution.title)", "application/json", rows),
            base + "/groups": operation("groups_\(id)", "Figures of \(distribution.title)", "application/json", ["type": "object"]),
        ]
        for (format, type) in [("csv", "text/csv"), ("ndjson", "application/x-ndjson"), ("json", "application/json")] {
            found[base + "/export." + format] = operation("\(format)_\(id)", "\(distribution.title) as \(format)", type, [:])
        }
        return found
    }

    private func operation(_ id: String, _ summary: String, _ type: String, _ schema: JSONValue) -> JSONValue {
        let own: [JSONValue] = columns.map { column in
            [
                "name": .string(AddressWriter.name(column.name)), "in": "query", "required": false, "schema": ["type": "string"],
                "description": .string("A condition on \(column.name), such as eq.…, in.(…,…), isnull."),
            ]
        }
        let shared: [JSONValue] = RowsEndpoints.question.map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "required": false, "schema": ["type": "string"],
                "description": .string(parameter.about),
            ]
        }
        return [
            "get": [
                "operationId": .string(id), "summary": .string(summary), "parameters": .array(shared + own),
                "responses": [
                    "200": ["description": "What was found.", "content": .object([type: ["schema": schema]])],
                    "4XX": [
                        "description": "What is wrong with the question.",
                        "content": ["application/problem+json": ["schema": ["type": "object"]]],
                    ],
                ],
            ]
        ]
    }
}
