import HTTPTypes
import Kernel
import Web

extension PageRoute {
    static let reportForm: [PageRoute] = [
        .get(ReportPaths.form) { request in
            var form = Form.empty
            // Links from elsewhere, such as a sticker on a lamp post, may name category and place.
            if let category = request.query["kategori"] { form = form.setting("category", category) }
            if let village = request.query["desa"] { form = form.setting("village", village) }
            return .page(ReportFormPage.page(request.page, try await view(request, form)))
        },
        .post(ReportPaths.form, limits: PhotoIntake.limits, rate: RateLimit("report", 60, per: 600)) { request in try await submit(request)
        },
        keptPhoto,
    ]

    private static func view(
        _ request: Request, _ form: Form, photos: [String] = [], clientKey: String? = nil, notice: Message? = nil
    ) async throws -> ReportFormView {
        let names = try await request.reports.names(request.language)
        return ReportFormView(
            form: form, names: names, keptPhotos: photos, clientKey: clientKey ?? request.world.token(), notice: notice,
            outline: RegencyOutline.plain(names.places, title: request.t("report.form.map")), tiles: request.installation.tiles)
    }

    private static func submit(_ request: Request) async throws -> Reply {
        let data = try await request.form()
        let intake = PhotoIntake(request)
        var (photos, photoIssues): ([PhotoDraft], [Issue]) = ([], [])
        var failure: AppError?
        // What was typed must not be lost because the disk takes nothing just now.
        do { (photos, photoIssues) = try await intake.take(data, words: request.page) } catch let error as AppError
            where error.kind == .unavailable
        { failure = error }
        let names = try await request.reports.names(request.language)
        let chosen = names.tree[data["category"] ?? ""].flatMap { $0.isValid(on: names.today) ? $0 : nil }
        let (submission, issues) = ReportFormReader.submission(
            data, category: chosen, photos: photos, language: request.language, vault: request.installation.vault)
        var found = photoIssues + issues

        // What was accepted before is not lost with what could not be taken now.
        let kept = failure == nil ? photos.map(intake.token) : Array(data.all("kept_photo").prefix(2 * Submission.mostPhotos))
        func again(
            _ issues: [Issue], _ form: Form? = nil, notice: Message? = nil, status: HTTPResponse.Status = .unprocessableContent
        ) async throws -> Reply {
            let form = (form ?? Form(data)).with(ReportFormReader.named(issues, category: submission.category))
            let shown = try await view(
                request, form, photos: kept, clientKey: data["client_key"], notice: notice)
            return .page(ReportFormPage.page(request.page, shown), status: status)
        }

        func unavailable(_ error: AppError) async throws -> Reply {
            // What is wrong with the store for files is in the log; whoever reports can only try again.
            let isOfBucket = error.message.key.id.contains("bucket_")
            let notice: Message = isOfBucket ? "error.bucket_unreachable" : error.message
            let reply = try await again([], notice: notice, status: .serviceUnavailable)
            return error.retryAfter.map { reply.header("Retry-After", String($0)) } ?? reply
        }
        if let failure { return try await unavailable(failure) }

        // Without a script, what a category asks and advises can only be shown once it is known.
        let isAskingMore = chosen.map { !$0.asked(on: names.today).isEmpty || $0.isSensitive || $0.kind == .oversight } ?? false
        if let chosen, data["asked"] != chosen.id, isAskingMore {
            found += request.reports.desk.issues(submission, chosen).filter { !$0.field.hasPrefix("answer.") }
            var form = Form(data)
            if chosen.isSensitive { form = form.setting("disclosure", Report.Disclosure.confidential.rawValue) }
            return try await again(found, form, notice: chosen.isSensitive ? "report.form.sensitive_step" : "report.form.questions_step")
        }
        guard found.isEmpty else { return try await again(found + request.reports.desk.issues(submission, chosen)) }
        do {
            // Never as an account: an official who reports what she saw must not be known by her session.
            let receipt = try await request.reports.submit(submission, by: .visitor)
            return .redirect(ReportPaths.receipt(receipt.code, receipt.secret))
        } catch let error as AppError where error.kind == .invalid {
            return try await again(error.issues)
        } catch let error as AppError where error.kind == .unavailable {
            return try await unavailable(error)
        }
    }
}

extension ReportSite {
    /// ``ReportDesk/submit(_:by:)``, tried once more when the same submission arrived twice at the same moment: then there is a
    /// receipt to give.
    package func submit(_ submission: Submission, by actor: Actor) async throws -> Receipt {
        do {
            return try await desk.submit(submission, by: actor)
        } catch let error as AppError where error.kind == .conflict && submission.clientKey != nil {
            return try await desk.submit(submission, by: actor)
        }
    }
}

extension Installation {
    /// The tile server, if the operator has named one.
    var tiles: TileServer? { settings.tileServer.map { TileServer(url: $0, attribution: "© OpenStreetMap") } }
}
