import Directory
import Documents
import HTTPTypes
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Pages of those who take part in an assessment.
enum AssessmentRoutes {
    /// The act of the workflow by its word in the address.
    static let acts = [
        "pengajuan": "submit", "penutupan": "close", "pengembalian": "send_back", "penyelesaian": "conclude", "peninjauan": "reconsider",
    ]

    static let all: [PageRoute] = [
        .get(AssessmentPaths.list, permission: .openAssessments) { request in
            .page(AssessmentListPage.page(request.page, try await request.assessments.desk.lines(for: request.actor)))
        },
        .get(AssessmentPaths.listCSV, permission: .openAssessments) { request in try await table(request, "csv") },
        .get(AssessmentPaths.listXLSX, permission: .openAssessments) { request in try await table(request, "xlsx") },
        .get(AssessmentPaths.new, permission: .coordinateAssessments) { request in
            let year = request.assessments.directory.today.civil.year
            return .page(try await new(request, Form(["year": "\(year)"]), nil))
        },
        .post(AssessmentPaths.list, permission: .coordinateAssessments) { request in
            try await request.act(again: { form, error in try await new(request, form, error) }) { data in
                var checker = Checker(data)
                let title = checker.line("title", max: 200)
                let year = checker.int("year", in: AssessmentDesk.years)
                let instrument = checker.line("instrument", max: 40)
                let plan = checker.lineIfAny("plan", max: 40)
                try checker.check()
                let assessment = try await request.assessments.desk.open(
                    instrument: instrument, year: year ?? 0, title: title, plan: plan, by: request.actor)
                return .redirect(AssessmentPaths.assessment(assessment.code), flash: request.t("assessment.did.open"))
            }
        },
        .get(AssessmentPaths.assessment, permission: .openAssessments) { request in
            let code = try request.parameter("code")
            if let plain = ShortCode.normalize(code), plain != code { return .redirect(AssessmentPaths.assessment(plain)) }
            return .page(try await page(request, "", .empty, nil))
        },
        .post(AssessmentPaths.parts, permission: .coordinateAssessments) { request in
            let code = try request.parameter("code")
            return try await request.act(again: { form, error in try await page(request, "bagian", form, error) }) { data in
                try await request.assessments.desk.handOut(
                    try await PartForm.drafts(data, request), of: code, by: request.actor, expecting: data.neededVersion)
                return .redirect(AssessmentPaths.assessment(code), flash: request.t("assessment.did.hand_out"))
            }
        },
        .post(AssessmentPaths.move, permission: .openAssessments) { request in
            let (code, noun) = (try request.parameter("code"), try request.parameter("noun"))
            return try await request.act(again: { form, error in try await page(request, noun, form, error) }) { data in
                let desk = request.assessments.desk
                switch noun {
                case "penayangan", "penarikan":
                    try await desk.publish(code, noun == "penayangan", by: request.actor, expecting: data.neededVersion)
                default:
                    guard let act = acts[noun] else { throw AppError.notFound }
                    try await desk.move(act, code, reason: data["reason"] ?? "", by: request.actor, expecting: data.neededVersion)
                }
                // Whoever sends an assessment back may no longer see it.
                let isGone = noun == "pengembalian"
                return .redirect(
                    isGone ? AssessmentPaths.list() : AssessmentPaths.assessment(code), flash: request.t(TextKey("assessment.did.\(noun)")))
            }
        },
        .post(AssessmentPaths.assessors, permission: .coordinateAssessments) { request in
            let code = try request.parameter("code")
            return try await request.act(again: { form, error in try await page(request, "penilai", form, error) }) { data in
                var checker = Checker(data)
                let account = checker.line("account", max: 40)
                let until = checker.day("until")
                try checker.check()
                try await request.assessments.desk.nameAssessor(account, until: until!, of: code, by: request.actor)
                return .redirect(AssessmentPaths.assessment(code), flash: request.t("assessment.did.penilai"))
            }
        },
        .post(AssessmentPaths.endAssessor, permission: .coordinateAssessments) { request in
            let code = try request.parameter("code")
            try await request.assessments.desk.endAssessor(try request.parameter("id"), of: code, by: request.actor)
            return .redirect(AssessmentPaths.assessment(code), flash: request.t("assessment.did.penilai_akhir"))
        },
        .get(AssessmentPaths.scoresCSV, permission: .openAssessments) { request in try await scores(request, "csv") },
        .get(AssessmentPaths.scoresXLSX, permission: .openAssessments) { request in try await scores(request, "xlsx") },
    ]

