import Catalogue
import Columns
import Crypto
import Foundation
import Ingest
import Kernel
import Storage
import Synchronization
import TestSupport
import Testing
import Web
import Work

@testable import Sharing

@Suite("Webhooks")
struct WebhookTests {
    /// What was posted, and what is answered.
    final class Outside: Sendable {
        struct Post: Sendable {
            var url: String
            var headers: [String: String]
            var body: String
        }

        let posts = Mutex<[Post]>([])
        let status = Mutex<Int?>(200)

        var sender: WebhookSender {
            WebhookSender { url, headers, body in
                self.posts.withLock {
                    $0.append(Post(url: url, headers: Dictionary(headers.map { ($0.name, $0.value) }) { $1 }, body: body))
                }
                guard let status = self.status.withLock({ $0 }) else { throw AppError.unavailable("error.webhook_unreachable") }
                return status
            }
        }

        var count: Int { posts.withLock { $0.count } }
        /// Those that tell of a version.
        var versions: Int { posts.withLock { posts in posts.count { $0.body.contains("id.pendopo.dataset.version_published") } } }
    }

    func site() async throws -> (SharedSite, Outside, WebhookDesk) {
        let site = try await SharedSite()
        let outside = Outside()
        site.catalogue.site.installation.services.put(outside.sender)
        return (site, outside, site.site.webhooks)
    }

    func settle(_ site: SharedSite) async throws {
        let installation = site.catalogue.site.installation
        try await site.settle()
        try await Queue(
            database: site.database, world: installation.world, handlers: Capability.sharing().jobs(installation),
            logger: installation.logger
        ).drain()
    }

    @Test("a new version is told of once, as a CloudEvent whose signature its receiver can check")
    func deliver() async throws {
        let (site, outside, desk) = try await site()
        let dataset = try await site.catalogue.published()
        let (webhook, secret) = try await desk.make(dataset, url: "https://example.org/hook", agency: nil, by: site.asker)
        try await site.catalogue.publish([CatalogueTestSite.prices[0]], in: dataset.id)
        try await settle(site)
        try await settle(site)
        let post = try #require(outside.posts.withLock { $0 }.first)
        #expect(outside.count == 1)
        #expect(post.url == "https://example.org/hook")
        let body = try JSONValue(parsing: Array(post.body.utf8))
        #expect(body["specversion"]?.string == "1.0")
        #expect(body["subject"]?.string == "harga-beras")
        #expect(body["data"]?["number"]?.string == "2")
        let id = try #require(post.headers["webhook-id"])
        let time = try #require(post.headers["webhook-timestamp"])
        let key = SymmetricKey(data: Data(base64Encoded: String(secret.dropFirst(6)))!)
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(id).\(time).\(post.body)".utf8), using: key)
        #expect(post.headers["webhook-signature"] == "v1,\(Data(code).base64EncodedString())")
        #expect(try await desk.deliveries(of: webhook.id.text, for: site.asker).map(\.state) == [.delivered])
        await #expect(throws: AppError.notFound) { try await desk.deliveries(of: webhook.id.text, for: site.owner) }
    }

