import HTTPTypes
import Kernel
import Web

/// What the reporter sees and does, with the secret of her report in the header `Report-Secret`.
enum ReporterEndpoints {
    static let all = [
        follow,
        act("completion", "Answer what triage asked", text: true, photos: true) { _, sent, photos in
            CompleteReport(text: sent.text ?? "", photos: photos)
        },
        act("additions", "Add something", text: true, photos: true) { _, sent, photos in AddToReport(text: sent.text ?? "", photos: photos)
        },
        act(
            "acceptance", "Accept the result with one to five stars", text: false, photos: false,
            extra: [.required("stars", .integer(1...5))]
        ) { report, sent, _ in AcceptResult(of: report, stars: sent.stars ?? 0, text: sent.text ?? "") },
        act(
            "reopening", "Say that it is not done, also of the report that this one follows, or appeal", text: true, photos: true
        ) { report, sent, photos in ReopenReport(of: report, text: sent.text ?? "", photos: photos) },
        act("withdrawal", "Take the report back before anybody has worked on it", text: false, photos: false) { _, _, _ in WithdrawReport()
        },
    ]

    private static let header =
        "The secret of the receipt stands in the header `Report-Secret`. A wrong one is answered as if there were no such report."

    private static let standing = Schema.named(
        "OwnReport",
        .object(
            .required("code", .string), .required("version", .integer(1...Int.max)), .required("state", .string),
            .required("status", .choice(ReportFilter.Status.self)), .required("disclosure", .choice(Report.Disclosure.self)),
            .required("text", .string), .required("publicText", Schema.string.orNull), .required("isPublic", .boolean),
            .required("category", PublicSchemas.named), .required("agency", PublicSchemas.named.orNull), .required("receivedAt", .instant),
            .required("dueAt", .instant.orNull), .required("claimedAt", .instant.orNull), .required("checkedAt", .instant.orNull),
            .required("acceptedAt", .instant.orNull), .required("closedAt", .instant.orNull),
            .required("closure", Schema.choice(Report.Closure.self).orNull), .required("level", .integer(0...4)),
            .required(
                "place",
                .object(
                    .required("village", PublicSchemas.named.orNull), .required("subdistrict", PublicSchemas.named.orNull),
                    .required("latitude", Schema.number(-90...90).orNull), .required("longitude", Schema.number(-180...180).orNull),
                    .required("finding", .choice(["list", "boundary", "nearest"]).about("nearest: no boundary is known there.")),
                    .required("note", .string))
            ),
            .required("answers", .map(of: .string).about("Answers to the category's questions, by their code.")),
            .required("mergedInto", Schema.string.orNull.about("Code of the report that this one follows.")),
            .required("followedState", Schema.string.orNull.about("Its state, where anyone may read it.")),
            .required("turnDueAt", .instant.orNull.about("By when the one whose turn it is must act.")),
            .required("daysLeft", Schema.integer.orNull.about("Working days until then; below zero when it is late.")),
            .required("isPaused", .boolean.about("Whether that time stands still.")),
            .required("hasIdentity", .boolean), .required("identityRemovedAt", .instant.orNull),
            .required("rating", Schema.integer(1...5).orNull),
            .required("acts", .array(of: .string).about("What the reporter can do now.")),
            .required("timeline", .array(of: PublicSchemas.entry)),
            .required(
                "identityAccesses",
                .array(
                    of: .object(.required("at", .instant), .required("agency", PublicSchemas.named.orNull), .required("reason", .string))
                )
                .about("Who opened the reporter's identity, and why."))))

    static let follow = Endpoint(
        .get, "/api/reports/{code}/follow-up", "A report as its reporter sees it", about: header, response: standing
    ) { request in
        let (report, actor) = try await bearer(request)
        return try await own(report.id, actor, request)
    }

