/// Everything the application asks of the world outside: the time, chance, and messages that leave the building.
///
/// Tests replace the closures they need; ``World/failing`` stops a test that calls anything it did not expect.
package struct World: Sendable {
    /// The present moment.
    package var now: @Sendable () -> Instant
    /// So many bytes that nobody can foresee.
    package var random: @Sendable (_ count: Int) -> [UInt8]
    /// Hands one e-mail to the mail server; returns when that server has taken it, throws ``AppError/unavailable`` otherwise.
    package var sendMail: @Sendable (Mail) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Instant,
        random: @escaping @Sendable (Int) -> [UInt8],
        sendMail: @escaping @Sendable (Mail) async throws -> Void
    ) {
        self.now = now
        self.random = random
        self.sendMail = sendMail
    }

    /// A world in which every call stops the process, to start a test from.
    package static let failing = World(
        now: { preconditionFailure("this test did not expect the clock to be read") },
        random: { _ in preconditionFailure("this test did not expect chance") },
        sendMail: { _ in preconditionFailure("this test did not expect mail") })

    /// The system's clock and random numbers; mail goes nowhere until a mail server is set.
    package static let system = World(
        now: { Instant.systemNow },
        random: { count in
            // Eight bytes a call, because each asks the kernel.
            var generator = SystemRandomNumberGenerator()
            return [UInt8](unsafeUninitializedCapacity: count) { bytes, made in
                while made < count {
                    let eight = generator.next()
                    for byte in 0..<min(8, count - made) { bytes[made + byte] = UInt8(truncatingIfNeeded: eight >> UInt64(byte * 8)) }
                    made = min(count, made + 8)
                }
            }
        },
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
