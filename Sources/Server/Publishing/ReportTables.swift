import Assessments
import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Reports
import Sharing
import Storage
import Web
import Work

/// Citizens' reports as open data: each public report with its rounded place, and counts by subdistrict and month in which small
/// cells are left out.
struct ReportTables: Publisher {
    let site: ReportSite

    var tables: [OwnTable] { [reports, months] }

    /// Reports of one table; more make a file nobody opens.
    private static let mostReports = 500_000

    private var reports: OwnTable {
        var draft = DatasetDraft()
        draft.name = "laporan-masyarakat"
        draft.title = "Laporan masyarakat yang terbuka"
        draft.titleEnglish = "Citizens' reports that are public"
        draft.description =
            "Laporan warga yang disetujui tampil untuk umum, dengan kategori, kecamatan, tempat yang dibulatkan, dan bagaimana diselesaikan. "
            + "Tanpa nama, tanpa isi laporan, tanpa laporan rahasia."
        draft.frequency = .daily
        draft.themes = ["GOVE"]
        draft.tags = ["laporan", "pengaduan"]
        draft.dimension = .governance
        draft.area = site.directory.places.regency?.code
        let schema = TableSchema([
            field("kode", .string, "Kode laporan", .identifier), field("kategori", .string, "Kategori", .dimension),
            field("kode_kecamatan", .string, "Kode kecamatan", .areaCode), field("lintang", .number, "Lintang"),
            field("bujur", .number, "Bujur"), field("diterima", .date, "Tanggal diterima", .period),
            field("selesai", .date, "Tanggal selesai"),
            field("keadaan", .string, "Keadaan", .dimension), field("terlambat", .boolean, "Terlambat"),
            field("dibuka_kembali", .integer, "Berapa kali dibuka kembali", .measure),
            field("penilaian", .integer, "Penilaian pelapor (1-5)", .measure),
        ])
        return OwnTable.long(draft, schema: schema) { rows in try await write(rows) }
    }

    /// Made of ``PublicReport`` and of nothing else: the one rule for what the public may see.
    private func write(_ rows: OwnRows) async throws {
        let tree = try await site.desk.categories()
        let offset = site.directory.offsetHours
        var cursor: ReportCursor?
        while rows.count < ReportTables.mostReports {
            let (found, hasMore) = try await site.desk.publicReports(after: cursor, limit: 1000)
            for report in found {
                try rows.add([
                    .text(report.code), .text(tree[report.topCategory]?.nameIndonesian ?? report.topCategory), text(report.subdistrict),
                    number(report.position?.latitude), number(report.position?.longitude),
                    .day(report.receivedAt.parts(offsetHours: offset).day),
                    report.closedAt.map { .day($0.parts(offsetHours: offset).day) } ?? .missing, .text(report.state),
                    .boolean(report.isOverdue),
                    .integer(Int64(report.reopenings)), report.rating.map { .integer(Int64($0)) } ?? .missing,
                ])
            }
            guard hasMore, let last = found.last else { break }
            cursor = ReportCursor(receivedAt: last.receivedAt, id: last.id.text)
        }
    }

    private var months: OwnTable {
        var draft = DatasetDraft()
        draft.name = "laporan-per-kecamatan"
        draft.title = "Laporan masyarakat per kecamatan dan bulan"
        draft.titleEnglish = "Citizens' reports by subdistrict and month"
        draft.description =
            "Banyaknya laporan yang diterima dan diselesaikan per kecamatan dan bulan, termasuk yang tidak tampil untuk umum. "
            + "Di tabel ini angka di bawah lima, dan angka lain di versi yang sama yang akan membocorkannya, dikosongkan; membandingkan "
            + "beberapa versi masih dapat mempersempitnya. "
            + "Halaman statistik menampilkan jumlah laporan per kecamatan apa adanya."
        draft.frequency = .monthly
        draft.themes = ["GOVE"]
        draft.tags = ["laporan", "statistik"]
        draft.dimension = .governance
        draft.area = site.directory.places.regency?.code
        var period = field("bulan", .yearmonth, "Bulan", .period)
        period.standard.period = .month
        var schema = TableSchema([
            field("kode_kecamatan", .string, "Kode kecamatan", .areaCode), period, field("diterima", .integer, "Diterima", .measure),
            field("selesai_tepat_waktu", .integer, "Selesai tepat waktu", .measure),
            field("selesai_terlambat", .integer, "Selesai terlambat", .measure),
        ])
        for index in 2..<5 { schema.fields[index].standard.unit = "laporan" }
        schema.primaryKey = ["kode_kecamatan", "bulan"]
        return OwnTable(draft, schema: schema) {
            let found = try await site.desk.database.read { tx in
                try tx.rows(
                    """
                    SELECT key, month, received, in_time, late FROM report_tally
                    WHERE dimension = 'subdistrict' AND key <> '' ORDER BY key, month
                    """
                ).map { row in
                    (key: row.text("key"), month: row.text("month"), counts: ["received", "in_time", "late"].map { row.int($0) })
                }
            }
            // Once all of a month is closed its parts add up, and the regency's figures of a month are public. Those of a subdistrict are on
            // the page of statistics as well; what is hidden here is hidden in this table.
            let cells = SmallCells(found.map(\.counts), groups: found.map(\.month), sums: [.init(0, of: [1, 2])])
            return found.enumerated().map { row, it in
                [.text(it.key), .text(it.month)] + it.counts.indices.map { cells.cell(row, $0) }
            }
        }
    }

    private func field(_ name: String, _ type: FieldType, _ title: String, _ role: FieldRole? = nil) -> TableSchema.Field {
        var field = TableSchema.Field(name, type, title: title)
        field.standard.role = role
        return field
    }

    private func text(_ text: String?) -> Datum { text.map(Datum.text) ?? .missing }
    private func number(_ value: Double?) -> Datum { value.flatMap { Number("\($0)") }.map(Datum.number) ?? .missing }
}

extension Capability {
    /// Our own operations as datasets, once an hour where something has changed. Stands behind the capabilities it publishes of.
    static func ownData() -> Capability {
        Capability(
            name: "own-data",
            schedules: { installation in
                let services = installation.services
                let assessments: AssessmentSite = services.get()
                let publishing = OwnPublishing(
                    desk: services.get(),
                    publishers: [
                        ReportTables(site: services.get()), UseTables(database: installation.database, directory: services.get()),
                        CatalogueTables(database: installation.database, directory: services.get()),
                        SharingTables(site: services.get(), directory: services.get()),
                        PlanTables(database: installation.database, directory: services.get()),
                        InnovationTables(database: installation.database, directory: services.get()),
                        CommitmentTables(database: installation.database, directory: services.get()),
                        WorkshopTables(database: installation.database, directory: services.get()),
                        BookTables(database: installation.database, directory: services.get()),
                        AssessmentTables(results: { try await assessments.desk.publicResults() }, directory: services.get()),
                    ])
                return [Schedule("own-data", every: 3600) { _ = try await publishing.publish() }]
            }, start: { $0.services.put(WebhookSender { try await WebhookPost.post($0, $1, $2) }) })
    }
}
