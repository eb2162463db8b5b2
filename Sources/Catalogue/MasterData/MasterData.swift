import Columns
import Directory
import Ingest
import Kernel
import Storage
import Work

/// Reference data that Pendopo keeps anyway, published as datasets like any other (data induk, Perpres 39/2019): areas, agencies and days
/// off, versioned, with validity, usable as foreign keys of any schema under the dataset's name.
package struct MasterData: Sendable {
    /// Kind of the job that publishes them.
    package static let job = "catalogue.master_data"

    let desk: CatalogueDesk

    package init(_ desk: CatalogueDesk) { self.desk = desk }

    package var handler: JobHandler { JobHandler(MasterData.job) { _ in try await publish() } }

    /// Publishes what has changed since it was last published. Nothing changed makes no version.
    /// - Returns: names of those that got one.
    @discardableResult
    package func publish() async throws -> [String] {
        let directory = desk.directory
        guard let owner = directory.agencies.with(.ict, on: directory.today) ?? directory.agencies.active(on: directory.today).first else {
            return []
        }
        var published: [String] = []
        for table in [areas(), agencies(), holidays()] where !table.rows.isEmpty {
            let dataset = try await ensure(table, owner)
            guard let target = try await desk.database.read({ tx in try tx.distributions(of: dataset.id).first }) else { continue }
            let outcome = try await desk.prepare(table.schema) { writer in for row in table.rows { try writer.row(row) } }
            if try await desk.publish(outcome, as: "\(table.name).csv", in: target.id, note: "Diperbarui dari data induk.") {
                published.append(table.name)
            }
        }
        return published
    }

    private struct Table: Sendable {
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

    private static func field(_ name: String, _ type: FieldType, _ title: String, _ role: FieldRole? = nil, required: Bool = false)
        -> TableSchema.Field
    {
        var field = TableSchema.Field(name, type, title: title)
        field.standard.role = role
        if required { field.constraints.required = true }
        return field
    }

    private func areas() -> Table {
        let places = desk.directory.places.now
        let regions = [places.regency].compactMap(\.self) + places.subdistricts.flatMap { [$0] + places.children(of: $0.code) }
        var schema = TableSchema([
            Self.field("kode", .string, "Kode wilayah", .areaCode, required: true),
            Self.field("nama", .string, "Nama", .areaName, required: true),
            Self.field("tingkat", .string, "Tingkat", .dimension, required: true), Self.field("kode_induk", .string, "Kode wilayah induk"),
            Self.field("latitude", .number, "Lintang"), Self.field("longitude", .number, "Bujur"),
        ])
        schema.primaryKey = ["kode"]
        return Table(
            name: "kode-wilayah", title: "Kode Wilayah", english: "Area codes",
            about: "Kabupaten, kecamatan, desa, dan kelurahan dengan kode Kemendagri dan titik tengahnya. Data induk untuk kolom wilayah.",
            theme: "REGI", schema: schema,
            rows: regions.map { region in
                let level =
                    switch region.kind {
                    case .regency: "Kabupaten/kota"
                    case .subdistrict: "Kecamatan"
                    case .village: region.villageKind == .urban ? "Kelurahan" : "Desa"
                    }
                return [
                    .text(region.code.text), .text(region.name), .text(level), region.parent.map { .text($0.text) } ?? .missing,
                    Self.decimal(region.latitude), Self.decimal(region.longitude),
                ]
            })
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

    /// Five digits behind the point are a metre.
    private static func decimal(_ value: Double?) -> Datum {
        guard let value else { return .missing }
        return Number("\((value * 100_000).rounded() / 100_000)").map { .number($0) } ?? .missing
    }
}
