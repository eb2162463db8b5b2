import Columns
import Directory
import Ingest
import Kernel
import Storage
import Work

/// Areas, with the days they came and went.
extension MasterData {
    /// When an area came and went, as far as it was seen: what the directory does not hold any more stays in the list with its last day, for
    /// data of that time, and what came later says since when.
    private struct KnownArea: Sendable {
        var row: [Datum]
        var from: Datum
        var to: Datum
    }

    /// Rows of the version that is shown, by code; `nil` before the first.
    private func knownAreas() async throws -> [String: KnownArea]? {
        guard let table = desk.index.table(named: Self.areasName) else { return nil }
        let file = try await desk.files.columns(table.version.hash, shape: table.version.shape)
        return await Background.run {
            let columns = file.columns.filter { $0.name != "berlaku_dari" && $0.name != "berlaku_sampai" }
            let (from, to) = (file.columns.first { $0.name == "berlaku_dari" }, file.columns.first { $0.name == "berlaku_sampai" })
            var known: [String: KnownArea] = [:]
            for row in 0..<file.rowCount {
                let values = columns.map { $0.value(row) }
                guard case .text(let code)? = values.first else { continue }
                known[code] = KnownArea(row: values, from: from?.value(row) ?? .missing, to: to?.value(row) ?? .missing)
            }
            return known
        }
    }

    private static let areasName = "kode-wilayah"

    func areas() async throws -> Table {
        let places = desk.directory.places.now
        let regions = [places.regency].compactMap(\.self) + places.subdistricts.flatMap { [$0] + places.children(of: $0.code) }
        var schema = TableSchema([
            Self.field("kode", .string, "Kode wilayah", .areaCode, required: true),
            Self.field("nama", .string, "Nama", .areaName, required: true),
            Self.field("tingkat", .string, "Tingkat", .dimension, required: true), Self.field("kode_induk", .string, "Kode wilayah induk"),
            Self.field("latitude", .number, "Lintang"), Self.field("longitude", .number, "Bujur"),
            Self.field("berlaku_dari", .date, "Berlaku dari"), Self.field("berlaku_sampai", .date, "Berlaku sampai"),
        ])
        schema.primaryKey = ["kode"]
        // A directory with no areas in it yet says nothing of which areas are gone.
        let known = regions.isEmpty ? nil : try await knownAreas()
        let today = Datum.day(desk.directory.today)
        let codes = Set(regions.map(\.code.text))
        let gone = (known ?? [:]).filter { !codes.contains($0.key) && $0.value.row.count == 6 }.map { _, area in
            area.row + [area.from, area.to == .missing ? .day(desk.directory.today.adding(-1)) : area.to]
        }
        return Table(
            name: Self.areasName, title: "Kode Wilayah", english: "Area codes",
            about:
                "Kabupaten, kecamatan, desa, dan kelurahan dengan kode Kemendagri, titik tengah, dan masa berlakunya. Data induk untuk kolom wilayah.",
            theme: "REGI", schema: schema,
            rows: regions.map { region in
                // What was there before anybody looked has no first day; what came back has the one it had.
                let from: Datum = known == nil ? .missing : known?[region.code.text]?.from ?? today
                let level =
                    switch region.kind {
                    case .regency: "Kabupaten/kota"
                    case .subdistrict: "Kecamatan"
                    case .village: region.villageKind == .urban ? "Kelurahan" : "Desa"
                    }
                return [
                    .text(region.code.text), .text(region.name), .text(level), region.parent.map { .text($0.text) } ?? .missing,
                    Self.decimal(region.latitude), Self.decimal(region.longitude), from, .missing,
                ]
            } + gone.sorted { ($0[0].text ?? "") < ($1[0].text ?? "") })
    }

    /// Five digits behind the point are a metre.
    private static func decimal(_ value: Double?) -> Datum {
        guard let value else { return .missing }
        return Number("\((value * 100_000).rounded() / 100_000)").map { .number($0) } ?? .missing
    }
}
