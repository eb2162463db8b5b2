import Directory
import Foundation
import Kernel
import Masterplan
import Storage
import Tables
import Work

/// The smart-city master plan, the flagship programmes, and what joins them with the plans of agencies.
extension DemoPlanWriter {
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
