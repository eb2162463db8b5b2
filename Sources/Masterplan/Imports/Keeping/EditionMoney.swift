import Kernel
import Storage
import Work

/// The sum over the imported money of an edition's nodes, so that a hundred thousand amounts are held against one event.
package struct EditionMoney: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable { case planned, spent }

    package var edition: Identifier<PlanEdition>
    package var kind: Kind
    package var content: ContentSum
    package var version: Int

    package static let recordKind = "plan_money"
    var id: String { "\(edition.text):\(kind.rawValue)" }
    package var reference: Reference { Reference(EditionMoney.recordKind, id) }
    var digest: String { Seal.digest([edition.text, kind.rawValue, content.text, String(version)]) }

    init(edition: Identifier<PlanEdition>, kind: Kind, content: ContentSum = ContentSum(), version: Int = 0) {
        self.edition = edition
        self.kind = kind
        self.content = content
        self.version = version
    }
}

extension Transaction {
    func editionMoney(_ edition: Identifier<PlanEdition>, _ kind: EditionMoney.Kind) throws -> EditionMoney {
        let row = try row("SELECT content, version FROM plan_edition_money WHERE edition_id = \(edition) AND kind = \(kind.rawValue)")
        return EditionMoney(
            edition: edition, kind: kind, content: row.flatMap { ContentSum($0.text("content")) } ?? ContentSum(),
            version: row?.int("version") ?? 0)
    }

    /// Keeps a new sum with its event.
    func keep(_ money: EditionMoney, agency: String?, by actor: Actor, in world: World, details: [String: String]) throws {
        var next = money
        next.version += 1
        let kept =
            money.version == 0
            ? try run(
                """
                INSERT INTO plan_edition_money (edition_id, kind, content, version)
                VALUES (\(next.edition), \(next.kind.rawValue), \(next.content.text), \(next.version))
                """)
            : try run(
                """
                UPDATE plan_edition_money SET content = \(next.content.text), version = \(next.version)
                WHERE edition_id = \(next.edition) AND kind = \(next.kind.rawValue) AND version = \(money.version)
                """)
        guard kept == 1 else { throw AppError.conflict("error.changed_meanwhile") }
        try record(
            Event(
                "plan_money.imported", of: next.reference, sequence: next.version, by: actor, in: world, agency: agency, details: details,
                digest: next.digest))
    }
}

/// How years and money are held against their events by `pendopo verify`.
package enum MoneyDigests {
    package static let all: [RecordDigest] = [money, schedule, imports]

    static let money = RecordDigest(
        EditionMoney.recordKind,
        ids: { tx, after, limit in
            try tx.rows("SELECT edition_id, kind FROM plan_edition_money ORDER BY edition_id, kind").map {
                "\($0.text("edition_id")):\($0.text("kind"))"
            }.filter { $0 > after }.prefix(limit).map(\.self)
        },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids {
                let parts = id.split(separator: ":").map(String.init)
                guard parts.count == 2, let kind = EditionMoney.Kind(rawValue: parts[1]) else { continue }
                var money = try tx.editionMoney(Identifier(parts[0]), kind)
                guard money.version > 0 else { continue }
                money.content = ContentSum()
                try tx.each(
                    """
                    SELECT b.subject_kind, b.subject_id, b.year, b.fund, b.agency_id, b.amount FROM plan_node n
                    JOIN plan_budget b ON b.subject_kind = 'plan_node' AND b.subject_id = n.id AND b.kind = \(kind.rawValue)
                    WHERE n.edition_id = \(parts[0])
                        AND NOT EXISTS (SELECT 1 FROM plan_schedule s WHERE s.subject_kind = 'plan_node' AND s.subject_id = n.id)
                    """
                ) { row in
                    money.content.add(
                        MoneyLine(row: row).digest(Reference(row.text("subject_kind"), row.text("subject_id")), kind.rawValue))
                    return true
                }
                digests[id] = money.digest
            }
            return digests
        })

    static let schedule = RecordDigest(
        PlanSchedule.kind,
        ids: { tx, after, limit in
            try tx.rows("SELECT subject_id FROM plan_schedule WHERE subject_id > \(after) ORDER BY subject_id LIMIT \(limit)").map {
                $0.text("subject_id")
            }
        },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids {
                guard let row = try tx.row("SELECT subject_kind FROM plan_schedule WHERE subject_id = \(id)") else { continue }
                digests[id] = try tx.schedule(of: Reference(row.text("subject_kind"), id)).digest
            }
            return digests
        })

    static let imports = RecordDigest(
        PlanImport.kind,
        ids: RecordDigest.ids(of: "plan_import"), title: { tx, id in try tx.planImport(Identifier(id))?.filename },
        digests: { tx, ids in
            var digests: [String: String] = [:]
            for id in ids { digests[id] = try tx.planImport(Identifier(id))?.digest }
            return digests
        })
}
