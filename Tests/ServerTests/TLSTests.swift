import Foundation
import Testing

/// A whole server behind its own certificate, and behind a proxy, asked by `curl` as a stranger would.
@Suite struct TLSTests {
    @Test func `it serves with its own certificate, and says so to browsers`() async throws {
        try await withProgram { program in
            let (certificate, key) = (program.path("certificate.pem"), program.path("key.pem"))
            let made = try await command(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate)
            #expect(made.status == 0)
            try "tls:\n  certificate: \(certificate)\n  key: \(key)\n\(mail)".write(
                toFile: program.path("pendopo.yaml"), atomically: true, encoding: .utf8)
            let (server, address) = try await program.serve()
            let page = try await command("curl", "-sSi", "--cacert", certificate, "\(address)lupa-kata-sandi")
            #expect(page.status == 0 && page.output.contains("200") && page.output.contains("<!doctype html>"))
            #expect(page.output.lowercased().contains("strict-transport-security: max-age=31536000"))
            let cookies = page.output.split(separator: "\r\n").filter { $0.lowercased().hasPrefix("set-cookie:") }
            #expect(!cookies.isEmpty && cookies.allSatisfy { $0.contains("Secure") })
            // A stranger to the certificate is refused, and so is one who does not speak TLS or speaks an old one.
            #expect(try await command("curl", "-sS", "\(address)lupa-kata-sandi").status == 60)
            #expect(try await command("curl", "-sS", "http://127.0.0.1:\(address.port ?? 0)/lapor").status != 0)
            let old = try await command("curl", "-sS", "--tls-max", "1.1", "--cacert", certificate, "\(address)lupa-kata-sandi")
            #expect(old.status != 0)
            // Without a proxy what a caller says of an address is nobody's address.
            #expect(try await limit(address, "--cacert", certificate) == nil)
            server.terminate()
            #expect(await server.end().status == 0)
        }
    }

    @Test func `behind a trusted proxy the caller's address counts, and its https`() async throws {
        try await withProgram { program in
            try "trusted_proxies: 127.0.0.1\n\(mail)".write(toFile: program.path("pendopo.yaml"), atomically: true, encoding: .utf8)
            let (server, address) = try await program.serve()
            // This machine itself is not counted; whom the proxy names is, and nobody can be named past it.
            #expect(try await limit(address, "-H", "X-Forwarded-For: 127.0.0.1") == nil)
            #expect(try await limit(address, "-H", "X-Forwarded-For: 203.0.113.7") != nil)
            #expect(try await limit(address, "-H", "X-Forwarded-For: 127.0.0.1, 203.0.113.7") != nil)
            let page = try await command(
                "curl", "-sSi", "-H", "X-Forwarded-For: 203.0.113.7", "-H", "X-Forwarded-Proto: https", "\(address)lupa-kata-sandi")
            #expect(page.output.contains("; Secure"))
            server.terminate()
            #expect(await server.end().status == 0)
        }
    }

    /// With a mail server the page for forgotten passwords has a form, and so a cookie to look at.
    private let mail = "mail:\n  url: smtp-plain://localhost:25\n  from: pendopo@example.id\n"

    /// How many requests the API still allows whom it takes the caller for; `nil` for this machine, which is not counted.
    private func limit(_ address: URL, _ options: String...) async throws -> Int? {
        let answer = try await command(["curl", "-sSi"] + options + ["\(address)api/regions"])
        #expect(answer.output.contains("200"), "\(answer.output) \(answer.errors)")
        let line = answer.output.split(separator: "\r\n").first { $0.lowercased().hasPrefix("ratelimit-remaining:") }
        return line.flatMap { Int($0.drop { $0 != " " }.dropFirst()) }
    }
}
