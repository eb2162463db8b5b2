import Kernel
import Storage
import Work

/// A part of the system as the server composes it: everything it brings, on one screen.
package struct Capability: Sendable {
    /// In English, one word: groups its endpoints in the API's documentation.
    package var name: String
    package var migrations: [Migration]
    package var words: Words
    /// Every permission a role may hold here.
    package var permissions: [Permission]
    package var pages: [PageRoute]
    package var endpoints: [Endpoint]
    /// Entries of the staff's menu.
    package var menu: [MenuItem]
    package var jobs: @Sendable (Installation) -> [JobHandler]
    package var schedules: @Sendable (Installation) -> [Schedule]
    /// What follows from events: told of each once, after it is on disk, in the order in which they happened.
    package var subscribers: @Sendable (Installation) -> [Outbox.Subscriber]
    /// How the mail address of a notification's recipient is found.
    package var addresses: @Sendable (Installation) -> [NotificationMailer.Finder]
    /// Runs once after the migrations and before the first request: reads indexes, puts ``Services``.
    package var start: @Sendable (Installation) async throws -> Void
    /// How to find out who is asking; exactly one capability gives it.
    package var access: (@Sendable (Installation) -> Access)?

    package init(
        name: String, migrations: [Migration] = [], words: Words = Words(), permissions: [Permission] = [], pages: [PageRoute] = [],
        endpoints: [Endpoint] = [], menu: [MenuItem] = [], jobs: @escaping @Sendable (Installation) -> [JobHandler] = { _ in [] },
        schedules: @escaping @Sendable (Installation) -> [Schedule] = { _ in [] },
        subscribers: @escaping @Sendable (Installation) -> [Outbox.Subscriber] = { _ in [] },
        addresses: @escaping @Sendable (Installation) -> [NotificationMailer.Finder] = { _ in [] },
        start: @escaping @Sendable (Installation) async throws -> Void = { _ in }, access: (@Sendable (Installation) -> Access)? = nil
    ) {
        self.name = name
        self.migrations = migrations
        self.words = words
        self.permissions = permissions
        self.pages = pages
        self.endpoints = endpoints
        self.menu = menu
        self.jobs = jobs
        self.schedules = schedules
        self.subscribers = subscribers
        self.addresses = addresses
        self.start = start
        self.access = access
    }
}

extension Sequence<Capability> {
    /// Every capability's words in one catalogue.
    package var words: Words { reduce(Words()) { $0.merging($1.words) } }
    package var migrations: [Migration] { flatMap(\.migrations) }
}
