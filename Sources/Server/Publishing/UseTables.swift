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
            "Berapa angka dikutip dari setiap dataset per bulan, dan berapa kali data terbatas dibaca antarinstansi. "
            + "Bacaan di bawah lima dikosongkan supaya tidak ada pembaca yang bisa dikenali."
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
            figure("bacaan_terbatas", "Bacaan data terbatas"),
        ])
        schema.primaryKey = ["dataset", "bulan"]
        return OwnTable(draft, schema: schema) { [database, offset = directory.offsetHours] in
            try await database.read { tx in
                var cited: [Key: Int] = [:]
                var read: [Key: Int] = [:]
                func key(_ row: Row) -> Key {
                    Key(dataset: row.text("name"), month: String("\(row.instant("at").parts(offsetHours: offset).day)".prefix(7)))
                }
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
                return Set(cited.keys).union(read.keys).sorted().map { key in
                    [.text(key.dataset), .text(key.month), .integer(Int64(cited[key] ?? 0)), OwnTable.cell(read[key] ?? 0)]
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
