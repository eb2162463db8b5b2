import Catalogue
import Columns
import Directory
import Ingest
import Innovations
import Kernel
import Storage

/// The register of innovations, sheets that are in the plan, and quick wins that were chosen: what their own pages show everybody.
struct InnovationTables: Publisher {
    let database: Database
    let directory: DirectoryIndex

    var tables: [OwnTable] { [register, sheets, quickWins] }

    private var register: OwnTable {
        let draft = OwnColumns.draft(
            "daftar-inovasi", "Daftar Inovasi Daerah", "Register of innovations",
            "Inovasi instansi dan desa dari inisiatif, uji coba, sampai penerapan, sebagaimana tercatat di daftar inovasi daerah.",
            tags: ["inovasi"], in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("kode", .string, "Kode inovasi", .identifier), OwnColumns.column("judul", .string, "Judul"),
                OwnColumns.column("instansi", .string, "Instansi", .dimension), OwnColumns.column("tahap", .string, "Tahap", .dimension),
                OwnColumns.column("inisiator", .string, "Inisiator", .dimension),
                OwnColumns.column("bentuk", .string, "Bentuk", .dimension),
                OwnColumns.column("digital", .boolean, "Digital", .dimension), OwnColumns.column("urusan", .string, "Kode bidang urusan"),
                OwnColumns.figure("manfaat_untuk", "Penerima manfaat", "penerima"),
                OwnColumns.column("uji_coba", .date, "Mulai uji coba"), OwnColumns.column("penerapan", .date, "Mulai penerapan"),
            ], key: ["kode"])
        return OwnTable(draft, schema: schema, of: database) { [directory] tx in
            try tx.rows("SELECT * FROM innovation ORDER BY code").map { row in
                [
                    .text(row.text("code")), .words(row.text("title")), .words(directory.agencies.name(row.text("agency_id"))),
                    .text(row.text("state")), .text(row.text("initiator")), .text(row.text("form")), .boolean(row.bool("is_digital")),
                    .words(row.text("function")), .whole(row.intIfAny("beneficiaries")), .date(row.dayIfAny("trial_on")),
                    .date(row.dayIfAny("applied_on")),
                ]
            }
        }
    }

    /// By ``InnovationSheet/isPublic``.
    private var sheets: OwnTable {
        let draft = OwnColumns.draft(
            "lembar-inovasi", "Lembar Inovasi dalam Rencana", "Innovation sheets in the plan",
            "Lembar inovasi yang diterima atau masuk rencana induk, dengan dimensi, instansi pemimpin, tahun, dan perkiraan biayanya.",
            tags: ["inovasi", "kota cerdas"], in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("kode", .string, "Kode lembar", .identifier), OwnColumns.column("judul", .string, "Judul"),
                OwnColumns.column("instansi", .string, "Instansi pemimpin", .dimension),
                OwnColumns.column("dimensi", .string, "Dimensi", .dimension), OwnColumns.column("pilar", .string, "Subpilar", .dimension),
                OwnColumns.column("keadaan", .string, "Keadaan", .dimension), OwnColumns.column("dari_tahun", .year, "Dari tahun"),
                OwnColumns.column("sampai_tahun", .year, "Sampai tahun"), OwnColumns.figure("biaya", "Perkiraan biaya", "rupiah"),
            ], key: ["kode"])
        return OwnTable(draft, schema: schema, of: database) { [directory] tx in
            try tx.rows(
                """
                SELECT innovation_sheet.*, (SELECT CAST(sum(amount) AS bigint) FROM innovation_sheet_year
                    WHERE innovation_sheet_year.sheet_id = innovation_sheet.id) AS cost
                FROM innovation_sheet WHERE state IN ('accepted', 'in_plan') ORDER BY code
                """
            ).map { row in
                [
                    .text(row.text("code")), .words(row.text("title")), .words(directory.agencies.name(row.text("lead_id"))),
                    .words(row.text("dimension")), .words(row.text("pillar")), .text(row.text("state")), .year(row.int("from_year")),
                    .year(row.int("to_year")), .whole(row.intIfAny("cost")),
                ]
            }
        }
    }

    /// By ``QuickWin/maySee(_:_:)`` as everybody has it.
    private var quickWins: OwnTable {
        let draft = OwnColumns.draft(
            "quick-win", "Quick Win", "Quick wins",
            "Quick win yang dipilih, dijalankan, atau sudah diukur: layanan yang dipertajam, ukurannya, dan angka sebelum dan sesudahnya.",
            tags: ["inovasi", "quick win"], in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("kode", .string, "Kode quick win", .identifier), OwnColumns.column("judul", .string, "Judul"),
                OwnColumns.column("instansi", .string, "Instansi", .dimension), OwnColumns.column("layanan", .string, "Layanan"),
                OwnColumns.column("keadaan", .string, "Keadaan", .dimension), OwnColumns.column("mulai", .date, "Mulai"),
                OwnColumns.column("selesai", .date, "Selesai"), OwnColumns.column("ukuran", .string, "Ukuran"),
                OwnColumns.column("satuan", .string, "Satuan"), OwnColumns.column("sebelum", .number, "Sebelum", .measure),
                OwnColumns.column("sesudah", .number, "Sesudah", .measure),
            ], key: ["kode"])
        return OwnTable(draft, schema: schema, of: database) { [directory] tx in
            try tx.rows("SELECT * FROM quick_win WHERE state IN ('chosen', 'running', 'measured') ORDER BY code").map { row in
                [
                    .text(row.text("code")), .words(row.text("title")), .words(directory.agencies.name(row.text("agency_id"))),
                    .words(row.text("service")), .text(row.text("state")), .day(row.day("start_on")), .day(row.day("end_on")),
                    .words(row.text("measure")), .words(row.text("unit")), .decimal(row.text("before_value")),
                    .decimal(row.textIfAny("after_value")),
                ]
            }
        }
    }
}
