import Directory
import Kernel
import Storage

/// What is written of a node.
package struct NodeDraft: Sendable {
    package var level: PlanLevel
    package var code: String
    package var title: String
    package var note: String
    package var parent: Identifier<PlanNode>?
    package var agency: String?
    package var dimension: String?
    package var subPillar: String?
    /// Its place among its siblings; at the end where nothing is said.
    package var position: Int?

    package init(
        _ level: PlanLevel, code: String = "", title: String, note: String = "", parent: Identifier<PlanNode>? = nil,
        agency: String? = nil, dimension: String? = nil, subPillar: String? = nil, position: Int? = nil
    ) {
        self.level = level
        self.code = code
        self.title = title
        self.note = note
        self.parent = parent
        self.agency = agency
        self.dimension = dimension
        self.subPillar = subPillar
        self.position = position
    }

    /// As a node stands, to change some of it.
    package init(_ node: PlanNode) {
        self.init(
            node.level, code: node.code, title: node.title, note: node.note, parent: node.parent, agency: node.agency,
            dimension: node.dimension, subPillar: node.subPillar, position: node.position)
    }

    /// What is wrong with it in this edition, before anything is written.
    func issues(in edition: PlanEdition, _ directory: DirectoryIndex, _ tx: Transaction) throws -> [Issue] {
        var issues: [Issue] = []
        if !edition.kind.levels.contains(level) { issues.append(Issue("level", "plan.error.level")) }
        let length = Plain.line(title).count
        if length < 3 { issues.append(Issue("title", "plan.error.title_short")) }
        if length > 500 { issues.append(Issue("title", "plan.error.too_long")) }
        if note.count > 4000 { issues.append(Issue("note", "plan.error.too_long")) }
        if let agency, directory.agencies[agency] == nil { issues.append(Issue("agency", "plan.error.no_agency")) }
        if let dimension, CityDimension.find(dimension) == nil { issues.append(Issue("dimension", "plan.error.dimension")) }
        if let subPillar, CityDimension.of(subPillar: subPillar)?.id != dimension {
            issues.append(Issue("subPillar", "plan.error.sub_pillar"))
        }
        if let fault = try codeFault(in: edition, tx) { issues.append(Issue("code", fault)) }
        return issues
    }

    /// Levels whose codes are the nomenclature's.
    static let coded: Set<PlanLevel> = [.programme, .activity, .subActivity]

    /// What is wrong with the code: its form, zeros that a spreadsheet has eaten, or a code of another edition of the nomenclature.
    private func codeFault(in edition: PlanEdition, _ tx: Transaction) throws -> Message? {
        let typed = Plain.line(code)
        if typed.count > 60 { return "plan.error.code_long" }
        guard NodeDraft.coded.contains(level), !typed.isEmpty, edition.kind != .province, edition.kind != .national else { return nil }
        let kinds: [PlanLevel: NomenclatureEntry.Kind] = [.programme: .programme, .activity: .activity, .subActivity: .subActivity]
        if let fault = kinds[level].flatMap({ NomenclatureCode.fault(typed, $0) }) { return fault }
        // The first day of the plan decides; where no nomenclature is kept for it, the form is all that can be checked.
        return try tx.nomenclatureFault(typed, on: Day(year: edition.fromYear, month: 1, day: 1)!)
    }
}
