import Catalogue
import Columns
import Commitments
import Directory
import Ingest
import Kernel
import Storage

/// Pledges of commitments that are in force or ended, and how far they have come by milestones that somebody has checked.
struct CommitmentTables: Publisher {
    let database: Database
    let directory: DirectoryIndex

    var tables: [OwnTable] { [pledges] }

    private var pledges: OwnTable {
        let draft = OwnColumns.draft(
            "janji-komitmen", "Janji dalam Komitmen Bersama", "Pledges of joint commitments",
            "Setiap janji dari komitmen yang berlaku atau sudah berakhir: pemimpinnya, tenggat, target, dan tonggak yang sudah diperiksa.",
            tags: ["komitmen", "janji"], in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("kode", .string, "Kode janji", .identifier),
                OwnColumns.column("komitmen", .string, "Komitmen", .dimension),
                OwnColumns.column("nomor", .integer, "Nomor"), OwnColumns.column("janji", .string, "Janji"),
                OwnColumns.column("instansi", .string, "Instansi pemimpin", .dimension),
                OwnColumns.column("dimensi", .string, "Dimensi", .dimension),
                OwnColumns.column("kode_wilayah", .string, "Kode wilayah", .areaCode),
                OwnColumns.column("target", .number, "Target", .measure), OwnColumns.column("satuan", .string, "Satuan"),
                OwnColumns.column("tenggat", .date, "Tenggat", .period), OwnColumns.column("dilepas", .boolean, "Dilepas"),
                OwnColumns.figure("tonggak", "Tonggak", "tonggak"),
                OwnColumns.figure("tonggak_diperiksa", "Tonggak yang sudah diperiksa", "tonggak"),
            ], key: ["kode"])
        return OwnTable(draft, schema: schema, of: database) { [directory] tx in
            let titles = Dictionary(
                try tx.rows("SELECT id, title FROM commitment WHERE state IN ('in_force', 'ended')").map {
                    ($0.text("id"), $0.text("title"))
                }
            ) { first, _ in first }
            var milestones: [String: (all: Int, verified: Int)] = [:]
            for row in try tx.rows("SELECT clause_id, state FROM milestone") {
                var count = milestones[row.text("clause_id")] ?? (0, 0)
                count.all += 1
                if row.text("state") == "verified" { count.verified += 1 }
                milestones[row.text("clause_id")] = count
            }
            return try tx.pledgedClauses().sorted { $0.code < $1.code }.map { clause in
                let count = milestones[clause.id.text] ?? (0, 0)
                return [
                    .text(clause.code), .words(titles[clause.commitment.text]), .whole(clause.number), .words(clause.promise),
                    .words(directory.agencies.name(clause.lead.text)), .words(clause.dimension?.rawValue), .words(clause.area),
                    .decimal(clause.target.value), .words(clause.target.unit), .day(clause.due), .boolean(clause.isDropped),
                    .whole(count.all), .whole(count.verified),
                ]
            }
        }
    }
}
