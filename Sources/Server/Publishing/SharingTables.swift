import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Sharing
import Storage

/// The register of requests for information as the law wants it shown (``RegisterEntry``), and who reads whose restricted data by agreement.
struct SharingTables: Publisher {
    let site: SharingSite
    let directory: DirectoryIndex

    var tables: [OwnTable] { [register, agreements] }

    /// Requests of one table; more make a file nobody opens.
    private static let mostRequests = 200_000

    private var register: OwnTable {
        let draft = OwnColumns.draft(
            "register-informasi-publik", "Register Permohonan Informasi Publik", "Register of requests for information",
            "Setiap permohonan informasi: nomor, hari diterima, pokok permohonan menurut PPID, instansi, hasil, dan lamanya. Tanpa nama pemohon.",
            tags: ["ppid", "informasi publik"], in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("nomor", .string, "Nomor register", .identifier),
                OwnColumns.column("diterima", .date, "Diterima", .period),
                OwnColumns.column("pokok", .string, "Pokok permohonan"), OwnColumns.column("instansi", .string, "Instansi", .dimension),
                OwnColumns.column("keadaan", .string, "Keadaan", .dimension), OwnColumns.column("hasil", .string, "Hasil", .dimension),
                OwnColumns.figure("hari_kerja", "Hari kerja sampai pemberitahuan", "hari kerja"),
                OwnColumns.column("tepat_waktu", .boolean, "Tepat waktu", .dimension),
            ], key: ["nomor"])
        return OwnTable(draft, schema: schema) { [site, directory] in
            var rows: [[Datum]] = []
            var before: String?
            while rows.count < SharingTables.mostRequests {
                let found = try await site.cases.register(before: before, limit: 1000)
                rows += found.map { entry in
                    [
                        .text(entry.number), .day(entry.receivedAt.parts(offsetHours: directory.offsetHours).day), .words(entry.subject),
                        .words(entry.agency.map { directory.agencies.name($0.text) } ?? "PPID"), .text(entry.state),
                        .words(entry.outcome?.rawValue), .whole(entry.workingDays), entry.isInTime.map(Datum.boolean) ?? .missing,
                    ]
                }
                guard found.count == 1000, let last = found.last else { break }
                before = last.id
            }
            return rows.reversed()
        }
    }

    private var agreements: OwnTable {
        let draft = OwnColumns.draft(
            "kesepakatan-berbagi-data", "Kesepakatan Berbagi Data", "Agreements on sharing data",
            "Kesepakatan antarinstansi untuk membaca data terbatas: dataset, pemilik, pembaca, masa berlaku, dan bagaimana berakhir. Tanpa isinya.",
            tags: ["berbagi data", "kesepakatan"], in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("kode", .string, "Kode kesepakatan", .identifier),
                OwnColumns.column("dataset", .string, "Dataset", .dimension),
                OwnColumns.column("pemilik", .string, "Instansi pemilik", .dimension),
                OwnColumns.column("pembaca", .string, "Instansi pembaca", .dimension), OwnColumns.column("mulai", .date, "Mulai", .period),
                OwnColumns.column("sampai", .date, "Sampai"), OwnColumns.column("berakhir", .date, "Berakhir"),
                OwnColumns.column("sebab", .string, "Sebab berakhir", .dimension),
            ], key: ["kode"])
        return OwnTable(draft, schema: schema, of: site.cases.database) { [directory] tx in
            // That one agency reads another's data is as public as the dataset itself; of closed ones only the title is.
            let listed = try tx.rows("SELECT * FROM dataset WHERE id IN (SELECT dataset_id FROM agreement)").map(Dataset.init(row:))
                .filter { DatasetPolicy.isListed($0) && $0.access != .closed }
            let names = Dictionary(uniqueKeysWithValues: listed.map { ($0.id.text, $0.name) })
            return try tx.rows("SELECT * FROM agreement ORDER BY code").compactMap { row -> [Datum]? in
                guard let name = names[row.text("dataset_id")] else { return nil }
                let offset = directory.offsetHours
                return [
                    .text(row.text("code")), .text(name), .words(directory.agencies.name(row.text("owner_id"))),
                    .words(directory.agencies.name(row.text("user_id"))), .day(row.instant("begins_at").parts(offsetHours: offset).day),
                    .day(row.day("until_on")), .date(row.instantIfAny("ended_at")?.parts(offsetHours: offset).day),
                    .words(row.textIfAny("ending")),
                ]
            }
        }
    }
}
