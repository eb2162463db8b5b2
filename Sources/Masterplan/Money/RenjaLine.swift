import Directory
import Kernel
import Storage
import Work

/// A sub-activity of the Renja of a year with its money.
package struct RenjaEntry: Sendable, Hashable {
    package var node: Identifier<PlanNode>
    package var code: String
    package var title: String
    package var agency: Identifier<Agency>?
    package var planned: Int
    package var spent: Int
}

/// One item of the roadmap in one year beside what the Renja has for it.
package struct RenjaLine: Sendable, Hashable {
    package var item: RoadmapItem
    /// Rupiah that the item plans for the year.
    package var planned: Int
    /// The sub-activities that pay for it, as far as the Renja has them.
    package var entries: [RenjaEntry]
    /// Codes that it names and no Renja has.
    package var missing: [String]

    package var inRenja: Int { entries.reduce(0) { $0 + $1.planned } }
    package var spent: Int { entries.reduce(0) { $0 + $1.spent } }

    /// Items that plan something or do something in the year, in the order given.
    package static func lines(_ items: [RoadmapItem], _ entries: [String: [RenjaEntry]], year: Int) -> [RenjaLine] {
        items.compactMap { item in
            let planned = item.money.byYear[year] ?? 0
            guard planned > 0 || item.activities[year] != nil else { return nil }
            let agencies = Set(item.agencies)
            var found: [RenjaEntry] = []
            var missing: [String] = []
            for code in item.subActivities {
                let all = entries[code] ?? []
                // Codes of the supporting programme stand in every agency's Renja; meant are those of the agencies that take part.
                let own = all.filter { $0.agency.map(agencies.contains) ?? false }
                let meant = own.isEmpty && all.count == 1 ? all : own
                if meant.isEmpty { missing.append(code) } else { found += meant }
            }
            return RenjaLine(item: item, planned: planned, entries: found, missing: missing)
        }
    }

    /// What the Renja has for all of them, each sub-activity once though it pays for several.
    package static func total(_ lines: [RenjaLine]) -> (planned: Int, spent: Int) {
        var seen: Set<Identifier<PlanNode>> = []
        var (planned, spent) = (0, 0)
        for entry in lines.flatMap(\.entries) where seen.insert(entry.node).inserted {
            planned += entry.planned
            spent += entry.spent
        }
        return (planned, spent)
    }
}

extension Transaction {
    /// The editions of a year's Renja: of each agency the adopted one, else the draft.
    /// - Parameter withDrafts: whether the reader may know of drafts.
    func renjaEditions(year: Int, withDrafts: Bool) throws -> [PlanEdition] {
        var chosen: [String: PlanEdition] = [:]
        let all = try rows(
            """
            SELECT * FROM plan_edition WHERE kind = 'annual_work' AND from_year <= \(year) AND to_year >= \(year)
                AND status IN ('adopted', 'draft') ORDER BY id
            """
        ).map(PlanEdition.init(row:))
        for edition in all where withDrafts || !edition.isDraft {
            guard let agency = edition.agency else { continue }
            if let known = chosen[agency], !known.isDraft, edition.isDraft { continue }
            chosen[agency] = edition
        }
        return chosen.values.sorted { $0.id < $1.id }
    }

    /// What the Renja of a year has under these codes, by code.
    package func renjaEntries(_ codes: some Sequence<String>, year: Int, withDrafts: Bool) throws -> [String: [RenjaEntry]] {
        let editions = try renjaEditions(year: year, withDrafts: withDrafts).map(\.id.text)
        guard !editions.isEmpty else { return [:] }
        var found: [String: [RenjaEntry]] = [:]
        for some in Array(Set(codes)).sorted().chunks(of: 300) {
            for editions in editions.chunks(of: 100) {
                try each(
                    """
                    SELECT n.id, n.code, n.title, n.agency_id,
                        CAST(coalesce(sum(CASE WHEN b.kind = 'planned' THEN b.amount ELSE 0 END), 0) AS bigint) AS planned,
                        CAST(coalesce(sum(CASE WHEN b.kind = 'spent' THEN b.amount ELSE 0 END), 0) AS bigint) AS spent
                    FROM plan_node n LEFT JOIN plan_budget b
                        ON b.subject_kind = 'plan_node' AND b.subject_id = n.id AND b.year = \(year)
                    WHERE n.edition_id IN (\(SQL.list(editions))) AND n.code IN (\(SQL.list(some)))
                    GROUP BY n.id, n.code, n.title, n.agency_id ORDER BY n.code, n.id
                    """
                ) { row in
                    found[row.text("code"), default: []].append(
                        RenjaEntry(
                            node: row.id("id"), code: row.text("code"), title: row.text("title"), agency: row.idIfAny("agency_id"),
                            planned: row.int("planned"), spent: row.int("spent")))
                    return true
                }
            }
        }
        return found
    }

    /// Rupiah planned and spent in the Renja of a year by agency.
    package func renjaTotals(year: Int, withDrafts: Bool) throws -> [Identifier<Agency>: (planned: Int, spent: Int)] {
        var totals: [Identifier<Agency>: (planned: Int, spent: Int)] = [:]
        for edition in try renjaEditions(year: year, withDrafts: withDrafts) {
            guard let agency = edition.agency else { continue }
            try each(
                """
                SELECT b.kind, CAST(sum(b.amount) AS bigint) AS amount FROM plan_node n
                JOIN plan_budget b ON b.subject_kind = 'plan_node' AND b.subject_id = n.id AND b.year = \(year)
                WHERE n.edition_id = \(edition.id) GROUP BY b.kind
                """
            ) { row in
                let amount = row.int("amount")
                if row.text("kind") == "planned" { totals[Identifier(agency), default: (0, 0)].planned += amount }
                if row.text("kind") == "spent" { totals[Identifier(agency), default: (0, 0)].spent += amount }
                return true
            }
        }
        return totals
    }
}
