import Foundation
import Kernel

/// One e-mail as it travels (RFC 5322 and MIME): plain text in UTF-8, quoted-printable, every line short and ended by CRLF.
struct MailMessage {
    /// The whole message.
    let text: String
    /// The receiver's plain address.
    let recipient: String

    /// Refuses addresses and subjects that could smuggle in a header of their own.
    ///
    /// `token` makes the message's id unlike any other; `sender` is the name shown beside the regency's address.
    init(_ mail: Mail, from address: String, sender: String, date: Instant, token: String) throws(AppError) {
        guard MailMessage.isAddress(mail.to) else { throw AppError.invalid("to", Message("mail.bad_address", ["address": mail.to])) }
        guard MailMessage.isAddress(address) else { throw AppError.invalid("from", Message("mail.bad_address", ["address": address])) }
        guard MailMessage.isOneLine(mail.subject), MailMessage.isOneLine(sender) else {
            throw AppError.invalid("subject", "mail.bad_subject")
        }
        recipient = mail.to
        let domain = address.split(separator: "@").last.map(String.init) ?? "localhost"
        let from = sender.isEmpty ? address : "\(MailMessage.words(sender, after: 6))\r\n <\(address)>"
        let head = [
            "From: \(from)", "To: \(mail.to)", "Subject: \(MailMessage.words(mail.subject, after: 9))", "Date: \(MailMessage.date(date))",
            "Message-ID: <\(token)@\(domain)>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
        ]
        text = head.joined(separator: "\r\n") + "\r\n\r\n" + MailMessage.quotedPrintable(mail.text)
    }

    /// An address that every mail server takes: ASCII, one `@`, nothing that could end a header or an SMTP command.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let forbidden = Set("<>()[],;:\\\" ".utf8)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
            && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && !forbidden.contains($0) }
    }

    private static func isOneLine(_ text: String) -> Bool {
        !text.unicodeScalars.contains { $0.value < 32 || $0.value == 127 || $0.value == 0x2028 || $0.value == 0x2029 }
    }

    /// Header text: as it is when plain ASCII that fits the line, else as encoded words (RFC 2047) of at most 75 characters,
    /// folded. `after` is the length of the header's name.
    static func words(_ text: String, after: Int) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte >= 32 && byte < 127 && !"()<>@,;:\\\"[]=?_".utf8.contains(byte) || byte == UInt8(ascii: ":") && after == 9
        }
        if isPlain, after + text.utf8.count <= 76 { return text }
        // 45 bytes become 60 characters between `=?utf-8?B?` and `?=`.
        var words: [String] = []
        var piece: [UInt8] = []
        for character in text.unicodeScalars {
            let bytes = Array(String(character).utf8)
            if piece.count + bytes.count > (words.isEmpty ? 39 : 45) {
                words.append(word(piece))
                piece = []
            }
            piece += bytes
        }
        words.append(word(piece))
        return words.joined(separator: "\r\n ")
    }

    private static func word(_ bytes: [UInt8]) -> String { "=?utf-8?B?\(Data(bytes).base64EncodedString())?=" }

    /// `Fri, 01 Mar 2024 02:03:04 +0000`.
    static func date(_ instant: Instant) -> String {
        let (day, time) = instant.parts(offsetHours: 0)
        let (year, month, date) = day.civil
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(days[day.weekday - 1]), \(two(date)) \(months[month - 1]) \(year) "
            + "\(two(time.hour)):\(two(time.minute)):\(two(time.second)) +0000"
    }

    /// Lines of at most 76 characters; whatever is not plain ASCII, and blanks at the end of a line, as `=XX`.
    static func quotedPrintable(_ text: String) -> String {
        let lines = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        return lines.map { encoded(Array($0.utf8)) }.joined(separator: "\r\n") + "\r\n"
    }

    private static func encoded(_ line: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        var length = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let isPlain = (33...126).contains(byte) && byte != UInt8(ascii: "=") || (byte == 32 || byte == 9) && !isLast
            let piece = isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            if length + piece.count > (isLast ? 76 : 75) {
                encoded += Array("=\r\n".utf8)
                length = 0
            }
            encoded += piece
            length += piece.count
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
