import HTTPTypes
import Images
import Kernel
import Web

/// Sending reports and photos in.
enum SubmitEndpoints {
    static let all = [photo, submit]

    static let photo = Endpoint(
        .post, ReportAPIPaths.photos, "Send a photo in, to be named in a report",
        about: """
            The photo is made anew from its pixels: nothing of what a camera wrote into it is shown to anyone but those who work on the report. \
            What cannot be read as a photo is refused. `photo` of the answer goes into `photos` of a report or of an act on one. A key needs \
            reports.submit, reports.handle or reports.check.
            """,
        request: .object(.required("photo", .file)), requestType: "multipart/form-data",
        response: .object(
            .required("photo", .string), .required("width", .integer(1...100_000)), .required("height", .integer(1...100_000))),
        status: .created, limits: .uploads(1, each: Images.largestFile), rate: RateLimit("photo", 300, per: 600)
    ) { request in
        if request.actor.kind == .client { try request.require([.submitReports, .handleReports, .checkReports]) }
        guard let file = try await request.form().files("photo").first else { throw AppError.invalid("photo", "error.missing") }
        let intake = PhotoIntake(request)
        let draft = try await intake.take(try await file.bytes())
        return .json(
            ["photo": .string(intake.token(draft)), "width": .integer(draft.width), "height": .integer(draft.height)] as JSONValue,
            status: .created)
    }

    static let submit = Endpoint(
        .post, ReportAPIPaths.reports, "Send a report in",
        about: """
            Open to everyone within limits, and to keys with the permission reports.submit. The header Idempotency-Key names the report: \
            sent again with the same key it makes no second one and gets the same receipt. A UUID of version 7 is the best key. `secret` opens the reporter's own page and acts; \
            show it to her and to nobody else.
            """,
        request: body, response: receipt, status: .created, rate: RateLimit("report-api", 120, per: 600)
    ) { request in
        // Keys must have been given this; everyone else is a citizen.
        if request.actor.kind == .client { try request.require(.submitReports) }
        var sent = try await SentReport(request.jsonValue()).submission(PhotoIntake(request))
        // Nobody is to keep a NIK that nobody asked for.
        if !sent.identity.nationalID.isEmpty, try await request.reports.names(request.language).tree[sent.category]?.kind != .oversight {
            throw AppError.invalid("reporter.nationalId", "error.national_id_not_asked")
        }
        sent.channel = "api"
        sent.keyNamesContent = true
        sent.clientKey = try request.idempotencyKey().map { SenderKey.text($0, of: request.actor, request.installation.vault) }
        let receipt = try await request.reports.submit(sent, by: request.actor.kind == .client ? request.actor : .visitor)
        let reply = Reply.created(
            [
                "code": .string(receipt.code), "secret": .string(receipt.secret), "receivedAt": .string(receipt.receivedAt.description),
                "url": .string(request.installation.settings.absolute(ReportPaths.follow(receipt.code, receipt.secret))),
            ] as JSONValue, at: "\(ReportAPIPaths.report(receipt.code))")
        return receipt.isRepeat ? reply.header("Idempotency-Replayed", "true") : reply
    }.knowingRepetitions()

    private static let receipt = Schema.named(
        "Receipt",
        .object(
            .required("code", .string(max: 10).example("K7M-Q2X-94")), .required("secret", .string),
            .required("url", .uri.about("The reporter's own page.")), .required("receivedAt", .instant)))

    private static let body = Schema.named(
        "NewReport",
        .object(
            .required("category", .string(min: 1, max: 100)),
            .required("text", .string(min: 1, max: Submission.longestText).about("What is wrong; at least ten letters.")),
            .optional("kind", .choice(Report.Kind.self).about("Triage decides; the category's own unless given.")),
            .optional("disclosure", .choice(Report.Disclosure.self).about("open unless given.")),
            .required(
                "place",
                .object(
                    .optional("village", .string(max: 20).about("Code of a village or subdistrict of the regency.")),
                    .optional("latitude", .number(-90...90)), .optional("longitude", .number(-180...180)),
                    .optional("accuracy", .number(0...1_000_000).about("Metres.")), .optional("note", .string(max: 300)))),
            .optional("photos", .array(of: .string(max: 4000), max: Submission.mostPhotos).about("From POST /api/photos.")),
            .optional("answers", .map(of: .string(max: 500)).about("Answers to the category's questions, by their code.")),
            .optional(
                "reporter",
                .object(
                    .optional("name", .string(max: 120)), .optional("phone", .string(max: 40)), .optional("mail", .email),
                    .optional("nationalId", .string(max: 20).about("NIK; only where the category is about officials (kind oversight).")))),
            .optional("language", .choice(Language.self).about("In which to write to the reporter; id unless given."))))
}

/// The body of a report as the API takes it; its form was checked by the schema.
private struct SentReport {
    let json: JSONValue

    init(_ json: JSONValue) { self.json = json }

    func submission(_ intake: PhotoIntake) async throws -> Submission {
        var submission = Submission()
        submission.category = json["category"]?.string ?? ""
        submission.text = json["text"]?.string ?? ""
        submission.kind = json["kind"]?.string.flatMap(Report.Kind.init(rawValue:))
        submission.disclosure = json["disclosure"]?.string.flatMap(Report.Disclosure.init(rawValue:)) ?? .open
        let place = json["place"]
        submission.village = place?["village"]?.string ?? ""
        submission.latitude = place?["latitude"]?.number
        submission.longitude = place?["longitude"]?.number
        submission.accuracy = place?["accuracy"]?.number
        submission.placeNote = place?["note"]?.string ?? ""
        submission.answers = json["answers"]?.members?.compactMapValues(\.string) ?? [:]
        let reporter = json["reporter"]
        submission.identity = ReporterIdentity(
            name: reporter?["name"]?.string ?? "", phone: reporter?["phone"]?.string ?? "", mail: reporter?["mail"]?.string ?? "",
            nationalID: reporter?["nationalId"]?.string ?? "")
        submission.language = json["language"]?.string.flatMap(Language.init(rawValue:)) ?? .indonesian
        submission.photos = try await SentPhotos.drafts(json["photos"]?.array?.compactMap(\.string) ?? [], intake)
        return submission
    }
}

/// Photos named by what POST /api/photos answered.
enum SentPhotos {
    static func drafts(_ tokens: [String], _ intake: PhotoIntake) async throws -> [PhotoDraft] {
        var drafts: [PhotoDraft] = []
        for (index, token) in tokens.enumerated() {
            guard let draft = try await intake.draft(token) else { throw AppError.invalid("photos[\(index)]", "error.no_such_photo") }
            drafts.append(draft)
        }
        return drafts
    }
}
