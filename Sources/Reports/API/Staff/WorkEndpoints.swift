import HTTPTypes
import Kernel
import Web
import Work

/// The one work list.
enum WorkEndpoints {
    static let all = [
        Endpoint(
            .get, StaffAPIPaths.work, "What the caller owes, due first at the top",
            about:
                "Only cases the caller may open, and only tasks that are hers. `daysLeft` counts working days by the calendar of who owes "
                + "it: 0 on the day itself, negative once it has passed.",
            parameters: Endpoint.Parameter.paging, response: .page(of: task)
        ) { request in
            // What she owes by name, such as a signature, an account may see whatever it holds; a key owes nothing by name.
            let site = request.reports
            if request.actor.kind != .account { try request.require(site.owing) }
            let desk = site.desk
            let json = try await CaseJSON(request)
            let after = try request.cursor("work").flatMap(place)
            let (items, next) = try await desk.workList(
                for: request.actor, under: site.owing, after: after, limit: request.pageLimit, references: site.references)
            let tasks = items.map { owed -> JSONValue in
                let obligation = owed.obligation
                return [
                    "task": .string(obligation.task), "title": .string(request.t(TextKey("task.\(obligation.task)"))),
                    "agency": json.open.agency(obligation.agency), "openedAt": json.open.instant(obligation.openedAt),
                    "dueAt": json.open.instant(obligation.dueAt),
                    "daysLeft": .integer(desk.daysLeft(until: obligation.dueAt, agency: obligation.agency, now: request.now)),
                    "level": .integer(obligation.level), "case": owed.report.map { .object(json.report($0)) } ?? .null,
                    "subject": [
                        "kind": .string(obligation.subject.kind), "code": .string(obligation.subjectCode),
                        "title": .string(owed.view.title),
                        "url": owed.view.url.map(JSONValue.string) ?? .null,
                    ],
                ]
            }
            let cursor = next.map { Cursor([String($0.0.milliseconds), $0.1]).text("work", request.installation.vault) }
            return try .json(CursorPage(items: tasks, next: cursor))
        }
    ]

    private static let task = Schema.named(
        "Task",
        .object(
            .required("task", .string.about("What is owed.").example("report.assigned")),
            .required("title", .string.about("The same in the language asked for.")),
            .required("agency", PublicSchemas.named.orNull.about("Who owes it; null for the regency's own desks.")),
            .required("openedAt", .instant), .required("dueAt", .instant), .required("daysLeft", .integer),
            .required("level", .integer(0...4)), .required("case", CaseSchemas.report.orNull.about("Where it is about a report.")),
            .required(
                "subject",
                .object(
                    .required("kind", .string), .required("code", .string), .required("title", .string), .required("url", .string.orNull))))
    )

    /// Where a cursor says the list goes on.
    private static func place(_ cursor: Cursor) -> (Instant, String)? {
        guard cursor.values.count == 2, let at = Int64(cursor.values[0]) else { return nil }
        return (Instant(milliseconds: at), cursor.values[1])
    }
}
