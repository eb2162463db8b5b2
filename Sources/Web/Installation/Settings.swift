import Foundation
import Storage

/// What an operator decides once for a machine. Plain values; the server fills them from arguments, environment and file.
/// Everything a regency's administrators decide lives in the database instead.
package struct Settings: Sendable {
    /// Where the database file, the keys and the uploaded files live.
    package var dataFolder: URL
    /// `postgres://…`; `nil` keeps everything in one SQLite file in ``dataFolder``.
    package var databaseURL: String?
    /// Code of the regency this installation serves, such as `35.09`.
    package var regency: String
    /// Hours ahead of UTC on the regency's clocks: 7, 8 or 9.
    package var offsetHours = 7
    package var host = "127.0.0.1"
    package var port = 8080
    /// How people reach it, such as `https://lapor.jemberkab.go.id`, without a slash at the end. Needed behind a proxy: links in
    /// mail and the check where a form came from use it.
    package var publicURL: String?
    /// Addresses or networks (`10.0.0.0/8`) of proxies whose forwarding headers are believed.
    package var trustedProxies: [String] = []
    /// PEM files for serving TLS directly.
    package var tlsCertificate: String?
    package var tlsKey: String?
    package var mail: MailServer?
    /// Key with which `/metrics` may be read from elsewhere than this machine; `nil` allows loopback only.
    package var metricsKey: String?
    /// Whether the demo regency is loaded and its cast offered on the sign-in page (on loopback only).
    package var isDemo = false
    /// Address pattern of a tile server for maps, such as `https://tile.example.id/{z}/{x}/{y}.png`; outlines are drawn without one.
    package var tileServer: String?
    /// The repository's `Assets/`.
    package var assetsFolder: URL?
    /// Whether addresses, accounts and keys may ask only so often. Loopback is never limited.
    package var limitsRates = true

    /// The bucket that files are kept in; without one they lie in ``dataFolder``.
    package var sharedFiles: SharedFiles?

    package init(dataFolder: URL, regency: String) {
        self.dataFolder = dataFolder
        self.regency = regency
    }

    package var folder: DataFolder { DataFolder(dataFolder.path, shared: sharedFiles) }
    package var files: FileStore { folder.files }

    /// Whether browsers reach us over TLS, directly or through a proxy.
    package var isSecure: Bool { publicURL?.hasPrefix("https://") ?? (tlsCertificate != nil) }

    /// A path as an absolute address, for mail and QR codes.
    package func absolute(_ path: String) -> String {
        (publicURL ?? "\(tlsCertificate == nil ? "http" : "https")://\(host):\(port)") + path
    }
}

/// The server that takes our mail.
package struct MailServer: Sendable {
    /// `smtp://host:587` or `smtps://host:465`.
    package var url: String
    /// Address that mail comes from.
    package var from: String
    package var user: String?
    package var password: String?

    package init(url: String, from: String, user: String? = nil, password: String? = nil) {
        self.url = url
        self.from = from
        self.user = user
        self.password = password
    }
}
