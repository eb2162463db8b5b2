import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Storage

/// The catalogue about itself: each dataset with its access, its rhythm and since when it is owed, and how many questions were asked of it.
struct CatalogueTables: Publisher {
    let database: Database
    let directory: DirectoryIndex

    var tables: [OwnTable] { [datasets] }

    private static let name = "keadaan-dataset"

    private var datasets: OwnTable {
        let draft = OwnColumns.draft(
            Self.name, "Keadaan Dataset", "State of the datasets",
            "Setiap dataset dalam katalog: instansi, akses, frekuensi, hari jatuh tempo, banyaknya versi, pertanyaan, dan kesepakatan yang berlaku.",
            tags: ["katalog", "utang data"], in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("dataset", .string, "Dataset", .identifier), OwnColumns.column("judul", .string, "Judul"),
                OwnColumns.column("instansi", .string, "Instansi produsen", .dimension),
                OwnColumns.column("akses", .string, "Akses", .dimension),
                OwnColumns.column("prioritas", .boolean, "Prioritas", .dimension),
                OwnColumns.column("frekuensi", .string, "Frekuensi", .dimension), OwnColumns.column("jatuh_tempo", .date, "Jatuh tempo"),
                OwnColumns.figure("versi", "Versi terbit", "versi"), OwnColumns.figure("pertanyaan", "Pertanyaan", "pertanyaan"),
                OwnColumns.figure("kesepakatan", "Kesepakatan yang berlaku", "kesepakatan"),
            ], key: ["dataset"])
        return OwnTable(draft, schema: schema, of: database) { [directory] tx in
            // Without itself: publishing it would be news for its next version.
            try tx.rows(
                """
                SELECT dataset.*,
                    (SELECT count(*) FROM dataset_version JOIN distribution ON distribution.id = dataset_version.distribution_id
                        WHERE distribution.dataset_id = dataset.id) AS versions,
                    (SELECT count(*) FROM dataset_question WHERE dataset_question.dataset_id = dataset.id) AS questions,
                    (SELECT count(*) FROM agreement WHERE agreement.dataset_id = dataset.id AND agreement.ended_at IS NULL) AS agreements
                FROM dataset WHERE dataset.state = 'published' AND dataset.name <> \(Self.name) ORDER BY dataset.name
                """
            ).map { row in
                [
                    .text(row.text("name")), .words(row.text("title")), .words(directory.agencies.name(row.text("producer_id"))),
                    .text(row.text("access")), .boolean(row.bool("is_priority")), .text(row.text("frequency")),
                    .date(row.dayIfAny("due_on")), .whole(row.int("versions")), .whole(row.int("questions")),
                    .whole(row.int("agreements")),
                ]
            }
        }
    }
}
