import Catalogue
import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Pages on which agencies ask each other for data, agree, and see what was read.
enum SharingRoutes {
    private static let pageSize = 30

    static let all: [PageRoute] = [
        .get(SharingPaths.list) { request in
            try request.requireAccount()
            try request.require(AgreementDesk.readers + [.inspectSharing])
            let desk = request.sharing.agreements
            let view = SharingListPage.View(
                requests: try await desk.requests(for: request.actor, limit: pageSize),
                agreements: try await desk.agreements(for: request.actor, limit: pageSize), agencies: request.sharing.directory.agencies,
                offsetHours: request.sharing.directory.offsetHours)
            return .page(SharingListPage.page(request.page, view))
        },
        .get(SharingPaths.new) { request in
            try request.requireAccount()
            return .page(try await AccessForm(request, try await AccessForm.fresh(request)).page())
        },
        .post(SharingPaths.new) { request in
            try request.requireAccount()
            return try await request.act(again: { form, error in try await AccessForm(request, form).page(error) }) { data in
                let made = try await request.sharing.agreements.request(try await AccessForm(request, Form(data)).act(), by: request.actor)
                return .redirect(SharingPaths.request(made.code), flash: request.t("access.sent"))
            }
        },
        .get(SharingPaths.request) { request in
            try request.requireAccount()
            return .page(try await requestPage(request, .empty, nil, nil))
        },
        .post(SharingPaths.act) { request in
            try request.requireAccount()
            let noun = try request.parameter("noun")
            return try await request.act(again: { form, error in try await requestPage(request, form, noun, error) }) { data in
                try await act(noun, data, request)
            }
        },
        .get(SharingPaths.agreement) { request in
            try request.requireAccount()
            return .page(try await agreementPage(request, .empty, nil))
        },
        .post(SharingPaths.revocation) { request in
            try request.requireAccount()
            return try await request.act(again: { form, error in try await agreementPage(request, form, error) }) { data in
                let ended = try await request.sharing.agreements.revoke(
                    try request.parameter("code"), reason: data["reason"] ?? "", by: request.actor,
                    expecting: data.neededVersion)
                return .redirect(SharingPaths.agreement(ended.code), flash: request.t("agreement.revoked_now"))
            }
        },
        .get(SharingPaths.readings) { request in
            try request.requireAccount()
            try request.require([.decideSharing, .inspectSharing])
            let owned = request.actor.may(.inspectSharing) ? nil : request.actor.agencies(for: .decideSharing)
            let before = request.query["lama"]
            let found = try await request.sharing.agreements.readings(ownedBy: owned, before: before, limit: pageSize + 1)
            return .page(try await ReadingsPage.page(request, found, pageSize: pageSize, isFirst: before == nil))
        },
    ]

    private static func requestPage(_ request: Request, _ form: Form, _ noun: String?, _ error: AppError?) async throws -> HTML {
        let file = try await request.sharing.agreements.file(ofRequest: try request.parameter("code"), for: request.actor)
        let names = try await request.sharing.names(of: file.events.map(\.actorID))
        // What stands in the table is offered to who decides, where she may read it; to all others its columns say which rows are meant.
        let mayGrant = AccessRequest.workflow.acts(in: file.request.state).contains {
            $0.name == "grant" && file.request.may($0, request.actor)
        }
        var rows = file.version.map { RowChoices($0, request.sharing.directory, request.page) }
        if mayGrant, let version = file.version { rows = try await RowChoices.offered(version, of: file.dataset, to: request) }
        return AccessRequestPage.page(
            request.page,
            AccessRequestPage.View(
                file: file, rows: rows, agencies: request.sharing.directory.agencies, people: names, form: form, noun: noun, error: error))
    }

    private static func agreementPage(_ request: Request, _ form: Form, _ error: AppError?) async throws -> HTML {
        let desk = request.sharing.agreements
        let file = try await desk.file(ofAgreement: try request.parameter("code"), for: request.actor)
        let readings = try await desk.readings(of: file.agreement, for: request.actor, limit: pageSize)
        let names = try await request.sharing.names(of: readings.map(\.actor))
        let version = try await request.database.read { tx in try file.table.currentVersion.flatMap { try tx.datasetVersion($0) } }
        return AgreementPage.page(
            request.page,
            AgreementPage.View(
                file: file, rows: version.map { RowChoices($0, request.sharing.directory, request.page) }, readings: readings,
                agencies: request.sharing.directory.agencies, people: names, form: form, error: error,
                now: request.now,
                offsetHours: request.sharing.directory.offsetHours))
    }

    private static func act(_ noun: String, _ data: FormData, _ request: Request) async throws -> Reply {
        let desk = request.sharing
        let file = try await desk.agreements.file(ofRequest: try request.parameter("code"), for: request.actor)
        let (id, version, actor) = (file.request.caseID, data.neededVersion, request.actor)
        let text = data["text"] ?? ""
        switch noun {
        case "pertanyaan": try await desk.cases.perform(AskAboutRequest(text), on: id, by: actor, expecting: version)
        case "jawaban": try await desk.cases.perform(ReplyOnRequest(text), on: id, by: actor, expecting: version)
        case "penolakan": try await desk.cases.perform(RefuseAccess(text), on: id, by: actor, expecting: version)
        case "pembatalan": try await desk.cases.perform(WithdrawRequest(), on: id, by: actor, expecting: version)
        case "persetujuan":
            var checker = Checker(data)
            let rows = file.version.map { RowChoices($0, desk.directory, request.page) }
            let grant = GrantForm.act(&checker, file, rows)
            try checker.check()
            try await desk.cases.perform(grant!, on: id, by: actor, expecting: version)
        default: throw AppError.notFound
        }
        return .redirect(SharingPaths.request(file.request.code), flash: request.t(TextKey("access.did.\(noun)")))
    }
}
