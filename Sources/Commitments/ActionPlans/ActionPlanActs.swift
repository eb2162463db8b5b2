import Directory
import Kernel
import Masterplan
import Storage
import Work

extension CommitmentDesk {
    static let years = 2000...2100

    /// Writes the rows of an agency's plan for a year; the plan begins with the first of them.
    @discardableResult
    package func write(
        _ items: [ActionItemDraft], agency: String, year: Int, by actor: Actor, expecting version: Int? = nil
    ) async throws -> ActionPlan {
        try await database.write { tx in try write(items, agency: agency, year: year, by: actor, expecting: version, tx) }
    }

    @discardableResult
    package func write(
        _ items: [ActionItemDraft], agency: String, year: Int, by actor: Actor, expecting version: Int? = nil, _ tx: Transaction
    ) throws -> ActionPlan {
        guard actor.may(.keepPledges, agency: agency) else { throw AppError.forbidden }
        guard let known = directory.agencies[agency], known.isActive(on: directory.today), CommitmentDesk.years.contains(year) else {
            throw AppError.notFound
        }
        let before = try tx.actionPlan(agency: agency, year: year)
        let there = Set(try before.map { try tx.actionItems(of: $0.id).compactMap(\.draft.subject) } ?? [])
        var issues = items.enumerated().flatMap { $1.issues($0 + 1) }
        if items.isEmpty { issues.append(Issue("items", "error.action_plan_empty")) }
        if items.count > 100 { issues.append(Issue("items", "error.action_plan_long")) }
        for (index, item) in items.enumerated() {
            if !([item.owner] + item.supporters).allSatisfy({ directory.agencies[$0]?.isActive(on: directory.today) ?? false }) {
                issues.append(Issue("owner.\(index + 1)", "error.not_offered"))
            }
            if let code = item.clause {
                let clause = try ShortCode.normalize(code).flatMap { try tx.clause(code: $0) }
                // An agency plans for what it leads or shares.
                if !(clause?.agencies.contains(agency) ?? false) { issues.append(Issue("clause.\(index + 1)", "error.not_offered")) }
            }
            // What was there before stays, also where whoever writes now may not open it.
            if let subject = item.subject,
                try references.views(of: [subject], for: there.contains(subject) ? .system : actor, tx)[subject] == nil
            {
                issues.append(Issue("subject.\(index + 1)", "error.not_offered"))
            }
            // A code that another year's nomenclature had would stand in no Renja.
            if let code = item.budgetCode, NomenclatureCode.fault(code, .subActivity) == nil, let day = Day(year: year, month: 1, day: 1),
                let fault = try tx.nomenclatureFault(code, on: day)
            {
                issues.append(Issue("budget_code.\(index + 1)", fault))
            }
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        if var plan = before {
            if let version, version != plan.version { throw AppError.conflict("error.changed_meanwhile") }
            _ = try CommitmentWorkflow.actionPlan.require("edit", in: plan.state.rawValue)
            plan.updatedAt = world.now()
            try tx.setActionItems(items, of: plan.id, in: world)
            try change(&plan, "edited", by: actor, tx)
            return plan
        }
        let plan = ActionPlan(id: world.newID(), agency: agency, year: year, at: world.now())
        try tx.setActionItems(items, of: plan.id, in: world)
        try begin(plan, "created", by: actor, tx)
        return plan
    }

    /// Moves a plan on: `propose` by the agency, `publish` or `return` by the planning agency, `revise` by the agency again.
    @discardableResult
    package func move(
        _ act: String, agency: String, year: Int, reason typed: String = "", by actor: Actor, expecting version: Int? = nil
    ) async throws -> ActionPlan {
        try await database.write { tx in try move(act, agency: agency, year: year, reason: typed, by: actor, expecting: version, tx) }
    }

    @discardableResult
    package func move(
        _ act: String, agency: String, year: Int, reason typed: String = "", by actor: Actor, expecting version: Int? = nil,
        _ tx: Transaction
    ) throws -> ActionPlan {
        guard var plan = try tx.actionPlan(agency: agency, year: year), ActionPlanPolicy.maySee(plan, actor) else {
            throw AppError.notFound
        }
        guard let known = CommitmentWorkflow.actionPlan.act(act), act != "edit" else { throw AppError.notFound }
        let isTheAgencys = ["propose", "revise"].contains(act)
        guard isTheAgencys ? actor.may(.keepPledges, agency: agency) : actor.may(.checkActionPlans) else { throw AppError.forbidden }
        if let version, version != plan.version { throw AppError.conflict("error.changed_meanwhile") }
        let rule = try CommitmentWorkflow.actionPlan.require(act, in: plan.state.rawValue)
        if known.needs.contains(.otherThanClaimer), plan.proposedBy == actor.id { throw AppError(.forbidden, "error.own_action_plan") }
        let reason = known.needs.contains(.reason) ? try CommitmentDesk.reason(typed) : ""
        let now = world.now()
        plan.state = rule.to.flatMap(ActionPlan.State.init) ?? plan.state
        plan.updatedAt = now
        try tx.closeObligations(of: plan.reference, at: now)
        switch act {
        case "propose":
            (plan.proposedBy, plan.proposedAt) = (actor.id, now)
            let due = calendar(nil).due(after: now, workingDays: 10)
            try owe("action_plan.check", of: plan, .checkActionPlans, agency: nil, code: "\(year)", due: due, at: now, tx)
        case "return":
            let due = calendar(agency).due(after: now, workingDays: 5)
            try owe("action_plan.mend", of: plan, .keepPledges, agency: agency, code: "\(year)", due: due, at: now, tx)
        case "publish": (plan.checkedBy, plan.checkedAt) = (actor.id, now)
        default: break
        }
        try change(&plan, act, by: actor, words: reason, tx)
        return plan
    }

    /// Rows for a plan that is still empty: the steps of the agency's pledges that are due in the year, what its innovation sheets and
    /// initiatives do in it, and what findings of evaluations recommend; of these only what the actor may open.
    package func suggestions(agency: String, year: Int, for actor: Actor) async throws -> [ActionItemDraft] {
        let pledged = try await pledgedWork(agency: agency, year: year)
        let planned = try await database.read { tx in
            let rows = try plannedWork(agency: agency, year: year, tx) + foundWork(agency: agency, for: actor, tx)
            let seen = try references.views(of: rows.compactMap(\.subject), for: actor, tx)
            return rows.filter { row in row.subject.map { seen[$0] != nil } ?? true }
        }
        return Array((pledged + planned).prefix(100))
    }

    /// What the roadmap has for the year of whatever the agency leads: of a sheet and the initiative it elaborates only the sheet.
    private func plannedWork(agency: String, year: Int, _ tx: Transaction) throws -> [ActionItemDraft] {
        guard let roadmap else { return [] }
        return try roadmap.items(tx).filter { $0.lead?.text == agency && $0.activities[year] != nil }.flatMap { item in
            let lines = (item.activities[year] ?? "").split(separator: "\n").map { Plain.line(String($0)) }.filter { !$0.isEmpty }
            return (lines.isEmpty ? [item.title] : lines).map { line in
                ActionItemDraft(
                    source: .masterplan, activity: String(line.prefix(300)), output: String(item.title.prefix(300)), owner: agency,
                    supporters: item.supporters.map(\.text), months: Array(1...12), budgetCode: item.subActivities.first,
                    subject: item.subject)
            }
        }
    }

    private func foundWork(agency: String, for actor: Actor, _ tx: Transaction) throws -> [ActionItemDraft] {
        guard PlanFinding.mayRead(actor) else { return [] }
        return try tx.openFindings(agency: agency).map { line in
            ActionItemDraft(
                source: .finding, activity: String(Plain.line(line.finding.recommendation).prefix(300)),
                output: String((line.node?.title ?? Plain.line(line.finding.text)).prefix(300)), owner: agency, months: Array(1...12),
                subject: line.finding.reference)
        }
    }

    private func pledgedWork(agency: String, year: Int) async throws -> [ActionItemDraft] {
        try await pledges(PledgeFilter(agency: agency)).filter { $0.commitment.state == .inForce && !$0.clause.isDropped }.flatMap {
            pledge in
            pledge.milestones.filter { $0.state == .planned && $0.due.civil.year == year }.map { step in
                ActionItemDraft(
                    clause: pledge.clause.code, activity: step.name, output: pledge.clause.target.text(Format(language: .indonesian)),
                    owner: pledge.clause.lead.text, supporters: pledge.clause.supporters, months: [step.due.civil.month])
            }
        }
    }
}
