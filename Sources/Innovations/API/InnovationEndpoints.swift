import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// The register of innovations for machines.
enum InnovationEndpoints {
    static let all = [list, one, create, edit, act] + table + iid + renja

    private static let schema = Schema.named(
        "Innovation",
        .object(
            .required("code", .string.example("I-0003")), .required("title", .string), .required("agency", .id),
            .required("stage", .string),
            .required("initiator", .choice(Innovation.Initiator.self)), .required("form", .choice(Innovation.Form.self)),
            .required("isDigital", .boolean), .required("function", .string), .required("theme", .string), .required("design", .string),
            .required("purpose", .string), .required("benefit", .string), .required("result", .string),
            .required("beneficiaries", .integer.orNull),
            .required("proofs", .map(of: .string).about("Documents and addresses by number of the index's indicator, 16 to 35.")),
            .required("criteria", .array(of: .choice(Innovation.Criterion.self))),
            .required("trialOn", .day.orNull), .required("appliedOn", .day.orNull), .required("replicates", .id.orNull),
            .required("gaps", .array(of: .string).about("What the national index still misses, in words.")), .required("version", .integer))
    )

    private static let members: [Schema.Member] = [
        .optional("title", .string(max: 200)), .optional("agency", .id), .optional("initiator", .choice(Innovation.Initiator.self)),
        .optional("form", .choice(Innovation.Form.self)), .optional("isDigital", .boolean), .optional("function", .string(max: 4)),
        .optional("theme", .string(max: 200)), .optional("design", .string(max: 20_000)), .optional("purpose", .string(max: 5000)),
        .optional("benefit", .string(max: 5000)), .optional("result", .string(max: 5000)),
        .optional("beneficiaries", .integer(0...100_000_000).orNull),
        .optional("proofs", .map(of: .string(max: 500)).about("All of them, by number of the index's indicator, 16 to 35.")),
        .optional("criteria", .array(of: .choice(Innovation.Criterion.self), max: 5)),
        .optional("sheet", .string(max: 12).orNull),
    ]

    static let list = Endpoint(
        .get, InnovationsPaths.apiInnovations, "The register of innovations by code",
        parameters: [
            .init("stage", .choice(["idea", "trial", "applied", "stopped"]), "Stage."), .init("agency", .id, "Whose it is."),
            .init("initiator", .choice(Innovation.Initiator.self), "Who had it first."), .init("q", .string(max: 200), "Words."),
        ] + Endpoint.Parameter.paging, response: .page(of: schema)
    ) { request in
        let query = RegisterQuery(
            state: request.query["stage"], agency: request.query["agency"], initiator: request.query.choice("initiator"),
            words: request.query["q"] ?? "")
        let after = try request.cursor("innovations")?.values.first
        let entries = try await request.database.read { [limit = request.pageLimit] tx in
            try tx.innovations(query, after: after, limit: limit + 1)
        }
        return try .json(request.page("innovations", entries, { json($0, request) }) { Cursor([$0.code]) })
    }

    static let table = Endpoint.files(InnovationsPaths.apiInnovations.template, "The register of innovations") { request, format in
        try await RegisterRoutes.table(request, RegisterQuery()).reply(format, name: "innovations")
    }

    static let iid = Endpoint.files(
        "/api/innovations/iid", "The register in the columns of the national innovation index (IID)"
    ) { request, format in try await RegisterRoutes.iid(request).reply(format, name: "iid") }

    static let renja = Endpoint.files(
        "/api/innovations/renja/{year}", "The register in the columns of a year's Renja",
        parameters: [.init("agency", .id, "Of one agency.")]
    ) { request, format in try await RegisterRoutes.renja(request).reply(format, name: "renja") }

    static let one = Endpoint(.get, InnovationsPaths.apiInnovation, "One innovation", response: schema) { request in
        .json(json(try await RegisterRoutes.find(request), request))
    }

    static let create = Endpoint(
        .post, InnovationsPaths.apiInnovations, "Put an innovation into the register, as an idea first", permission: .editInnovations,
        or: [.decideInnovations], request: .object(members), response: schema, status: .created
    ) { request in
        let draft = try await draft(try await request.jsonValue(), InnovationDraft(), request)
        let entry = try await request.innovations.register(draft, by: request.actor)
        return .created(json(entry, request), at: InnovationsPaths.apiInnovation(entry.code))
    }

    static let edit = Endpoint(
        .patch, InnovationsPaths.apiInnovation, "Change an entry of the register", permission: .editInnovations, or: [.decideInnovations],
        request: .object(members + [.required("version", .integer)]), response: schema
    ) { request in
        let body = try await request.jsonValue()
        let entry = try await RegisterRoutes.find(request)
        let draft = try await draft(body, InnovationDraft(entry), request)
        let after = try await request.innovations.perform(
            EditInnovation(draft), on: entry.recordID, by: request.actor, expecting: body["version"]?.integer)
        return .json(json(after, request))
    }

