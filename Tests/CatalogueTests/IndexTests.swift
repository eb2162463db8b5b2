import Catalogue
import Kernel
import TestSupport
import Testing

@Suite struct IndexTests {
    private func site() async throws -> CatalogueTestSite {
        let site = try await CatalogueTestSite()
        try await site.published()
        try await site.published(
            site.draft("sekolah") {
                $0.title = "Daftar Sekolah Dasar"
                $0.titleEnglish = "Primary schools"
                $0.description = "Sekolah dasar negeri dan swasta dengan harga seragamnya."
                $0.themes = ["EDUC", "SOCI"]
                $0.tags = ["sekolah", "murid"]
                $0.dimension = .society
                $0.kind = .other
            })
        try await site.published(site.restricted("perbaikan-jalan"))
        return site
    }

    @Test func `words are found in any form, titles first`() async throws {
        let site = try await site()
        func names(_ text: String) -> [String] { site.index.search(CatalogueQuery(text: text)).entries.map(\.dataset.name) }
        #expect(names("persekolahan") == ["sekolah"] || names("sekolah") == ["sekolah"])
        #expect(names("harga").last == "sekolah" && names("harga").count == 3)
        #expect(names("SEKOL") == ["sekolah"])
        #expect(names("primary") == ["sekolah"])
        #expect(names("pekerjaan umum").count == 3)
        #expect(names("zzz").isEmpty && names("harga zzz").isEmpty)
        #expect(names("").count == 3)
    }

    @Test func `the order by rows tells nothing of how many there are of what is not open`() async throws {
        let site = try await site()
        try await site.published(site.draft("sedikit"), rows: [CatalogueTestSite.prices[0]])
        let names = site.index.search(CatalogueQuery(order: .rows)).entries.map(\.dataset.name)
        #expect(names.suffix(2) == ["sedikit", "perbaikan-jalan"])
    }

    @Test func `facets count what choosing them would leave, and a second value of one can be chosen too`() async throws {
        let site = try await site()
        let all = site.index.search(CatalogueQuery())
        #expect(all.facets[.theme] == [.init(value: "ECON", count: 2), .init(value: "EDUC", count: 1), .init(value: "SOCI", count: 1)])
        #expect(all.facets[.access]?.map(\.value) == ["open", "restricted"])
        #expect(all.facets[.freshness] == [.init(value: "current", count: 3)])
        let schools = site.index.search(CatalogueQuery(filters: [.theme: ["EDUC"]]))
        #expect(schools.total == 1 && schools.facets[.theme]?.count == 3)
        #expect(schools.facets[.access] == [.init(value: "open", count: 1)])
        let both = site.index.search(CatalogueQuery(filters: [.theme: ["EDUC", "ECON"], .access: ["open"]]))
        #expect(both.total == 2)
        #expect(site.index.search(CatalogueQuery(filters: [.theme: ["EDUC"], .access: ["restricted"]])).total == 0)
        #expect(site.index.search(CatalogueQuery(filters: [.publisher: ["nobody"]])).total == 0)
    }

    @Test func `few hits among many values are counted alike, and a chosen value that none of them has stays in sight`() async throws {
        let site = try await site()
        let found = site.index.search(CatalogueQuery(text: "primary"))
        #expect(found.facets[.theme] == [.init(value: "EDUC", count: 1), .init(value: "SOCI", count: 1)])
        let chosen = site.index.search(CatalogueQuery(text: "primary", filters: [.theme: ["ECON"]]))
        #expect(chosen.total == 0)
        #expect(
            chosen.facets[.theme] == [.init(value: "EDUC", count: 1), .init(value: "SOCI", count: 1), .init(value: "ECON", count: 0)])
    }

    @Test func `very many keywords are counted and chosen as few are`() async throws {
        let site = try await CatalogueTestSite()
        for number in 0..<18 {
            let own = (0..<28).map { "kunci \(number) \($0)" }
            let draft = site.draft("data-\(number)") { $0.tags = own + [number % 2 == 0 ? "genap" : "ganjil"] }
            try await site.published(draft)
        }
        let all = site.index.search(CatalogueQuery())
        #expect(all.total == 18)
        let tags = try #require(all.facets[.tag])
        #expect(tags.count == 300 && Array(tags.prefix(2)) == [.init(value: "ganjil", count: 9), .init(value: "genap", count: 9)])
        let some = site.index.search(CatalogueQuery(filters: [.tag: ["kunci 3 5", "kunci 4 27", "tidak ada"]]))
        #expect(Set(some.entries.map(\.dataset.name)) == ["data-3", "data-4"])
        #expect(some.facets[.publisher]?.map(\.count) == [2])
        let even = site.index.search(CatalogueQuery(filters: [.tag: ["genap"]], limit: 50))
        #expect(even.total == 9)
        #expect(site.index.search(CatalogueQuery(filters: [.tag: ["tidak ada"]])).total == 0)
    }

    @Test func `pages follow each other without gap or repetition in every order`() async throws {
        let site = try await CatalogueTestSite()
        for number in 0..<7 { try await site.published(site.draft("data-\(number)") { $0.title = "Data nomor \(9 - number)" }) }
        for order in CatalogueQuery.Order.allCases {
            let whole = site.index.search(CatalogueQuery(text: "nomor", order: order, limit: 100)).entries.map(\.dataset.name)
            let paged = (0..<4).flatMap { page in
                site.index.search(CatalogueQuery(text: "nomor", order: order, offset: page * 2, limit: 2)).entries.map(\.dataset.name)
            }
            #expect(whole.count == 7 && paged == whole)
        }
        let titles = site.index.search(CatalogueQuery(order: .title, limit: 100)).entries.map(\.dataset.title)
        #expect(titles == titles.sorted())
    }

    @Test func `a dataset that is late says so when the day has passed`() async throws {
        let site = try await CatalogueTestSite()
        try await site.published(site.draft { $0.frequency = .weekly })
        site.site.world.pass(days: 9)
        try await site.index.refresh()
        #expect(site.index.search(CatalogueQuery(filters: [.freshness: ["late"]])).total == 1)
    }
}
