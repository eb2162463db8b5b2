import Directory
import HTTPTypes
import Kernel
import Web

/// Plans brought as files over the API: received, looked at, corrected, kept or put away.
enum PlanImportEndpoints {
    static let all: [Endpoint] = [list, receive, one, correct, keep, discard]

    private static let list = Endpoint(
        .get, "/api/plans/imports", "Files of plans that were brought lately", permission: .writePlans, or: [.stewardPlans],
        response: .items(of: PlanImportJSON.summarySchema)
    ) { request in
        try .json(Items(try await request.planImports.list(for: request.actor).map { PlanImportJSON($0) }))
    }

    private static let receive = Endpoint(
        .post, "/api/plans/imports", "Bring a file of a plan",
        about: """
            CSV or XLSX of a Renstra, RKPD or Renja as SIPD exports it. Nothing of a plan is changed yet: the answer says what its columns \
            were taken for, what keeping it would change and which rows cannot be taken. Keep it with `POST …/keeping`.
            """,
        permission: .writePlans, or: [.stewardPlans],
        request: .object(
            .required("file", .file), .required("kind", .choice(PlanScope.kinds.map(\.rawValue))),
            .required("year", .integer(MoneyLine.years)),
            .optional("to_year", .integer(MoneyLine.years).about("The last year, of plans of several.")),
            .optional("amounts", .choice(["planned", "spent"]).about("`spent` for what was spent of a Renja; `planned` unless given.")),
            .optional("agency", .id.about("Whose plan it is, where its rows do not say.")),
            .optional("source", .string(max: 60).about("The program it comes from, whose columns are remembered; `SIPD` unless given."))),
        requestType: "multipart/form-data", response: PlanImportJSON.schema, status: .created, limits: PlanImportRoutes.limits
    ) { request in
        let data = try await request.form()
        let desk = request.planImports
        let (scope, source) = try ImportForm.read(data, desk.directory, by: request.actor)
        guard let file = data.files("file").first, file.size > 0 else { throw AppError.invalid("file", "directory.import.no_file") }
        let made = try await desk.receive(
            try await file.bytes(), filename: file.filename, scope: scope, source: source, by: request.actor)
        return try .created(try await PlanImportJSON.read(made, request), at: "/api/plans/imports/\(made.id)")
    }

    private static let one = Endpoint(
        .get, "/api/plans/imports/{id}", "One file of a plan", permission: .writePlans, or: [.stewardPlans], response: PlanImportJSON.schema
    ) { request in
        let made = try await request.planImports.find(try request.id("id"), for: request.actor)
        return try .json(try await PlanImportJSON.read(made, request))
    }

    private static let correct = Endpoint(
        .patch, "/api/plans/imports/{id}", "Say what columns of a file mean", permission: .writePlans, or: [.stewardPlans],
        request: .named(
            "PlanImportChange",
            .object(
                .required("columns", .map(of: .choice(PlanColumn.self)).about("Meaning by heading.")),
                .required("version", .integer(0...Int.max)))),
        response: PlanImportJSON.schema
    ) { request in
        struct Body: Decodable {
            var columns: [String: PlanColumn]
            var version: Int
        }
        let body = try await request.json(Body.self)
        let made = try await request.planImports.correct(try request.id("id"), body.columns, seen: body.version, by: request.actor)
        return try .json(try await PlanImportJSON.read(made, request))
    }

    private static let keep = Endpoint(
        .post, "/api/plans/imports/{id}/keeping", "Keep a file as a draft", about: "The same file again changes nothing.",
        permission: .writePlans, or: [.stewardPlans], request: .object(.required("version", .integer(0...Int.max))),
        response: PlanImportJSON.schema
    ) { request in
        struct Body: Decodable { var version: Int }
        let body = try await request.json(Body.self)
        let (made, report) = try await request.planImports.keep(try request.id("id"), seen: body.version, by: request.actor)
        return try .json(PlanImportJSON(made, report, request))
    }

    private static let discard = Endpoint(
        .delete, "/api/plans/imports/{id}", "Put a file away", permission: .writePlans, or: [.stewardPlans],
        parameters: [.version], status: .noContent
    ) { request in
        try await request.planImports.discard(try request.id("id"), seen: request.seenVersion, by: request.actor)
        return .noContent
    }
}
