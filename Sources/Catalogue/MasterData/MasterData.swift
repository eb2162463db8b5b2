import Columns
import Directory
import Ingest
import Kernel
import Storage
import Work

/// Reference data that Pendopo keeps anyway, published as datasets like any other (data induk, Perpres 39/2019): areas, agencies, days
/// off and fields of business, versioned, with validity, usable as foreign keys of any schema under the dataset's name.
package struct MasterData: Sendable {
    /// Kind of the job that publishes them.
    package static let job = "catalogue.master_data"

    let desk: CatalogueDesk

    package init(_ desk: CatalogueDesk) { self.desk = desk }

    package var handler: JobHandler { JobHandler(MasterData.job, lane: .making) { _ in try await publish() } }

    /// Publishes what has changed since it was last published. Nothing changed makes no version.
    /// - Returns: names of those that got one.
    @discardableResult
    package func publish() async throws -> [String] {
        let directory = desk.directory
        guard let owner = directory.agencies.with(.ict, on: directory.today) ?? directory.agencies.active(on: directory.today).first else {
            return []
        }
        var published: [String] = []
        for table in [try await areas(), agencies(), holidays(), businessFields()] where !table.rows.isEmpty {
            let dataset = try await ensure(table, owner)
            guard let target = try await desk.database.read({ tx in try tx.distributions(of: dataset.id).first }) else { continue }
            let outcome = try await desk.prepare(table.schema) { writer in for row in table.rows { try writer.row(row) } }
            if try await desk.publish(outcome, as: "\(table.name).csv", in: target.id, note: "Diperbarui dari data induk.") {
                published.append(table.name)
            }
        }
        return published
    }

    struct Table: Sendable {
        var name: String
        var title: String
        var english: String
        var about: String
        var theme: String
        var schema: TableSchema
        var rows: [[Datum]]
    }

    private func ensure(_ table: Table, _ owner: Agency) async throws -> Dataset {
        if let known = try await desk.database.read({ tx in try tx.dataset(named: table.name) }) { return known }
        var draft = DatasetDraft()
        draft.name = table.name
        draft.title = table.title
        draft.titleEnglish = table.english
        draft.description = table.about
        draft.producer = owner.id
        draft.kind = .other
        draft.themes = [table.theme]
        draft.tags = ["data induk", "kode referensi"]
        draft.area = desk.directory.places.regency?.code
        draft.frequency = .irregular
        draft.licence = "CC0-1.0"
        draft.contact = owner.email ?? ""
        return try await desk.create(draft, by: .system)
    }

    static func field(_ name: String, _ type: FieldType, _ title: String, _ role: FieldRole? = nil, required: Bool = false)
        -> TableSchema.Field
    {
        var field = TableSchema.Field(name, type, title: title)
        field.standard.role = role
        if required { field.constraints.required = true }
        return field
    }

    private func agencies() -> Table {
        var schema = TableSchema([
            Self.field("kode", .string, "Kode", .identifier, required: true), Self.field("nama", .string, "Nama", required: true),
            Self.field("jenis", .string, "Jenis", .dimension), Self.field("kode_induk", .string, "Kode induk"),
            Self.field("bidang_urusan", .string, "Bidang urusan"), Self.field("kode_wilayah", .string, "Kode wilayah", .areaCode),
            Self.field("berlaku_dari", .date, "Berlaku dari"), Self.field("berlaku_sampai", .date, "Berlaku sampai"),
        ])
        schema.primaryKey = ["kode"]
        schema.foreignKeys = [ForeignKey(["kode_induk"], resource: "", reference: ["kode"])]
        let tree = desk.directory.agencies
        return Table(
            name: "perangkat-daerah", title: "Perangkat Daerah", english: "Agencies",
            about: "Perangkat daerah, unit, dan kantor dengan kode, induk, urusan, dan masa berlakunya. Data induk untuk kolom instansi.",
            theme: "GOVE", schema: schema,
            rows: tree.all.sorted { $0.code < $1.code }.map { agency in
                [
                    .text(agency.code), .text(agency.name), .text(agency.kind.rawValue),
                    agency.parent.flatMap { tree[$0] }.map { .text($0.code) } ?? .missing,
                    agency.governmentFunctions.isEmpty ? .missing : .text(agency.governmentFunctions.joined(separator: " ")),
                    agency.region.map { .text($0.text) } ?? .missing, .day(agency.validFrom), agency.validTo.map { .day($0) } ?? .missing,
                ]
            })
    }

    private func holidays() -> Table {
        let calendars = desk.directory.calendars
        var schema = TableSchema([
            Self.field("tanggal", .date, "Tanggal", .period, required: true), Self.field("nama", .string, "Nama", required: true),
            Self.field("jenis", .string, "Jenis", .dimension),
        ])
        schema.primaryKey = ["tanggal", "nama"]
        return Table(
            name: "hari-libur", title: "Hari Libur dan Cuti Bersama", english: "Public holidays",
            about: "Hari libur nasional dan cuti bersama yang dipakai untuk menghitung tenggat layanan.", theme: "GOVE", schema: schema,
            rows: calendars.years.flatMap { calendars.holidays(year: $0) }.sorted { $0.day < $1.day }.map {
                [.day($0.day), .text($0.name), .text($0.kind.rawValue)]
            })
    }

    private func businessFields() -> Table {
        var schema = TableSchema([
            Self.field("kode", .string, "Kode kategori", .identifier, required: true),
            Self.field("nama", .string, "Nama", required: true), Self.field("golongan_pokok_dari", .string, "Golongan pokok pertama"),
            Self.field("golongan_pokok_sampai", .string, "Golongan pokok terakhir"), Self.field("edisi", .string, "Edisi", .dimension),
        ])
        schema.primaryKey = ["kode"]
        return Table(
            name: "kbli-kategori", title: "Kategori Lapangan Usaha (KBLI 2025)", english: "Categories of business fields (KBLI 2025)",
            about:
                "Dua puluh dua kategori Klasifikasi Baku Lapangan Usaha Indonesia menurut Pasal 3 Peraturan BPS 7/2025, masing-masing dengan "
                + "golongan pokoknya. Data induk untuk kolom lapangan usaha; golongan, subgolongan, dan kelompoknya tidak ada di sini.",
            theme: "ECON", schema: schema,
            rows: BusinessFields.categories.map { category in
                [
                    .text(category.code), .text(category.name), .text(category.from), .text(category.to), .text(BusinessFields.edition),
                ]
            })
    }
}
