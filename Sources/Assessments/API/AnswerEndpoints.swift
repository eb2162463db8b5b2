import HTTPTypes
import Kernel
import Web

/// Answers of agencies with their evidence.
enum AnswerEndpoints {
    static let all = [answer, evidence, file, removeEvidence]

    private static func score(_ body: JSONValue, _ name: String) throws -> Hundredths? {
        guard let typed = body[name]?.string else { return nil }
        guard let score = Hundredths(typed: typed) else { throw AppError.invalid(name, "error.assessment_score") }
        return score
    }

    static let answer = Endpoint(
        .put, AssessmentPaths.apiAnswer, "Score a question for one's own agency, with the reason", permission: .answerAssessments,
        request: .object(
            .required("score", AssessmentSchemas.decimal.orNull), .required("reason", .string(max: 4000)),
            .optional("links", .array(of: .string(max: 200), max: 20).about("Records that show it, as `kind:code` or a code.")),
            .optional("version", .integer)), response: AssessmentSchemas.assessment
    ) { request in
        let (body, desk) = (try await request.jsonValue(), request.assessments.desk)
        var links: [AssessmentEvidenceDraft] = []
        for (index, typed) in (body["links"]?.array ?? []).compactMap(\.string).enumerated() {
            guard let link = try await AssessmentEvidenceIntake(desk).link(typed, for: request.actor) else {
                throw AppError.invalid("links[\(index)]", "error.assessment_link_unknown")
            }
            links.append(link)
        }
        try await desk.answer(
            try request.parameter("item"), of: try request.parameter("code"),
            AnswerDraft(score: try score(body, "score"), reason: body["reason"]?.string ?? "", evidence: links), by: request.actor,
            expecting: body["version"]?.integer)
        return .json(try await AssessmentEndpoints.answer(request))
    }

    static let evidence = Endpoint(
        .post, AssessmentPaths.apiEvidence, "Score a question and send files that show it",
        about:
            "`files` up to 20 MB each: PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, JPEG or PNG by their content; pictures are made anew from their pixels.",
        permission: .answerAssessments,
        request: .object(
            .optional("score", .string(max: 10)), .optional("reason", .string(max: 4000)), .required("files", .file),
            .optional("link", .string(max: 200)), .optional("version", .string(max: 10))), requestType: "multipart/form-data",
        response: AssessmentSchemas.assessment, limits: AssessmentEvidenceIntake.limits
    ) { request in
        let data = try await request.form()
        try await ComponentRoutes.answer(
            data, try request.parameter("item"), try request.parameter("code"), expecting: data.seenVersion, request)
        return .json(try await AssessmentEndpoints.answer(request))
    }

    static let file = Endpoint(
        .get, AssessmentPaths.apiEvidenceFile, "A file of evidence", about: "That the central team has read it is kept in the history.",
        permission: .openAssessments, responseType: "application/octet-stream"
    ) { request in try await ComponentRoutes.evidence(request) }

    static let removeEvidence = Endpoint(
        .delete, AssessmentPaths.apiEvidenceFile, "Take a piece of evidence away again while its component is being filled in",
        permission: .answerAssessments,
        parameters: [
            Endpoint.Parameter("item", .string(max: 20), "Code of the question.", isRequired: true),
            Endpoint.Parameter("version", .integer, "Version of the answer that was seen."),
        ], response: AssessmentSchemas.assessment
    ) { request in
        try await request.assessments.desk.removeEvidence(
            try request.id("id", AssessmentEvidence.self), from: request.query["item"] ?? "", of: try request.parameter("code"),
            by: request.actor, expecting: request.query.int("version"))
        return .json(try await AssessmentEndpoints.answer(request))
    }
}

/// Scores of the central team, and who is of it.
enum CentralEndpoints {
    static let all = [score, name, end]

    static let score = Endpoint(
        .put, AssessmentPaths.apiCentral, "Set the central team's score beside the regency's", permission: .scoreAssessments,
        request: .object(
            .required("score", AssessmentSchemas.decimal.orNull), .optional("reason", .string(max: 4000)),
            .optional("interview", .string(max: 4000)), .optional("version", .integer)), response: AssessmentSchemas.assessment
    ) { request in
        let body = try await request.jsonValue()
        var score: Hundredths?
        if let typed = body["score"]?.string {
            guard let number = Hundredths(typed: typed) else { throw AppError.invalid("score", "error.assessment_score") }
            score = number
        }
        try await request.assessments.desk.score(
            try request.parameter("item"), of: try request.parameter("code"),
            CentralDraft(score: score, reason: body["reason"]?.string ?? "", interview: body["interview"]?.string ?? ""), by: request.actor,
            expecting: body["version"]?.integer)
        return .json(try await AssessmentEndpoints.answer(request))
    }

    static let name = Endpoint(
        .post, AssessmentPaths.apiAssessors, "Open an assessment to a central assessor until a day", permission: .coordinateAssessments,
        request: .object(.required("account", .id), .required("until", .day)), response: AssessmentSchemas.assessment
    ) { request in
        let body = try await request.jsonValue()
        guard let until = body["until"]?.string.flatMap({ Day($0) }) else { throw AppError.invalid("until", "error.not_a_day") }
        try await request.assessments.desk.nameAssessor(
            body["account"]?.string ?? "", until: until, of: try request.parameter("code"), by: request.actor)
        return .json(try await AssessmentEndpoints.answer(request))
    }

    static let end = Endpoint(
        .delete, AssessmentPaths.apiAssessor, "Take an assessment away from a central assessor", permission: .coordinateAssessments,
        response: AssessmentSchemas.assessment
    ) { request in
        try await request.assessments.desk.endAssessor(
            try request.parameter("id"), of: try request.parameter("code"), by: request.actor)
        return .json(try await AssessmentEndpoints.answer(request))
    }
}

/// Results that are open to everybody.
enum ResultEndpoints {
    static let all = [list, one]

    static let list = Endpoint(
        .get, AssessmentPaths.apiResults, "Results of closed assessments that were published, by component",
        response: .object(.required("items", .array(of: AssessmentSchemas.result)))
    ) { request in
        let found = try await request.assessments.desk.publicResults()
        let answer: JSONValue = ["items": .array(found.map { AssessmentJSON.result($0, request.language) })]
        return .json(answer)
    }

    static let one = Endpoint(
        .get, AssessmentPaths.apiResult, "One published result", response: AssessmentSchemas.result
    ) { request in
        let (result, _) = try await request.assessments.desk.publicResult(try request.parameter("code"))
        return .json(AssessmentJSON.result(result, request.language))
    }
}
