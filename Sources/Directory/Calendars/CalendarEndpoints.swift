import HTTPTypes
import Kernel
import Storage
import Web

/// Days off over the API: what is in force is open to everyone; drafts stand in ``CalendarDraftEndpoints``.
enum CalendarEndpoints {
    static let all: [Endpoint] =
        [holidays, workingDays, year] + CalendarDraftEndpoints.all + [
            .table(
                "/api/tables/holidays", "Days off of a year in force as a table", permission: DirectoryPermission.view,
                parameters: [yearParameter]
            ) { request in
                CalendarRoutes.csv(request.directory, year: request.query.int("year") ?? request.directory.today.civil.year)
            },
            .importing(
                "/api/tables/holidays", "Import days off into the drafts of their years",
                columns: "Columns `tanggal`, `nama`, and `jenis` if any. Nothing is in force before it is published.",
                permission: DirectoryPermission.calendars, limits: Imports.limits, run: Imports.holidays),
        ]

    private static let yearParameter = Endpoint.Parameter("year", .integer(CalendarRoutes.years), "This year unless given.")

    static let holiday = Schema.named(
        "Holiday", .object(.required("day", .day), .required("name", .string), .required("kind", .choice(Holiday.Kind.self))))

    private static let holidays = Endpoint(
        .get, "/api/holidays", "Days off of a year, as published", parameters: [yearParameter],
        response: .object(.required("year", .integer), .required("items", .array(of: holiday)))
    ) { request in
        struct Answer: Encodable {
            var year: Int
            var items: [Holiday]
        }
        let year = request.query.int("year") ?? request.directory.today.civil.year
        return try .json(Answer(year: year, items: request.directory.calendars.holidays(year: year)))
    }

    private static let workingDays = Endpoint(
        .get, "/api/working-days", "The day so many working days after another",
        parameters: [
            .init("after", .day, "Today unless given."), .init("count", .integer(0...1000), "How many working days.", isRequired: true),
            .init("agency", .id, "Whose calendar; the regency's unless given."),
        ], response: .object(.required("day", .day), .required("calendar", .string.about("Name of the calendar's version.")))
    ) { request in
        struct Answer: Encodable {
            var day: Day
            var calendar: String
        }
        let calendar = request.directory.calendars.current(for: request.query["agency"])
        let day = calendar.advance(request.query.day("after") ?? request.directory.today, request.query.int("count") ?? 0)
        return try .json(Answer(day: day, calendar: calendar.version))
    }

    private struct VersionItem: Encodable, Sendable {
        var number: Int
        var publishedAt: Instant
        var publishedBy: SetterItem
        var holidays: [Holiday]
    }

    private static let year = Endpoint(
        .get, "/api/calendars/{year}", "Every version of a year's calendar, the one in force first", permission: DirectoryPermission.view,
        response: .items(
            of: .named(
                "CalendarVersion",
                .object(
                    .required("number", .integer(1...Int.max)), .required("publishedAt", .instant), .required("publishedBy", .setter),
                    .required("holidays", .array(of: holiday)))))
    ) { request in
        let year = try CalendarDraftEndpoints.year(request)
        let versions = try await request.database.read { try CalendarStore($0).versions(year: year) }
        let names = try await request.desk.names(of: versions.compactMap(\.publishedBy))
        return try .json(
            Items(
                versions.reversed().compactMap { version in
                    version.publishedAt.map {
                        VersionItem(
                            number: version.number, publishedAt: $0, publishedBy: SetterItem(version.publishedBy ?? "", names),
                            holidays: version.holidays)
                    }
                }))
    }
}
