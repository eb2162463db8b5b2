import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Masterplan
import Storage

/// Plans as open data: what adopted editions say and what they are measured by, and the codes of programmes and activities as master data.
/// Drafts are nobody's but those who work on them (``PlanEdition/maySee(_:)``).
struct PlanTables: Publisher {
    let database: Database
    let directory: DirectoryIndex

    var tables: [OwnTable] { [codes, nodes, indicators] }

    /// The edition of the nomenclature that holds today, for foreign keys of every schema.
    private var codes: OwnTable {
        var draft = OwnColumns.draft(
            "kode-program", "Kode Program, Kegiatan, dan Subkegiatan", "Codes of programmes and activities",
            "Nomenklatur urusan, bidang, program, kegiatan, dan subkegiatan yang berlaku hari ini. Data induk untuk kolom kode program.",
            tags: ["data induk", "kode referensi", "nomenklatur"], in: directory)
        draft.licence = "CC0-1.0"
        var code = OwnColumns.column("kode", .string, "Kode", .identifier)
        code.constraints.required = true
        var schema = OwnColumns.schema(
            [
                code, OwnColumns.column("nama", .string, "Nama"), OwnColumns.column("jenis", .string, "Jenis", .dimension),
                OwnColumns.column("kode_induk", .string, "Kode induk"), OwnColumns.column("kinerja", .string, "Kinerja"),
                OwnColumns.column("indikator", .string, "Indikator"), OwnColumns.column("satuan", .string, "Satuan"),
                OwnColumns.column("spm", .boolean, "Standar pelayanan minimal"), OwnColumns.column("kode_lama", .string, "Kode sebelumnya"),
                OwnColumns.column("edisi", .string, "Edisi nomenklatur"), OwnColumns.column("berlaku_dari", .date, "Berlaku dari"),
                OwnColumns.column("berlaku_sampai", .date, "Berlaku sampai"),
            ], key: ["kode"])
        schema.foreignKeys = [ForeignKey(["kode_induk"], resource: "", reference: ["kode"])]
        return OwnTable(draft, schema: schema, of: database) { [directory] tx in
            guard let edition = try tx.nomenclatureEdition(on: directory.today) else { return [] }
            return try tx.rows("SELECT * FROM nomenclature_entry WHERE edition_id = \(edition.id) ORDER BY code").map { row in
                let entry = NomenclatureEntry(row: row)
                return [
                    .text(entry.code), .words(entry.title), .text(entry.kind.rawValue), .words(entry.parent),
                    .words(entry.performance), .words(entry.indicator), .words(entry.unit), .boolean(entry.isMinimumStandard),
                    .words(entry.previous), .text(edition.name), .day(edition.validFrom), .date(edition.validTo),
                ]
            }
        }
    }

    private var nodes: OwnTable {
        let draft = OwnColumns.draft(
            "isi-rencana", "Isi Rencana yang Ditetapkan", "What adopted plans say",
            "Visi, misi, tujuan, sasaran, program, dan kegiatan dari setiap rencana yang sudah ditetapkan, dengan induknya dan instansi yang memegangnya.",
            tags: ["perencanaan", "rencana"], in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("rencana", .string, "Rencana", .dimension),
                OwnColumns.column("jenis", .string, "Jenis rencana", .dimension),
                OwnColumns.column("edisi", .string, "Nomor edisi", .identifier), OwnColumns.column("dari_tahun", .year, "Dari tahun"),
                OwnColumns.column("sampai_tahun", .year, "Sampai tahun"), OwnColumns.column("kunci", .string, "Kunci", .identifier),
                OwnColumns.column("tingkat", .string, "Tingkat", .dimension), OwnColumns.column("kode", .string, "Kode"),
                OwnColumns.column("judul", .string, "Judul"), OwnColumns.column("kunci_induk", .string, "Kunci induk"),
                OwnColumns.column("instansi", .string, "Instansi", .dimension),
                OwnColumns.column("dimensi", .string, "Dimensi kota cerdas", .dimension),
            ], key: ["edisi", "kunci"])
        return OwnTable.long(draft, schema: schema) { [database, directory] rows in
            try await database.read { tx in
                try rows.beginAnew()
                try tx.each(
                    """
                    SELECT plan_edition.title AS plan, plan_edition.kind AS plan_kind, plan_edition.from_year AS from_year,
                        plan_edition.to_year AS to_year, plan_node.edition_id AS edition_id, plan_node.key AS key,
                        plan_node.level AS level, plan_node.code AS code, plan_node.title AS title, parent.key AS parent_key,
                        plan_node.agency_id AS agency_id, plan_node.dimension AS dimension
                    FROM plan_node JOIN plan_edition ON plan_edition.id = plan_node.edition_id
                        LEFT JOIN plan_node AS parent ON parent.id = plan_node.parent_id
                    WHERE plan_edition.status <> 'draft' ORDER BY plan_node.edition_id, plan_node.key
                    """
                ) { row in
                    try rows.add([
                        .text(row.text("plan")), .text(row.text("plan_kind")), .text(row.text("edition_id")),
                        .year(row.int("from_year")), .year(row.int("to_year")), .text(row.text("key")), .text(row.text("level")),
                        .words(row.text("code")), .words(row.text("title")), .words(row.textIfAny("parent_key")),
                        .words(row.textIfAny("agency_id").map { directory.agencies.name($0) }), .words(row.textIfAny("dimension")),
                    ])
                    return true
                }
            }
        }
    }

    /// A row for each year that has a target.
    private var indicators: OwnTable {
        let draft = OwnColumns.draft(
            "target-indikator-rencana", "Target Indikator Rencana", "Targets of plans' indicators",
            "Indikator dari setiap rencana yang sudah ditetapkan dengan keadaan awal dan target setiap tahunnya.",
            tags: ["perencanaan", "indikator", "target"], in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("rencana", .string, "Rencana", .dimension),
                OwnColumns.column("edisi", .string, "Nomor edisi", .identifier),
                OwnColumns.column("kunci", .string, "Kunci indikator", .identifier), OwnColumns.column("indikator", .string, "Indikator"),
                OwnColumns.column("satuan", .string, "Satuan"), OwnColumns.column("arah", .string, "Arah yang baik", .dimension),
                OwnColumns.column("awal", .number, "Keadaan awal"), OwnColumns.column("tahun_awal", .year, "Tahun keadaan awal"),
                OwnColumns.column("tahun", .year, "Tahun", .period), OwnColumns.column("target", .number, "Target", .measure),
            ], key: ["edisi", "kunci", "tahun"])
        return OwnTable.long(draft, schema: schema) { [database] rows in
            try await database.read { tx in
                try rows.beginAnew()
                try tx.each(
                    """
                    SELECT plan_indicator.*, plan_edition.title AS plan FROM plan_indicator
                        JOIN plan_edition ON plan_edition.id = plan_indicator.edition_id
                    WHERE plan_edition.status <> 'draft' ORDER BY plan_indicator.edition_id, plan_indicator.key
                    """
                ) { row in
                    let indicator = PlanIndicator(row: row)
                    let plan = row.text("plan")
                    for (year, target) in indicator.targets.sorted(by: { $0.key < $1.key }) {
                        try rows.add([
                            .text(plan), .text(indicator.edition.text), .text(indicator.key), .words(indicator.name),
                            .words(indicator.unit), .text(indicator.polarity.rawValue), .decimal(indicator.baseline),
                            indicator.baselineYear.map(Datum.year) ?? .missing, .year(year), .decimal(target),
                        ])
                    }
                    return true
                }
            }
        }
    }
}
