import Kernel

/// How Web finds out who is asking; given by the capability that keeps accounts.
package struct Access: Sendable {
    /// The account of a session's token; `nil` when the session is over or unknown.
    package var session: @Sendable (_ token: String) async throws -> Actor?
    /// The client of an API key; `nil` when the key is unknown or withdrawn.
    package var client: @Sendable (_ key: String) async throws -> Actor?
    /// The page to sign in. It gets the path to go on to, always one of this site, in the query field ``next``.
    package var signIn: Path

    package init(
        signIn: Path, session: @escaping @Sendable (String) async throws -> Actor?,
        client: @escaping @Sendable (String) async throws -> Actor?
    ) {
        self.signIn = signIn
        self.session = session
        self.client = client
    }

    /// Name of the query field, and of the sign-in form's hidden field, with the path to go on to. Pass it through
    /// ``Reply/safePath(_:)``, which ``Reply/redirect(_:flash:sent:)`` does by itself.
    package static let next = "lanjut"
}
