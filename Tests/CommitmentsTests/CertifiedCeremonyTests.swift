import Directory
import Documents
import Foundation
import Kernel
import NIOCore
import Storage
import Synchronization
import TestSupport
import Testing
import Web

@testable import Commitments

private let press = PaperPress.installed()

@Suite("A commitment signed by the certified service, by its pages")
struct CertifiedCeremonyTests {
    /// Answers as the client service does: who is registered and which passphrase opens their certificate.
    private final class Service: Sendable {
        static let people = ["3509010101700001": "rahasia negara", "3509010101700002": "sungai bedadung"]
        let calls = Mutex<[String]>([])

        func answer(_ call: OutgoingCall) -> OutgoingAnswer {
            calls.withLock { $0.append("\(call.method) \(call.url)") }
            func refuse(_ code: Int, _ text: String) -> OutgoingAnswer {
                OutgoingAnswer(
                    status: 400, contentType: "application/json", body: Array("{\"status_code\": \(code), \"error\": \"\(text)\"}".utf8))
            }
            let body = String(decoding: call.body ?? [], as: UTF8.self)
            func field(_ name: String) -> String {
                guard let start = body.range(of: "name=\"\(name)\"\r\n\r\n") else { return "" }
                return String(body[start.upperBound...].prefix { !$0.isNewline })
            }
            guard let known = Service.people[field("nik")] else { return refuse(2011, "User not registered") }
            guard known == field("passphrase") else { return refuse(2031, "Wrong passphrase") }
            let bytes = call.body ?? []
            let head = Array("Content-Type: application/pdf\r\n\r\n".utf8)
            guard let start = bytes.firstRange(of: head)?.upperBound, let end = bytes[start...].firstRange(of: Array("\r\n--pendopo-".utf8))
            else { return refuse(2005, "file is not a PDF") }
            let signed = Array(bytes[start..<end.lowerBound]) + Array("\n% signed for \(field("nik"))".utf8)
            return OutgoingAnswer(status: 200, contentType: "application/pdf", documentID: "dok-\(signed.count)", body: signed)
        }
    }

    private func check(_ bytes: [UInt8], as visitor: TestBrowser) async throws -> String {
        let brought = UploadedFile(field: "file", filename: "naskah.pdf", claimedType: "application/pdf", bytes: bytes)
        return try await visitor.submit(try await visitor.get("/komitmen/periksa").form(to: "/komitmen/periksa"), files: [brought]).text
    }

    @Test(
        "wrong numbers are said at their field; both sign one file; that file is ours, an altered one is not",
        .enabled(if: press != nil, "needs Typst: bin/setup"))
    func ceremony() async throws {
        let service = Service()
        let client = BSrEClient(base: "https://esign.contoh.go.id", user: "pendopo", password: "kunci") { service.answer($0) }
        let site = try await PromisedSite(provider: SignatureSettings(provider: .bsre, bsre: client))
        var desk = site.desk
        desk.press = PaperPress(folder: press, log: site.site.installation.logger)
        site.site.installation.services.put(CommitmentSite(desk: desk))
        let code = try await desk.open(try await site.drafted().code, by: site.planner.actor).code
        let path = "/kerja/komitmen/\(code)/tanda-tangan"

        let head = try await site.browser(site.head)
        let page = try await head.get(path)
        #expect(Accessibility.faults(page.text, isPage: true) == [])
        let form = try page.form(to: path)
        let wrong = try await head.submit(form, filling: ["nik": "3509010101700001", "passphrase": "salah"])
        #expect(wrong.status == 422 && !wrong.text.contains("value=\"salah\""))
        #expect(try await head.submit(form, filling: ["nik": "3509010101709999", "passphrase": "x"]).status == 422)
        #expect(try await head.submit(form, filling: ["nik": "12", "passphrase": "x"]).status == 422)
        let signed = try await head.submit(form, filling: ["nik": "3509010101700001", "passphrase": "rahasia negara"])
        #expect(signed.location == "/komitmen/\(code)")
        #expect(try await site.found(code).state == .open)
        // Nothing of the passphrase is kept.
        let kept = try await site.database.read { tx in try tx.rows("SELECT details FROM event").map { $0.text("details") }.joined() }
        #expect(!kept.contains("rahasia negara") && !kept.contains("3509010101700001"))

        let director = try await site.browser(site.director)
        let last = try await director.submit(
            try await director.get(path).form(to: path), filling: ["nik": "3509010101700002", "passphrase": "sungai bedadung"])
        #expect(last.location == "/komitmen/\(code)" && service.calls.withLock { $0.allSatisfy { $0.hasSuffix("/api/sign/pdf") } })
        let file = try await desk.file(of: code, for: .visitor)
        #expect(file.commitment.state == .inForce && Set(file.verdicts.values) == [.certified])

        // What is handed out is the file both have signed, and whoever brings it is told so.
        let visitor = site.site.browser()
        let paper = Array(try await visitor.get("/komitmen/\(code)/naskah.pdf").bytes.readableBytesView)
        let text = String(decoding: paper, as: UTF8.self)
        #expect(text.contains("% signed for 3509010101700001\n% signed for 3509010101700002"))
        #expect(try await check(paper, as: visitor).contains("Asli"))
        #expect(try await !check(paper + Array("\n% more".utf8), as: visitor).contains("Asli"))
        #expect(try await desk.check(paper + [10]).outcome == .unknown)
    }
}
