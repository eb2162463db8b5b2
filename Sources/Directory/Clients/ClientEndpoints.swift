import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Other systems and their keys over the API. A key can make keys, but none that may do more than itself.
enum ClientEndpoints {
    private static let permission = DirectoryPermission.clients

    static let all: [Endpoint] =
        [list, one, create, change, renew, disable, enable] + [
            .table(
                "/api/tables/clients", "Every API client as a table; keys are never shown", permission: permission, csv: ClientRoutes.csv),
            .importing(
                "/api/tables/clients", "Import API clients",
                columns: "Columns `nama` and `izin`, for new clients `kode_perangkat_daerah` (empty: the whole regency), and what else the "
                    + "table that GET gives has; a column that is not there changes nothing. Who is new gets a key that nobody knows: "
                    + "make one with `POST /api/clients/{id}/key`.",
                permission: permission, limits: Imports.limits, run: Imports.clients),
            .history("/api/clients/{id}/history", "What became of an API client", permission: permission) { request in
                try await ClientRoutes.find(request).reference
            },
        ]

    private struct ClientItem: Encodable, Sendable {
        var id: String
        var name: String
        var keyHint: String
        var permissions: [String]
        var agencyId: String?
        var isEnabled: Bool
        var lastUsedOn: Day?
        var validFrom: Day?
        var validTo: Day?
        var version: Int

        init(_ client: APIClient) {
            id = client.id.text
            name = client.name
            keyHint = client.keyHint
            permissions = client.permissions.map(\.name).sorted()
            agencyId = client.agency?.text
            isEnabled = client.isEnabled
            lastUsedOn = client.lastUsedOn
            validFrom = client.validFrom
            validTo = client.validTo
            version = client.version
        }

        static let schema = Schema.named(
            "Client",
            .object(
                .required("id", .id), .required("name", .string), .required("keyHint", .string.about("How its key begins.")),
                .required("permissions", .array(of: .string)), .optional("agencyId", .id.about("Left out where it reaches all.")),
                .required("isEnabled", .boolean), .optional("lastUsedOn", .day),
                .optional("validFrom", .day.about("The first day on which its key works.")),
                .optional("validTo", .day.about("The last day on which its key works.")), .required("version", .integer(0...Int.max))))
    }

    private static let names = BodyForm([
        "name": "name", "permissions": "permissions", "agencyId": "agency", "validFrom": "valid_from", "validTo": "valid_to",
        "version": "version",
    ])

    private static let members: [Schema.Member] = [
        .required("name", .string(min: 1, max: 80)), .required("permissions", .array(of: .string(max: 100), max: 500)),
        .required("agencyId", Schema.id.orNull.about("null reaches all agencies and must be said.")),
        .optional("validFrom", Schema.day.orNull.about("The first day on which its key works; at once unless given.")),
        .optional("validTo", Schema.day.orNull.about("The last day on which its key works; no end unless given.")),
    ]

    private static let list = Endpoint(
        .get, "/api/clients", "API clients; keys are never shown", permission: permission, response: .items(of: ClientItem.schema)
    ) { request in try .json(Items(try await request.database.read { try APIClientStore($0).all() }.map(ClientItem.init))) }

    private static let one = Endpoint(
        .get, "/api/clients/{id}", "One API client", permission: permission, response: ClientItem.schema
    ) { request in try .json(ClientItem(try await ClientRoutes.find(request))) }

    private struct Made: Encodable, Sendable {
        var client: ClientItem
        var key: String
    }

    private static let create = Endpoint(
        .post, "/api/clients", "Add an API client",
        about: """
            `key` is given this once; only its hash is kept. For two days the same `Idempotency-Key` gives it again, to whoever asked first.
            """,
        permission: permission, request: .named("NewClient", .object(members)),
        response: .object(.required("client", ClientItem.schema), .required("key", .string)), status: .created
    ) { request in
        try await request.reading(names) { data in
            let draft = try ClientRoutes.read(data)
            let (client, key) = try await ClientRoutes.edit(request).create(
                name: draft.name, permissions: draft.permissions, agency: draft.agency, validFrom: draft.validFrom,
                validTo: draft.validTo, by: request.actor)
            return try .created(Made(client: ClientItem(client), key: key), at: "/api/clients/\(client.id)")
        }
    }

    private static let change = Endpoint(
        .patch, "/api/clients/{id}", "Change the name or scope of an API client", permission: permission,
        request: .change("ClientChange", members), response: ClientItem.schema
    ) { request in
        let client = try await ClientRoutes.find(request)
        return try await request.reading(names, over: ClientRoutes.filled(client)) { data in
            let draft = try ClientRoutes.read(data)
            try await ClientRoutes.edit(request).update(
                client.id, name: draft.name, permissions: draft.permissions, agency: draft.agency, validFrom: draft.validFrom,
                validTo: draft.validTo, seen: draft.version, by: request.actor)
            return try .json(ClientItem(try await ClientRoutes.find(request)))
        }
    }

    private static let renew = Endpoint(
        .post, "/api/clients/{id}/key", "Make another key for an API client",
        about: "The key before stops working. `key` is given this once.",
        permission: permission, request: .object(.version),
        response: .object(.required("client", ClientItem.schema), .required("key", .string))
    ) { request in
        let client = try await ClientRoutes.find(request)
        let seen = try await request.json(Seen.self).version
        return try await names.naming {
            let (renewed, key) = try await ClientRoutes.edit(request).renewKey(client.id, seen: seen, by: request.actor)
            return try .json(Made(client: ClientItem(renewed), key: key))
        }
    }

    private static let disable = Endpoint(
        .post, "/api/clients/{id}/suspension", "Revoke the key of an API client", permission: permission,
        request: .object(.version), response: ClientItem.schema
    ) { request in try await setDisabled(request, true, seen: try await request.json(Seen.self).version) }

    private static let enable = Endpoint(
        .delete, "/api/clients/{id}/suspension", "Let the key of an API client work again", permission: permission,
        parameters: [.version], response: ClientItem.schema
    ) { request in try await setDisabled(request, false, seen: request.seenVersion) }

    private static func setDisabled(_ request: Request, _ isDisabled: Bool, seen: Int) async throws -> Reply {
        let client = try await ClientRoutes.find(request)
        return try await names.naming {
            try await ClientRoutes.edit(request).setDisabled(client.id, isDisabled, seen: seen, by: request.actor)
            return try .json(ClientItem(try await ClientRoutes.find(request)))
        }
    }
}
