import Kernel
import Web

/// One call to a machine in the regency's own network.
package struct OutgoingCall: Sendable {
    package var method: String
    package var url: String
    package var headers: [(name: String, value: String)]
    /// `nil` for GET.
    package var body: [UInt8]?
}

/// What that machine answered.
package struct OutgoingAnswer: Sendable {
    package var status: Int
    package var contentType: String
    /// The header `id_dokumen`, empty when there was none.
    package var documentID: String
    package var body: [UInt8]

    package init(status: Int, contentType: String, documentID: String = "", body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.documentID = documentID
        self.body = body
    }
}

/// Certified signatures by BSrE's eSign client service, which runs inside the regency's network: `POST /api/sign/pdf` with Basic
/// authentication and a multipart body, the signed PDF in the answer, its number in the header `id_dokumen`.
///
/// The passphrase goes from the person's form into that one call and is neither kept nor logged.
package struct BSrEClient: Sendable {
    package typealias Call = @Sendable (OutgoingCall) async throws -> OutgoingAnswer

    /// `https://esign.example.go.id`, without a slash at the end.
    let base: String
    let authorization: String
    let call: Call

    /// - Parameter call: makes the call; throws `.unavailable` when there is no answer.
    package init(base: String, user: String, password: String, call: @escaping Call) {
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        authorization = "Basic " + base64(Array("\(user):\(password)".utf8))
        self.call = call
    }

    /// A PDF that carries a certified signature.
    package struct SignedPDF: Sendable {
        package var bytes: [UInt8]
        package var documentID: String
    }

    /// Signs a PDF.
    /// - Parameters:
    ///   - nik: national identity number of the person, 16 digits.
    ///   - link: what the visible mark's QR code leads to: our verification page.
    ///   - boundary: separates the parts of the body; must not be in the file.
    /// - Throws: `.invalid` at `passphrase` or `nik` for what the person can mend, `.unavailable` otherwise.
    package func sign(_ pdf: [UInt8], name: String, nik: String, passphrase: String, link: String, boundary: String) async throws
        -> SignedPDF
    {
        guard nik.utf8.count == 16, nik.utf8.allSatisfy({ (48...57).contains($0) }) else { throw AppError.invalid("nik", "error.nik") }
        let fields = [
            ("nik", nik), ("passphrase", passphrase), ("tampilan", "visible"), ("image", "false"), ("linkQR", link), ("page", "1"),
            ("xAxis", "400"), ("yAxis", "40"), ("width", "120"), ("height", "120"),
        ]
        var body: [UInt8] = []
        for (field, value) in fields {
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
        }
        let filename = name.filter { $0.isASCII && $0 != "\"" && !$0.isNewline }
        body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(filename)\"\r\n".utf8)
        body += Array("Content-Type: application/pdf\r\n\r\n".utf8) + pdf + Array("\r\n--\(boundary)--\r\n".utf8)
        let answer = try await call(
            OutgoingCall(
                method: "POST", url: base + "/api/sign/pdf",
                headers: [("Authorization", authorization), ("Content-Type", "multipart/form-data; boundary=\(boundary)")], body: body))
        guard answer.status == 200 else { throw BSrEClient.failure(answer) }
        guard answer.body.starts(with: Array("%PDF-".utf8)) else { throw AppError.unavailable("error.bsre_no_pdf") }
        return SignedPDF(bytes: answer.body, documentID: answer.documentID)
    }

    /// Whether somebody is registered there and may sign.
    package func isActive(nik: String) async throws -> Bool {
        let answer = try await call(
            OutgoingCall(
                method: "GET", url: base + "/api/user/status/" + percentEncoded(nik), headers: [("Authorization", authorization)], body: nil
            ))
        guard answer.status == 200, let said = try? JSONValue(parsing: answer.body) else { return false }
        return said["status_code"]?.integer == 1111 || said["status"]?.string?.uppercased() == "ISSUE"
    }

    /// The service says what is wrong as JSON with `error` and a `status_code` of its own.
    private static func failure(_ answer: OutgoingAnswer) -> AppError {
        let said = try? JSONValue(parsing: answer.body)
        let text = (said?["error"]?.string ?? said?["message"]?.string ?? "").prefix(200)
        switch (answer.status, said?["status_code"]?.integer) {
        case (_, 2031):
            return AppError.invalid("passphrase", "error.bsre_passphrase")
        case (400, _) where text.lowercased().contains("passphrase"):
            return AppError.invalid("passphrase", "error.bsre_passphrase")
        case (_, 2011), (404, _): return AppError.invalid("nik", "error.bsre_unknown_person")
        case (401, _), (403, _): return AppError.unavailable("error.bsre_not_allowed")
        default: return AppError.unavailable(Message("error.bsre_refused", ["what": String(text)]))
        }
    }
}

/// RFC 4648 base 64 with padding, as Basic authentication wants it.
private func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let part = bytes[start..<min(start + 3, bytes.count)]
        let number = part.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
        for index in 0..<4 { text.append(index <= part.count ? alphabet[number >> (18 - 6 * index) & 63] : "=") }
    }
    return text
}
