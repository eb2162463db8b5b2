/// Everything the application asks of the world outside: the time, chance, and messages that leave the building.
///
/// Tests replace the closures they need; ``World/failing`` stops a test that calls anything it did not expect.
package struct World: Sendable {
    /// The present moment.
    package var now: @Sendable () -> Instant
    /// So many bytes that nobody can foresee.
    package var random: @Sendable (_ count: Int) -> [UInt8]
    /// The ten bytes of chance in an id. They are no secret, so they may come from a stock.
    package var randomForID: @Sendable () -> [UInt8]
    /// Hands one e-mail to the mail server; returns when that server has taken it, throws ``AppError/unavailable`` otherwise.
    package var sendMail: @Sendable (Mail) async throws -> Void
    /// Gets what an address outside answers, into a file. Throws ``AppError/Kind/unavailable`` when trying again may help (no connection,
    /// too slow, a server's error), `.invalid` for addresses that are none or lead where nobody may be sent, `.notFound` for those behind
    /// which there is nothing, `.tooLarge`; nothing lies at the path then.
    package var fetch: @Sendable (FetchRequest) async throws -> FetchAnswer

    package init(
        now: @escaping @Sendable () -> Instant,
        random: @escaping @Sendable (Int) -> [UInt8],
        randomForID: (@Sendable () -> [UInt8])? = nil,
        sendMail: @escaping @Sendable (Mail) async throws -> Void,
        fetch: @escaping @Sendable (FetchRequest) async throws -> FetchAnswer = { _ in throw AppError.unavailable("error.fetch_not_set") }
    ) {
        self.now = now
        self.random = random
        self.randomForID = randomForID ?? { random(10) }
        self.sendMail = sendMail
        self.fetch = fetch
    }

    /// A world in which every call stops the process, to start a test from.
    package static let failing = World(
        now: { preconditionFailure("this test did not expect the clock to be read") },
        random: { _ in preconditionFailure("this test did not expect chance") },
        sendMail: { _ in preconditionFailure("this test did not expect mail") },
        fetch: { _ in preconditionFailure("this test did not expect a fetch") })

    /// The system's clock and random numbers; mail goes nowhere until a mail server is set.
    package static let system = World(
        now: { Instant.systemNow },
        random: { RandomStock.fromKernel($0) },
        randomForID: { RandomStock.shared.take(10) },
        sendMail: { _ in throw AppError.unavailable("error.mail_not_set") })

    /// A URL-safe random token of 32 bytes (256 bits), 43 characters long.
    package func token() -> String { base64URL(random(32)) }
}

/// One e-mail in plain text.
package struct Mail: Hashable, Sendable {
    package var to: String
    package var subject: String
    package var text: String

    package init(to: String, subject: String, text: String) {
        self.to = to
        self.subject = subject
        self.text = text
    }
}
