import Kernel
import Storage

extension SignIn {
    /// Opens something weighty of somebody who is signed in already, such as her signing key, with a code of her authenticator app
    /// typed for just this: a phone left on a table, or a password read over a shoulder, must not be enough. A code works once.
    ///
    /// - Parameters:
    ///   - field: the form's field that a wrong code is said beside.
    ///   - opening: what needs a secret besides; that it throws counts as a wrong try, and the code is not used up then.
    /// - Throws: `.invalid` for an account without a second step or a code that does not fit, `.tooMany` after too many tries.
    package func withFreshCode<Opened: Sendable>(
        _ code: String, of id: Identifier<Account>, field: String = "code", _ opening: () async throws -> Opened
    ) async throws -> Opened {
        let account = try await need(id)
        guard account.hasTOTP else { throw AppError.invalid(field, "directory.second_step.needed") }
        let subject = Throttle.Subject.account(id.text)
        try await database.write { [vault, world] tx in try Throttle(vault: vault, tx: tx).begin([subject], now: world.now()) }
        let opened = try await opening()
        let isFresh = try await database.write { [vault, world] tx in
            let fits = try SecondStep(vault: vault, tx: tx).accept(code, for: id, at: world.now())
            if fits { try Throttle(vault: vault, tx: tx).succeed([subject]) }
            return fits
        }
        guard isFresh else { throw AppError.invalid(field, "directory.sign_in.wrong_code") }
        return opened
    }
}
