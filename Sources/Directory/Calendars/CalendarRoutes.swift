import Kernel
import Storage
import Tables
import Web

/// Holidays: a year, and what is done with it.
enum CalendarRoutes {
    private static let permission = DirectoryPermission.calendars
    /// Years that can have a calendar.
    static let years = 2000...2100

    static let all: [PageRoute] = [
        .get(DirectoryPaths.calendar, permission: DirectoryPermission.view) { request in
            let year = request.query.int("tahun").flatMap { years.contains($0) ? $0 : nil } ?? request.directory.today.civil.year
            return .page(try await page(request, year))
        },
        .get(DirectoryPaths.calendarCSV, permission: DirectoryPermission.view) { request in
            guard let year = Int(try request.parameter("year")) else { throw AppError.notFound }
            return .bytes(csv(request.directory, year: year), type: "text/csv; charset=utf-8", filename: "hari-libur-\(year).csv")
        },
        .post(DirectoryPaths.addHoliday, permission: permission) { request in
            try await act(request, year: { $0.day("day")?.civil.year }) { checker in
                try await EditCalendars(request.directory).put(try holiday(&checker), by: request.actor)
                return "directory.calendar.is_in_draft"
            }
        },
        .post(DirectoryPaths.removeHoliday, permission: permission) { request in
            try await act(request, year: { $0.day("remove")?.civil.year }) { checker in
                let day = checker.day("remove")
                try checker.check()
                try await EditCalendars(request.directory).remove(day!, by: request.actor)
                return "directory.calendar.is_in_draft"
            }
        },
        .post(DirectoryPaths.publishCalendar, permission: permission) { request in
            try await act(request, year: { $0.int("year", in: years) }) { checker in
                guard let year = checker.int("year", in: years) else { throw AppError.notFound }
                try await EditCalendars(request.directory).publish(year: year, seen: checker.version(), by: request.actor)
                return "directory.calendar.is_published"
            }
        },
        .post(DirectoryPaths.discardCalendar, permission: permission) { request in
            try await act(request, year: { $0.int("year", in: years) }) { checker in
                guard let year = checker.int("year", in: years) else { throw AppError.notFound }
                try await EditCalendars(request.directory).discard(year: year, seen: checker.version(), by: request.actor)
                return "directory.calendar.is_discarded"
            }
        },
    ]

    /// A day off as it was typed.
    static func holiday(_ checker: inout Checker) throws -> Holiday {
        let day = checker.day("day")
        let name = checker.line("name", max: 120)
        let kind = checker.choice("kind", of: Holiday.Kind.self)
        try checker.check()
        guard years.contains(day!.civil.year) else {
            throw AppError.invalid("day", Message("error.out_of_range", ["min": "\(years.lowerBound)", "max": "\(years.upperBound)"]))
        }
        return Holiday(day!, name, kind!)
    }

    /// In the form that ``ImportHolidays`` reads.
    static func csv(_ directory: DirectoryIndex, year: Int) -> [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        writer.row(["tanggal", "nama", "jenis", "tahun"])
        for holiday in directory.calendars.holidays(year: year) {
            writer.row([holiday.day.description, holiday.name, holiday.kind == .national ? "libur nasional" : "cuti bersama", "\(year)"])
        }
        return writer.take()
    }

    /// - Parameter year: reads which year the form is about, so that one comes back to it.
    private static func act(
        _ request: Request, year: (inout Checker) -> Int?, _ body: (inout Checker) async throws -> TextKey
    ) async throws -> Reply {
        var reader = Checker(try await request.form())
        let shown = year(&reader) ?? request.directory.today.civil.year
        return try await request.act(again: { form, error in try await page(request, shown, form, error) }) { data in
            var checker = Checker(data)
            let done = try await body(&checker)
            return .redirect(CalendarPages.link(shown), flash: request.t(done))
        }
    }

    private static func page(_ request: Request, _ year: Int, _ form: Form = Form(["kind": "national"]), _ conflict: AppError? = nil)
        async throws -> HTML
    {
        let versions = try await request.database.read { try CalendarStore($0).versions(year: year) }
        let known = Set(request.directory.calendars.years).union([
            request.directory.today.civil.year, request.directory.today.civil.year + 1, year,
        ])
        let draft = versions.last { $0.isDraft }
        var effects: [CalendarEffect]?
        if let draft { effects = try await request.desk.preview.effects(of: draft, request.directory.calendars) }
        let view = CalendarPages.View(
            year: year, years: known.sorted(), published: versions.last { !$0.isDraft }, draft: draft, effects: effects, versions: versions,
            names: try await request.desk.names(of: versions.compactMap(\.publishedBy)), mayEdit: request.actor.may(permission), form: form)
        return CalendarPages.year(request.page, view, conflict: conflict)
    }
}
