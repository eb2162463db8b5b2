import Kernel
import Storage
import Tables
import Web

/// Roles: list, one, and what is done with them.
enum RoleRoutes {
    static let all: [PageRoute] = [
        .get(DirectoryPaths.roles, permission: DirectoryPermission.view) { request in
            let (roles, grants) = try await request.database.read { (try RoleStore($0).all(), try RoleStore($0).allGrants()) }
            let today = request.directory.today
            var holders: [Identifier<Role>: Set<Identifier<Account>>] = [:]
            for grant in grants where grant.isValid(on: today) { holders[grant.role, default: []].insert(grant.account) }
            return .page(
                RolePages.list(request.page, roles, holders: holders.mapValues(\.count), today: today, mayEdit: mayEdit(request)))
        },
        .get(DirectoryPaths.rolesCSV, permission: DirectoryPermission.view) { request in
            .bytes(try await csv(request), type: "text/csv; charset=utf-8", filename: "peran.csv")
        },
        .get(DirectoryPaths.newRole, permission: DirectoryPermission.roles) { request in .page(try await form(request, .empty, nil)) },
        .post(DirectoryPaths.roles, permission: DirectoryPermission.roles) { request in
            try await request.act(again: { filled, error in try await form(request, filled, nil, error) }) { data in
                let role = try await edit(request).create(try read(data).draft, by: request.actor)
                return .redirect(DirectoryPaths.role(role.id.text), flash: request.t("directory.saved"))
            }
        },
        .get(DirectoryPaths.role, permission: DirectoryPermission.view) { request in
            let role = try await find(request)
            return .page(try await form(request, filled(role), role))
        },
        .post(DirectoryPaths.role, permission: DirectoryPermission.roles) { request in
            let role = try await find(request)
            return try await request.act(again: { filled, error in
                let now = try await find(request)
                return try await form(request, error == nil ? filled : filled.setting("version", "\(now.version)"), now, error)
            }) { data in
                let (draft, version) = try read(data)
                try await edit(request).update(role.id, draft, seen: version, by: request.actor)
                return .redirect(DirectoryPaths.role(role.id.text), flash: request.t("directory.saved"))
            }
        },
        .post(DirectoryPaths.deleteRole, permission: DirectoryPermission.roles) { request in
            let role = try await find(request)
            return try await request.act(again: { _, error in try await form(request, filled(role), role, error) }) { data in
                var checker = Checker(data)
                try await edit(request).delete(role.id, seen: checker.version(), by: request.actor)
                return .redirect(DirectoryPaths.roles(), flash: request.t("directory.role.deleted"))
            }
        },
    ]

    static func csv(_ request: Request) async throws -> [UInt8] {
        let roles = try await request.database.read { try RoleStore($0).all() }
        var writer = CSVWriter(byteOrderMark: true)
        writer.row(["kunci", "nama_id", "nama_en", "izin", "berlaku_dari", "berlaku_sampai"])
        for role in roles {
            writer.row([
                role.key, role.nameID, role.nameEN, role.permissions.map(\.name).sorted().joined(separator: " "),
                role.validFrom?.description ?? "", role.validTo?.description ?? "",
            ])
        }
        return writer.take()
    }

    private static func mayEdit(_ request: Request) -> Bool { request.actor.may(DirectoryPermission.roles) }
    static func edit(_ request: Request) -> EditRoles { EditRoles(request.directory, known: Set(request.desk.permissions)) }

    static func find(_ request: Request) async throws -> Role {
        let id = try request.id("id", Role.self)
        guard let role = try await request.database.read({ try RoleStore($0).find(id) }) else { throw AppError.notFound }
        return role
    }

    static func filled(_ role: Role) -> Form {
        Form(
            FormData(
                [
                    ("name_id", role.nameID), ("name_en", role.nameEN), ("valid_from", role.validFrom?.description ?? ""),
                    ("valid_to", role.validTo?.description ?? ""), ("version", "\(role.version)"),
                ]
                    + role.permissions.map { ("permissions", $0.name) }))
    }

    static func read(_ data: FormData) throws -> (draft: RoleDraft, version: Int) {
        var checker = Checker(data)
        let draft = RoleDraft(
            nameID: checker.line("name_id", max: 80), nameEN: checker.line("name_en", max: 80),
            permissions: Set(checker.all("permissions").map { Permission($0) }), validFrom: checker.dayIfAny("valid_from"),
            validTo: checker.dayIfAny("valid_to"))
        let version = checker.lineIfAny("version", max: 12).flatMap { Int($0) } ?? 0
        try checker.check()
        return (draft, version)
    }

    private static func form(_ request: Request, _ form: Form, _ role: Role?, _ conflict: AppError? = nil) async throws -> HTML {
        let permissions = request.desk.permissions
        let view = RolePages.View(
            role: role, permissions: permissions, givable: Set(permissions.filter { request.actor.may($0) }),
            today: request.directory.today, mayEdit: mayEdit(request))
        var history: HistoryList?
        if let role { history = try await request.history(of: role.reference) }
        return RolePages.form(request.page, form, view, history: history, conflict: conflict)
    }
}