    private static func table(_ request: Request, _ ending: String) async throws -> Reply {
        let lines = try await request.assessments.desk.lines(for: request.actor)
        return try await PlainTable.lines(request.page, lines).reply(ending, name: "penilaian")
    }

    private static func scores(_ request: Request, _ ending: String) async throws -> Reply {
        let file = try await request.assessments.desk.file(of: try request.parameter("code"), for: request.actor)
        return try await PlainTable.answers(request.page, file, request.assessments.directory.agencies).reply(
            ending, name: "penilaian-\(file.assessment.code)")
    }

    private static func new(_ request: Request, _ form: Form, _ error: AppError?) async throws -> HTML {
        let today = request.assessments.directory.today
        let (instruments, plans) = try await request.database.read { tx in
            (
                try tx.assessmentInstruments().filter { $0.state == .published && ($0.draft.validTo.map { today <= $0 } ?? true) },
                try tx.planEditions(.masterplan)
            )
        }
        return AssessmentListPage.new(request.page, instruments: instruments, plans: plans, form: form, error: error)
    }

    private static func page(_ request: Request, _ noun: String, _ form: Form, _ error: AppError?) async throws -> HTML {
        let (desk, directory) = (request.assessments.desk, request.assessments.directory)
        let file = try await desk.file(of: try request.parameter("code"), for: request.actor)
        let candidates =
            file.mayCoordinate
            ? try await desk.database.read { tx in
                try tx.accountNames(Set(try tx.holders(of: .scoreAssessments, agency: nil, on: directory.today)))
            } : [:]
        return AssessmentPage.page(
            request.page,
            AssessmentPage.View(
                file: file, names: directory.agencies, candidates: candidates, noun: noun, form: form, error: error,
                hasPress: desk.press?.isInstalled ?? false))
    }
}

/// Which agencies answer which component, as one form.
enum PartForm {
    static func filled(_ file: AssessmentFile) -> Form {
        var form = Form(["version": "\(file.assessment.version)"])
        for part in file.parts {
            form = form.setting("agencies.\(part.component)", all: part.agencies)
                .setting("due.\(part.component)", part.due?.description ?? "")
        }
        return form
    }

    /// The form of somebody who has been told that another was quicker, to go on from there: what she chose, and what was handed out
    /// meanwhile of which her older form knew nothing.
    static func joined(_ form: Form, _ file: AssessmentFile) -> Form {
        var joined = filled(file)
        for part in file.parts {
            let (agencies, due) = ("agencies.\(part.component)", "due.\(part.component)")
            guard !form.all(agencies).isEmpty || !form.value(due).isEmpty else { continue }
            joined = joined.setting(agencies, all: form.all(agencies)).setting(due, form.value(due))
        }
        return joined
    }

    /// Components left without agency and day stay as they are.
    static func drafts(_ data: FormData, _ request: Request) async throws -> [PartDraft] {
        let file = try await request.assessments.desk.file(of: try request.parameter("code"), for: request.actor)
        // First of all, for an older form has not the fields of what was handed out since.
        guard data.neededVersion == file.assessment.version else { throw AppError.conflict("error.changed_meanwhile") }
        var checker = Checker(data)
        var drafts: [PartDraft] = []
        for part in file.parts where part.state == .waiting {
            let agencies = checker.all("agencies.\(part.component)").filter { !$0.isEmpty }
            let due = checker.dayIfAny("due.\(part.component)")
            if agencies.isEmpty && due == nil && part.agencies.isEmpty { continue }
            if due == nil { checker.add("due.\(part.component)", "error.missing") }
            // The one that led stays the first.
            let kept = part.agencies.filter(agencies.contains)
            if let due { drafts.append(PartDraft(part.component, agencies: kept + agencies.filter { !kept.contains($0) }, due: due)) }
        }
        try checker.check()
        return drafts
    }
}
