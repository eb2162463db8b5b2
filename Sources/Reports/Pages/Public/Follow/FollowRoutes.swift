import HTTPTypes
import Kernel
import Storage
import Web

extension PageRoute {
    static let follow: [PageRoute] = [
        .get(ReportPaths.follow) { request in
            let (report, actor) = try await request.reporter()
            return Reply.page(FollowPage.page(request.page, try await view(request, report.id, actor))).secret
        },
        .post(ReportPaths.followAct, limits: PhotoIntake.limits, rate: RateLimit("reporter", 60, per: 600)) { request in
            try await act(request).secret
        },
    ]

    private static func view(_ request: Request, _ id: Identifier<Report>, _ actor: Actor) async throws -> FollowView {
        let site = request.reports
        return FollowView(
            file: try await site.desk.file(id, for: actor), names: try await site.names(request.language),
            secret: try request.parameter("secret"), now: request.now, calendar: site.desk.ground.calendar)
    }

    private static func act(_ request: Request) async throws -> Reply {
        let (report, actor) = try await request.reporter()
        guard let kind = ReporterForm(rawValue: try request.parameter("act")) else { throw AppError.notFound }
        let desk = request.reports.desk
        let data = try await request.form()
        let intake = PhotoIntake(request)
        let (photos, issues) = kind.hasPhotos ? try await intake.take(data, field: kind.field("photos"), words: request.page) : ([], [])

        func again(_ issues: [Issue], _ error: AppError? = nil) async throws -> Reply {
            var shown = try await view(request, report.id, actor)
            shown.failed = kind
            shown.form = Form(data).with(
                issues.map { Issue($0.field.hasPrefix(kind.rawValue) ? $0.field : kind.field($0.field), $0.message) })
            shown.keptPhotos = photos.map(intake.token)
            shown.conflict = error?.message
            return .page(FollowPage.page(request.page, shown), status: error == nil ? .unprocessableContent : .conflict)
        }

        guard issues.isEmpty else { return try await again(issues) }
        if photos.count > Submission.mostPhotos {
            return try await again([Issue("photos", Message("error.too_many_photos", ["max": "\(Submission.mostPhotos)"]))])
        }
        let act = kind.act(on: report, data, photos: photos)
        let version = data.neededVersion
        let done = Reply.redirect(
            ReportPaths.follow(report.code, try request.parameter("secret")), flash: request.t(TextKey("report.do.\(kind).done")))
        do {
            // What is kept against repetition must not hold the secret link.
            _ = try await request.once { tx in
                let target = desk.target(of: act, by: report)
                try desk.perform(act, on: target, by: actor, expecting: target == report.id ? version : nil, in: tx)
                return .noContent
            }
            return done
        } catch let error as AppError where error.kind == .invalid {
            return try await again(error.issues)
        } catch let error as AppError where error.kind == .conflict {
            return try await again([], error.inWords(request))
        }
    }
}
