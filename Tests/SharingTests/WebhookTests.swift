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
    private final class Outside: Sendable {
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

    private func site() async throws -> (SharedSite, Outside, WebhookDesk) {
        let site = try await SharedSite()
        let outside = Outside()
        site.catalogue.site.installation.services.put(outside.sender)
        return (site, outside, site.site.webhooks)
    }

    private func settle(_ site: SharedSite) async throws {
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

    /// What was said in each message about a version, the oldest first.
    private func said(_ outside: Outside) throws -> [JSONValue] {
        try outside.posts.withLock { $0 }.filter { $0.body.contains("id.pendopo.dataset.version_published") }
            .map { try JSONValue(parsing: Array($0.body.utf8)) }
    }

    @Test(
        "an agency hears of its part only: nothing of the whole file, nothing of rows it may not read, nothing once the table is another's")
    func part() async throws {
        let (site, outside, desk) = try await site()
        let (dataset, table) = try await site.restricted()
        let agreement = try await site.agreed(
            table, Terms(columns: ["pasar", "tahun", "harga"], filter: "tahun=eq.2025", masks: ["harga": .rounded(to: 1000)]))
        _ = try await desk.make(dataset, url: "https://example.org/hook", agency: site.catalogue.hospital.text, by: site.asker)
        // A row outside of the agreement, a column outside of it, and a change that its mask hides.
        var rows = CatalogueTestSite.prices
        rows[0][3] = .integer(1)
        rows[1][3] = .integer(12_501)
        let hidden = try await site.catalogue.publish(rows, in: dataset.id)
        try await settle(site)
        #expect(outside.versions == 0)
        rows[3][3] = .integer(99_000)
        let shown = try await site.catalogue.publish(rows, in: dataset.id)
        try await settle(site)
        let told = try #require(try said(outside).first)
        #expect(outside.versions == 1 && told["data"]?["rows"]?.string == "3" && told["data"]?["number"]?.string == "3")
        #expect(told["data"]?["hash"] == nil)
        for post in outside.posts.withLock({ $0 }) { #expect(!post.body.contains(hidden.hash) && !post.body.contains(shown.hash)) }
        let read = try await site.desk.readings(of: agreement, for: site.owner, limit: 10)
        #expect(read.contains { $0.purpose == .event && $0.rows == 3 })
        // Terms that do not fit the table any more open nothing, and nothing is told.
        var schema = CatalogueTestSite.priceSchema
        schema.fields[2].name = "periode"
        schema.primaryKey = []
        try await site.catalogue.publish(rows, schema: schema, in: dataset.id)
        try await settle(site)
        #expect(outside.versions == 1)
        rows[3][3] = .integer(55_000)
        try await site.catalogue.publish(rows, in: dataset.id)
        // Given to another producer, the agreement of the one before opens nothing.
        try await site.database.write { tx in
            try tx.run("UPDATE dataset SET producer_id = \(site.catalogue.hospital) WHERE id = \(dataset.id)")
        }
        try await settle(site)
        #expect(outside.versions == 1)
    }

    @Test("messages count as readings: past the agreement's rate they wait until it allows another")
    func rate() async throws {
        let (site, outside, desk) = try await site()
        let (dataset, table) = try await site.restricted()
        try await site.agreed(table, Terms(rate: 1))
        _ = try await desk.make(dataset, url: "https://example.org/hook", agency: site.catalogue.hospital.text, by: site.asker)
        for price in 1...2 {
            try await site.catalogue.publish([CatalogueTestSite.prices[price]], in: dataset.id)
            try await settle(site)
        }
        #expect(outside.versions == 1)
        site.world.now = site.world.now.adding(seconds: 2 * 3600)
        try await settle(site)
        #expect(outside.versions == 2)
    }

    @Test("what waits for the rate waits no longer than until the next version, and three days at most")
    func waiting() async throws {
        let (site, outside, desk) = try await site()
        let (dataset, table) = try await site.restricted()
        try await site.agreed(table, Terms(rate: 1))
        _ = try await desk.make(dataset, url: "https://example.org/hook", agency: site.catalogue.hospital.text, by: site.asker)
        func waiting() async throws -> Int {
            try await site.database.read { tx in
                try tx.count("SELECT count(*) FROM job WHERE kind = \(WebhookDesk.newsJob) AND done_at IS NULL")
            }
        }
        for price in 1...2 {
            try await site.catalogue.publish([CatalogueTestSite.prices[price]], in: dataset.id)
            try await settle(site)
        }
        #expect(outside.versions == 1)
        #expect(try await waiting() == 1)
        try await site.catalogue.publish([CatalogueTestSite.prices[3]], in: dataset.id)
        site.world.now = site.world.now.adding(seconds: 2 * 3600)
        try await settle(site)
        let told = try said(outside)
        #expect(told.map { $0["data"]?["number"]?.string } == ["2", "4"])
        // Her own readings take up all that the rate allows.
        try await site.catalogue.publish([CatalogueTestSite.prices[0]], in: dataset.id)
        for _ in 0..<75 {
            try await settle(site)
            site.world.now = site.world.now.adding(seconds: 3700)
            _ = try await site.open(table, for: site.asker)
        }
        try await settle(site)
        #expect(try await waiting() == 0)
        site.world.now = site.world.now.adding(seconds: 2 * 3600)
        try await settle(site)
        #expect(outside.versions == 2)
    }

    @Test("a webhook may watch columns, or the rows that a filter finds, of them some columns only; at any size")
    func watched() async throws {
        let (site, outside, desk) = try await site()
        var rows: [[Datum]] = (0..<25_000).map { number in
            [.text("35.09.01"), .text("Pasar \(number)"), .year(2025), .integer(Int64(number))]
        }
        let dataset = try await site.catalogue.published("harga-beras", rows: rows)
        func make(_ watch: ChangeWatch, _ filter: String = "") async throws -> Webhook {
            try await desk.make(
                dataset, url: "https://example.org/\(watch.rawValue)", agency: nil, watch: watch, filter: filter, by: site.asker
            ).webhook
        }
        let names = try await make(.rows, "tahun=eq.2025&fields=pasar")
        let prices = try await make(.rows, "tahun=eq.2025")
        let columns = try await make(.columns)
        func count(_ webhook: Webhook) async throws -> Int { try await desk.deliveries(of: webhook.id.text, for: site.asker).count }
        // As many rows as before, one value of them another: far beyond what could be compared row by row in memory.
        rows[24_999][3] = .integer(-1)
        try await site.catalogue.publish(rows, in: dataset.id)
        try await settle(site)
        #expect(try await count(prices) == 1)
        #expect(try await count(names) == 0)
        try await site.catalogue.publish(rows.reversed(), in: dataset.id)
        try await settle(site)
        #expect(try await count(prices) == 1)
        rows[7][1] = .text("Pasar Baru")
        try await site.catalogue.publish(rows, in: dataset.id)
        try await settle(site)
        #expect(try await count(names) == 1)
        #expect(try await count(columns) == 0)
        var schema = CatalogueTestSite.priceSchema
        schema.fields[1].name = "nama_pasar"
        schema.primaryKey = []
        try await site.catalogue.publish(rows, schema: schema, in: dataset.id)
        try await settle(site)
        #expect(try await count(columns) == 1)
        #expect(try await count(names) == 2, "its column is gone, which is worth telling")
        await #expect(throws: AppError.self) { _ = try await make(.rows, "gaji=gt.1") }
        #expect(outside.count == 6)
    }

    @Test(
        "addresses that are none of the open web by https are refused",
        arguments: ["http://example.org", "ftp://example.org/a", "https://", "file:///etc/passwd", "halo"])
    func addresses(url: String) async throws {
        let (site, _, desk) = try await site()
        let dataset = try await site.catalogue.published()
        await #expect(throws: AppError.invalid("url", "error.webhook_url")) {
            try await desk.make(dataset, url: url, agency: nil, by: site.asker)
        }
        await #expect(throws: AppError.unauthenticated) {
            try await desk.make(dataset, url: "https://example.org", agency: nil, by: .visitor)
        }
    }
}
