import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Storage

/// Workshops as counts: when they were and how much came of them. Who took part and what was put on cards stays in their rooms.
struct WorkshopTables: Publisher {
    let database: Database
    let directory: DirectoryIndex

    var tables: [OwnTable] { [rounds] }

    private var rounds: OwnTable {
        let draft = OwnColumns.draft(
            "lokakarya", "Lokakarya Rencana Induk", "Masterplan workshops",
            "Lokakarya (Bimtek I–IV) yang sudah dibuka: harinya dan banyaknya kartu, usulan yang berubah, dan instansi yang diundang.",
            tags: ["lokakarya", "bimtek"], in: directory)
        let schema = OwnColumns.schema(
            [
                OwnColumns.column("kode", .string, "Kode rangkaian", .identifier), OwnColumns.column("rangkaian", .string, "Rangkaian"),
                OwnColumns.column("bimtek", .integer, "Bimtek ke-", .dimension), OwnColumns.column("mulai", .date, "Mulai", .period),
                OwnColumns.column("selesai", .date, "Selesai"), OwnColumns.column("keadaan", .string, "Keadaan", .dimension),
                OwnColumns.figure("kartu_baru", "Kartu baru", "kartu"), OwnColumns.figure("kartu_diubah", "Kartu yang diubah", "kartu"),
                OwnColumns.figure("lembaga_diundang", "Lembaga yang diundang", "lembaga"),
            ], key: ["kode", "bimtek"])
        return OwnTable(draft, schema: schema, of: database) { tx in
            let invited = Dictionary(
                try tx.rows(
                    "SELECT cycle_id, CAST(count(DISTINCT institution) AS bigint) AS n FROM workshop_participant WHERE is_active GROUP BY cycle_id"
                ).map { ($0.text("cycle_id"), $0.int("n")) }
            ) { first, _ in first }
            var cards: [String: (new: Int, changed: Int)] = [:]
            for row in try tx.rows(
                """
                SELECT workshop_card.cycle_id AS cycle_id, workshop_card_version.round AS round,
                    CAST(sum(CASE WHEN workshop_card_version.version = 1 THEN 1 ELSE 0 END) AS bigint) AS added,
                    CAST(count(DISTINCT workshop_card_version.card_id) AS bigint) AS touched
                FROM workshop_card_version JOIN workshop_card ON workshop_card.id = workshop_card_version.card_id
                GROUP BY workshop_card.cycle_id, workshop_card_version.round
                """)
            {
                let (added, touched) = (row.int("added"), row.int("touched"))
                cards["\(row.text("cycle_id")) \(row.int("round"))"] = (added, max(0, touched - added))
            }
            return try tx.rows(
                """
                SELECT workshop_round.*, workshop_cycle.code AS code, workshop_cycle.title AS title
                FROM workshop_round JOIN workshop_cycle ON workshop_cycle.id = workshop_round.cycle_id
                WHERE workshop_round.state <> 'planned' ORDER BY workshop_cycle.code, workshop_round.number
                """
            ).map { row in
                let count = cards["\(row.text("cycle_id")) \(row.int("number"))"] ?? (0, 0)
                return [
                    .text(row.text("code")), .words(row.text("title")), .whole(row.int("number")), .day(row.day("from_on")),
                    .day(row.day("to_on")), .text(row.text("state")), .whole(count.new), .whole(count.changed),
                    .whole(invited[row.text("cycle_id")] ?? 0),
                ]
            }
        }
    }
}
