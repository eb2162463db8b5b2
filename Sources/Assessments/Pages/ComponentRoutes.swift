import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// One component: agencies fill it in, the central team scores it.
enum ComponentRoutes {
    static let all: [PageRoute] = [
        .get(AssessmentPaths.component, permission: .openAssessments) { request in .page(try await page(request, "", .empty, nil)) },
        .post(AssessmentPaths.answer, permission: .answerAssessments, limits: AssessmentEvidenceIntake.limits) { request in
            let (code, component, item) = try address(request)
            return try await request.act(again: { form, error in try await page(request, item, form, error) }) { data in
                try await answer(data, item, code, expecting: data.neededVersion, request)
                return .redirect(
                    here(code, component, item), flash: request.t("assessment.did.answer"), sent: ComponentForms.draftName(code, item))
            }
        },
        .post(AssessmentPaths.removal, permission: .answerAssessments) { request in
            let (code, component) = (try request.parameter("code"), try request.parameter("component"))
            let id = try request.id("id", AssessmentEvidence.self)
            return try await request.act(again: { form, error in try await page(request, "", form, error) }) { data in
                let item = data["item"] ?? ""
                try await request.assessments.desk.removeEvidence(
                    id, from: item, of: code, by: request.actor, expecting: data.neededVersion)
                return .redirect(here(code, component, item), flash: request.t("assessment.did.evidence_removed"))
            }
        },
        .post(AssessmentPaths.handIn, permission: .answerAssessments) { request in
            let (code, component) = (try request.parameter("code"), try request.parameter("component"))
            return try await request.act(again: { form, error in try await page(request, "penyerahan", form, error) }) { data in
                try await request.assessments.desk.handIn(
                    component, of: code, by: request.actor, expecting: data.neededVersion)
                return .redirect(AssessmentPaths.component(code, component), flash: request.t("assessment.did.hand_in"))
            }
        },
        .post(AssessmentPaths.sendBack, permission: .coordinateAssessments) { request in
            let (code, component) = (try request.parameter("code"), try request.parameter("component"))
            return try await request.act(again: { form, error in try await page(request, "pengembalian", form, error) }) { data in
                try await request.assessments.desk.sendBack(
                    component: component, of: code, reason: data["reason"] ?? "", by: request.actor,
                    expecting: data.neededVersion)
                return .redirect(AssessmentPaths.component(code, component), flash: request.t("assessment.did.returned"))
            }
        },
        .get(AssessmentPaths.evidence, permission: .openAssessments) { request in try await evidence(request) },
    ]

    private static func address(_ request: Request) throws -> (code: String, component: String, item: String) {
        (try request.parameter("code"), try request.parameter("component"), try request.parameter("item"))
    }

    static func here(_ code: String, _ component: String, _ item: String) -> String {
        "\(AssessmentPaths.component(code, component))#\(ComponentPage.anchor(item))"
    }

    /// Reads an answer with its evidence from a form, for the page and for the API.
    static func answer(_ data: FormData, _ item: String, _ code: String, expecting version: Int?, _ request: Request) async throws {
        var checker = Checker(data)
        var score: Hundredths?
        if let typed = checker.lineIfAny("score", max: 20) {
            score = Hundredths(typed: typed)
            if score == nil { checker.add("score", "error.assessment_score") }
        }
        let desk = request.assessments.desk
        let (evidence, issues) = try await AssessmentEvidenceIntake(desk).take(data, for: request.actor)
        checker.add(issues)
        try checker.check()
        try await desk.answer(
            item, of: code, AnswerDraft(score: score, reason: data["reason"] ?? "", evidence: evidence), by: request.actor,
            expecting: version)
    }

    static func page(_ request: Request, _ noun: String, _ form: Form, _ error: AppError?) async throws -> HTML {
        let component = try request.parameter("component")
        let file = try await request.assessments.desk.file(of: try request.parameter("code"), for: request.actor)
        guard let part = file.part(component) else { throw AppError.notFound }
        return ComponentPage.page(
            request.page,
            ComponentPage.View(
                file: file, part: part, names: request.assessments.directory.agencies, noun: noun, form: form, error: error))
    }

    static func evidence(_ request: Request) async throws -> Reply {
        let desk = request.assessments.desk
        let found = try await desk.evidence(
            try request.id("id", AssessmentEvidence.self), of: try request.parameter("code"), for: request.actor)
        guard let hash = found.file, let bytes = try await desk.files.get(hash) else { throw AppError.notFound }
        // Whatever it is, it opens nowhere within this site.
        return Reply.bytes(bytes, type: "application/octet-stream", filename: found.filename ?? "bukti")
            .header("Content-Security-Policy", "default-src 'none'; sandbox").header("X-Content-SHA256", hash)
    }
}

/// What the central team sends.
enum CentralRoutes {
    static let all: [PageRoute] = [
        .post(AssessmentPaths.central, permission: .scoreAssessments) { request in
            let (code, component) = (try request.parameter("code"), try request.parameter("component"))
            let item = try request.parameter("item")
            return try await request.act(again: { form, error in try await ComponentRoutes.page(request, item, form, error) }) { data in
                var checker = Checker(data)
                var score: Hundredths?
                if let typed = checker.lineIfAny("central_score", max: 20) {
                    score = Hundredths(typed: typed)
                    if score == nil { checker.add("central_score", "error.assessment_score") }
                }
                try checker.check()
                try await request.assessments.desk.score(
                    item, of: code,
                    CentralDraft(score: score, reason: data["central_reason"] ?? "", interview: data["interview"] ?? ""), by: request.actor,
                    expecting: data.neededVersion)
                return .redirect(ComponentRoutes.here(code, component, item), flash: request.t("assessment.did.score"))
            }
        }
    ]
}
