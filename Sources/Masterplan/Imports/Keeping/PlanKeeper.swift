import Directory
import Kernel
import Storage
import Work

/// Compares what a file says with the plans that are kept, and makes it their draft.
struct PlanKeeper {
    let tx: Transaction
    let desk: PlanDesk
    let scope: PlanScope
    /// Names of agencies, for the titles of new drafts.
    let names: [Identifier<Agency>: String]
    let nomenclature: NomenclatureTable
    let reading: PlanReading
    let actor: Actor
    private var world: World { desk.world }

    private struct Editions {
        var draft: PlanEdition?
        /// The adopted one that the draft would replace.
        var before: PlanEdition?
        /// The one of the years before, whose keys things keep where there is none to replace.
        var previous: PlanEdition?
    }

    init(
        _ tx: Transaction, desk: PlanDesk, scope: PlanScope, names: [Identifier<Agency>: String], _ nomenclature: NomenclatureTable,
        _ reading: PlanReading, by actor: Actor
    ) {
        self.nomenclature = nomenclature
        self.reading = reading
        self.tx = tx
        self.desk = desk
        self.scope = scope
        self.names = names
        self.actor = actor
    }

    /// What would become of each agency's plan.
    func compare() throws -> [KeptPlan] {
        try reading.outlines.sorted { $0.key < $1.key }.map { agency, outline in
            let editions = try editions(agency)
            let known = try (editions.draft ?? editions.before).map { try tx.storedOutline($0, agency: agency) } ?? StoredOutline()
            let after = outline.keeping(reading.withheld[agency] ?? [], of: known.outline)
            return KeptPlan(
                agency: agency, reconciliation: Reconciliation(before: known.outline, after: after), edition: editions.draft?.id)
        }
    }

    /// Keeps each agency's plan as its draft.
    func keep(details: [String: String]) throws -> [KeptPlan] {
        guard scope.isByAgency else { return try keepShared(details) }
        return try reading.outlines.sorted { $0.key < $1.key }.map { agency, outline in
            let editions = try editions(agency)
            var draft = try editions.draft ?? begin(agency, replacing: editions.before)
            var money = try tx.editionMoney(draft.id, .planned)
            var followed: [Identifier<PlanNode>: Identifier<PlanNode>] = [:]
            var plan = try merge(outline, agency, editions, &draft, &money, &followed, isNew: editions.draft == nil)
            plan.edition = try finish(draft, editions, money, [plan], followed, details)
            return plan
        }
    }

    private func keepShared(_ details: [String: String]) throws -> [KeptPlan] {
        let editions = try editions(nil)
        var draft = try editions.draft ?? begin(nil, replacing: editions.before)
        var money = try tx.editionMoney(draft.id, .planned)
        var plans: [KeptPlan] = []
        var followed: [Identifier<PlanNode>: Identifier<PlanNode>] = [:]
        for (agency, outline) in reading.outlines.sorted(by: { $0.key < $1.key }) {
            plans.append(try merge(outline, agency, editions, &draft, &money, &followed, isNew: editions.draft == nil))
        }
        let id = try finish(draft, editions, money, plans, followed, details)
        return plans.map { plan in
            var plan = plan
            plan.edition = id
            return plan
        }
    }

    private func merge(
        _ outline: PlanOutline, _ agency: Identifier<Agency>, _ editions: Editions, _ draft: inout PlanEdition, _ money: inout EditionMoney,
        _ followed: inout [Identifier<PlanNode>: Identifier<PlanNode>], isNew: Bool
    ) throws -> KeptPlan {
        let stored = isNew ? StoredOutline() : try tx.storedOutline(draft, agency: agency)
        let earlier = try (editions.before ?? editions.previous).map { try tx.storedOutline($0, agency: agency) } ?? StoredOutline()
        let known = !isNew ? stored : editions.before == nil ? StoredOutline() : earlier
        let outline = outline.keeping(reading.withheld[agency] ?? [], of: known.outline)
        var plan = KeptPlan(agency: agency, reconciliation: Reconciliation(before: known.outline, after: outline))
        if !isNew, plan.reconciliation.isSame { return plan }
        var merge = EditionMerge(
            tx, world: world, agency: agency, stored: stored, earlier: earlier, nomenclature: nomenclature)
        plan.left = try merge.apply(outline, to: &draft, money: &money.content)
        followed.merge(merge.followed) { $1 }
        return plan
    }