    static let act = Endpoint(
        .post, InnovationsPaths.apiInnovationActs, "Try, apply, stop, resume, or repeat an innovation in one's own agency",
        about: "`replicate` answers with the new entry of `agency`.", permission: .editInnovations, or: [.decideInnovations],
        request: .object(
            .required("act", .choice(["try", "apply", "stop", "resume", "replicate"])), .optional("on", .day),
            .optional("text", .string(max: 5000)), .optional("agency", .id), .optional("version", .integer)),
        response: schema
    ) { request in
        let body = try await request.jsonValue()
        let desk = request.innovations
        let entry = try await RegisterRoutes.find(request)
        let (id, actor, version, text) = (entry.recordID, request.actor, body["version"]?.integer, body["text"]?.string ?? "")
        let on = body["on"]?.string.flatMap { Day($0) }
        let after: Innovation
        switch body["act"]?.string {
        case "try": after = try await desk.perform(TryInnovation(on: on), on: id, by: actor, expecting: version)
        case "apply": after = try await desk.perform(ApplyInnovation(on: on), on: id, by: actor, expecting: version)
        case "stop": after = try await desk.perform(StopInnovation(text), on: id, by: actor, expecting: version)
        case "resume": after = try await desk.perform(ResumeInnovation(text), on: id, by: actor, expecting: version)
        default:
            guard let agency = body["agency"]?.string else { throw AppError.invalid("agency", "error.missing") }
            after = try await desk.replicate(code: entry.code, for: Identifier(agency), by: actor)
        }
        return .json(json(after, request))
    }

    private static func draft(_ body: JSONValue, _ before: InnovationDraft, _ request: Request) async throws -> InnovationDraft {
        var draft = before
        func line(_ name: String, _ old: String) -> String { body[name]?.string.map(Plain.line) ?? old }
        func text(_ name: String, _ old: String) -> String { body[name]?.string.map(Plain.text) ?? old }
        draft.title = line("title", draft.title)
        if let agency = body["agency"]?.string { draft.agency = Identifier(agency) }
        draft.initiator = body["initiator"]?.string.flatMap(Innovation.Initiator.init(rawValue:)) ?? draft.initiator
        draft.form = body["form"]?.string.flatMap(Innovation.Form.init(rawValue:)) ?? draft.form
        if case .bool(let flag)? = body["isDigital"] { draft.isDigital = flag }
        draft.function = line("function", draft.function)
        if let proofs = body["proofs"]?.members {
            draft.proofs = Dictionary(
                proofs.map { number, proof in (Int(number) ?? 0, Plain.line(proof.string ?? "")) }, uniquingKeysWith: { $1 })
        }
        draft.theme = line("theme", draft.theme)
        draft.design = text("design", draft.design)
        draft.purpose = text("purpose", draft.purpose)
        draft.benefit = text("benefit", draft.benefit)
        draft.result = text("result", draft.result)
        if let count = body["beneficiaries"] { draft.beneficiaries = count.integer }
        if let criteria = body["criteria"]?.array {
            draft.criteria = Set(criteria.compactMap { $0.string.flatMap(Innovation.Criterion.init(rawValue:)) })
        }
        if let code = body["sheet"] {
            draft.sheet = try await code.string.flatMapAsync { code in
                guard let sheet = try await request.database.read({ tx in try tx.innovationSheet(code: code) }) else {
                    throw AppError.invalid("sheet", "error.innovation_sheet")
                }
                return sheet.id
            }
        }
        return draft
    }

    static func json(_ entry: Innovation, _ request: Request) -> JSONValue {
        [
            "code": .string(entry.code), "title": .string(entry.title), "agency": .string(entry.agency.text), "stage": .string(entry.state),
            "initiator": .string(entry.initiator.rawValue), "form": .string(entry.form.rawValue), "isDigital": .bool(entry.isDigital),
            "function": .string(entry.function), "theme": .string(entry.theme), "design": .string(entry.design),
            "purpose": .string(entry.purpose), "benefit": .string(entry.benefit), "result": .string(entry.result),
            "beneficiaries": entry.beneficiaries.map(JSONValue.integer) ?? .null,
            "criteria": .array(entry.criteria.map(\.rawValue).sorted().map(JSONValue.string)),
            "proofs": .object(Dictionary(uniqueKeysWithValues: entry.proofs.map { ("\($0.key)", JSONValue.string($0.value)) })),
            "trialOn": SheetJSON.text(entry.trialOn?.description),
            "appliedOn": SheetJSON.text(entry.appliedOn?.description), "replicates": SheetJSON.text(entry.replicates?.text),
            "gaps": .array(entry.gaps.map { .string(request.t($0)) }), "version": .integer(entry.version),
        ]
    }
}

extension Optional {
    fileprivate func flatMapAsync<T>(_ make: (Wrapped) async throws -> T) async rethrows -> T? {
        guard let self else { return nil }
        return try await make(self)
    }
}
