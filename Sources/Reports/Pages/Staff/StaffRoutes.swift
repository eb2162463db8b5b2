import Directory
import Kernel
import Storage
import Web
import Work

extension PageRoute {
    /// The officials' pages about reports.
    static let staff: [PageRoute] = [
        .get(StaffPaths.workList) { request in try await workList(request) },
        .get(StaffPaths.report) { request in
            try request.requireAccount()
            return .page(try await CaseRequest(request).page())
        },
        .get(StaffPaths.cover) { request in
            try request.requireAccount()
            return .page(try await CoverRequest(request).page())
        },
        .post(StaffPaths.cover) { request in try await CoverRequest(request).act() },
        .post(StaffPaths.identity) { request in try await CaseRequest(request).openIdentity() },
        .post(StaffPaths.act, limits: PhotoIntake.limits) { request in try await CaseRequest(request).act() },
        .get(StaffPaths.notifications) { request in try await notifications(request) },
        .post(StaffPaths.readNotifications) { request in try await readNotifications(request) },
    ]

    private static func workList(_ request: Request) async throws -> Reply {
        try request.requireAccount()
        let site = request.reports
        let cursor = request.query["lama"].flatMap(WorkCursor.init(text:))
        let (items, next) = try await site.desk.workList(
            for: request.actor, under: site.owing, after: cursor.map { ($0.dueAt, $0.id) }, references: site.references)
        let unread = try await request.database.read { [id = request.actor.id] tx in try tx.unreadNotifications(for: id) }
        let view = WorkListPage.View(
            items: items.map {
                WorkItem(
                    $0, daysLeft: site.desk.daysLeft(until: $0.obligation.dueAt, agency: $0.obligation.agency, now: request.now))
            },
            names: try await site.names(request.language),
            older: next.map { StaffPaths.workList(query: [("lama", WorkCursor(dueAt: $0.0, id: $0.1).text)]) },
            isFirst: cursor == nil, unread: unread)
        return .page(WorkListPage.page(request.page, view))
    }

    private static func notifications(_ request: Request) async throws -> Reply {
        try request.requireAccount()
        let before = request.query["lama"]
        let found = try await request.database.read { [id = request.actor.id] tx in try tx.notifications(for: id, before: before, limit: 31)
        }
        let shown = Array(found.prefix(30))
        return .page(
            NotificationsPage.page(
                request.page, shown,
                older: found.count > 30 ? shown.last.map { StaffPaths.notifications(query: [("lama", $0.id.text)]) } : nil))
    }

    private static func readNotifications(_ request: Request) async throws -> Reply {
        try request.requireAccount()
        let form = try await request.form()
        guard let last = form["last"] else { throw AppError.invalid("last", "error.missing") }
        try await request.database.write { [id = request.actor.id, now = request.now] tx in
            try tx.markNotificationsRead(for: id, upTo: last, at: now)
        }
        return .redirect(StaffPaths.notifications(), flash: request.t("staff.notifications.marked"))
    }
}

/// Where the next page of a work list begins, as it stands in an address.
private struct WorkCursor {
    var dueAt: Instant
    var id: String

    init(dueAt: Instant, id: String) {
        self.dueAt = dueAt
        self.id = id
    }

    init?(text: String) {
        let parts = text.split(separator: "~", maxSplits: 1)
        guard parts.count == 2, let at = Int64(parts[0]) else { return nil }
        self.init(dueAt: Instant(milliseconds: at), id: String(parts[1]))
    }

    var text: String { "\(dueAt.milliseconds)~\(id)" }
}
