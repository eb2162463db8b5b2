import Directory
import Kernel
import Masterplan
import Storage
import Work

/// Which agencies answer a component, and by when.
package struct PartDraft: Sendable, Equatable {
    package var component: String
    package var agencies: [String]
    package var due: Day

    package init(_ component: String, agencies: [String], due: Day) {
        self.component = component
        self.agencies = agencies
        self.due = due
    }
}

extension AssessmentDesk {
    /// Begins an assessment under a published instrument, with an empty answer for everything it asks.
    @discardableResult
    package func open(instrument id: String, year: Int, title typed: String, plan: String? = nil, by actor: Actor) async throws
        -> Assessment
    {
        try await database.write { tx in
            guard actor.kind == .system || actor.may(.coordinateAssessments) else { throw AppError.forbidden }
            var issues: [Issue] = []
            let title = Plain.line(typed)
            if title.count < 3 { issues.append(Issue("title", Message("error.too_short", ["min": "3"]))) }
            if title.count > 200 { issues.append(Issue("title", Message("error.too_long", ["max": "200", "length": "\(title.count)"]))) }
            if !Self.years.contains(year) {
                issues.append(
                    Issue(
                        "year",
                        Message("error.out_of_range", ["min": "\(Self.years.lowerBound)", "max": "\(Self.years.upperBound)"])))
            }
            let instrument = try tx.kept(Instrument.self, id)
            if instrument?.state != .published { issues.append(Issue("instrument", "error.assessment_instrument")) }
            if let plan, try tx.planEdition(Identifier(plan)) == nil { issues.append(Issue("plan", "error.assessment_plan")) }
            guard issues.isEmpty, let instrument else { throw AppError.invalid(issues) }
            let now = world.now()
            let assessment = Assessment(
                id: world.newID(), code: try code(tx), instrument: instrument, year: year, name: title, plan: plan, by: actor.id, at: now)
            try begin(
                assessment, "opened", by: actor, details: ["year": "\(year)", "instrument": instrument.key], tx)
            for component in instrument.components {
                try begin(
                    AssessmentPart(id: world.newID(), of: assessment.id, component: component.code, at: now), "opened", by: actor, tx)
            }
            for leaf in instrument.leaves {
                let answer = AssessmentAnswer(
                    id: world.newID(), of: assessment.id, component: leaf.path[0], item: leaf.item.code, at: now)
                try begin(answer, "opened", by: actor, tx)
            }
            return assessment
        }
    }

    /// Hands components to the agencies that answer them. Those handed in already stay as they are.
    @discardableResult
    package func handOut(_ drafts: [PartDraft], of code: String, by actor: Actor, expecting version: Int? = nil) async throws -> Assessment
    {
        try await database.write { tx in
            var (assessment, policy) = try open(code, for: actor, expecting: version, tx)
            guard policy.mayCoordinate(actor) else { throw AppError.forbidden }
            _ = try Self.require("hand_out", of: assessment)
            try check(drafts, policy)
            for draft in drafts {
                guard var part = policy.parts.first(where: { $0.component == draft.component }) else { continue }
                guard part.state == .waiting, part.agencies != draft.agencies || part.due != draft.due else { continue }
                try closeAnswers(part, tx)
                (part.agencies, part.due) = (draft.agencies, draft.due)
                try oweAnswer(part, of: assessment, tx)
                try change(&part, "handed_out", by: actor, details: ["assessment": assessment.code], tx)
            }
            try change(&assessment, "handed_out", by: actor, tx)
            return assessment
        }
    }

    private func check(_ drafts: [PartDraft], _ policy: AssessmentPolicy) throws {
        var issues: [Issue] = []
        let today = directory.today
        for draft in drafts {
            let field = draft.component
            guard policy.parts.contains(where: { $0.component == draft.component }) else {
                issues.append(Issue("agencies.\(field)", "error.assessment_component"))
                continue
            }
            if draft.agencies.isEmpty { issues.append(Issue("agencies.\(field)", "error.assessment_agency_missing")) }
            if draft.agencies.count > 20 || Set(draft.agencies).count != draft.agencies.count {
                issues.append(Issue("agencies.\(field)", "error.assessment_agencies"))
            }
            let known = draft.agencies.allSatisfy { directory.agencies[$0]?.isActive(on: today) ?? false }
            if !known { issues.append(Issue("agencies.\(field)", "error.assessment_agency_unknown")) }
            if draft.due > today.adding(1000) { issues.append(Issue("due.\(field)", "error.assessment_due_far")) }
            let isMoved = policy.parts.first { $0.component == draft.component }?.due != draft.due
            if isMoved, draft.due < today { issues.append(Issue("due.\(field)", "error.assessment_due_past")) }
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
    }

    /// One obligation for each agency that answers.
    func oweAnswer(_ part: AssessmentPart, of assessment: Assessment, _ tx: Transaction) throws {
        guard let due = part.due else { return }
        for agency in part.agencies {
            try owe(
                "assessment.answer", of: part.duty(of: agency), .answerAssessments, agency: agency, code: assessment.code,
                due: end(of: due), tx)
        }
    }

    func closeAnswers(_ part: AssessmentPart, _ tx: Transaction) throws {
        for agency in part.agencies { try tx.closeObligations(of: part.duty(of: agency), at: world.now()) }
    }
}
