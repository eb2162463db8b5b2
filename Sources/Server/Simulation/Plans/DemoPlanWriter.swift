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
    private var rpjmdID: Identifier<PlanEdition>?
    private var objectives: [PlanNode] = []
    private var subActivities: [String: PlanNode] = [:]
    private var initiatives: [PlanNode] = []
    private var world: World { demo.world }

    init(demo: DemoPlans, links: LinkDesk, tx: Transaction, from: Int, year: Int) {
        (self.demo, self.links, self.tx, self.from, self.year) = (demo, links, tx, from, year)
    }

    private func agency(_ code: String?) throws -> String? {
        guard let code else { return nil }
        guard let agency = demo.directory.agencies.find(code: code) else { throw DemoDefect("no agency \(code)") }
        return agency.id.text
    }

    private func begin(
        _ kind: PlanEdition.Kind, _ title: String, _ years: ClosedRange<Int>, agency: String? = nil, basis: Identifier<PlanEdition>? = nil
    ) throws -> PlanEdition {
        let edition = PlanEdition(
            id: world.newID(), kind: kind, title: title, fromYear: years.lowerBound, toYear: years.upperBound, agency: agency, basis: basis,
            updatedAt: world.now())
        try tx.insert(edition)
        try tx.recordEdition(edition, "plan_edition.drafted", by: demo.planner, in: world)
        return edition
    }

    private func adopt(_ edition: inout PlanEdition, _ basis: String, _ day: Day) throws {
        edition.status = .adopted
        edition.legalBasis = basis
        edition.adoptedOn = day
        try tx.keep(&edition, "plan_edition.adopted", by: demo.planner, in: world, details: ["on": day.description])
    }

    private func node(
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

    mutating func city() throws {
        var edition = try begin(.masterplan, "Rencana Induk Jember Kota Cerdas \(from)–\(from + 9)", from...(from + 9), basis: rpjmdID)
        let vision = node(edition, .vision, "Jember yang mendengar, menjawab, dan tumbuh bersama warganya")
        var nodes = [vision]
        var indicators: [PlanIndicator] = []
        var strategies: [String: PlanNode] = [:]
        let names = try MasterplanWords.load()
        for (place, dimension) in CityDimension.all.enumerated() {
            let made = node(
                edition, .dimension, names.sentence(dimension.label, .indonesian) ?? dimension.id, below: vision, dimension: dimension.id,
                position: place + 1)
            nodes.append(made)
            for fact in DemoPlanFacts.initiatives where fact.dimension == dimension.id && strategies[fact.strategy] == nil {
                let strategy = node(edition, .cityStrategy, fact.strategy, below: made, dimension: dimension.id, position: 1)
                strategies[fact.strategy] = strategy
                nodes.append(strategy)
            }
        }
        for (place, fact) in DemoPlanFacts.initiatives.enumerated() {
            // The last two wait unconnected: real planning grows from below.
            let isLoose = fact.agency == nil
            let made = node(
                edition, .initiative, fact.title, code: "I-\(place + 1)", below: isLoose ? nil : strategies[fact.strategy],
                agency: try agency(fact.agency), dimension: fact.dimension, subPillar: fact.subPillar, position: place + 1)
            nodes.append(made)
            initiatives.append(made)
            if let indicator = fact.indicator {
                indicators.append(
                    PlanIndicator(
                        id: world.newID(), edition: edition.id, node: made.id, kind: .outcome, name: indicator.name, unit: indicator.unit,
                        baseline: indicator.baseline, baselineYear: from - 1, targets: [from + 9: indicator.last]))
            }
        }
        try tx.insert(nodes, into: &edition)
        try tx.insert(indicators, into: &edition)
        try adopt(&edition, "Perbup Nomor 57 Tahun \(from)", Day(year: from, month: 12, day: 10)!)
        for (made, fact) in zip(initiatives, DemoPlanFacts.initiatives) { try join(made, fact) }
    }

    /// The links of a point, and who takes part in it.
    private func join(_ made: PlanNode, _ fact: DemoPlanFacts.Initiative) throws {
        if let objective = fact.objective {
            _ = try links.link(LinkDraft(from: made.id, to: objectives[objective].id, kind: .supports), by: demo.planner, in: tx)
        }
        if let code = fact.subActivity, let payer = subActivities[code] {
            let link = try links.link(LinkDraft(from: payer.id, to: made.id, kind: .finances), by: demo.planner, in: tx)
            if link.state == .proposed { _ = try links.perform("accept", on: PlanLink.self, link.id.text, by: demo.planner, in: tx) }
        }
        for partner in fact.partners {
            let agency = try agency(partner.agency)!
            let part = try links.propose(
                ParticipationDraft(made.reference, agency: agency, note: "Kami ajak karena pekerjaan ini menyentuh tugas Anda."),
                by: demo.planner, in: tx)
            let actor = demo.clerks[agency] ?? demo.planner
            let (act, words): (String, String)
            switch partner.state {
            case .proposed: continue
            case .accepted: (act, words) = ("accept", "")
            case .declined: (act, words) = ("decline", "Belum ada petugas tahun ini; silakan ajak lagi tahun depan.")
            case .questioned: (act, words) = ("ask", "Apa saja yang kami siapkan, dan siapa yang membiayai?")
            }
            _ = try links.perform(act, on: Participation.self, part.id.text, text: words, by: actor, in: tx)
        }
    }

    /// What the centre and the province plan, as far as the regency's plan must agree with it.
    func above() throws {
        for plan in DemoPlanFacts.above {
            var edition = try begin(plan.kind, "\(plan.title) \(from)–\(from + 4) (petikan)", from...(from + 4))
            let nodes = plan.objectives.enumerated().map { place, fact in
                node(edition, .objective, fact.title, code: "\(plan.code)-\(place + 1)", position: place + 1)
            }
            try tx.insert(nodes, into: &edition)
            try adopt(&edition, plan.legalBasis, Day(year: from, month: 2, day: 10)!)
            for (made, fact) in zip(nodes, plan.objectives) {
                for place in fact.initiatives {
                    _ = try links.link(LinkDraft(from: initiatives[place].id, to: made.id, kind: .supports), by: demo.planner, in: tx)
                }
            }
        }
    }

    mutating func flagships() throws {
        var edition = try begin(.flagship, "Program unggulan Bupati \(from)–\(from + 4)", from...(from + 4))
        let nodes = DemoPlanFacts.flagships.enumerated().map { place, fact in
            node(edition, .flagship, fact.title, code: "U-\(place + 1)", position: place + 1)
        }
        try tx.insert(nodes, into: &edition)
        try adopt(&edition, "Janji kerja Bupati, Perda Nomor 3 Tahun \(from)", Day(year: from, month: 8, day: 20)!)
        for (made, fact) in zip(nodes, DemoPlanFacts.flagships) {
            guard let place = fact.initiative else { continue }
            _ = try links.link(LinkDraft(from: initiatives[place].id, to: made.id, kind: .supports), by: demo.planner, in: tx)
        }
    }
}
