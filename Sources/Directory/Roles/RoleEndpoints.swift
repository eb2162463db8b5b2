import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Roles over the API.
enum RoleEndpoints {
    private static let edit = DirectoryPermission.roles

    static let all: [Endpoint] =
        [list, permissions, one, create, change, delete] + [
            .history("/api/roles/{id}/history", "What became of a role", permission: DirectoryPermission.view) { request in
                try await RoleRoutes.find(request).reference
            },
            .table("/api/tables/roles", "Every role as a table", permission: DirectoryPermission.view, csv: RoleRoutes.csv),
            .importing(
                "/api/tables/roles", "Import roles",
                columns: "Columns as the table that GET gives, each permission of `izin` with a blank before the next; without a column of "
                    + "days those of a role stay. Nobody puts into a role what she may not do herself.",
                permission: edit, limits: Imports.limits, run: Imports.roles),
        ]

    private struct RoleItem: Encodable, Sendable {
        var id: String
        var key: String
        var nameId: String
        var nameEn: String
        var permissions: [String]
        var isBuiltin: Bool
        var validFrom: Day?
        var validTo: Day?
        var version: Int

        init(_ role: Role) {
            id = role.id.text
            key = role.key
            nameId = role.nameID
            nameEn = role.nameEN
            permissions = role.permissions.map(\.name).sorted()
            isBuiltin = role.isBuiltin
            validFrom = role.validFrom
            validTo = role.validTo
            version = role.version
        }

        static let schema = Schema.named(
            "Role",
            .object(
                .required("id", .id), .required("key", .string), .required("nameId", .string.about("In Indonesian.")),
                .required("nameEn", .string.about("In English.")),
                .required("permissions", .array(of: .string).about("`*` stands for every one there is.")),
                .required("isBuiltin", .boolean.about("Came with Pendopo; can be changed but not deleted.")),
                .optional("validFrom", .day.about("The first day on which it gives its permissions.")),
                .optional("validTo", .day.about("The last day on which it gives its permissions.")),
                .required("version", .integer(0...Int.max))))
    }

    private static let names = BodyForm(
        [
            "nameId": "name_id", "nameEn": "name_en", "permissions": "permissions", "validFrom": "valid_from", "validTo": "valid_to",
            "version": "version",
        ], issues: ["nameID": "nameId", "nameEN": "nameEn"])

    private static let members: [Schema.Member] = [
        .required("nameId", .string(min: 1, max: 80)), .required("nameEn", .string(min: 1, max: 80)),
        .required("permissions", .array(of: .string(max: 100), max: 500)),
        .optional("validFrom", Schema.day.orNull.about("The first day on which it gives its permissions; at once unless given.")),
        .optional("validTo", Schema.day.orNull.about("The last day on which it gives its permissions; no end unless given.")),
    ]

    private static let list = Endpoint(
        .get, "/api/roles", "Roles with their permissions", permission: DirectoryPermission.view, response: .items(of: RoleItem.schema)
    ) { request in try .json(Items(try await request.database.read { try RoleStore($0).all() }.map(RoleItem.init))) }

    private struct PermissionItem: Encodable, Sendable {
        var name: String
        var title: String
    }

    private static let permissions = Endpoint(
        .get, "/api/permissions", "Everything a role or key may allow", permission: DirectoryPermission.view,
        response: .items(
            of: .named("Permission", .object(.required("name", .string.example("reports.handle")), .required("title", .string))))
    ) { request in
        try .json(
            Items(request.desk.permissions.map { PermissionItem(name: $0.name, title: request.t(TextKey("permission.\($0.name)"))) }))
    }

    private static let one = Endpoint(
        .get, "/api/roles/{id}", "One role", permission: DirectoryPermission.view, response: RoleItem.schema
    ) { request in try .json(RoleItem(try await RoleRoutes.find(request))) }

    private static let create = Endpoint(
        .post, "/api/roles", "Add a role", about: "Nobody puts into a role what she may not do herself.", permission: edit,
        request: .named("NewRole", .object(members)), response: RoleItem.schema, status: .created
    ) { request in
        try await request.reading(names) { data in
            let role = try await RoleRoutes.edit(request).create(try RoleRoutes.read(data).draft, by: request.actor)
            return try .created(RoleItem(role), at: "/api/roles/\(role.id)")
        }
    }

    private static let change = Endpoint(
        .patch, "/api/roles/{id}", "Change a role", about: "Holds at once for everyone who has it.", permission: edit,
        request: .change("RoleChange", members), response: RoleItem.schema
    ) { request in
        let role = try await RoleRoutes.find(request)
        return try await request.reading(names, over: RoleRoutes.filled(role)) { data in
            let (draft, version) = try RoleRoutes.read(data)
            let changed = try await RoleRoutes.edit(request).update(role.id, draft, seen: version, by: request.actor)
            return try .json(RoleItem(changed))
        }
    }

    private static let delete = Endpoint(
        .delete, "/api/roles/{id}", "Delete a role of the regency's own that nobody ever held", permission: edit,
        parameters: [.version], status: .noContent
    ) { request in
        let role = try await RoleRoutes.find(request)
        return try await names.naming {
            try await RoleRoutes.edit(request).delete(role.id, seen: request.seenVersion, by: request.actor)
            return .noContent
        }
    }
}
