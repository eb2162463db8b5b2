import Kernel
import Storage
import Tables
import Web

/// API clients: list, one, and what is done with them.
enum ClientRoutes {
    private static let permission = DirectoryPermission.clients

    static let all: [PageRoute] = [
        .get(DirectoryPaths.clients, permission: permission) { request in
            let clients = try await request.database.read { try APIClientStore($0).all() }
            return .page(
                ClientPages.list(
                    request.page, clients, agencies: request.directory.agencies, today: request.directory.today))
        },
        .get(DirectoryPaths.clientsCSV, permission: permission) { request in
            .bytes(try await csv(request), type: "text/csv; charset=utf-8", filename: "klien-api.csv")
        },
        .get(DirectoryPaths.newClient, permission: permission) { request in .page(try await form(request, .empty, nil)) },
        .post(DirectoryPaths.clients, permission: permission) { request in
            try await request.act(again: { filled, error in try await form(request, filled, nil, error) }) { data in
                let draft = try read(data)
                let (client, key) = try await edit(request).create(
                    name: draft.name, permissions: draft.permissions, agency: draft.agency, validFrom: draft.validFrom,
                    validTo: draft.validTo, by: request.actor)
                return .page(ClientPages.key(request.page, client, key: key))
            }
        },
        .get(DirectoryPaths.client, permission: permission) { request in
            let client = try await find(request)
            return .page(try await form(request, filled(client), client))
        },
        .post(DirectoryPaths.client, permission: permission) { request in
            let id = try request.id("id", APIClient.self)
            return try await request.act(again: { filled, error in
                let now = try await find(request)
                return try await form(request, error == nil ? filled : filled.setting("version", "\(now.version)"), now, error)
            }) { data in
                let draft = try read(data)
                try await edit(request).update(
                    id, name: draft.name, permissions: draft.permissions, agency: draft.agency, validFrom: draft.validFrom,
                    validTo: draft.validTo, seen: draft.version, by: request.actor)
                return .redirect(DirectoryPaths.client(id.text), flash: request.t("directory.saved"))
            }
        },
        .post(DirectoryPaths.renewClientKey, permission: permission) { request in
            let client = try await find(request)
            return try await request.act(again: { _, error in
                let now = try await find(request)
                return try await form(request, filled(now), now, error)
            }) { data in
                var checker = Checker(data)
                let (renewed, key) = try await edit(request).renewKey(client.id, seen: checker.version(), by: request.actor)
                return .page(ClientPages.key(request.page, renewed, key: key))
            }
        },
        .post(DirectoryPaths.disableClient, permission: permission) { request in try await setDisabled(request, true) },
        .post(DirectoryPaths.enableClient, permission: permission) { request in try await setDisabled(request, false) },
    ]

    private static func setDisabled(_ request: Request, _ isDisabled: Bool) async throws -> Reply {
        let client = try await find(request)
        return try await request.act(again: { _, error in
            let now = try await find(request)
            return try await form(request, filled(now), now, error)
        }) { data in
            var checker = Checker(data)
            try await edit(request).setDisabled(client.id, isDisabled, seen: checker.version(), by: request.actor)
            return .redirect(
                DirectoryPaths.client(client.id.text),
                flash: request.t(isDisabled ? "directory.client.is_disabled" : "directory.client.is_enabled"))
        }
    }

    /// In the form that ``ImportClients`` reads; keys are nowhere to be had.
    static func csv(_ request: Request) async throws -> [UInt8] {
        let clients = try await request.database.read { try APIClientStore($0).all() }
        var writer = CSVWriter(byteOrderMark: true)
        writer.row([
            "nama", "izin", "kode_perangkat_daerah", "berlaku_dari", "berlaku_sampai", "nonaktif_sejak", "terakhir_dipakai", "awal_kunci",
        ])
        for client in clients {
            writer.row([
                client.name, client.permissions.map(\.name).sorted().joined(separator: " "),
                client.agency.flatMap { request.directory.agencies[$0]?.code } ?? "", client.validFrom?.description ?? "",
                client.validTo?.description ?? "", client.disabledAt?.description ?? "", client.lastUsedOn?.description ?? "",
                client.keyHint,
            ])
        }
        return writer.take()
    }

    static func edit(_ request: Request) -> EditClients { EditClients(request.directory, known: Set(request.desk.permissions)) }

    static func find(_ request: Request) async throws -> APIClient {
        let id = try request.id("id", APIClient.self)
        guard let client = try await request.database.read({ try APIClientStore($0).find(id) }) else { throw AppError.notFound }
        return client
    }

    static func filled(_ client: APIClient) -> Form {
        Form(
            FormData(
                [
                    ("name", client.name), ("agency", client.agency?.text ?? ""), ("valid_from", client.validFrom?.description ?? ""),
                    ("valid_to", client.validTo?.description ?? ""), ("version", "\(client.version)"),
                ]
                    + client.permissions.map { ("permissions", $0.name) }))
    }

    struct Draft {
        var name: String
        var permissions: Set<Permission>
        var agency: Identifier<Agency>?
        var validFrom: Day?
        var validTo: Day?
        var version: Int
    }

    static func read(_ data: FormData) throws -> Draft {
        var checker = Checker(data)
        let draft = Draft(
            name: checker.line("name", max: 80), permissions: Set(checker.all("permissions").map { Permission($0) }),
            agency: checker.idIfAny("agency"), validFrom: checker.dayIfAny("valid_from"), validTo: checker.dayIfAny("valid_to"),
            version: checker.lineIfAny("version", max: 12).flatMap { Int($0) } ?? 0)
        try checker.check()
        return draft
    }

    private static func form(_ request: Request, _ form: Form, _ client: APIClient?, _ conflict: AppError? = nil) async throws -> HTML {
        let held = client?.permissions ?? []
        let view = ClientPages.View(
            client: client, permissions: request.desk.permissions.filter { request.actor.mayAnywhere($0) || held.contains($0) },
            agencies: request.directory.agencies, today: request.directory.today)
        var history: HistoryList?
        if let client { history = try await request.history(of: client.reference) }
        return ClientPages.form(request.page, form, view, history: history, conflict: conflict)
    }
}
