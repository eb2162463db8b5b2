import HTTPTypes
import Ingest
import Kernel
import Storage
import Web

/// Data standards over the API: read by everyone, kept by those who administer the catalogue.
enum StandardEndpoints {
    static let all = [list, one, versions, create, change]

    private static let standard = Schema.named(
        "DataStandard",
        .object(
            .required("id", .id), .required("code", .string.orNull), .required("name", .string), .required("description", .string),
            .required("schema", .any), .required("validFrom", .day), .required("validTo", .day.orNull), .required("replaces", .id.orNull),
            .required("version", .integer)))

    private static let members: [Schema.Member] = [
        .optional("code", .string(max: 20).orNull), .required("name", .string(min: 3, max: 200)),
        .optional("description", .string(max: 10_000)),
        .required("schema", .any.about("Table Schema v2.")), .required("validFrom", .day), .optional("validTo", .day.orNull),
        .optional("replaces", .id.orNull),
    ]

    private struct Body: Decodable {
        var code: String?
        var name: String
        var description: String?
        var schema: TableSchema
        var validFrom: Day
        var validTo: Day?
        var replaces: Identifier<DataStandard>?
        var version: Int?

        var draft: DataStandardDraft {
            DataStandardDraft(
                code: code, name: name, description: description ?? "", schema: schema, validFrom: validFrom, validTo: validTo,
                replaces: replaces)
        }
    }

    private static func json(_ standard: DataStandard) -> JSONValue {
        [
            "id": .string(standard.id.text), "code": standard.code.map(JSONValue.string) ?? .null, "name": .string(standard.name),
            "description": .string(standard.description), "schema": DatasetJSON.json(jsonText(standard.schema)),
            "validFrom": .string(standard.validFrom.description), "validTo": standard.validTo.map { .string($0.description) } ?? .null,
            "replaces": standard.replaces.map { .string($0.text) } ?? .null, "version": .integer(standard.version),
        ]
    }

    private static let list = Endpoint(
        .get, "/api/data-standards", "Data standards that tables can follow, by name",
        response: .object(.required("items", .array(of: standard)))
    ) { request in
        let found = try await request.database.read { tx in try tx.dataStandards() }
        return .json(["items": .array(found.map(json))])
    }

    private static let one = Endpoint(.get, "/api/data-standards/{id}", "One data standard", response: standard) { request in
        let id = try request.id("id", DataStandard.self)
        guard let found = try await request.database.read({ tx in try tx.dataStandard(id) }) else { throw AppError.notFound }
        return .json(json(found))
    }

    private static let versions = Endpoint(
        .get, "/api/data-standards/{id}/versions", "Every version of a data standard, the newest first",
        response: .object(.required("items", .array(of: standard)))
    ) { request in
        let id = try request.id("id", DataStandard.self)
        let (found, versions) = try await request.database.read { tx in (try tx.dataStandard(id), try tx.versions(of: id)) }
        guard let found else { throw AppError.notFound }
        return .json(["items": .array(versions.map { json(found.like($0)) })])
    }

    private static let create = Endpoint(
        .post, "/api/data-standards", "Make a data standard", permission: .administerCatalogue, request: .object(members),
        response: standard,
        status: .created
    ) { request in
        let made = try await request.catalogueDesk.createStandard(try await request.json(Body.self).draft, by: request.actor)
        return .created(json(made), at: "/api/data-standards/\(made.id)")
    }

    private static let change = Endpoint(
        .put, "/api/data-standards/{id}", "Change a data standard", permission: .administerCatalogue,
        request: .object(members + [.optional("version", .integer)]), response: standard
    ) { request in
        let body = try await request.json(Body.self)
        let id = try request.id("id", DataStandard.self)
        return .json(json(try await request.catalogueDesk.editStandard(id, body.draft, by: request.actor, expecting: body.version)))
    }
}
