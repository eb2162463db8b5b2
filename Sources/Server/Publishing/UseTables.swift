import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Storage

/// How the catalogue is used: numbers cited and restricted data read, by dataset and month; without anybody's name, and without cells
/// so small that they could tell of one reader.
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
        var draft = DatasetDraft()
        draft.name = "pemakaian-katalog"
        draft.title = "Pemakaian katalog data"
        draft.titleEnglish = "Use of the data catalogue"
        draft.description =
            "Berapa angka dikutip dari setiap dataset per bulan, berapa kali halaman data terbuka dibuka, berkasnya diunduh dan program "
            + "bertanya, dan berapa kali data terbatas dibaca antarinstansi. Yang dihitung hanya berapa kali, bukan siapa; orang yang "
            + "datang dua kali terhitung dua kali. Pemakaian data terbuka terbit setelah bulannya lewat; sebelum penghitungan dimulai "
            + "dikosongkan, dan bulan pertamanya mungkin tidak utuh. Bacaan data terbatas di bawah lima dikosongkan supaya tidak ada "
            + "pembaca yang bisa dikenali."
        draft.frequency = .monthly
        draft.themes = ["GOVE"]
        draft.tags = ["katalog", "pemakaian"]
        draft.dimension = .governance
        draft.area = directory.places.regency?.code
        var month = TableSchema.Field("bulan", .yearmonth, title: "Bulan")
        month.standard.role = .period
        month.standard.period = .month
        var schema = TableSchema([
            TableSchema.Field("dataset", .string, title: "Dataset"), month, figure("kutipan", "Angka dikutip"),
            figure("bacaan_terbatas", "Bacaan data terbatas"), figure("halaman_dibuka", "Halaman data terbuka dibuka"),
            figure("berkas_diunduh", "Berkas data terbuka diunduh"), figure("pertanyaan_program", "Pertanyaan program ke data terbuka"),
        ])
        schema.primaryKey = ["dataset", "bulan"]
        return OwnTable(draft, schema: schema) { [database, directory] in
            let (offset, thisMonth) = (directory.offsetHours, String("\(directory.today)".prefix(7)))
            return try await database.read { tx in
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

    private func figure(_ name: String, _ title: String) -> TableSchema.Field {
        var field = TableSchema.Field(name, .integer, title: title)
        field.standard.role = .measure
        field.standard.unit = "kali"
        return field
    }
}
