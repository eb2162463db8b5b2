import Directory
import Kernel
import Tables
import Web
import Work

enum AuditRoutes {
    static let all: [PageRoute] = [events, table, event, identities, verification, verify]

    private static let events = PageRoute.get(AuditPaths.events, permission: .readAudit) { request in
        let desk = request.audit
        let query = EventQuery(request.query)
        let list = try await desk.events(try await query.filter(desk, for: request.actor), from: query.start, limit: 50, for: request.actor)
        try await desk.recordReading("events", query.recorded, by: request.actor)
        return .page(
            EventListPage.page(
                request.page,
                EventListView(query: query, list: list, kinds: try await desk.kinds(), agencies: desk.directory.agencies.all)))
    }

    private static let table = PageRoute.get(AuditPaths.table, permission: .readAudit) { request in
        try await EventTable.reply(EventQuery(request.query).page(), request)
    }

    private static let event = PageRoute.get(AuditPaths.event, permission: .readAudit) { request in
        let row = try await request.audit.event(try request.id("id"), for: request.actor)
        try await request.audit.recordReading("event", ["event": row.event.id.text], by: request.actor)
        return .page(EventPage.page(request.page, row))
    }

    private static let identities = PageRoute.get(AuditPaths.identities, permission: .readAudit) { request in
        let query = EventQuery(request.query)
        let list = try await request.audit.events(.identities, from: query.start, limit: 50, withWords: true, for: request.actor)
        try await request.audit.recordReading("identities", by: request.actor)
        return .page(IdentityPage.page(request.page, list, query))
    }

    private static let verification = PageRoute.get(AuditPaths.verification, permission: .readAudit) { request in
        let desk = request.verifications
        let (asked, done) = try await desk.last(for: request.actor)
        return .page(
            VerificationPage.page(request.page, VerificationView(asked: asked, done: done, head: try desk.newestHead(for: request.actor))))
    }

    private static let verify = PageRoute.post(AuditPaths.verification, permission: .readAudit) { request in
        try await request.verifications.ask(by: request.actor)
        return .redirect(AuditPaths.verification(), flash: request.t("audit.verification.asked"))
    }
}

extension Request {
    /// The history of this installation.
    var audit: AuditDesk { installation.services.get() }
    var verifications: VerificationDesk { installation.services.get() }
}
