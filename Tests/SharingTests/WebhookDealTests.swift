import Catalogue
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Sharing

@Suite("Webhooks of requests and agreements") struct WebhookDealTests {
    private func messages(_ site: SharedSite, _ webhook: Webhook, _ actor: Actor) async throws -> [JSONValue] {
        try await site.settle()
        return try await site.site.webhooks.deliveries(of: webhook.id.text, for: actor).reversed().map {
            try JSONValue(parsing: Array($0.body.utf8))
        }
    }

    @Test("both agencies are told of what was asked, granted and ended, and nobody else; no words of anybody are in it")
    func deals() async throws {
        let site = try await SharedSite()
        let (dataset, table) = try await site.restricted()
        let desk = site.site.webhooks
        let (hospital, _) = try await desk.make(
            dataset, url: "https://rs.example.org/a", agency: site.catalogue.hospital.text, by: site.asker)
        let (nobody, _) = try await desk.make(dataset, url: "https://x.example.org/a", agency: nil, by: site.inspector)
        let agreement = try await site.agreed(table, until: Day("2026-12-31")!)
        try await site.desk.revoke(agreement.code, reason: "Datanya dipakai di luar tujuan yang disepakati.", by: site.owner)
        let told = try await messages(site, hospital, site.asker)
        let kinds = told.compactMap { $0["type"]?.string }
        #expect(kinds.contains { $0.hasPrefix("id.pendopo.access_request.") } && kinds.contains("id.pendopo.agreement.revoked"))
        #expect(told.contains { $0["data"]?["agreement"]?.string == agreement.code })
        #expect(told.allSatisfy { $0["subject"]?.string == dataset.name && $0["data"]?["url"] != nil })
        for message in told {
            let text = String(decoding: message.bytes, as: UTF8.self)
            #expect(!text.contains(SharedSite.purpose) && !text.contains("di luar tujuan"))
        }
        #expect(try await messages(site, nobody, site.inspector).isEmpty)
    }
}
