import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Storage
import Web
import Work

/// A site with the catalogue on the small regency of ``DirectoryFixtures``, and people for every part of Perpres 39/2019.
///
///     let site = try await CatalogueTestSite()
///     let dataset = try await site.published("harga-beras", rows: CatalogueTestSite.prices)
package struct CatalogueTestSite: Sendable {
    package let site: TestSite
    package let desk: CatalogueDesk
    package let index: CatalogueIndex
    package let reader: CatalogueReader
    package let directory: DirectoryIndex

    /// Sends data of public works.
    package let producer: Actor
    /// Sends data of the hospital: another agency.
    package let stranger: Actor
    /// Checks and publishes for the whole regency.
    package let steward: Actor
    /// Public works' own steward.
    package let supporter: Actor
    package let trustee: Actor
    /// May open restricted data of every agency.
    package let planner: Actor

    package var works: Identifier<Agency> { directory.agencies.find(code: "DPU")!.id }
    package var hospital: Identifier<Agency> { directory.agencies.find(code: "RSUD")!.id }

    /// - Parameter more: capabilities that stand on the catalogue.
    package init(_ more: [Capability] = [], world: TestWorld = TestWorld(), assets: Assets = .none) async throws {
        site = try await TestSite([CatalogueTestSite.directory, .catalogue()] + more, world: world, assets: assets)
        let services = site.installation.services
        (desk, index, reader, directory) = (services.get(), services.get(), services.get(), services.get())
        let (works, hospital) = (directory.agencies.find(code: "DPU")!.id.text, directory.agencies.find(code: "RSUD")!.id.text)
        producer = Actor(
            kind: .account, id: "producer", name: "Bambang", grants: [Grant(permissions: [.produceData], agencies: [works])])
        stranger = Actor(
            kind: .account, id: "stranger", name: "Sari", grants: [Grant(permissions: [.produceData], agencies: [hospital])])
        steward = Actor(kind: .account, id: "steward", name: "Rina", grants: [Grant(permissions: [.stewardData, .administerCatalogue])])
        supporter = Actor(
            kind: .account, id: "supporter", name: "Hendra", grants: [Grant(permissions: [.supportData], agencies: [works])])
        trustee = Actor(kind: .account, id: "trustee", name: "Yuli", grants: [Grant(permissions: [.trusteeData])])
        planner = Actor(kind: .account, id: "planner", name: "Dewi", grants: [Grant(permissions: [.readRestrictedData])])
    }

    package static let directory = DirectoryFixtures.capability

    package static let priceSchema: TableSchema = {
        var area = TableSchema.Field("kode_kecamatan", .string, title: "Kode kecamatan")
        area.standard.role = .areaCode
        var year = TableSchema.Field("tahun", .year, title: "Tahun")
        year.standard.role = .period
        year.standard.period = .year
        var price = TableSchema.Field("harga", .integer, title: "Harga beras")
        price.standard.role = .measure
        price.standard.unit = "rupiah"
        var schema = TableSchema([area, TableSchema.Field("pasar", .string, title: "Pasar"), year, price])
        schema.primaryKey = ["kode_kecamatan", "pasar", "tahun"]
        return schema
    }()

    /// Six rows for ``priceSchema``.
    package static let prices: [[Datum]] = [
        [.text("35.09.01"), .text("Jombang"), .year(2024), .integer(12_000)],
        [.text("35.09.01"), .text("Jombang"), .year(2025), .integer(12_500)],
        [.text("35.09.19"), .text("Tanjung"), .year(2024), .integer(12_900)],
        [.text("35.09.19"), .text("Tanjung"), .year(2025), .integer(13_400)],
        [.text("35.09.21"), .text("Gebang"), .year(2024), .missing], [.text("35.09.21"), .text("Gebang"), .year(2025), .integer(13_100)],
    ]

    /// A dataset of public works as a clerk would describe it.
    package func draft(_ name: String = "harga-beras", _ change: (inout DatasetDraft) -> Void = { _ in }) -> DatasetDraft {
        var draft = DatasetDraft()
        draft.name = name
        draft.title = "Harga Beras di Pasar"
        draft.titleEnglish = "Rice prices at markets"
        draft.description = "Harga eceran beras medium di pasar pantauan setiap tahun."
        draft.producer = works
        draft.themes = ["ECON"]
        draft.tags = ["harga", "beras"]
        draft.dimension = .economy
        draft.area = DirectoryFixtures.regency
        change(&draft)
        return draft
    }

    /// A restricted one.
    package func restricted(_ name: String = "keluarga-miskin", _ access: Dataset.Access = .restricted) -> DatasetDraft {
        draft(name) {
            $0.access = access
            $0.accessReason = "UU 14/2008 pasal 17 huruf h: data pribadi."
            $0.accessReviewOn = directory.today.adding(100)
            $0.licence = "other"
        }
    }

    /// The canonical CSV of rows, kept.
    package func outcome(_ rows: [[Datum]] = prices, schema: TableSchema = priceSchema, findings: Int = 0) async throws -> ReadingOutcome {
        var outcome = try await desk.prepare(schema) { writer in for row in rows { try writer.row(row) } }
        outcome.findings = findings
        return outcome
    }

    /// A file of a table that was read, as far as its producer has it.
    package func received(
        _ table: Identifier<Distribution>, rows: [[Datum]] = prices, schema: TableSchema = priceSchema, findings: Int = 0
    ) async throws -> Submission {
        let outcome = try await outcome(rows, schema: schema, findings: findings)
        return try await desk.receive(
            ReceiveUpload(table: table, filename: "harga.csv", fileHash: outcome.hash, fileBytes: outcome.bytes, outcome: outcome),
            by: producer)
    }

    /// The first table of a dataset.
    package func table(of dataset: Identifier<Dataset>) async throws -> Distribution {
        try await desk.database.read { tx in try tx.distributions(of: dataset)[0] }
    }

    /// A dataset with one published version.
    @discardableResult
    package func published(_ draft: DatasetDraft, rows: [[Datum]] = prices, schema: TableSchema = priceSchema) async throws -> Dataset {
        let dataset = try await desk.create(draft, by: producer)
        try await publish(rows, schema: schema, in: dataset.id)
        return try await desk.database.read { tx in try tx.dataset(dataset.id)! }
    }

    @discardableResult
    package func published(_ name: String = "harga-beras", rows: [[Datum]] = prices, schema: TableSchema = priceSchema) async throws
        -> Dataset
    {
        try await published(draft(name), rows: rows, schema: schema)
    }

    /// Gives a dataset's first table its next version.
    @discardableResult
    package func publish(
        _ rows: [[Datum]] = prices, schema: TableSchema = priceSchema, in dataset: Identifier<Dataset>
    ) async throws -> DatasetVersion {
        let table = try await table(of: dataset)
        let submission = try await received(table.id, rows: rows, schema: schema)
        try await desk.perform(SubmitForCheck(), on: submission.id, by: producer)
        try await desk.perform(PublishSubmission(), on: submission.id, by: steward)
        return try await desk.database.read { tx in try tx.versions(of: table.id, limit: 1)[0] }
    }
}
