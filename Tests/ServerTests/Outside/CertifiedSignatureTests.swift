import Commitments
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Server

@Suite("Certified signatures by the national service", .serialized, .enabled(if: TestDatabase.triesTheRest, "knows no database"))
struct CertifiedSignatureTests {
    private static let nik = "3509010101700001"
    private static let pdf = Array("%PDF-1.7\r\n\u{0}isi".utf8) + [0, 255, 13, 10]

    private func client(_ service: SigningService, password: String = "kunci layanan") -> BSrEClient {
        BSrEClient(base: service.base + "/", user: "pendopo", password: password, call: BSrECall.call)
    }

    private func sign(_ client: BSrEClient, nik: String = nik, passphrase: String = "rahasia negara", _ pdf: [UInt8] = pdf) async throws
        -> BSrEClient.SignedPDF
    {
        try await client.sign(
            pdf, name: "komitmen \"satu\".pdf", nik: nik, passphrase: passphrase, link: "https://contoh.go.id/komitmen/K",
            boundary: "batas-1")
    }

    private func error(_ body: () async throws -> BSrEClient.SignedPDF) async -> AppError? {
        do { _ = try await body() } catch let error as AppError { return error } catch {}
        return nil
    }

    @Test("a PDF goes there byte by byte, comes back signed with its number, and can be signed again by the next")
    func signs() async throws {
        let service = try SigningService()
        let once = try await sign(client(service))
        #expect(once.bytes.starts(with: Self.pdf) && once.documentID == "dok-\(once.bytes.count)")
        #expect(String(decoding: once.bytes, as: UTF8.self).contains("signed for \(Self.nik) https://contoh.go.id/komitmen/K"))
        let twice = try await sign(client(service), once.bytes)
        #expect(twice.bytes.starts(with: once.bytes))
        #expect(try await client(service).isActive(nik: Self.nik))
        #expect(try await !client(service).isActive(nik: "3509010101700002"))
    }

    @Test("what the person can mend is said at its field, everything else in words for the operator")
    func refusals() async throws {
        let service = try SigningService()
        #expect(await error { try await sign(client(service), passphrase: "salah") }?.issues.map(\.field) == ["passphrase"])
        #expect(await error { try await sign(client(service), nik: "3509010101700002") }?.issues.map(\.field) == ["nik"])
        #expect(await error { try await sign(client(service), nik: "12345") }?.issues.map(\.field) == ["nik"])
        #expect(await error { try await sign(client(service, password: "lain")) }?.message.key == "error.bsre_not_allowed")
        #expect(await error { try await sign(client(service), Array("bukan PDF".utf8)) }?.message.key == "error.bsre_refused")
        let nobody = BSrEClient(base: "http://127.0.0.1:9", user: "a", password: "b", call: BSrECall.call)
        #expect(await error { try await sign(nobody) }?.kind == .unavailable)
    }
}
