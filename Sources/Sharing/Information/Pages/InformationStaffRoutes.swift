import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Pages of PPID, of the agencies it passes requests on to, and of its superior.
enum InformationStaffRoutes {
    private static let pageSize = 30
    static let readers: [Permission] = [.handleInformation, .answerInformation, .settleInformation]

    /// - Parameter references: finds the citizen's report that a request is made of.
    static func all(_ references: ReferenceResolver) -> [PageRoute] {
        [
            .get(InformationPaths.list) { request in
                try request.requireAccount()
                try request.require(readers)
                let before = request.query["lama"]
                let found = try await request.sharing.cases.informationRequests(for: request.actor, before: before, limit: pageSize + 1)
                return .page(InformationListPage.page(request, found, pageSize: pageSize, isFirst: before == nil))
            },
            .get(InformationPaths.receive, permission: .handleInformation) { request in
                try request.requireAccount()
                return .page(try await receive(request, .empty, references, key: request.world.token()))
            },
            .post(InformationPaths.receive, permission: .handleInformation) { request in
                try request.requireAccount()
                return try await request.act(
                    again: { form, _ in try await receive(request, form, references, key: form.value("client_key")) }
                ) { data in try await convert(data, request, references) }
            },
            .get(InformationPaths.one) { request in
                try request.requireAccount()
                return .page(try await one(request, .empty, references))
            },
            .post(InformationPaths.act) { request in
                try request.requireAccount()
                let noun = try request.parameter("noun")
                if noun == "identitas" { return try await identity(request, references) }
                return try await request.act(again: { form, error in try await one(request, form, references, noun: noun, error: error) }) {
                    data in
                    let code = try request.parameter("code")
                    let file = try await request.sharing.cases.informationFile(code: code, for: request.actor)
                    try await InformationCaseAct(noun: noun, data: data).perform(on: file.request, request)
                    return .redirect(InformationPaths.one(file.request.code), flash: request.t(TextKey("information.did.\(noun)")))
                }
            },
        ]
    }

    private static func convert(_ data: FormData, _ request: Request, _ references: ReferenceResolver) async throws -> Reply {
        var source: Reference?
        if let code = data["report"], !code.isEmpty {
            guard data["consent"] == "1" else { throw AppError.invalid("consent", "error.information_consent") }
            source = try await request.database.read { [actor = request.actor] tx in
                try references.find(code, for: actor, among: ["report"], tx).first
            }
            guard source != nil else { throw AppError.invalid("report", "error.information_report") }
        }
        let found = InformationForm.issues(data)
        let act = InformationForm.act(data, request.language, key: data["client_key"], source: source)
        guard found.isEmpty else { throw AppError.invalid(found + act.issues) }
        let receipt = try await request.sharing.cases.submit(act, by: request.actor)
        return .redirect(InformationPaths.one(receipt.code), flash: request.t("information.received", ["number": receipt.registerNumber]))
    }

    private static func receive(_ request: Request, _ form: Form, _ references: ReferenceResolver, key: String) async throws -> HTML {
        let page = request.page
        let code = form.value("report").isEmpty ? request.query["laporan"] ?? "" : form.value("report")
        let filled = form.setting("report", code)
        let fields = Fields(page, filled)
        let extra: HTML = """
            \(fields.line("report", "information.field.report", need: .optional, hint: "information.field.report_hint", max: 20, width: .code))\
            \(fields.boxes("consent", "information.field.consent", [Choice("1", page.t("information.field.consent_yes"))]))
            """
        return Layout.page(
            page, title: page.t("information.receive"), isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("information.list"), InformationPaths.list())], title: page.t("information.receive")))\
                <div class="stack"><h1>\(page.t("information.receive"))</h1>\
                \(InformationForm.html(page, filled, action: InformationPaths.receive(), key: key, extra: extra))</div>
                """)
    }

    private static func identity(_ request: Request, _ references: ReferenceResolver) async throws -> Reply {
        let data = try await request.form()
        let cases = request.sharing.cases
        let file = try await cases.informationFile(code: try request.parameter("code"), for: request.actor)
        do {
            let applicant = try await cases.openApplicant(of: file.request.id, by: request.actor, reason: data["reason"] ?? "")
            return .page(try await one(request, .empty, references, applicant: applicant)).unkept()
        } catch let error as AppError where error.kind == .invalid {
            return .page(
                try await one(request, Form(data, issues: error.issues), references, noun: "identitas"), status: .unprocessableContent)
        }
    }

    private static func one(
        _ request: Request, _ form: Form, _ references: ReferenceResolver, noun: String = "", error: AppError? = nil,
        applicant: Applicant? = nil
    ) async throws -> HTML {
        let file = try await request.sharing.cases.informationFile(code: try request.parameter("code"), for: request.actor)
        // The link by which an applicant follows her request is not for officers.
        guard !file.request.isApplicant(request.actor) else { throw AppError.notFound }
        let source = try await request.database.read { [actor = request.actor] tx in
            try file.request.source.flatMap { try references.views(of: [$0], for: actor, tx)[$0] }
        }
        return InformationCasePage.page(
            request.page,
            InformationCasePage.View(
                file: file, agencies: request.sharing.directory.agencies, today: request.sharing.directory.today,
                people: try await request.sharing.names(of: file.events.map(\.actorID)), source: source, applicant: applicant, form: form,
                noun: noun,
                error: error))
    }
}

/// Reads the form of one noun as the act it asks for.
struct InformationCaseAct {
    let noun: String
    let data: FormData

    func perform(on found: InformationRequest, _ request: Request) async throws {
        let cases = request.sharing.cases
        let (id, actor, version, text) = (found.caseID, request.actor, data.neededVersion, data["text"] ?? "")
        switch noun {
        case "uraian": try await cases.perform(DescribeRequest(data["subject"] ?? ""), on: id, by: actor, expecting: version)
        case "penerusan":
            var checker = Checker(data)
            let agency = checker.id("agency", Agency.self)
            try checker.check()
            try await cases.perform(PassOnRequest(to: agency!, note: text), on: id, by: actor, expecting: version)
        case "perpanjangan": try await cases.perform(ExtendRequest(text), on: id, by: actor, expecting: version)
        case "pemberitahuan":
            var checker = Checker(data)
            let outcome = checker.choice("outcome", of: InformationRequest.Outcome.self)
            try checker.check()
            try await cases.perform(AnswerRequest(outcome!, text: text, basis: data["basis"] ?? ""), on: id, by: actor, expecting: version)
        case "putusan": try await cases.perform(SettleObjection(text), on: id, by: actor, expecting: version)
        default: throw AppError.notFound
        }
    }
}
