import Kernel
import Storage
import Work

/// What a node of a plan is measured by, with its baseline and yearly targets. Measured values are kept elsewhere.
package struct PlanIndicator: Sendable, Equatable, Identifiable {
    /// Which way is better.
    package enum Polarity: String, Sendable, CaseIterable, Codable {
        case higher, lower
        /// Staying where it was is what is promised.
        case steady
        package var label: TextKey { TextKey("plan.polarity.\(rawValue)") }
    }

    package enum Kind: String, Sendable, CaseIterable, Codable {
        case output, outcome, impact
        package var label: TextKey { TextKey("plan.indicator_kind.\(rawValue)") }
    }

    package var id: Identifier<PlanIndicator>
    package var edition: Identifier<PlanEdition>
    package var node: Identifier<PlanNode>
    /// The same indicator has the same key in every edition.
    package var key: String
    package var kind: Kind
    package var name: String
    package var unit: String
    package var polarity: Polarity
    /// Decimal text with a point; `nil` when nobody knows it.
    package var baseline: String?
    package var baselineYear: Int?
    /// Decimal text with a point, by year.
    package var targets: [Int: String]
    package var position: Int
    package var version: Int

    package init(
        id: Identifier<PlanIndicator>, edition: Identifier<PlanEdition>, node: Identifier<PlanNode>, key: String? = nil,
        kind: Kind = .output, name: String, unit: String, polarity: Polarity = .higher, baseline: String? = nil, baselineYear: Int? = nil,
        targets: [Int: String] = [:], position: Int = 0, version: Int = 1
    ) {
        self.id = id
        self.edition = edition
        self.node = node
        self.key = key ?? id.text
        self.kind = kind
        self.name = name
        self.unit = unit
        self.polarity = polarity
        self.baseline = baseline
        self.baselineYear = baselineYear
        self.targets = targets
        self.position = position
        self.version = version
    }

    package var reference: Reference { Reference("plan_indicator", id) }

    var targetText: String { flatJSON(pairs: targets.map { (String($0.key), $0.value) }) }

    package var digest: String {
        Seal.digest([
            "indicator", id.text, edition.text, node.text, key, kind.rawValue, name, unit, polarity.rawValue, baseline,
            baselineYear.map(String.init), targetText, String(position), String(version),
        ])
    }

    package init(row: Row) {
        id = row.id("id")
        edition = row.id("edition_id")
        node = row.id("node_id")
        key = row.text("key")
        kind = Kind(rawValue: row.text("kind")) ?? .output
        name = row.text("name")
        unit = row.text("unit")
        polarity = Polarity(rawValue: row.text("polarity")) ?? .higher
        baseline = row.textIfAny("baseline")
        baselineYear = row.intIfAny("baseline_year")
        targets = Dictionary(
            parseFlatJSON(row.text("targets")).compactMap { year, value in Int(year).map { ($0, value) } }, uniquingKeysWith: { $1 })
        position = row.int("position")
        version = row.int("version")
    }

    private static let row = RowStatement.insert(
        into: "plan_indicator",
        [
            "id", "edition_id", "node_id", "key", "kind", "name", "unit", "polarity", "baseline", "baseline_year", "targets", "position",
            "version",
        ])

    package var inserting: SQL {
        PlanIndicator.row.of([
            id.value, edition.value, node.value, key.value, kind.rawValue.value, name.value, unit.value, polarity.rawValue.value,
            baseline.value, baselineYear.value, .json(targetText), position.value, version.value,
        ])
    }
}

extension Transaction {
    package func planIndicator(_ id: Identifier<PlanIndicator>) throws -> PlanIndicator? {
        try row("SELECT * FROM plan_indicator WHERE id = \(id)").map(PlanIndicator.init(row:))
    }

    package func planIndicators(of node: Identifier<PlanNode>) throws -> [PlanIndicator] {
        try rows("SELECT * FROM plan_indicator WHERE node_id = \(node) ORDER BY position, id").map(PlanIndicator.init(row:))
    }

    package func planIndicators(in edition: Identifier<PlanEdition>) throws -> [PlanIndicator] {
        try rows("SELECT * FROM plan_indicator WHERE edition_id = \(edition) ORDER BY node_id, position, id").map(PlanIndicator.init(row:))
    }

    package func update(_ indicator: inout PlanIndicator, from before: PlanIndicator, in edition: inout PlanEdition) throws {
        indicator.version = before.version + 1
        let saved = try run(
            """
            UPDATE plan_indicator SET kind = \(indicator.kind.rawValue), name = \(indicator.name), unit = \(indicator.unit),
                polarity = \(indicator.polarity.rawValue), baseline = \(indicator.baseline), baseline_year = \(indicator.baselineYear),
                targets = \(Value.json(indicator.targetText)), position = \(indicator.position), version = \(indicator.version)
            WHERE id = \(indicator.id) AND version = \(before.version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
        edition.content.remove(before.digest)
        edition.content.add(indicator.digest)
    }

    package func delete(_ indicator: PlanIndicator, from edition: inout PlanEdition) throws {
        let gone = try run("DELETE FROM plan_indicator WHERE id = \(indicator.id) AND version = \(indicator.version)")
        guard gone == 1 else { throw AppError.conflict("error.changed_meanwhile") }
        edition.content.remove(indicator.digest)
    }
}
