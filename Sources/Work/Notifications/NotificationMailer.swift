import Kernel
import Storage

/// Sends mail notifications: the sentence of the notification in the recipient's language, and a link.
package struct NotificationMailer: Sendable {
    /// Where a recipient's mail goes and what link it carries; found when it is sent, never kept in the notification.
    package struct Address: Sendable {
        package var mail: String
        package var language: Language
        /// Path on this installation, beginning with a slash.
        package var path: String

        package init(mail: String, language: Language, path: String) {
            self.mail = mail
            self.language = language
            self.path = path
        }
    }

    /// Finds an address; `nil` when this recipient is not one of its kind or has none any more.
    package typealias Finder = @Sendable (Notification, Transaction) throws -> Address?

    let database: Database
    let world: World
    let words: @Sendable () -> Words
    let publicURL: String
    let finders: [Finder]

    /// - Parameter publicURL: how this installation is reached from outside, without a slash at its end.
    package init(
        database: Database, world: World, words: @escaping @Sendable () -> Words, publicURL: String, finders: [Finder]
    ) {
        self.database = database
        self.world = world
        self.words = words
        self.publicURL = publicURL
        self.finders = finders
    }

    /// The handler of ``Notification/mailJob``.
    package var handler: JobHandler {
        JobHandler(Notification.mailJob, lane: .mailing) { job in
            guard let id = job.payload["notification"] else { return }
            try await send(Identifier(id))
        }
    }

    private func send(_ id: Identifier<Notification>) async throws {
        let found = try await database.read { tx -> (Notification, Address)? in
            guard let row = try tx.row("SELECT * FROM notification WHERE id = \(id) AND sent_at IS NULL") else { return nil }
            let notification = Notification(row: row)
            for finder in finders {
                if let address = try finder(notification, tx) { return (notification, address) }
            }
            return nil
        }
        guard let (notification, address) = found else { return }
        let say = words()
        let key = notification.message.key.id
        let values = notification.message.values
        let subject = say(Message(TextKey("\(key).subject"), values), address.language)
        let text = [
            say(notification.message, address.language), publicURL + address.path, say("mail.footer", address.language),
        ].joined(separator: "\n\n")
        try await world.sendMail(Mail(to: address.mail, subject: subject, text: text + "\n"))
        try await database.write { tx in try tx.run("UPDATE notification SET sent_at = \(world.now()) WHERE id = \(id)") }
    }
}
