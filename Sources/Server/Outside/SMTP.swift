import CCurl
import Foundation
import Kernel

/// Hands e-mails to the regency's mail server, by libcurl.
struct SMTP: Sendable {
    /// How the connection is protected. Certificates are always checked.
    enum Security: String, Sendable, CaseIterable {
        /// Not at all: for a mail server on this machine.
        case none
        /// The connection becomes encrypted before anything else is said (usually port 587), or there is none.
        case startTLS = "starttls"
        /// Encrypted from the first byte (usually port 465).
        case tls
    }

    struct Settings: Sendable {
        var host: String
        var port: Int
        var security: Security
        /// Empty without sign-in.
        var user = ""
        var password = ""
        /// The address mails come from.
        var from: String
        /// The name shown beside it.
        var sender = ""
        /// Seconds after which the server counts as unreachable.
        var timeout = 30
    }

    /// Mail servers take few connections at a time from one place.
    private static let lane = Background(parallel: 2)

    private let settings: Settings
    private let now: @Sendable () -> Instant
    private let token: @Sendable () -> String

    /// Refuses settings that name no host, no port or no address.
    init(_ settings: Settings, now: @escaping @Sendable () -> Instant, token: @escaping @Sendable () -> String) throws(AppError) {
        let isHost =
            !settings.host.isEmpty
            && settings.host.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || ".-:[]_".utf8.contains(byte)
            }
        guard isHost, (1...65_535).contains(settings.port) else {
            throw AppError.invalid("host", Message("mail.bad_server", ["server": "\(settings.host):\(settings.port)"]))
        }
        guard MailMessage.isAddress(settings.from) else {
            throw AppError.invalid("from", Message("mail.bad_address", ["address": settings.from]))
        }
        self.settings = settings
        self.now = now
        self.token = token
    }

    /// Returns when the mail server has taken the message.
    ///
    /// Throws ``AppError/Kind/unavailable`` when trying again may help (no connection, no sign-in, server busy), and
    /// ``AppError/Kind/invalid`` when it will not: the server refuses this receiver, or the mail cannot be written.
    func send(_ mail: Mail) async throws(AppError) {
        let message = try MailMessage(mail, from: settings.from, sender: settings.sender, date: now(), token: token())
        let settings = settings
        try await SMTP.lane.run { () throws(AppError) in try SMTP.deliver(message, settings) }
    }

    private static func deliver(_ message: MailMessage, _ settings: Settings) throws(AppError) {
        let domain = settings.from.split(separator: "@").last.map(String.init) ?? "localhost"
        let url = "\(settings.security == .tls ? "smtps" : "smtp")://\(settings.host):\(settings.port)/\(domain)"
        var reason = [CChar](repeating: 0, count: 512)
        var text = message.text
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { raw in
                ccurl_send_mail(
                    url, settings.user, settings.password, settings.security == .none ? 0 : 1, settings.timeout, settings.from,
                    message.recipient, raw.baseAddress, raw.count, &reason)
            }
        }
        guard code != 0 else { return }
        let words = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if words.contains("RCPT failed: 5") {
            throw AppError.invalid("to", Message("mail.refused_address", ["address": message.recipient]))
        }
        throw AppError(.unavailable, Message("mail.not_sent", ["reason": words]), retryAfter: 60)
    }
}
