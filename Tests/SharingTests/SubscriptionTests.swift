import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Sharing

@Suite("Being told of changes")
struct SubscriptionTests {
    /// Tells every event and does every job that is due.
    private func settle(_ site: SharedSite) async throws {
        let installation = site.catalogue.site.installation
        try await site.settle()
        let capability = try Capability.sharing()
        let mailer = NotificationMailer(
            database: site.database, world: installation.world, words: { installation.words }, publicURL: "https://data.example",
            finders: capability.addresses(installation))
        try await Queue(
            database: site.database, world: installation.world, handlers: capability.jobs(installation) + [mailer.handler],
            logger: installation.logger
        ).drain()
    }

    private func subscribed(_ site: SharedSite, _ watch: DataSubscription.Watch, _ filter: String = "") async throws -> Dataset {
        let dataset = try await site.catalogue.published()
        let table = try await site.catalogue.table(of: dataset.id)
        let subscription = try await site.site.subscriptions.subscribe(
            table.id, watch, filter: filter, mail: "sumiati@example.org", language: .indonesian)
        try await settle(site)
        try await site.site.subscriptions.confirm(subscription.id)
        return dataset
    }

    @Test("before the link of the first mail was opened nothing else is sent; the address is kept sealed")
    func confirm() async throws {
        let site = try await SharedSite()
        let dataset = try await site.catalogue.published()
        let table = try await site.catalogue.table(of: dataset.id)
        let subscription = try await site.site.subscriptions.subscribe(
            table.id, .version, filter: "", mail: "sumiati@example.org", language: .indonesian)
        try await site.catalogue.publish([CatalogueTestSite.prices[0]], in: dataset.id)
        try await settle(site)
        #expect(site.world.mails.count == 1)
        let secret = site.site.subscriptions.secret(of: subscription.id)
        #expect(site.world.mails[0].text.contains("https://data.example/langganan/\(subscription.id)/\(secret)"))
        let sealed = try await site.database.read { tx in try tx.row("SELECT sealed FROM data_subscription")!.bytes("sealed") }
        #expect(!String(decoding: sealed, as: UTF8.self).contains("sumiati"))
        let browser = site.catalogue.site.browser()
        #expect(try await browser.get("/langganan/\(subscription.id)/salah").status == 404)
        let page = try await browser.get("/langganan/\(subscription.id)/\(secret)")
        _ = try await browser.submit(page.form(to: "/langganan/\(subscription.id)/\(secret)/persetujuan"))
        try await site.catalogue.publish([CatalogueTestSite.prices[1]], in: dataset.id)
        try await settle(site)
        #expect(site.world.mails.count == 2)
        _ = try await browser.submit(page.form(to: "/langganan/\(subscription.id)/\(secret)/penghentian"))
        try await site.catalogue.publish([CatalogueTestSite.prices[2]], in: dataset.id)
        try await settle(site)
        #expect(site.world.mails.count == 2)
        #expect(try await site.database.read { tx in try tx.count("SELECT count(*) FROM data_subscription") } == 0)
    }

    @Test("who watches rows is told when they change, and not when others do or the order changes")
    func rows() async throws {
        let site = try await SharedSite()
        let dataset = try await subscribed(site, .rows, "pasar=eq.Tanjung")
        var rows = CatalogueTestSite.prices
        rows[0][3] = .integer(1)
        try await site.catalogue.publish(rows.reversed(), in: dataset.id)
        try await settle(site)
        #expect(site.world.mails.count == 1)
        rows[2][3] = .integer(2)
        try await site.catalogue.publish(rows, in: dataset.id)
        try await settle(site)
        #expect(site.world.mails.count == 2)
    }

    @Test("a change of one value among more rows than fit a comparison by hand is told, and a filter may name the columns that matter")
    func many() async throws {
        let site = try await SharedSite()
        var rows: [[Datum]] = (0..<21_000).map { number in
            [.text("35.09.01"), .text("Pasar \(number)"), .year(2025), .integer(Int64(number))]
        }
        let dataset = try await site.catalogue.published("harga-beras", rows: rows)
        let table = try await site.catalogue.table(of: dataset.id)
        for filter in ["tahun=eq.2025", "tahun=eq.2025&fields=pasar"] {
            let subscription = try await site.site.subscriptions.subscribe(
                table.id, .rows, filter: filter, mail: "sumiati@example.org", language: .indonesian)
            // The first version is told of before anybody has confirmed.
            try await settle(site)
            try await site.site.subscriptions.confirm(subscription.id)
        }
        #expect(site.world.mails.count == 2)
        rows[20_999][3] = .integer(-1)
        try await site.catalogue.publish(rows, in: dataset.id)
        try await settle(site)
        #expect(site.world.mails.count == 3)
    }

    @Test("who watches columns is told when one changes its name, and not of new rows")
    func columns() async throws {
        let site = try await SharedSite()
        let dataset = try await subscribed(site, .columns)
        try await site.catalogue.publish([CatalogueTestSite.prices[0]], in: dataset.id)
        try await settle(site)
        #expect(site.world.mails.count == 1)
        var schema = CatalogueTestSite.priceSchema
        schema.fields[1].name = "nama_pasar"
        schema.primaryKey = []
        try await site.catalogue.publish([CatalogueTestSite.prices[0]], schema: schema, in: dataset.id)
        try await settle(site)
        #expect(site.world.mails.count == 2)
    }

    @Test("restricted data cannot be subscribed to, and what was closed since is told to nobody")
    func restricted() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        await #expect(throws: AppError.self) {
            try await site.site.subscriptions.subscribe(table.id, .version, filter: "", mail: "a@example.org", language: .indonesian)
        }
        let dataset = try await subscribed(site, .version)
        try await site.catalogue.desk.perform(
            ChangeAccess(.restricted, reason: "Ternyata memuat data pribadi.", reviewOn: site.catalogue.directory.today.adding(100)),
            on: dataset.id, by: site.catalogue.steward)
        try await site.catalogue.publish([CatalogueTestSite.prices[0]], in: dataset.id)
        try await settle(site)
        #expect(site.world.mails.count == 1)
        let open = try await site.catalogue.published("lain")
        let other = try await site.catalogue.table(of: open.id)
        await #expect(throws: AppError.self) {
            try await site.site.subscriptions.subscribe(other.id, .rows, filter: "gaji=gt.1", mail: "a@example.org", language: .indonesian)
        }
    }
}
