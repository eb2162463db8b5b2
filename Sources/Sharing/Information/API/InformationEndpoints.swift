import Directory
import HTTPTypes
import Kernel
import Web
import Work

/// Requests for information for machines: the public register, a year's figures, sending one in, and the acts of those who work on it.
enum InformationEndpoints {
    static let all = [register, year, submit, cases, one, act]

    private static let entry = Schema.named(
        "InformationRegisterEntry",
        .object(
            .required("number", .string.example("12/PPID/2026")), .required("receivedAt", .instant), .required("subject", .string.orNull),
            .required("state", .string), .required("agency", .id.orNull), .required("dueAt", .instant),
            .required("outcome", .choice(InformationRequest.Outcome.self).orNull), .required("workingDays", .integer.orNull),
            .required("isInTime", .boolean.orNull)))

    static let register = Endpoint(
        .get, InformationPaths.apiRegister, "The public register of requests for information, the newest first",
        about: "Without the applicant and her words; the subject is as PPID wrote it.",
        parameters: [.init("year", .integer(2000...9999), "Of one year.")] + Endpoint.Parameter.paging, response: .page(of: entry)
    ) { request in
        let after = try request.cursor("information")?.values.first
        let found = try await request.sharing.cases.register(year: request.query.int("year"), before: after, limit: request.pageLimit + 1)
        return try .json(request.page("information", found, json) { Cursor([$0.id]) })
    }

    static let year = Endpoint(
        .get, InformationPaths.apiYear, "A year's figures, as the law wants them reported",
        response: .object(.required("year", .integer), .required("figures", .map(of: .integer)), .required("workingDays", .integer))
    ) { request in
        guard let year = Int(try request.parameter("year")), (2000...9999).contains(year) else { throw AppError.notFound }
        let figures = try await request.sharing.cases.informationYear(year)
        let members = Dictionary(uniqueKeysWithValues: figures.figures.map { ($0.name, JSONValue.integer($0.value)) })
        return .json(["year": .integer(year), "figures": .object(members), "workingDays": .integer(figures.workingDays)] as JSONValue)
    }

    static let submit = Endpoint(
        .post, InformationPaths.apiRegister, "Ask for information (UU 14/2008)",
        about:
            "`secret` opens the applicant's own page; show it to her and to nobody else. The header Idempotency-Key keeps a repetition from making two.",
        request: .object(
            .required("wanted", .string(min: 20, max: 5000)), .required("purpose", .string(min: 10, max: 2000)),
            .required("delivery", .choice(InformationRequest.Delivery.self)), .required("name", .string(min: 2, max: 200)),
            .required("identityNumber", .string(min: 6, max: 60)), .optional("mail", .email), .optional("phone", .string(max: 30)),
            .optional("address", .string(max: 300))),
        response: .object(
            .required("code", .string), .required("secret", .string), .required("number", .string), .required("dueAt", .instant),
            .required("url", .string)), status: .created, rate: RateLimit("information-api", 20, per: 3600)
    ) { request in
        let body = try await request.jsonValue()
        func text(_ name: String) -> String { Plain.line(body[name]?.string ?? "") }
        let key = try request.idempotencyKey().map { key in
            request.installation.vault.fingerprint(
                "\(request.actor.kind.rawValue):\(request.actor.id):\(key)", purpose: "information-client-key")
        }
        let receipt = try await request.sharing.cases.submit(
            SubmitInformationRequest(
                wanted: body["wanted"]?.string ?? "", purpose: body["purpose"]?.string ?? "",
                delivery: InformationRequest.Delivery(rawValue: text("delivery")) ?? .mail,
                applicant: Applicant(
                    name: text("name"), address: text("address"), phone: text("phone"), mail: text("mail"),
                    identityNumber: text("identityNumber")),
                language: request.language, clientKey: key), by: .visitor)
        return .json(
            [
                "code": .string(receipt.code), "secret": .string(receipt.secret), "number": .string(receipt.registerNumber),
                "dueAt": .string(receipt.dueAt.description),
                "url": .string(request.installation.settings.absolute(InformationPaths.follow(receipt.code, receipt.secret))),
            ] as JSONValue, status: .created)
    }

