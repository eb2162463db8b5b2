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

/// What becomes of a file, from the producer to the catalogue.
@Suite struct DeskTests {
    @Test func `a file that is submitted and published becomes the first version and shows in the catalogue`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        #expect(dataset.state == .draft && site.index.find("harga-beras") == nil)
        let table = try await site.table(of: dataset.id)
        let submission = try await site.received(table.id)
        #expect(submission.state == "read" && submission.outcome?.rows == 6)
        try await site.desk.perform(SubmitForCheck(note: "Data 2025"), on: submission.id, by: site.producer)
        try await site.desk.perform(PublishSubmission(), on: submission.id, by: site.steward)

        let entry = try #require(site.index.find("harga-beras"))
        #expect(entry.dataset.state == .published && entry.dataset.publishedAt != nil && entry.rows == 6)
        let version = try #require(entry.versions[table.id])
        #expect(version.number == 1 && version.note == "Data 2025" && version.submission == submission.id)
        #expect(version.shape.columns.map(\.name) == ["kode_kecamatan", "pasar", "tahun", "harga"])
        // A year after it was published the next one is owed.
        #expect(entry.dataset.dueOn == site.directory.today.adding(366))
        let text = try String(decoding: #require(await site.site.installation.files.get(version.hash)), as: UTF8.self)
        #expect(text.hasPrefix("kode_kecamatan,pasar,tahun,harga\n35.09.01,Jombang,2024,12000\n"))
    }