    /// Keeps draft and sum with their events, where anything is different.
    private func finish(
        _ draft: PlanEdition, _ editions: Editions, _ money: EditionMoney, _ plans: [KeptPlan],
        _ followed: [Identifier<PlanNode>: Identifier<PlanNode>], _ details: [String: String]
    ) throws -> Identifier<PlanEdition> {
        var draft = draft
        guard editions.draft?.content != draft.content || editions.draft == nil || !plans.isSame else { return draft.id }
        var told = details
        for (name, count) in [("added", plans.added), ("changed", plans.changed), ("gone", plans.gone), ("matched", plans.matched)] {
            told[name] = "\(count)"
        }
        try tx.keep(&draft, "plan_edition.imported", by: actor, in: world, details: told)
        let before = try tx.editionMoney(draft.id, .planned)
        if before.content != money.content {
            try tx.keep(money, agency: draft.agency, by: actor, in: world, details: details)
        }
        // What replaces an adopted plan goes on with its links and with what agencies have agreed on.
        if let before = editions.before, !followed.isEmpty { try desk.carry(followed, from: before, to: draft, by: actor, tx) }
        return draft.id
    }

    private func begin(_ agency: Identifier<Agency>?, replacing before: PlanEdition?) throws -> PlanEdition {
        let years = scope.years.count == 1 ? "\(scope.years.lowerBound)" : "\(scope.years.lowerBound)–\(scope.years.upperBound)"
        let kind = ["strategic": "Renstra", "annual_work": "Renja", "annual_government": "RKPD"][scope.kind.rawValue] ?? ""
        let title = [kind, agency.flatMap { names[$0] }, years].compactMap(\.self).joined(separator: " ")
        let draft = PlanEdition(
            id: world.newID(), kind: scope.kind, title: title, fromYear: scope.years.lowerBound, toYear: scope.years.upperBound,
            agency: agency?.text, replaces: before?.id, basis: try before?.basis ?? rpjmd()?.id, updatedAt: world.now())
        try tx.insert(draft)
        try tx.recordEdition(draft, "plan_edition.drafted", by: actor, in: world)
        return draft
    }

    /// The RPJMD that holds in the plan's first year: what an imported Renstra or Renja is written for.
    private func rpjmd() throws -> PlanEdition? {
        guard scope.kind.basisKind == .mediumTerm else { return nil }
        return try tx.planEditions(.mediumTerm).first { $0.status == .adopted && $0.years.contains(scope.years.lowerBound) }
    }

    private func editions(_ agency: Identifier<Agency>?) throws -> Editions {
        let agency = scope.isByAgency ? agency : nil
        let whose: SQL = agency.map { "agency_id = \($0)" } ?? "agency_id IS NULL"
        let found = try tx.rows(
            """
            SELECT * FROM plan_edition WHERE kind = \(scope.kind.rawValue) AND \(whose) AND from_year = \(scope.years.lowerBound)
                AND to_year = \(scope.years.upperBound) AND status IN ('draft', 'adopted') ORDER BY id DESC
            """
        ).map(PlanEdition.init(row:))
        let previous = try tx.row(
            """
            SELECT * FROM plan_edition WHERE kind = \(scope.kind.rawValue) AND \(whose) AND to_year < \(scope.years.lowerBound)
                AND status = 'adopted' ORDER BY to_year DESC, id DESC LIMIT 1
            """
        ).map(PlanEdition.init(row:))
        return Editions(draft: found.first(where: \.isDraft), before: found.first { !$0.isDraft }, previous: previous)
    }
}
