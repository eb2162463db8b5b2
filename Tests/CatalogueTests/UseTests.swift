import Catalogue
import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Web

@Suite("How often data are used") struct UseTests {
    private let everyone: [ReadingPurpose] = [.page, .page, .export, .api, .datastore, .features, .chart, .citation, .event, .check]

    private func read(_ site: CatalogueTestSite, _ name: String, _ actor: Actor, _ purposes: [ReadingPurpose]) async throws {
        for purpose in purposes { _ = try await site.reader.open(dataset: name, for: actor, purpose: purpose) }
    }

    private func use(_ site: CatalogueTestSite, _ dataset: Dataset, since: Day? = nil) async throws -> [Int] {
        let use = try await site.desk.database.read { tx in try tx.use(of: dataset.id, since: since) }
        return [use.views, use.downloads, use.questions]
    }

    @Test("readings of open data are counted by kind and day and written together; those of its makers and of other data are not")
    func counted() async throws {
        let site = try await CatalogueTestSite()
        let counter: UseCounter = site.site.installation.services.get()
        let open = try await site.published()
        let restricted = try await site.published(site.restricted())
        try await read(site, "harga-beras", .visitor, everyone)
        try await read(site, "harga-beras", site.stranger, [.page])
        for actor in [site.producer, site.steward, .system] { try await read(site, "harga-beras", actor, everyone) }
        try await read(site, "keluarga-miskin", site.planner, everyone)
        await #expect(throws: AppError.self) { try await read(site, "keluarga-miskin", .visitor, [.page]) }
        #expect(try await use(site, open) == [0, 0, 0], "nothing is written while somebody reads")

        try await counter.write(to: site.desk.database)
        try await counter.write(to: site.desk.database)
        #expect(try await use(site, open) == [3, 1, 3])
        #expect(try await use(site, restricted) == [0, 0, 0])

        let today = site.directory.today
        site.site.world.pass(days: 1)
        try await read(site, "harga-beras", .visitor, [.page])
        try await counter.write(to: site.desk.database)
        #expect(try await use(site, open) == [4, 1, 3])
        #expect(try await use(site, open, since: today.adding(1)) == [1, 0, 0])
        let rows = try await site.desk.database.read { tx in try tx.count("SELECT count(*) FROM dataset_use") }
        #expect(rows == 4)
    }

    @Test("what cannot be written is counted with the next, and several processes add up")
    func again() async throws {
        let site = try await CatalogueTestSite()
        let counter: UseCounter = site.site.installation.services.get()
        let open = try await site.published()
        try await read(site, "harga-beras", .visitor, [.page, .export])
        try await site.desk.database.write { tx in try tx.run("ALTER TABLE dataset_use RENAME TO elsewhere") }
        await #expect(throws: (any Error).self) { try await counter.write(to: site.desk.database) }
        try await site.desk.database.write { tx in try tx.run("ALTER TABLE elsewhere RENAME TO dataset_use") }
        try await read(site, "harga-beras", .visitor, [.page])
        try await counter.write(to: site.desk.database)
        let other = UseCounter()
        for _ in 0..<1000 { other.count(.page, of: open.id, on: site.directory.today) }
        try await other.write(to: site.desk.database)
        #expect(try await use(site, open) == [1002, 1, 0])
    }

    @Test("who compares two versions has used the data once")
    func compared() async throws {
        let site = try await CatalogueTestSite()
        let counter: UseCounter = site.site.installation.services.get()
        let open = try await site.published()
        try await site.publish(Array(CatalogueTestSite.prices.dropLast()), in: open.id)
        let browser = site.site.browser()
        #expect(try await browser.get("/data/harga-beras/banding").status == 200)
        #expect(try await browser.get("/api/datasets/harga-beras/tables/data/changes?from=1&to=2").status == 200)
        try await counter.write(to: site.desk.database)
        #expect(try await use(site, open) == [1, 0, 1])
    }

    @Test("the page and the API tell it of open data only")
    func told() async throws {
        let site = try await CatalogueTestSite()
        let counter: UseCounter = site.site.installation.services.get()
        let open = try await site.published()
        try await site.published(site.restricted())
        let browser = site.site.browser()
        let before = try await browser.get("/data/harga-beras/pakai")
        #expect(before.status == 200 && !before.text.contains("Berkas diunduh, 30 hari"))
        for _ in 0..<1234 { counter.count(.export, of: open.id, on: site.directory.today) }
        for _ in 0..<5678 { counter.count(.export, of: open.id, on: site.directory.today.adding(-30)) }
        #expect(try await browser.get("/api/datasets/harga-beras/tables/data/rows").status == 200)
        try await counter.write(to: site.desk.database)

        let page = try await browser.get("/data/harga-beras/pakai")
        #expect(page.text.contains("Berkas diunduh, 30 hari") && page.text.contains("1.234") && page.text.contains("6.912 sejak"))
        let told = try await browser.get("/api/datasets/harga-beras/use").json()
        let recent: JSONValue = ["views": .integer(1), "downloads": .integer(1234), "questions": .integer(1)]
        let all: JSONValue = ["views": .integer(1), "downloads": .integer(6912), "questions": .integer(1)]
        #expect(told["recent"] == recent)
        #expect(told["all"] == all)
        #expect(told["since"]?.string == site.directory.today.adding(-30).description)
        #expect(try await browser.get("/api/datasets/keluarga-miskin/use").status == 404)
        #expect(try await browser.get("/data/keluarga-miskin/pakai").status == 200)
    }
}