    private static func act(
        _ noun: String, _ summary: String, text: Bool, photos: Bool, extra: [Schema.Member] = [],
        _ make: @escaping @Sendable (Report, SentAct, [PhotoDraft]) -> any ReportAct
    ) -> Endpoint {
        var members = extra
        members.append(
            text ? .required("text", .string(min: 1, max: Submission.longestText)) : .optional("text", .string(max: Submission.longestText))
        )
        if photos { members.append(.optional("photos", .array(of: .string(max: 4000), max: Submission.mostPhotos))) }
        members.append(.optional("version", .integer(1...Int.max).about("The version that was seen: 409 when somebody acted since.")))
        return Endpoint(
            .post, Path("/api/reports/{code}/\(noun)"), summary, about: header, request: .object(members), response: standing,
            rate: RateLimit("reporter", 60, per: 600)
        ) { request in
            let (report, actor) = try await bearer(request)
            let sent = try await request.json(SentAct.self)
            let drafts = try await SentPhotos.drafts(sent.photos ?? [], PhotoIntake(request))
            let (act, desk) = (make(report, sent, drafts), request.reports.desk)
            let target = desk.target(of: act, by: report)
            try await desk.perform(act, on: target, by: actor, expecting: target == report.id ? sent.version : nil)
            return try await own(report.id, actor, request)
        }
    }

    private static func bearer(_ request: Request) async throws -> (report: Report, actor: Actor) {
        guard let secret = request.headers[.init("Report-Secret")!] else { throw AppError(.unauthenticated, "error.report_secret") }
        return try await request.reports.desk.reporter(code: try request.parameter("code"), secret: secret)
    }

    private static func own(_ id: Identifier<Report>, _ actor: Actor, _ request: Request) async throws -> Reply {
        let file = try await request.reports.desk.file(id, for: actor)
        let json = try await PublicJSON(request)
        let report = file.report
        let secret = request.headers[.init("Report-Secret")!] ?? ""
        let entries = file.timeline.map {
            json.entry($0) {
                (ReportPaths.followPhoto(report.code, secret, $0.id.text), ReportPaths.followThumbnail(report.code, secret, $0.id.text))
            }
        }
        let turn = FollowView(
            file: file, names: json.names, secret: secret, now: request.now, calendar: request.reports.desk.ground.calendar)
        let accesses = file.accesses.map { access -> JSONValue in
            ["at": json.instant(access.at), "agency": json.agency(access.agency), "reason": .string(access.reason)]
        }
        var members: [String: JSONValue] = [
            "code": .string(report.code), "version": .integer(report.version), "state": .string(report.state),
            "status": .string(ReportFilter.Status(state: report.state).rawValue), "disclosure": .string(report.disclosure.rawValue),
            "text": .string(report.text), "publicText": json.text(report.publicText), "isPublic": .bool(report.isPublic),
            "category": json.named(report.category, json.names.category(report.category)), "agency": json.agency(report.agency),
            "receivedAt": json.instant(report.receivedAt), "dueAt": json.instant(report.dueAt),
            "claimedAt": json.instant(report.claimedAt),
            "checkedAt": json.instant(report.checkedAt), "acceptedAt": json.instant(report.acceptedAt),
            "closedAt": json.instant(report.closedAt), "closure": json.text(report.closure?.rawValue), "level": .integer(report.level),
            "rating": report.rating.map { .integer($0) } ?? .null, "acts": .array(file.acts.map(JSONValue.string)),
            "timeline": .array(entries), "identityAccesses": .array(accesses),
        ]
        let more: [String: JSONValue] = [
            "place": place(report.place, json),
            "answers": .object(report.answers.mapValues(JSONValue.string)), "mergedInto": json.text(file.mergedIntoCode),
            "followedState": json.text(file.followed?.state),
            "turnDueAt": json.instant(turn.dueAt), "daysLeft": turn.daysLeft.map { .integer($0) } ?? .null,
            "isPaused": .bool(turn.isPaused), "hasIdentity": .bool(file.hasIdentity),
            "identityRemovedAt": json.instant(file.identityRemovedAt),
        ]
        members.merge(more) { $1 }
        return .json(JSONValue.object(members))
    }

    /// Her own place, as exact as she gave it.
    private static func place(_ place: ReportPlace, _ json: PublicJSON) -> JSONValue {
        [
            "village": place.village.map { json.named($0, json.names.subdistrict($0)) } ?? .null,
            "subdistrict": place.subdistrict.map { json.named($0, json.names.subdistrict($0)) } ?? .null,
            "latitude": place.latitude.map { .number($0) } ?? .null, "longitude": place.longitude.map { .number($0) } ?? .null,
            "finding": .string(place.finding.rawValue), "note": .string(place.note),
        ]
    }
}

/// The body of any act of a reporter.
struct SentAct: Decodable {
    var text: String?
    var stars: Int?
    var photos: [String]?
    var version: Int?
}
