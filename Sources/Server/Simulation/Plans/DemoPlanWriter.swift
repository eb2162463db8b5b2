import Directory
import Foundation
import Kernel
import Masterplan
import Storage
import Tables
import Work

/// One making of everything, in one transaction.
struct DemoPlanWriter {
    let demo: DemoPlans
    let links: LinkDesk
    let tx: Transaction
    /// First year of the RPJMD.
    let from: Int
    /// Of the Renja.
    let year: Int
    var rpjmdID: Identifier<PlanEdition>?
    var objectives: [PlanNode] = []
    var subActivities: [String: PlanNode] = [:]
    var initiatives: [PlanNode] = []
    var world: World { demo.world }

    init(demo: DemoPlans, links: LinkDesk, tx: Transaction, from: Int, year: Int) {
        (self.demo, self.links, self.tx, self.from, self.year) = (demo, links, tx, from, year)
    }

    func agency(_ code: String?) throws -> String? {
        guard let code else { return nil }
        guard let agency = demo.directory.agencies.find(code: code) else { throw DemoDefect("no agency \(code)") }
        return agency.id.text
    }

    func begin(
        _ kind: PlanEdition.Kind, _ title: String, _ years: ClosedRange<Int>, agency: String? = nil, basis: Identifier<PlanEdition>? = nil
    ) throws -> PlanEdition {
        let edition = PlanEdition(
            id: world.newID(), kind: kind, title: title, fromYear: years.lowerBound, toYear: years.upperBound, agency: agency, basis: basis,
            updatedAt: world.now())
        try tx.insert(edition)
        try tx.recordEdition(edition, "plan_edition.drafted", by: demo.planner, in: world)
        return edition
    }

    func adopt(_ edition: inout PlanEdition, _ basis: String, _ day: Day) throws {
        edition.status = .adopted
        edition.legalBasis = basis
        edition.adoptedOn = day
        try tx.keep(&edition, "plan_edition.adopted", by: demo.planner, in: world, details: ["on": day.description])
    }

    func node(
        _ edition: PlanEdition, _ level: PlanLevel, _ title: String, code: String = "", below parent: PlanNode? = nil,
        agency: String? = nil,
        dimension: String? = nil, subPillar: String? = nil, position: Int = 0
    ) -> PlanNode {
        PlanNode(
            id: world.newID(), edition: edition.id, level: level, code: code, title: title, parent: parent?.id, agency: agency,
            dimension: dimension, subPillar: subPillar, position: position)
    }

    /// A line of the nomenclature by its code.
    private func title(_ code: String) throws -> String {
        guard let entry = try tx.nomenclature(code: code, on: demo.directory.today) else { throw DemoDefect("no code \(code)") }
        return entry.title.first?.isLowercase == false && entry.title == entry.title.uppercased() ? entry.title.capitalized : entry.title
    }

    mutating func rpjmd() throws {
        let last = from + 4
        var edition = try begin(.mediumTerm, "RPJMD Kabupaten Jember \(from)–\(last)", from...last)
        let vision = node(edition, .vision, DemoPlanFacts.vision)
        var nodes = [vision]
        var indicators: [PlanIndicator] = []
        for (index, mission) in DemoPlanFacts.missions.enumerated() {
            let above = node(edition, .mission, mission.title, code: "\(index + 1)", below: vision, position: index + 1)
            let goal = node(edition, .goal, mission.goal, code: "\(index + 1).1", below: above, position: 1)
            nodes += [above, goal]
            for (place, objective) in mission.objectives.enumerated() {
                let made = node(
                    edition, .objective, objective.title, code: "\(index + 1).1.\(place + 1)", below: goal, position: place + 1)
                nodes.append(made)
                objectives.append(made)
                indicators.append(
                    PlanIndicator(
                        id: world.newID(), edition: edition.id, node: made.id, kind: .outcome, name: objective.indicator,
                        unit: objective.unit, polarity: objective.indicator.contains("tengkes") ? .lower : .higher,
                        baseline: objective.baseline, baselineYear: from - 1,
                        targets: Dictionary(uniqueKeysWithValues: zip(from...last, objective.targets))))
            }
        }
        for (place, programme) in DemoPlanFacts.programmes.enumerated() {
            nodes.append(
                node(
                    edition, .programme, try title(programme.code), code: programme.code, below: objectives[programme.objective],
                    position: place + 10))
        }
        try tx.insert(nodes, into: &edition)
        try tx.insert(indicators, into: &edition)
        try adopt(&edition, "Perda Nomor 3 Tahun \(from)", Day(year: from, month: 8, day: 20)!)
        rpjmdID = edition.id
    }

    /// Renstra and this year's Renja of an agency.
    mutating func work(of code: String, _ codes: [String]) throws {
        let agency = try agency(code)!
        let name = demo.directory.agencies.name(agency)
        var renstra = try begin(.strategic, "Renstra \(name) \(from)–\(from + 4)", from...(from + 4), agency: agency, basis: rpjmdID)
        var renja = try begin(.annualWork, "Renja \(name) \(year)", year...year, agency: agency)
        try tx.insert(try chain(renstra, codes, agency).map(\.0), into: &renstra)
        let made = try chain(renja, codes, agency)
        try tx.insert(made.map(\.0), into: &renja)
        var indicators: [PlanIndicator] = []
        for (node, entry) in made where node.level == .subActivity {
            subActivities[node.code] = node
            indicators.append(
                PlanIndicator(
                    id: world.newID(), edition: renja.id, node: node.id, name: entry.indicator, unit: entry.unit,
                    targets: [year: "\(10 + node.code.utf8.reduce(0) { $0 + Int($1) } % 90)"]))
        }
        try tx.insert(indicators, into: &renja)
        try adopt(&renstra, "Perbup Nomor 41 Tahun \(from)", Day(year: from, month: 10, day: 1)!)
        try adopt(&renja, "Perbup Nomor 12 Tahun \(year)", Day(year: year, month: 1, day: 5)!)
    }

    /// Programmes, activities and sub-activities down to some codes, each once.
    private func chain(_ edition: PlanEdition, _ codes: [String], _ agency: String) throws -> [(PlanNode, NomenclatureEntry)] {
        var made: [String: (PlanNode, NomenclatureEntry)] = [:]
        var order: [String] = []
        let levels: [NomenclatureEntry.Kind: PlanLevel] = [.programme: .programme, .activity: .activity, .subActivity: .subActivity]
        for code in codes {
            var path: [NomenclatureCode] = []
            var next = NomenclatureCode(code)
            while let step = next, levels[step.kind] != nil {
                path.insert(step, at: 0)
                next = step.parent
            }
            for step in path where made[step.description] == nil {
                guard let entry = try tx.nomenclature(code: step.description, on: demo.directory.today) else {
                    throw DemoDefect("no code \(step)")
                }
                let above = step.parent.flatMap { made[$0.description]?.0 }
                let one = node(
                    edition, levels[entry.kind]!, try title(entry.code), code: entry.code, below: above, agency: agency,
                    position: order.count + 1)
                made[step.description] = (one, entry)
                order.append(step.description)
            }
        }
        return order.map { made[$0]! }
    }
}
