import HTTPTypes
import Kernel
import Storage
import Web

/// The draft of a year's calendar over the API: changed day by day, looked at with its effect, then published or thrown away.
enum CalendarDraftEndpoints {
    private static let permission = DirectoryPermission.calendars

    static let all = [draft, put, remove, publish, discard]

    private struct EffectItem: Encodable, Sendable {
        var message: String
        var url: String?
    }

    private struct DraftItem: Encodable, Sendable {
        var year: Int
        var number: Int
        var version: Int
        var holidays: [Holiday]
        var added: [Holiday]
        var removed: [Holiday]
        var effects: [EffectItem]

        static let schema = Schema.named(
            "CalendarDraft",
            .object(
                .required("year", .integer), .required("number", .integer(1...Int.max)), .required("version", .integer(0...Int.max)),
                .required("holidays", .array(of: CalendarEndpoints.holiday)),
                .required("added", .array(of: CalendarEndpoints.holiday).about("Against what is in force; renamed days stand in both.")),
                .required("removed", .array(of: CalendarEndpoints.holiday)),
                .required(
                    "effects",
                    .array(of: .object(.required("message", .string), .optional("url", .uri)))
                        .about("What publishing it would do now, such as how many open deadlines would move."))))
    }

    private static let draft = Endpoint(
        .get, "/api/calendars/{year}/draft", "The draft of a year's calendar and what publishing it would do",
        about: "404 while there is none.", permission: DirectoryPermission.view, response: DraftItem.schema
    ) { request in try .json(try await item(request)) }

    private static let put = Endpoint(
        .post, "/api/calendars/{year}/draft/days", "Put a day off into the draft, or rename one",
        about: "Begins a draft from what is in force when there is none.", permission: permission,
        request: .object(
            .required("day", .day), .required("name", .string(min: 1, max: 120)), .required("kind", .choice(Holiday.Kind.self))),
        response: DraftItem.schema
    ) { request in
        let year = try year(request)
        return try await request.reading(BodyForm(["day": "day", "name": "name", "kind": "kind"])) { data in
            var checker = Checker(data)
            let holiday = try CalendarRoutes.holiday(&checker)
            guard holiday.day.civil.year == year else { throw AppError.invalid("day", "directory.import.other_year") }
            try await EditCalendars(request.directory).put(holiday, by: request.actor)
            return try .json(try await item(request))
        }
    }

    private static let remove = Endpoint(
        .delete, "/api/calendars/{year}/draft/days/{day}", "Take a day off out of the draft",
        about: "Begins a draft from what is in force when there is none.", permission: permission, response: DraftItem.schema
    ) { request in
        guard let day = Day(try request.parameter("day")), day.civil.year == (try year(request)) else { throw AppError.notFound }
        try await EditCalendars(request.directory).remove(day, by: request.actor)
        return try .json(try await item(request))
    }

    private static let publish = Endpoint(
        .post, "/api/calendars/{year}/publication", "Put the draft of a year's calendar in force",
        about: "Every open deadline is computed anew. 409 says which days changed since the draft was seen.", permission: permission,
        request: .object(.version), status: .noContent
    ) { request in
        let seen = try await request.json(Seen.self).version
        try await EditCalendars(request.directory).publish(year: try year(request), seen: seen, by: request.actor)
        return .noContent
    }

    private static let discard = Endpoint(
        .delete, "/api/calendars/{year}/draft", "Throw the draft of a year's calendar away", about: "What is published stays in force.",
        permission: permission, parameters: [.version], status: .noContent
    ) { request in
        try await EditCalendars(request.directory).discard(year: try year(request), seen: request.seenVersion, by: request.actor)
        return .noContent
    }

    static func year(_ request: Request) throws -> Int {
        guard let year = Int(try request.parameter("year")), CalendarRoutes.years.contains(year) else { throw AppError.notFound }
        return year
    }

    private static func item(_ request: Request) async throws -> DraftItem {
        let year = try year(request)
        guard let draft = try await request.database.read({ try CalendarStore($0).draft(year: year) }) else { throw AppError.notFound }
        let published = request.directory.calendars.holidays(year: year)
        let effects = try await request.desk.preview.effects(of: draft, request.directory.calendars)
        return DraftItem(
            year: year, number: draft.number, version: draft.version, holidays: draft.holidays,
            added: draft.holidays.filter { !published.contains($0) }, removed: published.filter { !draft.holidays.contains($0) },
            effects: effects.map {
                EffectItem(message: request.page.t($0.message), url: $0.url.map(request.installation.settings.absolute))
            })
    }
}
