import Kernel
import Storage
import Work

/// One point of a plan: a mission, an objective, a programme, an initiative of the smart-city plan.
package struct PlanNode: Sendable, Equatable, Identifiable {
    package var id: Identifier<PlanNode>
    package var edition: Identifier<PlanEdition>
    package var level: PlanLevel
    /// As the plan counts it, or the nomenclature's code of programmes, activities and sub-activities; text, its zeros matter.
    package var code: String
    package var title: String
    /// A few sentences, where the title does not say it.
    package var note: String
    /// `nil` at the top, and for nodes that wait unconnected.
    package var parent: Identifier<PlanNode>?
    /// Who answers for it.
    package var agency: String?
    /// The same thing has the same key in every edition.
    package var key: String
    /// A ``CityDimension`` by its code, in the smart-city plan.
    package var dimension: String?
    /// One of that dimension's three sub-pillars by its code.
    package var subPillar: String?
    /// Order among its siblings.
    package var position: Int
    package var version: Int

    package init(
        id: Identifier<PlanNode>, edition: Identifier<PlanEdition>, level: PlanLevel, code: String = "", title: String, note: String = "",
        parent: Identifier<PlanNode>? = nil, agency: String? = nil, key: String? = nil, dimension: String? = nil, subPillar: String? = nil,
        position: Int = 0, version: Int = 1
    ) {
        self.id = id
        self.edition = edition
        self.level = level
        self.code = code
        self.title = title
        self.note = note
        self.parent = parent
        self.agency = agency
        self.key = key ?? id.text
        self.dimension = dimension
        self.subPillar = subPillar
        self.position = position
        self.version = version
    }

    package var reference: Reference { Reference("plan_node", id) }
    /// Code and title as people say them.
    package var name: String { code.isEmpty ? title : "\(code) \(title)" }

    package var digest: String {
        Seal.digest([
            "node", id.text, edition.text, level.rawValue, code, title, note, parent?.text, agency, key, dimension, subPillar,
            String(position), String(version),
        ])
    }

    package init(row: Row) {
        id = row.id("id")
        edition = row.id("edition_id")
        level = PlanLevel(rawValue: row.text("level")) ?? .initiative
        code = row.text("code")
        title = row.text("title")
        note = row.text("note")
        parent = row.idIfAny("parent_id")
        agency = row.textIfAny("agency_id")
        key = row.text("key")
        dimension = row.textIfAny("dimension")
        subPillar = row.textIfAny("sub_pillar")
        position = row.int("position")
        version = row.int("version")
    }

    private static let row = RowStatement.insert(
        into: "plan_node",
        [
            "id", "edition_id", "level", "code", "title", "note", "parent_id", "agency_id", "key", "dimension", "sub_pillar", "position",
            "folded", "version",
        ])

    /// The statement that inserts it.
    package var inserting: SQL {
        PlanNode.row.of([
            id.value, edition.value, level.rawValue.value, code.value, title.value, note.value, parent.value, agency.value, key.value,
            dimension.value, subPillar.value, position.value, Plain.folded(name).value, version.value,
        ])
    }
}
