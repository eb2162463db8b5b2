import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Storage

/// How the catalogue is used: numbers cited, open data opened, fetched and asked, restricted data read, by dataset and month; without
/// anybody's name, and without counts of readings below five. Which agencies may read is public, so a count may still be one of theirs.
struct UseTables: Publisher {
    let database: Database
    let directory: DirectoryIndex

    var tables: [OwnTable] { [use] }

    private struct Key: Hashable, Comparable {
        var dataset: String
        var month: String
        static func < (a: Key, b: Key) -> Bool { (a.dataset, a.month) < (b.dataset, b.month) }
    }

    private var use: OwnTable {
        let draft = OwnColumns.draft(
            "pemakaian-katalog", "Pemakaian katalog data", "Use of the data catalogue",
            """
            Berapa angka dikutip dari setiap dataset per bulan, berapa kali halaman data terbuka dibuka, berkasnya diunduh dan program \
            bertanya, dan berapa kali data terbatas dibaca antarinstansi. Yang dihitung hanya berapa kali, bukan siapa; orang yang \
            datang dua kali terhitung dua kali. Pemakaian data terbuka terbit setelah bulannya lewat; sebelum penghitungan dimulai \
            dikosongkan, dan bulan pertamanya mungkin tidak utuh. Bacaan data terbatas di bawah lima dikosongkan; instansi mana yang \
            boleh membacanya terbuka untuk umum.
            """,
            tags: ["katalog", "pemakaian"], .monthly, kind: .statistical, in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("dataset", .string, "Dataset"), OwnColumns.column("bulan", .yearmonth, "Bulan", .period),
                OwnColumns.figure("kutipan", "Angka dikutip", "kali"), OwnColumns.figure("bacaan_terbatas", "Bacaan data terbatas", "kali"),
                OwnColumns.figure("halaman_dibuka", "Halaman data terbuka dibuka", "kali"),
                OwnColumns.figure("berkas_diunduh", "Berkas data terbuka diunduh", "kali"),
                OwnColumns.figure("pertanyaan_program", "Pertanyaan program ke data terbuka", "kali"),
            ], key: ["dataset", "bulan"])
        return OwnTable(draft, schema: schema, of: database) { [directory] tx in
            let (offset, thisMonth) = (directory.offsetHours, String("\(directory.today)".prefix(7)))
            var cited: [Key: Int] = [:]
            var read: [Key: Int] = [:]
            func key(_ row: Row) -> Key {
                Key(dataset: row.text("name"), month: String("\(row.instant("at").parts(offsetHours: offset).day)".prefix(7)))
            }
            let open = Dictionary(
                try tx.rows("SELECT id, name FROM dataset WHERE state = 'published' AND access = 'open'").map {
                    ($0.text("id"), $0.text("name"))
                }, uniquingKeysWith: { $1 })
            let names = Set(open.values)
            var used: [Key: DatasetUse] = [:]
            let months = try tx.monthlyUse(before: thisMonth)
            for month in months {
                if let name = open[month.dataset.text] { used[Key(dataset: name, month: month.month)] = month.use }
            }
            let first = months.map(\.month).min() ?? thisMonth
            try tx.each(
                """
                SELECT dataset.name AS name, citation.cited_at AS at FROM citation JOIN dataset ON dataset.id = citation.dataset_id
                WHERE dataset.state <> 'draft'
                """
            ) { row in
                cited[key(row), default: 0] += 1
                return true
            }
            try tx.each(
                """
                SELECT dataset.name AS name, data_reading.at AS at FROM data_reading JOIN dataset ON dataset.id = data_reading.dataset_id
                WHERE dataset.state <> 'draft' AND data_reading.agreement_id IS NOT NULL
                """
            ) { row in
                read[key(row), default: 0] += 1
                return true
            }
            return Set(cited.keys).union(read.keys).union(used.keys).sorted().map { key in
                // Where nobody counted it is not known that nothing was opened.
                let isCounted = names.contains(key.dataset) && key.month >= first && key.month < thisMonth
                let use = isCounted ? used[key] ?? DatasetUse() : nil
                return [
                    .text(key.dataset), .text(key.month), .integer(Int64(cited[key] ?? 0)), OwnTable.cell(read[key] ?? 0),
                    .whole(use?.views), .whole(use?.downloads), .whole(use?.questions),
                ]
            }
        }
    }
}
