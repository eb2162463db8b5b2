import Catalogue
import Columns
import Directory
import Foundation
import Ingest
import Kernel
import TestSupport
import Testing
import Web

/// The one gate fails closed.
@Suite struct GateTests {
    private func outcome(_ site: CatalogueTestSite, _ name: String, _ actor: Actor) async -> String {
        do {
            let opened = try await site.reader.open(dataset: name, for: actor, purpose: .api)
            return "\(opened.file.columns.count)×\(opened.file.rowCount)"
        } catch let error as AppError { return "\(error.kind)" } catch { return "\(error)" }
    }

    @Test func `who opens what, by access and by person`() async throws {
        let site = try await CatalogueTestSite()
        try await site.published()
        try await site.published(site.restricted("terbatas"))
        try await site.published(site.restricted("tertutup", .closed))
        try await site.desk.create(site.draft("konsep"), by: site.producer)
        let cast: [(String, Actor)] = [
            ("visitor", .visitor), ("producer", site.producer), ("supporter", site.supporter), ("stranger", site.stranger),
            ("steward", site.steward), ("trustee", site.trustee), ("planner", site.planner), ("system", .system),
            // The permission for another agency's data is none for this one's.
            ("scoped", Actor(kind: .account, id: "s", grants: [Grant(permissions: [.readRestrictedData], agencies: [site.hospital.text])])),
            ("reporter", Actor(kind: .reporter, id: "x", grants: [Grant(permissions: [.stewardData])])),
        ]
        var table: [String] = []
        for (name, actor) in cast {
            var line = name
            for dataset in ["harga-beras", "terbatas", "tertutup", "konsep"] { line += " \(await outcome(site, dataset, actor))" }
            table.append(line)
        }
        #expect(
            table == [
                "visitor 4×6 unauthenticated unauthenticated notFound", "producer 4×6 4×6 4×6 notFound", "supporter 4×6 4×6 4×6 notFound",
                "stranger 4×6 forbidden forbidden notFound", "steward 4×6 4×6 4×6 notFound", "trustee 4×6 forbidden forbidden notFound",
                "planner 4×6 4×6 forbidden notFound", "system 4×6 4×6 4×6 notFound", "scoped 4×6 forbidden forbidden notFound",
                "reporter 4×6 forbidden forbidden notFound",
            ])
    }

    @Test func `who is refused is told why, and is not sent to ask for what no agreement opens`() async throws {
        let site = try await CatalogueTestSite()
        let open = try await site.published()
        try await site.published(site.restricted("terbatas"))
        try await site.published(site.restricted("tertutup", .closed))
        let withdrawn = WithdrawDataset(reason: "Angkanya keliru, diganti dataset lain.")
        try await site.desk.perform(withdrawn, on: open.id, by: site.steward)
        for (name, visitor, stranger) in [
            ("terbatas", "error.data_restricted_visitor", "error.data_restricted"), ("tertutup", "error.data_closed", "error.data_closed"),
            ("harga-beras", "error.data_withdrawn", "error.data_withdrawn"),
        ] {
            await #expect(throws: AppError(.unauthenticated, Message(TextKey(visitor)))) {
                try await site.reader.open(dataset: name, for: .visitor, purpose: .api)
            }
            await #expect(throws: AppError(.forbidden, Message(TextKey(stranger)))) {
                try await site.reader.open(dataset: name, for: site.stranger, purpose: .api)
            }
        }
    }

    @Test func `an agreement opens what it says and nothing else, and every reading is written down first`() async throws {
        let site = try await CatalogueTestSite()
        try await site.published(site.restricted("terbatas"))
        let rule = ReadingRule(
            columns: ["kode_kecamatan", "tahun", "harga"], filter: .compare("tahun", .equal, "2025"),
            masks: ["harga": .rounded(to: 1000)], agreement: "agreement-1")
        let services = site.site.installation.services
        services.put(AgreementLookup { _, _, actor in actor.id == "stranger" ? rule : nil })
        // Without a log nothing is opened by agreement.
        #expect(await outcome(site, "terbatas", site.stranger) == "unavailable")
        let log = Written()
        services.put(
            ReadingLog { reading in await log.add("\(reading.actor.id) \(reading.purpose.rawValue) \(reading.rule.agreement ?? "-")") })
        let opened = try await site.reader.open(dataset: "terbatas", for: site.stranger, purpose: .export)
        #expect(opened.file.columns.map(\.name) == ["kode_kecamatan", "tahun", "harga"])
        #expect(
            opened.file.values(rows: Array(0..<opened.file.rowCount), columns: opened.file.columns) == [
                [.text("35.09.01"), .year(2025), .integer(13_000)], [.text("35.09.19"), .year(2025), .integer(13_000)],
                [.text("35.09.21"), .year(2025), .integer(13_000)],
            ])
        #expect(opened.schema.fields.map(\.name) == ["kode_kecamatan", "tahun", "harga"])
        #expect(!opened.isPublic && opened.validator != opened.version.hash)
        _ = try await site.reader.open(dataset: "terbatas", for: site.producer, purpose: .page)
        #expect(await log.lines == ["stranger export agreement-1", "producer page -"])
        #expect(await outcome(site, "terbatas", site.trustee) == "forbidden")
        services.put(ReadingLog { _ in throw AppError.unavailable("error.disk_full") })
        #expect(await outcome(site, "terbatas", site.stranger) == "unavailable")
    }

    @Test func `of an installation that is gone nothing is read that would have to be written down`() async throws {
        func letGo() async throws -> (CatalogueReader, Actor) {
            let site = try await CatalogueTestSite()
            try await site.published(site.restricted("terbatas"))
            _ = try await site.reader.open(dataset: "terbatas", for: site.producer, purpose: .page)
            return (site.reader, site.producer)
        }
        let (reader, producer) = try await letGo()
        await #expect(throws: AppError.unavailable("error.reading_not_recorded")) {
            try await reader.open(dataset: "terbatas", for: producer, purpose: .page)
        }
    }

    @Test func `closing a dataset closes it at once, also for those with an agreement`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published()
        site.site.installation.services.put(AgreementLookup { _, _, _ in .everything })
        site.site.installation.services.put(ReadingLog { _ in })
        let reason = "UU 14/2008 pasal 17 huruf h: memuat data pribadi."
        try await site.desk.perform(
            ChangeAccess(.closed, reason: reason, reviewOn: site.directory.today.adding(30)), on: dataset.id, by: site.steward)
        #expect(await outcome(site, "harga-beras", site.stranger) == "forbidden")
        try await site.desk.perform(
            ChangeAccess(.restricted, reason: reason, reviewOn: site.directory.today.adding(30)), on: dataset.id, by: site.steward)
        #expect(await outcome(site, "harga-beras", site.stranger) == "4×6")
    }

    @Test func `a file derived from a version is made anew when it is gone or damaged, once for all who ask`() async throws {
        let site = try await CatalogueTestSite()
        try await site.published()
        let version = try #require(site.index.find("harga-beras")?.versions.values.first)
        let files = VersionFiles(store: site.desk.files.store, folder: site.desk.files.folder)
        _ = try await files.columns(version.hash, shape: version.shape)
        let path = "\(files.folder)/\(version.hash).columns"
        try Data("no column file".utf8).write(to: URL(fileURLWithPath: path))
        let again = VersionFiles(store: files.store, folder: files.folder)
        #expect(try await again.columns(version.hash, shape: version.shape).rowCount == 6)
        let paths = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await again.derived(version.hash, kind: "count-1") { csv, path in
                        // A second maker would find the file and fail.
                        try Data(contentsOf: URL(fileURLWithPath: csv)).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
                    }
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(paths.count == 1)
        await #expect(throws: AppError.self) {
            try await again.derived(String(repeating: "a", count: 64), kind: "count-1") { _, _ in }
        }
        await #expect(throws: AppError.self) { try await again.derived("../../etc/passwd", kind: "count-1") { _, _ in } }
    }

    @Test func `masks show what they promise and never more`() {
        #expect(Mask.partly(first: 4, last: 2).shown(.text("3509190101800001")) == .text("3509**********01"))
        #expect(Mask.partly(first: 4, last: 4).shown(.text("abc")) == .text("a**"))
        #expect(Mask.partly(first: 1, last: 1).shown(.integer(5)) == .missing)
        #expect(Mask.yearOnly.shown(.day(Day("1980-05-17")!)) == .day(Day("1980-01-01")!))
        #expect(Mask.smallHidden(below: 5).shown(.integer(4)) == .missing)
        #expect(Mask.smallHidden(below: 5).shown(.integer(5)) == .integer(5))
        #expect(Mask.rounded(to: 1000).shown(.integer(-1500)) == .integer(-2000))
        #expect(Mask.hidden.shown(.text("x")) == .missing)
        for mask in [Mask.hidden, .partly(first: 1, last: 2), .yearOnly, .smallHidden(below: 5), .rounded(to: 10)] {
            #expect(Mask(code: mask.code) == mask)
        }
        #expect(Mask(code: "rounded:0") == nil && Mask(code: "all") == nil)
    }
}

private actor Written {
    private(set) var lines: [String] = []
    func add(_ line: String) { lines.append(line) }
}
