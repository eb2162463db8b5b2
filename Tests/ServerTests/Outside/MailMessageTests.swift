import Foundation
import Kernel
import Testing

@testable import Server

@Suite struct MailMessageTests {
    private func message(_ mail: Mail, from: String = "a@b.id", sender: String = "") throws -> MailMessage {
        try MailMessage(mail, from: from, sender: sender, date: Instant("2026-01-05T00:00:00Z")!, token: "t")
    }

    @Test(arguments: [
        "a@b.id\r\nBcc: x@y.z", "a@b.id>", "<a@b.id>", "a b@c.d", "a@b@c", "@b.id", "a@", "", "a@b.id,c@d.id", "sití@b.id", "a\u{0}@b.id",
    ])
    func addressesThatCouldSmuggle(_ address: String) {
        let bad = AppError.invalid("to", Message("mail.bad_address", ["address": address]))
        #expect(throws: bad) { try message(Mail(to: address, subject: "a", text: "b")) }
        #expect(throws: AppError.self) { try message(Mail(to: "a@b.id", subject: "a", text: "b"), from: address) }
    }

    @Test(arguments: ["a\r\nBcc: x@y.z", "a\nb", "a\rb", "a\u{2028}b", "a\u{7f}"])
    func subjectsThatCouldSmuggle(_ subject: String) {
        #expect(throws: AppError.invalid("subject", "mail.bad_subject")) { try message(Mail(to: "a@b.id", subject: subject, text: "b")) }
        #expect(throws: AppError.self) { try message(Mail(to: "a@b.id", subject: "a", text: "b"), sender: subject) }
    }

    @Test func headersEndWhereTheTextBegins() throws {
        let text = try message(Mail(to: "siti@example.org", subject: "Laporan K7M diterima", text: "Bcc: x@y.z\n\nHalo"), sender: "Pendopo")
            .text
        #expect(
            text == """
                From: Pendopo\r
                 <a@b.id>\r
                To: siti@example.org\r
                Subject: Laporan K7M diterima\r
                Date: Mon, 05 Jan 2026 00:00:00 +0000\r
                Message-ID: <t@b.id>\r
                Auto-Submitted: auto-generated\r
                MIME-Version: 1.0\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Transfer-Encoding: quoted-printable\r
                \r
                Bcc: x@y.z\r
                \r
                Halo\r

                """)
    }

    @Test func everyLineIsShortAndASCII() throws {
        let long = String(repeating: "sangat penting “sekali” 🙂 ", count: 40)
        let text = try message(Mail(to: "a@b.id", subject: long, text: long), sender: long).text
        #expect(text.utf8.allSatisfy { $0 < 128 })
        for line in text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 76) }
    }

    @Test func settingsAreChecked() {
        func smtp(_ host: String, _ port: Int, _ from: String = "a@b.id") throws -> SMTP {
            try SMTP(.init(host: host, port: port, security: .none, from: from), now: { Instant(milliseconds: 0) }, token: { "" })
        }
        #expect(throws: Never.self) { try smtp("mail.example.id", 587) }
        for host in ["", "a b", "a/b", "user@host", "h\r\n"] { #expect(throws: AppError.self) { try smtp(host, 25) } }
        #expect(throws: AppError.self) { try smtp("h", 0) }
        #expect(throws: AppError.self) { try smtp("h", 25, "nobody") }
    }
}
