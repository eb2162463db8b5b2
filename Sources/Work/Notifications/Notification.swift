import Kernel
import Storage

/// One message about one event to one person over one channel. The same three never make a second message.
package struct Notification: Sendable {
    package enum Channel: String, Sendable {
        case app
        case mail
    }

    package var id: Identifier<Notification>
    package var event: Identifier<Event>
    /// An account's id, or `reporter:` and a report's id. Never an address: that is looked up when the message is sent.
    package var recipient: String
    package var channel: Channel
    package var message: Message
    package var url: String
    package var createdAt: Instant
    package var readAt: Instant?

    package init(
        id: Identifier<Notification>, event: Identifier<Event>, recipient: String, channel: Channel, message: Message, url: String,
        createdAt: Instant
    ) {
        self.id = id
        self.event = event
        self.recipient = recipient
        self.channel = channel
        self.message = message
        self.url = url
        self.createdAt = createdAt
    }

    package init(row: Row) {
        id = row.id("id")
        event = row.id("event_id")
        recipient = row.text("recipient")
        channel = Channel(rawValue: row.text("channel")) ?? .app
        message = Message(TextKey(row.text("message")), parseFlatJSON(row.text("details")))
        url = row.text("url")
        createdAt = row.instant("created_at")
        readAt = row.instantIfAny("read_at")
    }

    /// The count of what somebody has not read in the application, up to 100.
    package static func unread(by recipient: String) -> SQL {
        """
        SELECT count(*) FROM (SELECT 1 AS one FROM notification
            WHERE recipient = \(recipient) AND channel = 'app' AND read_at IS NULL LIMIT 100) AS unread
        """
    }

    /// Kind of the job that sends a mail notification; its payload is `notification`: the id.
    package static let mailJob = "notification.mail"
}

extension Transaction {
    /// Keeps a notification, unless this event was told to this person over this channel before; mail is sent by a job.
    package func notify(_ notification: Notification, in world: World) throws {
        let added = try run(
            """
            INSERT INTO notification (id, event_id, recipient, channel, message, details, url, created_at)
            VALUES (\(notification.id), \(notification.event), \(notification.recipient), \(notification.channel.rawValue),
                \(notification.message.key.id), \(Value.json(flatJSON(notification.message.values))), \(notification.url),
                \(notification.createdAt))
            ON CONFLICT (event_id, recipient, channel) DO NOTHING
            """)
        if added == 1, notification.channel == .mail {
            try enqueue(Notification.mailJob, ["notification": notification.id.text], key: "mail:\(notification.id)", in: world)
        }
    }

    /// A person's messages in the application, newest first, before an id.
    package func notifications(for recipient: String, before id: String? = nil, limit: Int) throws -> [Notification] {
        let end: SQL = id.map { "AND id < \($0)" } ?? ""
        return try rows(
            "SELECT * FROM notification WHERE recipient = \(recipient) AND channel = 'app' \(end) ORDER BY id DESC LIMIT \(limit)"
        ).map(Notification.init(row:))
    }

    /// How many a person has not read, counted up to 100.
    package func unreadNotifications(for recipient: String) throws -> Int {
        try count(Notification.unread(by: recipient))
    }

    /// Marks a person's messages up to an id as read.
    package func markNotificationsRead(for recipient: String, upTo id: String, at now: Instant) throws {
        try run(
            """
            UPDATE notification SET read_at = \(now)
            WHERE recipient = \(recipient) AND channel = 'app' AND read_at IS NULL AND id <= \(id)
            """)
    }
}
