import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Reading cases.
enum CaseEndpoints {
    static let all = [list, table, one, timeline]

    private static let hidden = "404 for what does not exist and for what the caller may not know of; which of the two is not told."

    static let list = Endpoint(
        .get, StaffAPIPaths.cases, "Cases the caller may open, public or not, the newest received first", permission: .triageReports,
        or: Array(StaffEndpoints.readers.dropFirst()), parameters: PublicSchemas.filters + Endpoint.Parameter.paging,
        response: .page(of: CaseSchemas.report)
    ) { request in
        let after = try request.cursor("cases").flatMap { ReportCursor($0.values.first ?? "") }
        let (reports, hasMore) = try await request.reports.desk.reports(
            for: request.actor, request.publicFilter, after: after, limit: request.pageLimit)
        let json = try await CaseJSON(request)
        let next = hasMore ? reports.last.map { ReportCursor(receivedAt: $0.receivedAt, id: $0.id.text).text } : nil
        return try .json(
            CursorPage(
                items: reports.map { JSONValue.object(json.report($0)) },
                next: next.map { Cursor([$0]).text("cases", request.installation.vault) }))
    }

    static let table = Endpoint(
        .get, StaffAPIPaths.table, "The same list as CSV, whole",
        about: "With the columns of the page's table; no reporter's name is in it.",
        permission: .triageReports, or: Array(StaffEndpoints.readers.dropFirst()), parameters: PublicSchemas.filters,
        responseType: "text/csv"
    ) { request in
        let filter = request.publicFilter
        let names = try await request.reports.names(request.language)
        return .csv(filename: "laporan.csv") { writer in try await CaseTable(request: request, names: names).write(filter, to: writer) }
    }

    static let one = Endpoint(
        .get, StaffAPIPaths.one, "One case, with its clocks, photos, answers, and what the caller can do now", about: hidden,
        permission: .triageReports, or: Array(StaffEndpoints.readers.dropFirst()), response: CaseSchemas.file
    ) { request in
        let file = try await request.caseFile()
        let desk = request.reports.desk
        let clock = file.currentClock
        return .json(
            try await json(file, request).whole(
                daysLeft: clock.map { desk.daysLeft(until: $0.dueAt, agency: file.report.agency, now: request.now) },
                mayOpenIdentity: ReportPolicy.mayOpenIdentity(of: file.report, request.actor)))
    }

    static let timeline = Endpoint(
        .get, StaffAPIPaths.timeline, "What happened to a case, all of it, the first things first", about: hidden,
        permission: .triageReports, or: Array(StaffEndpoints.readers.dropFirst()),
        response: .object(.required("items", .array(of: CaseSchemas.entry)))
    ) { request in
        let file = try await request.caseFile()
        let json = try await json(file, request)
        return try .json(["items": JSONValue.array(file.timeline.map(json.entry))])
    }

    private static func json(_ file: ReportFile, _ request: Request) async throws -> CaseFileJSON {
        let people = try await request.database.read { [actors = file.actors] tx in try tx.actorNames(actors) }
        return CaseFileJSON(json: try await CaseJSON(request), file: file, people: people)
    }
}
