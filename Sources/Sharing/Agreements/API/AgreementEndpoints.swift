import Catalogue
import Directory
import HTTPTypes
import Kernel
import Web
import Work

/// Asking for restricted data, deciding, and seeing what was read, for machines.
enum AgreementEndpoints {
    static let all = [ask, requests, oneRequest, decide, agreements, oneAgreement, revoke, readings]
    private static let anybody: [Permission] = [.decideSharing, .useSharedData, .inspectSharing]

    static let ask = Endpoint(
        .post, SharingPaths.apiRequests, "Ask for access to a restricted table", permission: .requestData,
        request: .object(
            .required("dataset", .string(max: 100)), .optional("table", .string(max: 100)),
            .required("agency", .id.about("The agency that asks; one of the caller's.")), .required("purpose", .string(min: 20, max: 2000)),
            .optional("columns", .array(of: .string(max: 500), max: 16_384).about("All without it.")),
            .optional("filter", .string(max: 4000)),
            .required("until", .day), .optional("renews", .string(max: 20).about("Code of the agreement it would go on with."))),
        response: AgreementSchemas.request, status: .created
    ) { request in
        let body = try await request.jsonValue()
        guard let entry = request.catalogueIndex.find(body["dataset"]?.string ?? ""),
            let table = body["table"]?.string.map({ entry.distribution(named: $0) }) ?? entry.distributions.first,
            let until = Day(body["until"]?.string ?? "")
        else { throw AppError.notFound }
        let desk = request.sharing.agreements
        var renews: Identifier<Agreement>?
        if let code = body["renews"]?.string { renews = try await desk.file(ofAgreement: code, for: request.actor).agreement.id }
        let made = try await desk.request(
            RequestAccess(
                table.id, for: Identifier(body["agency"]?.string ?? ""), purpose: body["purpose"]?.string ?? "",
                columns: body["columns"]?.array?.compactMap(\.string) ?? [], filter: body["filter"]?.string ?? "", until: until,
                renews: renews),
            by: request.actor)
        return .created(
            AgreementJSON.request(try await desk.file(ofRequest: made.code, for: request.actor)), at: SharingPaths.apiRequest(made.code))
    }

    static let requests = Endpoint(
        .get, SharingPaths.apiRequests, "Requests of the caller's agencies, and those they must decide; the newest first",
        permission: .requestData, or: anybody, parameters: Endpoint.Parameter.paging, response: .page(of: AgreementSchemas.request)
    ) { request in
        let after = try request.cursor("access-requests")?.values.first
        let found = try await request.sharing.agreements.requests(for: request.actor, before: after, limit: request.pageLimit + 1)
        return try .json(request.page("access-requests", found, { AgreementJSON.request($0) }) { Cursor([$0.request.id.text]) })
    }

    static let oneRequest = Endpoint(
        .get, SharingPaths.apiRequest, "One request", permission: .requestData, or: anybody, response: AgreementSchemas.request
    ) { request in
        .json(
            AgreementJSON.request(try await request.sharing.agreements.file(ofRequest: try request.parameter("code"), for: request.actor)))
    }

    static let decide = Endpoint(
        .post, SharingPaths.apiDecision, "Grant or refuse a request, ask back, answer, or withdraw it",
        about: "`grant` takes `terms` and `until`; `ask`, `reply` and `refuse` take `text`. What is granted holds from this moment.",
        permission: .decideSharing, or: [.requestData],
        request: .object(
            .required("act", .choice(["grant", "refuse", "ask", "reply", "withdraw"])), .optional("text", .string(max: 2000)),
            .optional("terms", AgreementSchemas.terms), .optional("until", .day), .optional("version", .integer)),
        response: AgreementSchemas.request
    ) { request in
        let body = try await request.jsonValue()
        let site = request.sharing
        let file = try await site.agreements.file(ofRequest: try request.parameter("code"), for: request.actor)
        let (id, version, actor, text) = (file.request.caseID, body["version"]?.integer, request.actor, body["text"]?.string ?? "")
        switch body["act"]?.string {
        case "refuse": try await site.cases.perform(RefuseAccess(text), on: id, by: actor, expecting: version)
        case "ask": try await site.cases.perform(AskAboutRequest(text), on: id, by: actor, expecting: version)
        case "reply": try await site.cases.perform(ReplyOnRequest(text), on: id, by: actor, expecting: version)
        case "withdraw": try await site.cases.perform(WithdrawRequest(), on: id, by: actor, expecting: version)
        default:
            guard let until = body["until"]?.string.flatMap({ Day($0) }) else { throw AppError.invalid("until", "error.missing") }
            let terms = try AgreementJSON.terms(body["terms"] ?? [:])
            try await site.cases.perform(GrantAccess(terms, until: until, note: text), on: id, by: actor, expecting: version)
        }
        return .json(AgreementJSON.request(try await site.agreements.file(ofRequest: file.request.code, for: actor)))
    }

    static let agreements = Endpoint(
        .get, SharingPaths.apiAgreements, "Agreements of the caller's agencies, the newest first", permission: .requestData, or: anybody,
        parameters: Endpoint.Parameter.paging, response: .page(of: AgreementSchemas.agreement)
    ) { request in
        let after = try request.cursor("agreements")?.values.first
        let found = try await request.sharing.agreements.agreements(for: request.actor, before: after, limit: request.pageLimit + 1)
        let clock = (request.now, request.sharing.directory.offsetHours)
        return try .json(request.page("agreements", found, { AgreementJSON.agreement($0, clock) }) { Cursor([$0.agreement.id.text]) })
    }

    static let oneAgreement = Endpoint(
        .get, SharingPaths.apiAgreement, "One agreement", permission: .requestData, or: anybody, response: AgreementSchemas.agreement
    ) { request in
        let file = try await request.sharing.agreements.file(ofAgreement: try request.parameter("code"), for: request.actor)
        return .json(AgreementJSON.agreement(file, (request.now, request.sharing.directory.offsetHours)))
    }

    static let revoke = Endpoint(
        .post, SharingPaths.apiRevocation, "End an agreement; the next reading is refused", permission: .decideSharing,
        request: .object(.required("reason", .string(min: 20, max: 2000)), .optional("version", .integer)),
        response: AgreementSchemas.agreement
    ) { request in
        let body = try await request.jsonValue()
        let desk = request.sharing.agreements
        let ended = try await desk.revoke(
            try request.parameter("code"), reason: body["reason"]?.string ?? "", by: request.actor, expecting: body["version"]?.integer)
        let file = try await desk.file(ofAgreement: ended.code, for: request.actor)
        return .json(AgreementJSON.agreement(file, (request.now, request.sharing.directory.offsetHours)))
    }

    static let readings = Endpoint(
        .get, SharingPaths.apiReadings, "Who read by an agreement, when, for what and how many rows, the newest first",
        permission: .requestData, or: anybody, parameters: Endpoint.Parameter.paging, response: .page(of: AgreementSchemas.reading)
    ) { request in
        let desk = request.sharing.agreements
        let file = try await desk.file(ofAgreement: try request.parameter("code"), for: request.actor)
        let after = try request.cursor("readings")?.values.first
        let found = try await desk.readings(of: file.agreement, for: request.actor, before: after, limit: request.pageLimit + 1)
        return try .json(request.page("readings", found, AgreementJSON.reading) { Cursor([$0.id.text]) })
    }
}
