import Directory
import Kernel
import Masterplan
import Storage
import Web

extension BookSource {
    /// The smart-city masterplan and the RPJMD it goes by.
    static let plans = BookSource { data, at in
        let tx = at.tx
        data.dimensions = CityDimension.all.map { dimension in
            var described = BookData.Dimension()
            described.id = dimension.id
            described.name = at.t(dimension.label)
            described.pillars = dimension.subPillars.map { at.t($0.label) }
            return described
        }
        guard let edition = at.way?.plan else { return }
        let nodes = try tx.planNodes(of: edition.id)
        let indicators = Dictionary(grouping: try tx.planIndicators(in: edition.id), by: \.node)
        var plan = BookSource.plan(edition)
        plan.visions = nodes.filter { $0.level == .vision }.map(\.title)
        data.plan = plan
        for (index, dimension) in data.dimensions.enumerated() {
            let inside = nodes.filter { $0.dimension == dimension.id && $0.level == .cityStrategy }
            data.dimensions[index].strategies = inside.map { BookSource.node($0, indicators[$0.id] ?? [], at) }
        }
        let basis = try edition.basis.flatMap { try tx.planEdition($0) }.flatMap { $0.maySee(at.actor) ? $0 : nil }
        guard let government = try basis ?? tx.currentEdition(kind: .mediumTerm, on: at.today) else { return }
        let above = try tx.planNodes(of: government.id)
        let measures = Dictionary(grouping: try tx.planIndicators(in: government.id), by: \.node)
        var said = BookSource.plan(government)
        said.visions = above.filter { $0.level == .vision }.map(\.title)
        said.missions = above.filter { $0.level == .mission }.map { BookSource.node($0, [], at) }
        said.objectives = above.filter { $0.level == .objective }.map { BookSource.node($0, measures[$0.id] ?? [], at) }
        said.programmes = above.filter { $0.level == .programme }.map { BookSource.node($0, [], at) }
        data.government = said
    }

    private static func plan(_ edition: PlanEdition) -> BookData.Plan {
        var plan = BookData.Plan()
        plan.title = edition.title
        plan.legalBasis = edition.legalBasis
        plan.fromYear = edition.fromYear
        plan.toYear = edition.toYear
        plan.isAdopted = edition.status == .adopted
        plan.link = PlanPaths.edition(edition.id.text)
        return plan
    }

    static func node(_ node: PlanNode, _ indicators: [PlanIndicator], _ at: BookGathering) -> BookData.Node {
        var described = BookData.Node()
        described.code = node.code
        described.title = node.title
        described.note = node.note
        described.agency = at.agency(node.agency)
        described.indicators = indicators.map { indicator in
            var said = BookData.Indicator()
            said.name = indicator.name
            said.unit = indicator.unit
            said.baseline = indicator.baseline
            said.targets = Dictionary(uniqueKeysWithValues: indicator.targets.map { ("\($0.key)", $0.value) })
            return said
        }
        described.link = PlanPaths.node(node.id.text)
        return described
    }
}
