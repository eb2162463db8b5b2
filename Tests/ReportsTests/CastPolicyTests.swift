import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Reports
import Storage
import TestSupport
import Testing
import Web

/// Who may do what with a report, tried through the pages: everybody of the cast against every act.
@Suite struct CastPolicyTests {
    private static let agencyActs: Set<CaseNoun> = [
        .acceptance, .return, .note, .schedule, .postponement, .resumption, .claim,
    ]
    private static let checks: Set<CaseNoun> = [.confirmation, .sendingBack]

    private func cast(_ office: OfficeSite) -> [(name: String, actor: Actor)] {
        [
            ("triage", office.triage), ("coordinator", office.coordinator), ("clerk", office.clerk), ("other clerk", office.otherClerk),
            ("checker", office.checker),
            ("reader", Actor(kind: .account, id: "reader", name: "Dewi", grants: [Grant(permissions: [.readReports])])),
            ("nobody", Actor(kind: .account, id: "nobody", name: "Tono", grants: [])),
        ]
    }

    /// Who of them got further than the policy: to what the act still lacks, or through.
    private func able(_ noun: CaseNoun, _ office: OfficeSite, _ disclosure: Report.Disclosure) async throws -> [String] {
        var able: [String] = []
        for (name, actor) in cast(office) {
            let receipt = try await office.inProgress("Jalan berlubang.", disclosure)
            let browser = office.browser(actor)
            // Every page has the form to sign out, and with it a token of this browser.
            let token = try await browser.get("/kerja").form(to: "/keluar").fields.filter { $0.name.hasPrefix("_") }
            let body = token.map { "\($0.name)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!)" }
            // What can be read of a form before anybody asks who sent it.
            let typed = ["until=2026-03-20", "kind=complaint", "category=\(OfficeSite.roads)", "disclosure=confidential"]
            let answer = try await browser.send(
                .post, "/kerja/laporan/\(receipt.code)/\(noun.rawValue)",
                headers: [.contentType: "application/x-www-form-urlencoded", .init("Sec-Fetch-Site")!: "same-origin"],
                body: ByteBuffer(string: (body + typed).joined(separator: "&")))
            switch answer.status {
            case 303, 409, 422:
                #expect(answer.location?.hasPrefix("/lanjutkan") != true, "the token was not taken")
                able.append(name)
            case 403, 404: #expect(try await office.report(receipt.id).version == 4, "\(noun) by \(name) left a trace")
            default: Issue.record("\(noun) by \(name): \(answer.status)")
            }
        }
        return able
    }

    @Test func `of an open report each act is for whom the workflow names, and for nobody else`() async throws {
        let office = try await OfficeSite()
        for noun in CaseNoun.allCases {
            let expected =
                Self.agencyActs.contains(noun)
                ? ["clerk"]
                : Self.checks.contains(noun) ? ["coordinator", "checker"] : noun == .ruling ? ["coordinator"] : ["triage", "coordinator"]
            #expect(try await able(noun, office, .open) == expected, "\(noun)")
        }
    }

    @Test func `a confidential one is checked by the coordinator only, and the village hears nothing of it`() async throws {
        let office = try await OfficeSite()
        for noun in CaseNoun.allCases where Self.agencyActs.contains(noun) || Self.checks.contains(noun) {
            let expected = Self.agencyActs.contains(noun) ? ["clerk"] : ["coordinator"]
            #expect(try await able(noun, office, .confidential) == expected, "\(noun)")
        }
    }

    @Test func `without signing in nothing can be done at all`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.inProgress()
        for noun in CaseNoun.allCases {
            let answer = try await office.site.browser().send(
                .post, "/kerja/laporan/\(receipt.code)/\(noun.rawValue)",
                headers: [.contentType: "application/x-www-form-urlencoded", .init("Sec-Fetch-Site")!: "same-origin"],
                body: ByteBuffer(string: "text=Selesai"))
            #expect(answer.status == 303 || answer.status == 401 || answer.status == 403, "\(noun): \(answer.status)")
        }
        #expect(try await office.report(receipt.id).version == 4)
    }
}
