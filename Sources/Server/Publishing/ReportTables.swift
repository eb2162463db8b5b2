import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Reports
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
        let draft = OwnColumns.draft(
            "laporan-masyarakat", "Laporan masyarakat yang terbuka", "Citizens' reports that are public",
            """
            Laporan warga yang disetujui tampil untuk umum, dengan kategori, kecamatan, tempat yang dibulatkan, dan bagaimana diselesaikan. \
            Tanpa nama, tanpa isi laporan, tanpa laporan rahasia.
            """,
            tags: ["laporan", "pengaduan"], .daily, kind: .statistical, in: site.directory)
        // Without the length of its periods, as in every version so far.
        var received = OwnColumns.column("diterima", .date, "Tanggal diterima")
        received.standard.role = .period
        let schema = TableSchema([
            OwnColumns.column("kode", .string, "Kode laporan", .identifier), OwnColumns.column("kategori", .string, "Kategori", .dimension),
            OwnColumns.column("kode_kecamatan", .string, "Kode kecamatan", .areaCode), OwnColumns.column("lintang", .number, "Lintang"),
            OwnColumns.column("bujur", .number, "Bujur"), received,
            OwnColumns.column("selesai", .date, "Tanggal selesai"),
            OwnColumns.column("keadaan", .string, "Keadaan", .dimension), OwnColumns.column("terlambat", .boolean, "Terlambat"),
            OwnColumns.column("dibuka_kembali", .integer, "Berapa kali dibuka kembali", .measure),
            OwnColumns.column("penilaian", .integer, "Penilaian pelapor (1-5)", .measure),
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
        let draft = OwnColumns.draft(
            "laporan-per-kecamatan", "Laporan masyarakat per kecamatan dan bulan", "Citizens' reports by subdistrict and month",
            """
            Banyaknya laporan yang diterima dan diselesaikan per kecamatan dan bulan, termasuk yang tidak tampil untuk umum. \
            Di tabel ini angka di bawah lima, dan angka lain di versi yang sama yang akan membocorkannya, dikosongkan; membandingkan \
            beberapa versi masih dapat mempersempitnya. \
            Halaman statistik menampilkan jumlah laporan per kecamatan apa adanya.
            """,
            tags: ["laporan", "statistik"], .monthly, kind: .statistical, in: site.directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("kode_kecamatan", .string, "Kode kecamatan", .areaCode),
                OwnColumns.column("bulan", .yearmonth, "Bulan", .period), OwnColumns.figure("diterima", "Diterima", "laporan"),
                OwnColumns.figure("selesai_tepat_waktu", "Selesai tepat waktu", "laporan"),
                OwnColumns.figure("selesai_terlambat", "Selesai terlambat", "laporan"),
            ], key: ["kode_kecamatan", "bulan"])
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

    private func text(_ text: String?) -> Datum { text.map(Datum.text) ?? .missing }
    private func number(_ value: Double?) -> Datum { value.flatMap { Number("\($0)") }.map(Datum.number) ?? .missing }
}
