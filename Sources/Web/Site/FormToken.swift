import Crypto
import Foundation
import Kernel

/// Tokens that prove that a form came from one of our own pages in this very browser.
///
/// The token is a keyed hash of a random cookie that lives for 400 days, and of nothing else: a page that a phone kept while
/// it was offline still posts, whoever signed in or out meanwhile.
struct FormToken: Sendable {
    private static let lifetime = 400 * 86_400
    private let key: SymmetricKey
    private let world: World

    init(vault: Vault, world: World) {
        key = vault.key(for: "web.form-token")
        self.world = world
    }

    /// The token for this browser; gives it the cookie when it has none yet.
    func make(_ exchange: Exchange) -> String {
        if let token = exchange.read({ $0.token }) { return token }
        let formKey = exchange.read { $0.formKey } ?? fresh(exchange)
        let token = self.token(formKey)
        exchange.change {
            $0.formKey = formKey
            $0.token = token
        }
        return token
    }

    func fits(_ token: String?, formKey: String?) -> Bool {
        guard let token, let formKey, FormToken.isKey(formKey), let sent = bytes(base64URL: token) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(sent, authenticating: Data(formKey.utf8), using: key)
    }

    static func isKey(_ text: String) -> Bool { text.utf8.count == 43 }

    private func token(_ formKey: String) -> String { base64URL(HMAC<SHA256>.authenticationCode(for: Data(formKey.utf8), using: key)) }

    private func fresh(_ exchange: Exchange) -> String {
        let formKey = world.token()
        exchange.set(SetCookie(CookieName.form, formKey, maxAge: FormToken.lifetime))
        return formKey
    }
}