    private static let caseSchema = Schema.named(
        "InformationCase",
        .object(
            .required("code", .string), .required("number", .string), .required("state", .string), .required("wanted", .string),
            .required("purpose", .string), .required("subject", .string.orNull), .required("agency", .id.orNull),
            .required("receivedAt", .instant),
            .required("dueAt", .instant), .required("outcome", .choice(InformationRequest.Outcome.self).orNull),
            .required("version", .integer)))

    static let cases = Endpoint(
        .get, InformationPaths.apiCases, "Requests the caller works on, the newest first", permission: .handleInformation,
        or: [.answerInformation, .settleInformation], parameters: Endpoint.Parameter.paging, response: .page(of: caseSchema)
    ) { request in
        let after = try request.cursor("information-cases")?.values.first
        let found = try await request.sharing.cases.informationRequests(for: request.actor, before: after, limit: request.pageLimit + 1)
        return try .json(request.page("information-cases", found, json) { Cursor([$0.id.text]) })
    }

    static let one = Endpoint(
        .get, InformationPaths.apiCase, "One request", permission: .handleInformation, or: [.answerInformation, .settleInformation],
        response: caseSchema
    ) { request in
        .json(json(try await request.sharing.cases.informationFile(code: try request.parameter("code"), for: request.actor).request))
    }

    static let act = Endpoint(
        .post, InformationPaths.apiActs, "Describe, pass on, extend, answer or settle a request", permission: .handleInformation,
        or: [.answerInformation, .settleInformation],
        request: .object(
            .required("act", .choice(["describe", "pass_on", "extend", "answer", "settle"])), .optional("text", .string(max: 20_000)),
            .optional("subject", .string(max: 200)), .optional("agency", .id),
            .optional("outcome", .choice(InformationRequest.Outcome.self)),
            .optional("basis", .string(max: 300)), .optional("version", .integer)),
        response: caseSchema
    ) { request in
        let body = try await request.jsonValue()
        let desk = request.sharing.cases
        let found = try await desk.informationFile(code: try request.parameter("code"), for: request.actor).request
        let (id, actor, version, text) = (found.caseID, request.actor, body["version"]?.integer, body["text"]?.string ?? "")
        let after: InformationRequest
        switch body["act"]?.string {
        case "describe":
            after = try await desk.perform(DescribeRequest(body["subject"]?.string ?? ""), on: id, by: actor, expecting: version)
        case "pass_on":
            guard let agency = body["agency"]?.string else { throw AppError.invalid("agency", "error.missing") }
            after = try await desk.perform(PassOnRequest(to: Identifier(agency), note: text), on: id, by: actor, expecting: version)
        case "extend": after = try await desk.perform(ExtendRequest(text), on: id, by: actor, expecting: version)
        case "answer":
            guard let outcome = body["outcome"]?.string.flatMap(InformationRequest.Outcome.init(rawValue:)) else {
                throw AppError.invalid("outcome", "error.missing")
            }
            after = try await desk.perform(
                AnswerRequest(outcome, text: text, basis: body["basis"]?.string ?? ""), on: id, by: actor, expecting: version)
        default: after = try await desk.perform(SettleObjection(text), on: id, by: actor, expecting: version)
        }
        return .json(json(after))
    }

    private static func json(_ entry: RegisterEntry) -> JSONValue {
        [
            "number": .string(entry.number), "receivedAt": .string(entry.receivedAt.description), "subject": text(entry.subject),
            "state": .string(entry.state), "agency": text(entry.agency?.text), "dueAt": .string(entry.dueAt.description),
            "outcome": text(entry.outcome?.rawValue), "workingDays": entry.workingDays.map(JSONValue.integer) ?? .null,
            "isInTime": entry.isInTime.map(JSONValue.bool) ?? .null,
        ]
    }

    private static func json(_ request: InformationRequest) -> JSONValue {
        [
            "code": .string(request.code), "number": .string(request.registerNumber), "state": .string(request.state),
            "wanted": .string(request.wanted), "purpose": .string(request.purpose), "subject": text(request.publicSubject),
            "agency": text(request.agency?.text), "receivedAt": .string(request.receivedAt.description),
            "dueAt": .string(request.dueAt.description), "outcome": text(request.outcome?.rawValue), "version": .integer(request.version),
        ]
    }

    private static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
