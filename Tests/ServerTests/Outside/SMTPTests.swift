import Foundation
import Kernel
import TestSupport
import Testing

@testable import Server

@Suite(
    .enabled(if: MailServer.python != nil, "needs Python with aiosmtpd (bin/test installs it)"),
    .enabled(if: TestDatabase.triesTheRest, "knows no database"))
struct SMTPTests {
    private func smtp(_ port: Int, user: String = "", password: String = "", security: SMTP.Security = .none) throws -> SMTP {
        try SMTP(
            .init(
                host: "127.0.0.1", port: port, security: security, user: user, password: password, from: "pendopo@jemberkab.go.id",
                sender: "Pendopo Jember — Kominfo", timeout: 10),
            now: { Instant("2024-03-01T02:03:04Z")! }, token: { "abc123" })
    }

    @Test func arrivesAsItWasWritten() async throws {
        let server = try MailServer()
        let body = """
            Yth. Ibu Siti,

            Laporan K7M-Q2X-94 “Jalan berlubang di Patrang” = selesai. 🙂
            .
            ..titik di depan, lalu baris yang sangat panjang: \(String(repeating: "panjang ", count: 60))
            From di awal baris\u{20}
            https://pendopo.example/laporan/K7M-Q2X-94?kunci=\(String(repeating: "x", count: 90))
            """
        let subject = "Laporan Anda “K7M-Q2X-94” sudah ditindaklanjuti: jalan berlubang di depan Pasar Tanjung, Kelurahan Jember Kidul"
        try await smtp(server.port).send(Mail(to: "siti@example.org", subject: subject, text: body))
        let mail = try server.next()
        #expect(mail.from == "pendopo@jemberkab.go.id")
        #expect(mail.to == ["siti@example.org"])
        #expect(mail.subject == subject)
        #expect(mail.sender == "Pendopo Jember — Kominfo")
        #expect(mail.body.replacingOccurrences(of: "\r\n", with: "\n") == body + "\n")
        #expect(mail.headers["Date"] == "Fri, 01 Mar 2024 02:03:04 +0000")
        #expect(mail.headers["Message-ID"] == "<abc123@jemberkab.go.id>")
        #expect(mail.headers["Auto-Submitted"] == "auto-generated")
        #expect(mail.longestLine <= 78)
        #expect(!mail.hasBareLineFeed)
    }

    @Test func signsInWhereAskedAndFailsWithAWrongPassword() async throws {
        let server = try MailServer(requiresSignIn: true)
        let mail = Mail(to: "siti@example.org", subject: "Halo", text: "Halo")
        try await smtp(server.port, user: "budi", password: "rahasia").send(mail)
        #expect(try server.next().user == "budi")
        let wrong = await #expect(throws: AppError.self) { try await smtp(server.port, user: "budi", password: "salah").send(mail) }
        #expect(wrong?.kind == .unavailable)
        let none = await #expect(throws: AppError.self) { try await smtp(server.port).send(mail) }
        #expect(none?.kind == .unavailable)
    }

    @Test func tellsRefusedReceiversFromThoseToTryAgain() async throws {
        let server = try MailServer()
        let never = await #expect(throws: AppError.self) {
            try await smtp(server.port).send(Mail(to: "nobody@example.org", subject: "a", text: "b"))
        }
        #expect(never == AppError.invalid("to", Message("mail.refused_address", ["address": "nobody@example.org"])))
        let later = await #expect(throws: AppError.self) {
            try await smtp(server.port).send(Mail(to: "full@example.org", subject: "a", text: "b"))
        }
        #expect(later?.kind == .unavailable)
    }

    /// A server that cannot encrypt gets neither the password nor the mail.
    @Test(arguments: [SMTP.Security.startTLS, .tls])
    func neverSpeaksOpenlyWhenToldNotTo(_ security: SMTP.Security) async throws {
        let server = try MailServer()
        let error = await #expect(throws: AppError.self) {
            try await smtp(server.port, user: "budi", password: "rahasia", security: security)
                .send(Mail(to: "siti@example.org", subject: "a", text: "b"))
        }
        #expect(error?.kind == .unavailable)
    }

    @Test func noServerThere() async throws {
        let port = try MailServer().port
        let error = await #expect(throws: AppError.self) {
            try await smtp(port).send(Mail(to: "siti@example.org", subject: "a", text: "b"))
        }
        #expect(error?.kind == .unavailable)
        #expect(error?.retryAfter == 60)
    }
}
