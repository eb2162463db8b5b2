import Books
import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Storage

/// Books that were opened to everybody, each file with its hash, so that whoever has a copy can tell whether it is one of them.
struct BookTables: Publisher {
    let database: Database
    let directory: DirectoryIndex

    var tables: [OwnTable] { [books] }

    private var books: OwnTable {
        let draft = OwnColumns.draft(
            "daftar-buku", "Daftar Buku", "List of books",
            "Buku rencana dan laporan yang dibuka untuk umum, dengan berkas dan sidik SHA-256 tiap berkasnya.", tags: ["buku"],
            in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("buku", .string, "Nomor buku", .identifier), OwnColumns.column("format", .string, "Format", .dimension),
                OwnColumns.column("judul", .string, "Judul"), OwnColumns.column("jenis", .string, "Jenis", .dimension),
                OwnColumns.column("bahasa", .string, "Bahasa", .dimension), OwnColumns.column("dibuka", .date, "Dibuka untuk umum"),
                OwnColumns.figure("ukuran", "Ukuran berkas", "bita"), OwnColumns.column("sha256", .string, "SHA-256"),
            ], key: ["buku", "format"])
        return OwnTable(draft, schema: schema, of: database) { [directory] tx in
            try tx.rows(
                """
                SELECT book.id, book.title, book.kind, book.language, book.published_at, book_file.format, book_file.size, book_file.hash
                FROM book JOIN book_file ON book_file.book_id = book.id WHERE book.published_at IS NOT NULL
                ORDER BY book.id, book_file.format
                """
            ).map { row in
                [
                    .text(row.text("id")), .text(row.text("format")), .words(row.text("title")), .text(row.text("kind")),
                    .text(row.text("language")),
                    .date(row.instantIfAny("published_at")?.parts(offsetHours: directory.offsetHours).day),
                    .whole(row.int("size")), .text(row.text("hash")),
                ]
            }
        }
    }
}
