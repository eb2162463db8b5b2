import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Pages for citizens: the register, the form, the link to follow, and the yearly report.
enum InformationRoutes {
    private static let pageSize = 50

    static let all: [PageRoute] = [
        .get(InformationPaths.register) { request in
            let before = request.query["lama"]
            let year = request.query.int("tahun")
            let found = try await request.sharing.cases.register(year: year, before: before, limit: pageSize + 1)
            return .page(try await RegisterPage.page(request, found, year: year, pageSize: pageSize, isFirst: before == nil))
        },
        .get(InformationPaths.new) { request in .page(form(request.page, .empty, key: request.world.token())) },
        .post(InformationPaths.new, rate: RateLimit("information", 20, per: 3600)) { request in
            let data = try await request.form()
            do {
                let found = InformationForm.issues(data)
                let act = InformationForm.act(data, request.language, key: key(data, request), source: nil)
                guard found.isEmpty else { throw AppError.invalid(found + act.issues) }
                let receipt = try await request.sharing.cases.submit(act, by: .visitor)
                return .redirect(InformationPaths.follow(receipt.code, receipt.secret))
            } catch let error as AppError where error.kind == .invalid {
                return .page(
                    form(request.page, Form(data, issues: error.issues), key: data["client_key"] ?? request.world.token()),
                    status: .unprocessableContent)
            }
        },
        .get(InformationPaths.follow) { request in .page(try await follow(request, .empty, nil)).unkept() },
        .post(InformationPaths.followAct) { request in
            let noun = try request.parameter("noun")
            return try await request.act(again: { form, error in try await follow(request, form, error, noun: noun) }) { data in
                let cases = request.sharing.cases
                let (code, secret) = (try request.parameter("code"), try request.parameter("secret"))
                let (found, actor) = try await cases.applicant(code: code, secret: secret)
                let text = data["text"] ?? ""
                switch noun {
                case "keberatan" where found.state == "answered":
                    try await cases.perform(ObjectToAnswer(text), on: found.caseID, by: actor)
                case "keberatan": try await cases.perform(ObjectToSilence(text), on: found.caseID, by: actor)
                case "pembatalan": try await cases.perform(WithdrawInformationRequest(), on: found.caseID, by: actor)
                default: throw AppError.notFound
                }
                return .redirect(InformationPaths.follow(code, secret), flash: request.t(TextKey("information.did.\(noun)")))
            }
        },
        .get(InformationPaths.year) { request in
            guard let year = Int(try request.parameter("year")), (2000...9999).contains(year) else { throw AppError.notFound }
            let figures = try await request.sharing.cases.informationYear(year)
            return .page(RegisterPage.year(request.page, figures, years: try await request.sharing.cases.informationYears()))
        },
        .get(InformationPaths.yearTable) { request in
            guard let year = Int(try request.parameter("year")), (2000...9999).contains(year) else { throw AppError.notFound }
            let figures = try await request.sharing.cases.informationYear(year)
            let rows = figures.figures.map { "\(year),\($0.name),\($0.value)\r\n" }
            return .csv("tahun,ukuran,jumlah\r\n\(rows.joined())", filename: "permintaan-informasi-\(year).csv")
        },
    ]

    /// Two citizens may send the same key; what they wrote tells them apart.
    private static func key(_ data: FormData, _ request: Request) -> String? {
        data["client_key"].map {
            request.installation.vault.fingerprint("\($0) \(data["wanted"] ?? "")", purpose: "information-client-key")
        }
    }

    private static func form(_ page: Page, _ form: Form, key: String) -> HTML {
        Layout.page(
            page, title: page.t("information.title"), isWide: false,
            body: """
                <div class="stack"><h1>\(page.t("information.title"))</h1><p class="lead">\(page.t("information.lead"))</p>\
                \(InformationForm.html(page, form, action: InformationPaths.new(), key: key))</div>
                """)
    }

    private static func follow(_ request: Request, _ form: Form, _ error: AppError?, noun: String = "") async throws -> HTML {
        let cases = request.sharing.cases
        let (code, secret) = (try request.parameter("code"), try request.parameter("secret"))
        let (found, actor) = try await cases.applicant(code: code, secret: secret)
        let file = try await cases.informationFile(code: found.code, for: actor)
        let address = request.installation.settings.absolute(InformationPaths.follow(found.code, secret))
        return FollowPage.page(
            request.page,
            FollowPage.View(
                file: file, secret: secret, address: address, agencies: request.sharing.directory.agencies, form: form, noun: noun,
                error: error,
                isLate: request.now > found.dueAt))
    }
}
