import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// What the caller was told, as a person or as a system that works for an agency.
enum NotificationEndpoints {
    static let all = [list, reading]

    private static let who = "A key is told what the officials with its permissions and its agency are told. Needs a key or a session."

    static let list = Endpoint(
        .get, StaffAPIPaths.notifications, "What the caller was told, the newest first", about: who,
        parameters: Endpoint.Parameter.paging,
        response: .object(
            .required("items", .array(of: notification)), .required("next", Schema.string.orNull),
            .required("unread", .integer(0...100).about("Counted up to 100.")))
    ) { request in
        let id = try recipient(request)
        let before = try request.cursor("notifications")?.values.first
        let limit = request.pageLimit
        let (found, unread) = try await request.database.read { tx in
            (try tx.notifications(for: id, before: before, limit: limit + 1), try tx.unreadNotifications(for: id))
        }
        let page = request.page("notifications", found, { json($0, request) }) { Cursor([$0.id.text]) }
        return .json(
            ["items": .array(page.items), "next": page.next.map(JSONValue.string) ?? .null, "unread": .integer(unread)] as JSONValue)
    }

    static let reading = Endpoint(
        .post, StaffAPIPaths.reading, "Mark everything up to one as read", about: who,
        request: .object(.required("last", .id.about("Id of the newest notification that was read."))),
        response: .object(.required("unread", .integer(0...100)))
    ) { request in
        let id = try recipient(request)
        let last = try await request.json(Sent.self).last
        return try await request.once { [now = request.now] tx in
            try tx.markNotificationsRead(for: id, upTo: last, at: now)
            return try .json(["unread": try tx.unreadNotifications(for: id)])
        }
    }

    private struct Sent: Decodable { var last: String }

    private static let notification = Schema.named(
        "Notification",
        .object(
            .required("id", .id), .required("key", .string.about("Stable name of what happened.").example("told.staff.assign")),
            .required("text", .string.about("In the language asked for.")),
            .required("code", Schema.string.orNull.about("The case it is about.")), .required("url", .uri),
            .required("createdAt", .instant), .required("readAt", .instant.orNull)))

    private static func recipient(_ request: Request) throws -> String {
        guard request.actor.kind == .account || request.actor.kind == .client else { throw AppError.unauthenticated }
        return request.actor.id
    }

    private static func json(_ notification: Notification, _ request: Request) -> JSONValue {
        [
            "id": .string(notification.id.text), "key": .string(notification.message.key.id),
            "text": .string(request.page.t(notification.message)),
            "code": notification.message.values["code"].map(JSONValue.string) ?? .null,
            "url": .string(request.installation.settings.absolute(notification.url)),
            "createdAt": .string(notification.createdAt.description),
            "readAt": notification.readAt.map { .string($0.description) } ?? .null,
        ]
    }
}
