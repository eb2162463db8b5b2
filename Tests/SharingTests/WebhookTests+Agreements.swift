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

/// What an agreement lets an agency hear of, how often, and what it watches.
extension WebhookTests {
    /// What was said in each message about a version, the oldest first.
    func said(_ outside: Outside) throws -> [JSONValue] {
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
}
