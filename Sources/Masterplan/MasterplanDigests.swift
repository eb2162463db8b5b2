import Kernel
import Storage
import Work

/// How records of `Masterplan` are held against their events by `pendopo verify`.
package enum MasterplanDigests {
    package static let all: [RecordDigest] =
        [edition, twoSided(PlanLink.self), twoSided(Participation.self), nomenclature, finding] + MoneyDigests.all

    /// An edition with every node and indicator in it, added up anew.
    static let edition = RecordDigest(
        "plan_edition", ids: RecordDigest.ids(of: "plan_edition"), title: { tx, id in try tx.planEdition(Identifier(id))?.title },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids {
                guard var edition = try tx.planEdition(Identifier(id)) else { continue }
                edition.content = ContentSum()
                try tx.each("SELECT * FROM plan_node WHERE edition_id = \(id)") { row in
                    edition.content.add(PlanNode(row: row).digest)
                    return true
                }
                try tx.each("SELECT * FROM plan_indicator WHERE edition_id = \(id)") { row in
                    edition.content.add(PlanIndicator(row: row).digest)
                    return true
                }
                digests[id] = edition.digest
            }
            return digests
        })

    static let nomenclature = RecordDigest(
        "nomenclature", ids: RecordDigest.ids(of: "nomenclature_edition"),
        title: { tx, id in try tx.row("SELECT name FROM nomenclature_edition WHERE id = \(id)")?.text("name") },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids {
                guard let row = try tx.row("SELECT * FROM nomenclature_edition WHERE id = \(id)") else { continue }
                var edition = NomenclatureEdition(row: row)
                edition.content = ContentSum()
                try tx.each("SELECT * FROM nomenclature_entry WHERE edition_id = \(id)") { row in
                    edition.content.add(NomenclatureEntry(row: row).digest)
                    return true
                }
                digests[id] = edition.digest
            }
            return digests
        })

    static func twoSided<Record: TwoSided>(_: Record.Type) -> RecordDigest {
        .withClocks(
            Record.kind, ids: RecordDigest.ids(of: SQL(verbatim: Record.kind)),
            digests: { tx, ids in
                var digests: [String: String] = [:]
                for id in ids { digests[id] = try Record.find(id, tx)?.digest }
                return digests
            })
    }
}
