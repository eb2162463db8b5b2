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

/// What may be open, and what nobody is told of what is not.
@Suite struct OpeningTests {
    @Test func `personal data keep a table from being open until they are masked, it is restricted, or let pass with a reason`()
        async throws
    {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let submission = try await site.received(try await site.table(of: dataset.id).id, findings: 2)
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        await #expect(throws: AppError.invalid("gate", Message("error.gate_closed", ["count": "2"]))) {
            try await site.desk.perform(PublishSubmission(), on: submission.id, by: site.steward)
        }
        await #expect(throws: AppError.self) {
            try await site.desk.perform(OverrideGate(reason: "boleh"), on: submission.id, by: site.steward)
        }
        let reason = "Nomor telepon kantor desa, bukan milik pribadi; sudah dipastikan lewat surat."
        try await site.desk.perform(OverrideGate(reason: reason), on: submission.id, by: site.steward)
        let passed = try await site.desk.perform(PublishSubmission(), on: submission.id, by: site.steward)
        #expect(passed.state == "published" && passed.overrideReason == reason && passed.overriddenBy == "steward")

        let closed = try await site.desk.create(site.restricted(), by: site.producer)
        let other = try await site.received(try await site.table(of: closed.id).id, findings: 2)
        try await site.desk.perform(SubmitForCheck(), on: other.id, by: site.producer)
        #expect(try await site.desk.perform(PublishSubmission(), on: other.id, by: site.steward).state == "published")
        // And then it cannot simply be opened.
        await #expect(throws: AppError.self) { try await site.desk.perform(ChangeAccess(.open), on: closed.id, by: site.steward) }
    }

    @Test func `opening a dataset opens what is shown, and no version in which people were found`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.restricted("penerima"), by: site.producer)
        let table = try await site.table(of: dataset.id)
        let first = try await site.received(table.id, findings: 3)
        try await site.desk.perform(SubmitForCheck(), on: first.id, by: site.producer)
        try await site.desk.perform(PublishSubmission(), on: first.id, by: site.steward)
        let between = site.site.world.now
        site.site.world.pass(days: 1)
        try await site.publish(Array(CatalogueTestSite.prices.dropLast()), in: dataset.id)
        try await site.desk.perform(ChangeAccess(.open), on: dataset.id, by: site.steward)
        let versions = try await site.desk.database.read { tx in try tx.versions(of: table.id) }
        let old = try #require(versions.last)

        #expect(try await site.reader.open(.distribution(table.id), for: .visitor, purpose: .page).file.rowCount == 5)
        for choice in [TableChoice.version(old.id), .distribution(table.id, asOf: between)] {
            await #expect(throws: AppError(.unauthenticated, "error.version_withheld")) {
                try await site.reader.open(choice, for: .visitor, purpose: .api)
            }
            await #expect(throws: AppError(.forbidden, "error.version_withheld")) {
                try await site.reader.open(choice, for: site.stranger, purpose: .api)
            }
            #expect(try await site.reader.open(choice, for: site.producer, purpose: .api).file.rowCount == 6)
        }
        let browser = site.site.browser()
        let base = "/api/datasets/penerima/tables/data"
        for path in ["\(base)/rows?version=1", "\(base)/changes", "\(base)/export.csv?version=1"] {
            #expect(try await browser.get(path).status == 401, "\(path)")
        }
        // Whoever guesses what is in the file learns nothing of whether she is right.
        for hash in [old.hash, String(repeating: "a", count: 64)] {
            #expect(try await browser.get("\(base)/rows?version=\(hash)").status == 404)
        }
        #expect(try await browser.get("\(base)/rows?version=\(versions[0].hash)").status == 200)
        #expect([303, 401, 403].contains(try await browser.get("/data/penerima/banding").status))
        // Who may read it gets it for herself: no cache in between keeps it for others.
        let insider = site.site.browser()
        insider.signIn(site.producer)
        for path in ["\(base)/rows?version=1", "\(base)/changes?from=1&to=2", "\(base)/export.csv?version=1"] {
            let answer = try await insider.get(path)
            #expect(answer.status == 200 && answer.header("Cache-Control") == "private, no-cache", "\(path)")
        }
        #expect(try await insider.get("\(base)/rows?version=\(old.hash)").status == 200)
        #expect(try await insider.get("\(base)/rows?version=2").header("Cache-Control") == "public, max-age=31536000, immutable")
        let history = try await browser.get("/data/penerima/riwayat")
        #expect(
            history.text.contains("Versi ini tidak dibuka") && !history.text.contains(old.hash) && history.text.contains(versions[0].hash))
        #expect(!history.text.contains("(−1)"))
        #expect(try await insider.get("/data/penerima/riwayat").text.contains("(−1)"))
        let listed = try await browser.get("\(base)/versions").json()["items"]?.array ?? []
        #expect(listed.map { $0["hash"] == .null } == [false, true])
        let events = try await site.desk.database.read { tx in try tx.events(of: dataset.reference) }
        #expect(events.last { $0.kind == "dataset.access_changed" }?.details["withheld"] == "1")
    }

    @Test func `what lies behind data that are not open is told to nobody: neither hash nor number of rows`() async throws {
        let site = try await CatalogueTestSite()
        for (name, access) in [("terbatas", Dataset.Access.restricted), ("tertutup", .closed)] {
            let rows = (0..<4_321).map { [.text("35.09.01"), .text("Pasar \($0)"), .year(2025), .integer(9)] as [Datum] }
            let dataset = try await site.published(site.restricted(name, access), rows: rows)
            let version = try #require(site.index.find(name)?.versions.values.first)
            for path in [
                "/data/\(name)", "/data/\(name)/riwayat", "/data?q=\(name)", "/api/datasets/\(name)",
                "/api/datasets/\(name)/tables/data/versions",
            ] {
                let text = try await site.site.browser().get(path).text
                #expect(!text.contains(version.hash) && !text.contains("4.321") && !text.contains("\"rows\":4321"), "\(path)")
            }
            let asked = "/api/datasets/\(name)/tables/data/rows?version=\(version.hash)"
            #expect(try await site.site.browser().get(asked).status == 404)
            let own = site.site.browser()
            own.signIn(site.producer)
            #expect(try await own.get("/data/\(name)/riwayat").text.contains(version.hash))
            _ = dataset
        }
    }

    @Test func `of a file that may not be open an open summary is made, without small groups`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.restricted(), by: site.producer)
        let rows: [[Datum]] = (0..<9).map { [.text(["35.09.01", "35.09.19"][$0 / 7]), .text("Pasar \($0)"), .year(2025), .integer(100)] }
        let submission = try await site.received(try await site.table(of: dataset.id).id, rows: rows, findings: 1)
        let twin = try await site.desk.makeTwin(of: submission.id, by: ["kode_kecamatan"], sums: ["harga"], for: site.producer)
        #expect(twin.state == "read" && twin.outcome?.findings == 0 && twin.outcome?.schema["pasar"] == nil)
        try await site.desk.perform(SubmitForCheck(), on: twin.id, by: site.producer)
        try await site.desk.perform(PublishSubmission(), on: twin.id, by: site.steward)
        let opened = try await site.reader.open(dataset: "keluarga-miskin-ringkasan", for: .visitor, purpose: .page)
        #expect(opened.isPublic)
        let text = try String(decoding: #require(await site.site.installation.files.get(opened.version.hash)), as: UTF8.self)
        // Two rows of one subdistrict are too few to be told, and none can be reckoned from the other.
        #expect(!text.contains("200"))
        await #expect(throws: AppError.self) {
            try await site.desk.makeTwin(of: submission.id, by: ["tidak_ada"], sums: [], for: site.producer)
        }
        await #expect(throws: AppError.notFound) {
            try await site.desk.makeTwin(of: submission.id, by: ["kode_kecamatan"], sums: [], for: site.stranger)
        }
    }

    @Test func `no summary is counted by people, however often each of them stands in the file`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.restricted(), by: site.producer)
        let schema = TableSchema([TableSchema.Field("nik", .string, title: "NIK"), TableSchema.Field("jenis", .string)])
        let rows: [[Datum]] = (0..<40).map { [.text(["3509112301900001", "3509116301900001"][$0 % 2]), .text("PKH")] }
        let table = try await site.table(of: dataset.id)
        let submission = try await site.received(table.id, rows: rows, schema: schema, findings: 1)
        let kinds = try await site.desk.makeTwin(of: submission.id, by: ["jenis"], sums: [], for: site.producer)
        #expect(kinds.outcome?.findings == 0)
        let twin = try await site.desk.makeTwin(of: submission.id, by: ["nik"], sums: [], for: site.producer)
        // It cannot be opened as it is: the gate has found them there too.
        #expect(twin.outcome?.findings ?? 0 > 0)
        try await site.desk.perform(SubmitForCheck(), on: twin.id, by: site.producer)
        await #expect(throws: AppError.self) { try await site.desk.perform(PublishSubmission(), on: twin.id, by: site.steward) }
    }
}
