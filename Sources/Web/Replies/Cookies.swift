import HTTPTypes

/// Names of all cookies Pendopo sets, and nothing else does.
package enum CookieName {
    /// The session of someone signed in.
    package static let session = "sesi"
    /// A random value from which form tokens are derived.
    static let form = "kunci"
    static let language = "bahasa"
    static let flash = "pesan"
}

/// A cookie to be set. Always `HttpOnly`, `SameSite=Lax`, for the whole site, and `Secure` where browsers reach us over TLS.
package struct SetCookie: Sendable, Hashable {
    package var name: String
    /// Only characters that need no quoting; see ``percentEncoded(_:)``.
    package var value: String
    /// Seconds to live; `nil` until the browser is closed, 0 forgets it.
    package var maxAge: Int?

    package init(_ name: String, _ value: String, maxAge: Int?) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
    }

    /// Signs the browser in with a session's token.
    package static func session(_ token: String, maxAge: Int) -> SetCookie { SetCookie(CookieName.session, token, maxAge: maxAge) }
    /// Signs the browser out.
    package static let endSession = SetCookie(CookieName.session, "", maxAge: 0)

    func header(isSecure: Bool) -> String {
        var text = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        if isSecure { text += "; Secure" }
        return text
    }
}

/// The cookies a browser sent, looked up without taking all of them apart.
func cookie(_ name: String, in headers: HTTPFields) -> String? {
    guard headers.contains(.cookie) else { return nil }
    for line in headers[values: .cookie] {
        for pair in line.utf8.split(separator: UInt8(ascii: ";")) {
            let trimmed = pair.drop { $0 == 32 }
            guard trimmed.starts(with: name.utf8) else { continue }
            let rest = trimmed.dropFirst(name.utf8.count)
            if rest.first == UInt8(ascii: "=") { return String(Substring(rest.dropFirst())) }
        }
    }
    return nil
}
