import Catalogue
import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite("Harvesting") struct HarvestTests {
    private typealias Site = HarvestTestSite

    @Test("a portal's datasets become drafts with its words, and its tables are handed in to be checked")
    func portal() async throws {
        let site = try await Site()
        let source = try await site.ckan()
        site.site.world.web = [
            Site.address(): Site.list([
                Site.dataset("a", "Harga Beras", files: ["beras.csv", "gula.csv"]), Site.dataset("b", "Curah Hujan"),
            ]),
            "\(Site.portal)/beras.csv": .init("bulan,harga\n2024-01,12000\n", etag: "1", name: "beras.csv"),
            "\(Site.portal)/gula.csv": .init("bulan,harga\n2024-01,17000\n"),
        ]
        let run = try await site.run(source)
        #expect(run.state == .done && run.seen == 2 && run.added == 2 && run.failed == 0 && run.vanished == 0)
        let objects = try await site.objects(source)
        #expect(objects.map(\.state) == [.current, .current])
        let dataset = try await site.desk.database.read { try $0.dataset(named: "harga-beras") }
        #expect(
            dataset?.state == .draft && dataset?.producer == site.agency && dataset?.licence == "CC-BY-4.0" && dataset?.tags == ["pangan"])
        #expect(dataset?.description == "Data yang dibuat untuk mencoba pengambilan.")
        #expect(try await site.desk.database.read { try $0.distributions(of: dataset!.id) }.count == 2)
        #expect(try await site.submissions(dataset?.id).map(\.filename).sorted() == ["Harga Beras", "beras.csv"])
        let events = try await site.desk.database.read { try $0.events(of: run.reference).map(\.kind) }
        #expect(events == ["harvest_run.started", "harvest_run.finished"])
    }

    @Test("a dataset whose title comes to the address of a page gets another, and is taken over")
    func reserved() async throws {
        let site = try await Site()
        let source = try await site.ckan()
        site.site.world.web = [Site.address(): Site.list([Site.dataset("a", "Search")])]
        let run = try await site.run(source)
        #expect(run.added == 1 && run.failed == 0)
        #expect(try await site.desk.database.read { try $0.dataset(named: "data-search") }?.title == "Search")
    }

    @Test("a second run takes over only what changed, and fetches only what is new")
    func again() async throws {
        let site = try await Site()
        let source = try await site.ckan()
        let file = "\(Site.portal)/beras.csv"
        site.site.world.web = [
            Site.address(): Site.list([Site.dataset("a", "Harga Beras", files: ["beras.csv"]), Site.dataset("b", "Curah Hujan")]),
            file: .init("bulan,harga\n2024-01,12000\n", etag: "1"),
        ]
        _ = try await site.run(source)
        let dataset = try #require(try await site.objects(source).first { $0.key == "a" }?.dataset)
        let same = try await site.run(source)
        #expect(same.state == .done && same.added == 0 && same.changed == 0)
        #expect(try await site.submissions(dataset).count == 1)
        site.site.world.web[Site.address()] = Site.list([
            Site.dataset("a", "Harga Beras", files: ["beras.csv"]), Site.dataset("b", "Curah Hujan Harian"),
        ])
        site.site.world.web[file] = .init("bulan,harga\n2024-01,12000\n2024-02,12500\n", etag: "2")
        let changed = try await site.run(source)
        #expect(changed.changed == 2 && changed.added == 0)
        #expect(try await site.submissions(dataset).count == 2)
        #expect(try await site.desk.database.read { try $0.dataset(named: "curah-hujan") }?.title == "Curah Hujan Harian")
    }

    @Test("what vanished is said to have vanished and stays; what comes back is said to have come back")
    func vanished() async throws {
        let site = try await Site()
        let source = try await site.ckan()
        let both = Site.list([Site.dataset("a", "Harga Beras"), Site.dataset("b", "Curah Hujan")])
        site.site.world.web = [Site.address(): both]
        _ = try await site.run(source)
        site.site.world.web = [Site.address(): Site.list([Site.dataset("a", "Harga Beras")])]
        let run = try await site.run(source)
        #expect(run.vanished == 1)
        let gone = try #require(try await site.objects(source).first { $0.key == "b" })
        #expect(gone.state == .vanished)
        #expect(try await site.desk.database.read { try $0.dataset(gone.dataset!) }?.state == .draft)
        #expect(try await site.desk.database.read { try $0.harvestOrigin(of: gone.dataset!) }?.object.state == .vanished)
        #expect(try await site.run(source).vanished == 0)
        site.site.world.web = [Site.address(): both]
        _ = try await site.run(source)
        #expect(try await site.objects(source).map(\.state) == [.current, .current])
        let events = try await site.desk.database.read { try $0.events(of: gone.reference).map(\.kind) }
        #expect(events == ["harvest_object.vanished", "harvest_object.returned"])
    }

    @Test("a list that breaks off makes nothing vanish; the run says why it failed")
    func brokenList() async throws {
        let site = try await Site()
        let source = try await site.ckan()
        let many = (0..<50).map { Site.dataset("d\($0)", "Data Nomor \($0)") }
        site.site.world.web = [
            Site.address(): Site.list(many, count: 51), Site.address(50): Site.list([Site.dataset("last", "Data Terakhir")], count: 51),
        ]
        let whole = try await site.run(source)
        #expect(whole.state == .done && whole.seen == 51 && whole.added == 51)
        site.site.world.web[Site.address(50)] = .init(AppError.unavailable("error.not_found"))
        let broken = try await site.run(source)
        #expect(broken.state == .failed && broken.failure == "error.not_found" && broken.vanished == 0)
        #expect(try await site.objects(source).allSatisfy { $0.state != .vanished })
        site.site.world.web[Site.address()] = .init("<html>bukan JSON</html>")
        #expect(try await site.run(source).failure == "harvest.not_json")
        site.site.world.web[Site.address()] = .init("{\"success\": false}")
        #expect(try await site.run(source).failure == "harvest.not_ckan")
    }

    @Test("one thing that cannot be taken over costs no other; it says why and is tried again")
    func oneFails() async throws {
        let site = try await Site()
        let source = try await site.ckan()
        site.site.world.web = [
            Site.address(): Site.list([
                Site.dataset("a", "Harga Beras", files: ["hilang.csv", "gula.csv"]), Site.dataset("b", "Curah Hujan"), "{\"id\": \"c\"}",
                "5",
            ]),
            "\(Site.portal)/gula.csv": .init("a,b\n1,2\n"),
        ]
        let run = try await site.run(source)
        #expect(run.state == .done && run.seen == 4 && run.failed == 3)
        let failed = try #require(try await site.objects(source).first { $0.key == "a" })
        #expect(failed.state == .failed && failed.failure == "error.not_found")
        #expect(try await site.submissions(failed.dataset).count == 1)
        site.site.world.web["\(Site.portal)/hilang.csv"] = .init("a,b\n1,2\n3,4\n")
        _ = try await site.run(source)
        let mended = try #require(try await site.objects(source).first { $0.key == "a" })
        #expect(mended.state == .current && mended.failure == nil && mended.dataset == failed.dataset)
        #expect(try await site.submissions(mended.dataset).count == 2)
    }

    @Test("only who administers the catalogue adds sources and sets them going; what is wrong is said field by field")
    func policy() async throws {
        let site = try await Site()
        let source = try await site.ckan()
        let clerk = Actor(kind: .account, id: "clerk", name: "Budi", grants: [Grant(permissions: [.produceData, .stewardData])])
        let draft = HarvestDesk.Draft(title: "Lain", kind: .ckan, url: "https://x.id", agency: site.agency)
        await #expect(throws: AppError.forbidden) { try await site.harvests.add(draft, by: clerk) }
        await #expect(throws: AppError.forbidden) { try await site.harvests.run(source.id, by: clerk) }
        await #expect(throws: AppError.forbidden) { try await site.harvests.change(source.id, draft, seen: 1, by: clerk) }
        let bad = HarvestDesk.Draft(title: "x", kind: .file, url: "ftp://x.id/a", agency: nil, hours: 0)
        do {
            try await site.harvests.add(bad, by: site.administrator)
            Testing.Issue.record("taken")
        } catch let error as AppError {
            #expect(Set(error.issues.map(\.field)) == ["title", "url", "hours", "table"])
        }
        try await site.harvests.run(source.id, by: site.administrator)
        await #expect(throws: AppError.conflict("harvest.is_running")) { try await site.harvests.run(source.id, by: site.administrator) }
    }

    @Test("a run that never ends is given up, and the next may begin")
    func neverStuck() async throws {
        let site = try await Site()
        let source = try await site.ckan()
        try await site.harvests.run(source.id, by: site.administrator)
        site.site.world.pass(days: 1)
        try await site.harvests.startDue()
        let runs = try await site.desk.database.read { try $0.harvestRuns(of: source.id) }
        #expect(runs.map(\.state) == [.listing, .failed])
        #expect(runs[1].failure == "harvest.too_long")
    }

    @Test("a source of its own record is held against its events")
    func digest() async throws {
        let site = try await Site()
        let source = try await site.ckan()
        let digest = try #require(CatalogueDigests.all.first { $0.kind == "harvest_source" })
        let event = try await site.desk.database.read { try $0.events(of: source.reference).last }
        #expect(try await site.desk.database.read { try digest.digests($0, [source.id.text]) }[source.id.text] == event?.digest)
    }
}