    @Test("the signature is the one Standard Webhooks shows")
    func vector() {
        let signature = WebhookSignature.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", time: "1614265330", body: "{\"test\": 2432232314}",
            secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        #expect(signature == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test("what is not taken is tried with growing pauses for three days, then kept, and can be sent again by hand")
    func retry() async throws {
        let (site, outside, desk) = try await site()
        let dataset = try await site.catalogue.published()
        let (webhook, _) = try await desk.make(dataset, url: "https://example.org/hook", agency: nil, by: site.asker)
        outside.status.withLock { $0 = nil }
        try await site.catalogue.publish([CatalogueTestSite.prices[0]], in: dataset.id)
        let start = site.world.now
        try await settle(site)
        #expect(outside.count == 1)
        for _ in 0..<200 {
            site.world.now = site.world.now.adding(seconds: 3600)
            try await settle(site)
        }
        #expect(outside.count == 8)
        let dead = try #require(try await desk.deliveries(of: webhook.id.text, for: site.asker).first)
        #expect(dead.state == .dead)
        #expect(try #require(dead.lastTriedAt).seconds(since: start) > 2.5 * 86_400)
        outside.status.withLock { $0 = 200 }
        await #expect(throws: AppError.notFound) { try await desk.replay(dead.id.text, by: site.owner) }
        try await desk.replay(dead.id.text, by: site.asker)
        try await settle(site)
        #expect(outside.count == 9)
        #expect(try await desk.deliveries(of: webhook.id.text, for: site.asker).map(\.state) == [.delivered])
        await #expect(throws: AppError.self) { try await desk.replay(dead.id.text, by: site.asker) }
    }

    @Test("an address that says it is gone gets nothing any more")
    func gone() async throws {
        let (site, outside, desk) = try await site()
        let dataset = try await site.catalogue.published()
        _ = try await desk.make(dataset, url: "https://example.org/hook", agency: nil, by: site.asker)
        outside.status.withLock { $0 = 410 }
        try await site.catalogue.publish([CatalogueTestSite.prices[0]], in: dataset.id)
        try await settle(site)
        #expect(try await desk.mine(site.asker)[0].disabledAt != nil)
        try await site.catalogue.publish([CatalogueTestSite.prices[1]], in: dataset.id)
        try await settle(site)
        #expect(outside.count == 1)
    }

    @Test("of restricted data only an agency with an agreement in force is told")
    func restricted() async throws {
        let (site, outside, desk) = try await site()
        let (dataset, table) = try await site.restricted()
        _ = try await desk.make(dataset, url: "https://example.org/hook", agency: site.catalogue.hospital.text, by: site.asker)
        try await site.catalogue.publish([CatalogueTestSite.prices[0]], in: dataset.id)
        try await settle(site)
        #expect(outside.versions == 0)
        let agreement = try await site.agreed(table)
        try await site.catalogue.publish([CatalogueTestSite.prices[1]], in: dataset.id)
        try await settle(site)
        #expect(outside.versions == 1)
        try await site.desk.revoke(agreement.code, reason: "Datanya dipakai di luar tujuan yang disepakati.", by: site.owner)
        try await site.catalogue.publish([CatalogueTestSite.prices[2]], in: dataset.id)
        try await settle(site)
        #expect(outside.versions == 1)
    }

    @Test("a version that stays shut is told to nobody, also when the dataset was opened before its message went")
    func withheld() async throws {
        let (site, outside, desk) = try await site()
        let (dataset, table) = try await site.restricted()
        let catalogue = site.catalogue
        _ = try await desk.make(dataset, url: "https://example.org/hook", agency: nil, by: site.asker)
        let shut = try await catalogue.received(table.id, rows: Array(CatalogueTestSite.prices.dropLast()), findings: 3)
        try await catalogue.desk.perform(SubmitForCheck(), on: shut.id, by: catalogue.producer)
        try await catalogue.desk.perform(PublishSubmission(), on: shut.id, by: catalogue.steward)
        try await catalogue.publish([CatalogueTestSite.prices[0]], in: dataset.id)
        try await catalogue.desk.perform(ChangeAccess(.open), on: dataset.id, by: catalogue.steward)
        try await settle(site)
        let told = try said(outside)
        #expect(told.map { $0["data"]?["number"]?.string } == ["3"])
        let versions = try await site.database.read { tx in try tx.versions(of: table.id) }
        let hidden = try #require(versions.first { $0.number == 2 })
        #expect(outside.posts.withLock { posts in posts.allSatisfy { !$0.body.contains(hidden.hash) } })
    }

    @Test("a webhook reads nothing any more once whoever made it may not: she left, lost the role, or her key has ended")
    func owner() async throws {
        let (site, outside, desk) = try await site()
        let (dataset, table) = try await site.restricted()
        let agreement = try await site.agreed(table)
        for (number, owner) in [site.asker, site.machine].enumerated() {
            _ = try await desk.make(dataset, url: "https://example.org/\(number)", agency: site.catalogue.hospital.text, by: owner)
        }
        try await site.catalogue.publish([CatalogueTestSite.prices[0]], in: dataset.id)
        try await settle(site)
        #expect(outside.versions == 2)
        let read = try await site.desk.readings(of: agreement, for: site.owner, limit: 100).count
        var transferred = site.asker
        transferred.grants = [Grant(permissions: [.useSharedData], agencies: [site.catalogue.works.text])]
        for people in [[], [transferred]] as [[Actor]] {
            site.present(people)
            try await site.catalogue.publish([CatalogueTestSite.prices[people.count + 1]], in: dataset.id)
            try await settle(site)
            #expect(outside.versions == 2)
        }
        #expect(try await site.desk.readings(of: agreement, for: site.owner, limit: 100).count == read)
    }

    @Test("addresses that are none of the open web by https are refused")
    func addresses() async throws {
        let (site, _, desk) = try await site()
        let dataset = try await site.catalogue.published()
        for url in ["http://example.org", "ftp://example.org/a", "https://", "file:///etc/passwd", "halo"] {
            await #expect(throws: AppError.invalid("url", "error.webhook_url"), "\(url)") {
                try await desk.make(dataset, url: url, agency: nil, by: site.asker)
            }
        }
        await #expect(throws: AppError.unauthenticated) {
            try await desk.make(dataset, url: "https://example.org", agency: nil, by: .visitor)
        }
    }
}