    @Test func `every version stays, and the one of a day can be asked for`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published()
        let table = try await site.table(of: dataset.id)
        let first = try #require(site.index.find("harga-beras")?.versions[table.id])
        let between = site.site.world.now
        site.site.world.pass(days: 30)
        let second = try await site.publish(Array(CatalogueTestSite.prices.dropLast()), in: dataset.id)
        #expect(second.number == 2 && second.hash != first.hash)
        let versions = try await site.desk.database.read { tx in try tx.versions(of: table.id) }
        #expect(versions.map(\.number) == [2, 1])
        let then = try await site.reader.open(.distribution(table.id, asOf: between), for: .visitor, purpose: .api)
        let now = try await site.reader.open(.distribution(table.id), for: .visitor, purpose: .api)
        let named = try await site.reader.open(.version(first.id), for: .visitor, purpose: .citation)
        #expect(then.version.id == first.id && then.file.rowCount == 6 && named.file.rowCount == 6)
        #expect(now.version.id == second.id && now.file.rowCount == 5)
        await #expect(throws: AppError.notFound) {
            try await site.reader.open(.distribution(table.id, asOf: Instant("2020-01-01T00:00:00Z")!), for: .visitor, purpose: .api)
        }
    }

    @Test func `a returned file goes back with its reasons and comes again`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let table = try await site.table(of: dataset.id)
        let submission = try await site.received(table.id)
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        let owedBySteward = try await site.desk.database.read { tx in try tx.obligations(of: submission.reference) }
        #expect(owedBySteward.map(\.permission) == [.stewardData] && owedBySteward[0].task == "submission.submitted")

        let reasons = [
            ReturnSubmission.Reason(row: 5, column: "harga", text: "Harga Gebang 2024 kosong."),
            ReturnSubmission.Reason(text: "Mohon sertakan tahun 2023."),
        ]
        try await site.desk.perform(ReturnSubmission(reasons), on: submission.id, by: site.steward)
        let kept = try await site.desk.database.read { tx in try tx.returnReasons(of: submission.id) }
        #expect(kept.map(\.text) == reasons.map(\.text) && kept[0].row == 5 && kept[0].column == "harga")
        let owedByProducer = try await site.desk.database.read { tx in try tx.obligations(of: submission.reference) }
        #expect(owedByProducer.map(\.agency) == [site.works.text])

        let again = try await site.desk.perform(
            ReplaceFile(filename: "harga-2.csv", fileHash: submission.fileHash, fileBytes: 10), on: submission.id, by: site.producer)
        #expect(again.state == "received" && again.outcome == nil)
        let jobs = try await site.desk.database.read { tx in
            try tx.count("SELECT count(*) FROM job WHERE kind = \(CatalogueDesk.readJob)")
        }
        #expect(jobs == 1)
    }

    @Test func `a reason must name a column there is and say something`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let submission = try await site.received(try await site.table(of: dataset.id).id)
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        for reasons in [[], [.init(text: "x")], [.init(column: "tidak_ada", text: "Kolom ini salah.")]] as [[ReturnSubmission.Reason]] {
            await #expect(throws: AppError.self) {
                try await site.desk.perform(ReturnSubmission(reasons), on: submission.id, by: site.steward)
            }
        }
        let state = try await site.desk.database.read { tx in try tx.submission(submission.id)?.state }
        #expect(state == "submitted")
    }

    @Test func `priority statistics pass the trustee`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft { $0.isPriority = true }, by: site.producer)
        let submission = try await site.received(try await site.table(of: dataset.id).id)
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        await #expect(throws: AppError.conflict("error.trustee_first")) {
            try await site.desk.perform(PublishSubmission(), on: submission.id, by: site.steward)
        }
        try await site.desk.perform(ForwardSubmission(), on: submission.id, by: site.steward)
        await #expect(throws: AppError.forbidden) {
            try await site.desk.perform(ConfirmSubmission(), on: submission.id, by: site.steward)
        }
        #expect(try await site.desk.perform(ConfirmSubmission(), on: submission.id, by: site.trustee).state == "published")
    }

    @Test func `nobody publishes what she sent herself`() async throws {
        let site = try await CatalogueTestSite()
        let both = Actor(
            kind: .account, id: "both", grants: [Grant(permissions: [.produceData, .stewardData])])
        let dataset = try await site.desk.create(site.draft(), by: both)
        let submission = try await site.received(try await site.table(of: dataset.id).id)
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: both)
        await #expect(throws: AppError(.forbidden, "error.steward_is_sender")) {
            try await site.desk.perform(PublishSubmission(), on: submission.id, by: both)
        }
    }

    @Test func `two stewards at once: the second is told that somebody was quicker`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let submission = try await site.received(try await site.table(of: dataset.id).id)
        let seen = try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        try await site.desk.perform(
            ReturnSubmission([.init(text: "Belum lengkap.")]), on: submission.id, by: site.steward, expecting: seen.version)
        await #expect(throws: AppError.conflict("error.submission_changed")) {
            try await site.desk.perform(PublishSubmission(), on: submission.id, by: site.steward, expecting: seen.version)
        }
    }

    @Test func `what the program publishes itself makes no version when nothing changed`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft("kode-wilayah"), by: .system)
        let table = try await site.table(of: dataset.id)
        let outcome = try await site.outcome()
        #expect(try await site.desk.publish(outcome, as: "wilayah.csv", in: table.id, note: "Baru"))
        #expect(try await !site.desk.publish(outcome, as: "wilayah.csv", in: table.id, note: "Sama"))
        #expect(site.index.find("kode-wilayah")?.rows == 6)
    }

    @Test func `a dataset must say what it is, and its address never changes once others link to it`() async throws {
        let site = try await CatalogueTestSite()
        func fields(_ change: (inout DatasetDraft) -> Void) async -> [String] {
            do {
                try await site.desk.create(site.draft("x-\(site.site.world.now.milliseconds)", change), by: site.producer)
                return []
            } catch let error as AppError { return error.issues.map(\.field) } catch { return ["?"] }
        }
        #expect(await fields { $0.title = "" } == ["title"])
        #expect(await fields { $0.description = "pendek" } == ["description"])
        #expect(await fields { $0.name = "Huruf Besar" } == ["name"])
        for name in ["kelola", "new", "edit", "search"] { #expect(await fields { $0.name = name } == ["name"], "\(name)") }
        // A title that comes to such an address is told the same.
        #expect(
            await fields {
                $0.name = ""
                $0.title = "Search"
            } == ["name"])
        #expect(await fields { $0.themes = ["XXXX"] } == ["themes"])
        #expect(await fields { $0.access = .restricted } == ["access_reason", "access_review_on"])
        #expect(await fields { $0.standardCode = "SD1" } == ["standard_code"])
        #expect(await fields { $0.licence = "milik sendiri" } == ["licence"])
        #expect(
            await fields {
                $0.temporalFrom = Day("2025-02-01"); $0.temporalTo = Day("2025-01-01")
            } == ["temporal_to"])
        let dataset = try await site.published()
        await #expect(throws: AppError.self) { try await site.desk.create(site.draft(), by: site.producer) }
        var draft = DatasetDraft(dataset)
        draft.name = "nama-lain"
        let renamed = EditDataset(draft)
        await #expect(throws: AppError.invalid("name", "error.dataset_name_permanent")) {
            try await site.desk.perform(renamed, on: dataset.id, by: site.producer)
        }
        draft.name = dataset.name
        draft.title = "Harga beras eceran"
        let edited = try await site.desk.perform(EditDataset(draft), on: dataset.id, by: site.producer)
        #expect(edited.title == "Harga beras eceran" && site.index.find("harga-beras")?.dataset.title == "Harga beras eceran")
    }

    @Test func `a dataset that has the address of a page from before keeps it, and is edited as any other`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published()
        try await site.desk.database.write { tx in try tx.run("UPDATE dataset SET name = 'search' WHERE id = \(dataset.id)") }
        var draft = DatasetDraft(dataset)
        draft.name = "search"
        draft.title = "Harga beras eceran"
        let edited = try await site.desk.perform(EditDataset(draft), on: dataset.id, by: site.producer)
        #expect(edited.name == "search" && edited.title == "Harga beras eceran")
        let fresh = try await site.desk.create(site.draft("beras-lain"), by: site.producer)
        draft = DatasetDraft(fresh)
        draft.name = "edit"
        let renamed = EditDataset(draft)
        await #expect(throws: AppError.invalid("name", Message("error.dataset_name_reserved", ["name": "edit"]))) {
            try await site.desk.perform(renamed, on: fresh.id, by: site.producer)
        }
    }

    @Test func `a withdrawn dataset says why, opens for nobody else, and can come back`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published()
        await #expect(throws: AppError.forbidden) {
            try await site.desk.perform(WithdrawDataset(reason: "Sudah tidak dipakai."), on: dataset.id, by: site.producer)
        }
        try await site.desk.perform(WithdrawDataset(reason: "Angkanya keliru, diganti dataset lain."), on: dataset.id, by: site.steward)
        #expect(site.index.search(CatalogueQuery()).total == 0 && site.index.find("harga-beras")?.dataset.state == .withdrawn)
        await #expect(throws: AppError.self) { try await site.reader.open(dataset: "harga-beras", for: .visitor, purpose: .page) }
        let page = try await site.site.browser().get("/data/harga-beras")
        #expect(page.status == 200 && page.text.contains("Angkanya keliru, diganti dataset lain."))
        try await site.desk.perform(RestoreDataset(), on: dataset.id, by: site.steward)
        #expect(try await site.reader.open(dataset: "harga-beras", for: .visitor, purpose: .page).file.rowCount == 6)
    }

    @Test func `verify finds a dataset, a submission or a version that was changed behind everybody's back`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published(site.restricted())
        func differing() async throws -> [String] {
            try await site.desk.database.read { tx in
                var found: [String] = []
                for kind in CatalogueDigests.all {
                    let ids = try kind.ids(tx, "", 100)
                    for (id, digest) in try kind.digests(tx, ids) {
                        let last = try tx.events(of: Reference(kind.kind, id)).last
                        if last?.digest != digest { found.append(kind.kind) }
                    }
                }
                return found
            }
        }
        #expect(try await differing() == [])
        try await site.desk.database.write { tx in try tx.run("UPDATE dataset_version SET hash = \(String(repeating: "0", count: 64))") }
        #expect(try await differing() == ["dataset"])
        try await site.desk.database.write { tx in
            try tx.run("UPDATE submission SET override_reason = 'x' WHERE dataset_id = \(dataset.id)")
        }
        #expect(Set(try await differing()) == ["dataset", "submission"])
    }
}
