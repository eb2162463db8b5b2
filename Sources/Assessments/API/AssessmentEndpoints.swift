import HTTPTypes
import Kernel
import Web

/// Assessments: begun, handed out, moved on; and what to take along of them.
enum AssessmentEndpoints {
    static let all = [list, open, one, handOut, partState, move, report, pack]

    static let list = Endpoint(
        .get, AssessmentPaths.apiAssessments, "Assessments the caller takes part in, the youngest first",
        about: "Agencies find those they answer, the central team those it was named to once they were submitted.",
        permission: .openAssessments, response: .object(.required("items", .array(of: AssessmentSchemas.summary)))
    ) { request in
        let lines = try await request.assessments.desk.lines(for: request.actor)
        let answer: JSONValue = [
            "items": .array(lines.map { AssessmentJSON.summary($0.assessment, $0.result, request.language) })
        ]
        return .json(answer)
    }

    static let open = Endpoint(
        .post, AssessmentPaths.apiAssessments, "Begin an assessment under a published instrument", permission: .coordinateAssessments,
        request: .object(
            .required("instrument", .id), .required("year", .integer(AssessmentDesk.years)), .required("title", .string(max: 200)),
            .optional("plan", .id.orNull)), response: AssessmentSchemas.assessment, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let desk = request.assessments.desk
        let assessment = try await desk.open(
            instrument: body["instrument"]?.string ?? "", year: body["year"]?.integer ?? 0, title: body["title"]?.string ?? "",
            plan: body["plan"]?.string, by: request.actor)
        return .created(
            AssessmentJSON.file(try await desk.file(of: assessment.code, for: request.actor), request.language),
            at: AssessmentPaths.apiAssessment(assessment.code))
    }

    static let one = Endpoint(
        .get, AssessmentPaths.apiAssessment, "One assessment, as far as the caller may see it",
        about: "The central team's scores are told to the regency when it has finished.", permission: .openAssessments,
        response: AssessmentSchemas.assessment
    ) { request in .json(try await answer(request)) }

    static let handOut = Endpoint(
        .put, AssessmentPaths.apiParts, "Hand components to the agencies that answer them", permission: .coordinateAssessments,
        request: .object(
            .required(
                "parts",
                .array(
                    of: .object(
                        .required("component", .string(max: 20)), .required("agencies", .array(of: .id, max: 20)), .required("due", .day)),
                    max: 50)), .optional("version", .integer)), response: AssessmentSchemas.assessment
    ) { request in
        let body = try await request.jsonValue()
        let drafts = try (body["parts"]?.array ?? []).map { part in
            guard let due = part["due"]?.string.flatMap({ Day($0) }) else { throw AppError.invalid("parts", "error.not_a_day") }
            return PartDraft(
                part["component"]?.string ?? "", agencies: part["agencies"]?.array?.compactMap(\.string) ?? [], due: due)
        }
        try await request.assessments.desk.handOut(
            drafts, of: try request.parameter("code"), by: request.actor, expecting: body["version"]?.integer)
        return .json(try await answer(request))
    }

    static let partState = Endpoint(
        .post, AssessmentPaths.apiPartState, "Hand a component in, or send it back to those who answer it", permission: .answerAssessments,
        or: [.coordinateAssessments],
        request: .object(
            .required("act", .choice(["hand_in", "return"])), .optional("reason", .string(max: 2000)), .optional("version", .integer)),
        response: AssessmentSchemas.assessment
    ) { request in
        let (body, desk) = (try await request.jsonValue(), request.assessments.desk)
        let (code, component) = (try request.parameter("code"), try request.parameter("component"))
        if body["act"]?.string == "hand_in" {
            try await desk.handIn(component, of: code, by: request.actor, expecting: body["version"]?.integer)
        } else {
            try await desk.sendBack(
                component: component, of: code, reason: body["reason"]?.string ?? "", by: request.actor,
                expecting: body["version"]?.integer)
        }
        return .json(try await answer(request))
    }

    static let move = Endpoint(
        .post, AssessmentPaths.apiState, "Submit, send back, conclude, reconsider, close, publish or withdraw an assessment",
        about: "`submit`, `close`, `publish` and `withdraw` are the coordinator's; the others the central team's.",
        permission: .coordinateAssessments, or: [.scoreAssessments],
        request: .object(
            .required("act", .choice(["submit", "send_back", "conclude", "reconsider", "close", "publish", "withdraw"])),
            .optional("reason", .string(max: 2000)), .optional("version", .integer)), response: AssessmentSchemas.summary
    ) { request in
        let (body, desk, code) = (try await request.jsonValue(), request.assessments.desk, try request.parameter("code"))
        let (act, version) = (body["act"]?.string ?? "", body["version"]?.integer)
        // Whoever sends one back may no longer see it: what she saw last is her answer.
        let before = try await desk.file(of: code, for: request.actor)
        let moved =
            act == "publish" || act == "withdraw"
            ? try await desk.publish(code, act == "publish", by: request.actor, expecting: version)
            : try await desk.move(act, code, reason: body["reason"]?.string ?? "", by: request.actor, expecting: version)
        return .json(AssessmentJSON.summary(moved, before.result, request.language))
    }

    static let report = Endpoint(
        .get, AssessmentPaths.apiReport, "The report of an assessment", permission: .openAssessments,
        parameters: [Endpoint.Parameter("format", .choice(["pdf", "docx", "html"]), "PDF unless given.")],
        responseType: "application/octet-stream"
    ) { request in
        var reply = try await PackRoutes.report(request, request.query["format"] ?? "pdf")
        reply.headers[.contentType] = "application/octet-stream"
        return reply
    }

    static let pack = Endpoint(
        .get, AssessmentPaths.apiPack, "Report, evidence and a manifest with the SHA-256 of each file, as ZIP",
        about: "For those who may read all of an assessment. The same state gives the same bytes.", permission: .openAssessments,
        responseType: "application/zip", rate: RateLimit("assessment-pack", 20, per: 600)
    ) { request in try await PackRoutes.pack(request) }

    static func answer(_ request: Request) async throws -> JSONValue {
        let file = try await request.assessments.desk.file(of: try request.parameter("code"), for: request.actor)
        return AssessmentJSON.file(file, request.language)
    }
}
