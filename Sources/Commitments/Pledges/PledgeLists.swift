import Directory
import Kernel
import Masterplan
import Storage
import Work

/// A pledge with all that its state follows from.
package struct Pledge: Sendable {
    package var clause: Clause
    package var commitment: Commitment
    package var milestones: [Milestone]
    package var changes: [ClauseChange]
    package var standing: PledgeStanding

    /// When something last happened to it.
    package var changedAt: Instant { ([clause.updatedAt] + milestones.map(\.updatedAt)).max() ?? clause.updatedAt }
}

/// Everything one pledge's page shows.
package struct PledgeFile: Sendable {
    package var pledge: Pledge
    /// By the step's id.
    package var evidence: [String: [Evidence]]
    /// By the id of the step or clause they are about.
    package var notes: [String: [KeptNote]]
    /// What it is bound to, as far as the reader may see it.
    package var subject: ReferenceView?
    /// What it is bound to besides.
    package var more: [ReferenceView] = []
    /// What evidence points at, likewise.
    package var links: [Reference: ReferenceView]
    /// By the evidence's id: steps that the same file was given for besides.
    package var otherUses: [String: Int]
    /// Contested by a successor in office: who and why.
    package var contests: [Inheritance]
    /// Signed by the lead agency: who and when.
    package var signatories: [Signatory]
    package var people: [String: String]
    /// What agencies that share it and did not sign have answered.
    package var parts: [Participation]
}

/// What a list of pledges is narrowed to.
package struct PledgeFilter: Sendable, Hashable {
    package var agency: String?
    package var dimension: PledgeDimension?
    /// A subdistrict or village; pledges for all of it, and those for parts of it.
    package var area: String?
    package var state: PledgeState?
    package var words = ""

    package init(
        agency: String? = nil, dimension: PledgeDimension? = nil, area: String? = nil, state: PledgeState? = nil, words: String = ""
    ) {
        self.agency = agency
        self.dimension = dimension
        self.area = area
        self.state = state
        self.words = words
    }

    package func takes(_ pledge: Pledge) -> Bool {
        let clause = pledge.clause
        if let agency, !clause.agencies.contains(agency) { return false }
        if let dimension, clause.dimension != dimension { return false }
        if let area, !(clause.area.map { $0 == area || $0.hasPrefix(area + ".") || area.hasPrefix($0 + ".") } ?? false) { return false }
        if let state, pledge.standing.state != state { return false }
        let wanted = Plain.folded(words)
        return wanted.isEmpty
            || Plain.folded([clause.promise, clause.promiseEnglish ?? "", clause.text].joined(separator: " ")).contains(wanted)
    }
}

extension CommitmentDesk {
    /// Every pledge of commitments in force or ended, bad news first, then what is due first.
    package func pledges(_ filter: PledgeFilter = PledgeFilter(), rule: PledgeRule = PledgeRule()) async throws -> [Pledge] {
        let today = directory.today
        let all = try await database.read { [offset = directory.offsetHours] tx -> [Pledge] in
            let clauses = try tx.pledgedClauses()
            let ids = clauses.map(\.id.text)
            let (milestones, changes) = (try tx.milestones(of: ids), try tx.changes(of: ids))
            var commitments: [Identifier<Commitment>: Commitment] = [:]
            return try clauses.compactMap { clause in
                if commitments[clause.commitment] == nil {
                    commitments[clause.commitment] = try tx.kept(Commitment.self, clause.commitment.text)
                }
                guard let commitment = commitments[clause.commitment] else { return nil }
                return Pledge(
                    clause, commitment, milestones[clause.id.text] ?? [], changes[clause.id.text] ?? [], rule: rule, today: today,
                    offsetHours: offset)
            }
        }
        return all.filter(filter.takes).sorted {
            ($0.standing.state.order, $0.clause.due, $0.clause.id.text) < ($1.standing.state.order, $1.clause.due, $1.clause.id.text)
        }
    }

    /// One pledge with everything its page shows.
    package func file(ofPledge code: String, for actor: Actor, rule: PledgeRule = PledgeRule()) async throws -> PledgeFile {
        let today = directory.today
        return try await database.read { [self] tx in
            let (clause, commitment) = try pledge(code, for: actor, tx)
            let milestones = try tx.milestones(of: clause.id)
            let changes = try tx.changes(of: [clause.id.text])[clause.id.text] ?? []
            let evidence = try tx.evidence(of: milestones.map(\.id.text))
            var notes = [clause.id.text: try tx.notes(of: clause.reference)]
            for milestone in milestones { notes[milestone.id.text] = try tx.notes(of: milestone.reference) }
            let subjects = evidence.values.flatMap { $0 }.compactMap(\.subject) + clause.subjects
            let current = try tx.currentSubjects(clause.subjects)
            let views = try references.views(of: subjects + current.values, for: actor, tx)
            func bound(_ subject: Reference) -> ReferenceView? { views[current[subject] ?? subject] ?? views[subject] }
            var uses: [String: Int] = [:]
            for one in evidence.values.flatMap({ $0 }) { uses[one.id.text] = try tx.otherUses(of: one) }
            let signatories = try tx.signatories(of: commitment.id)
            var people = changes.map(\.author)
            for milestone in milestones { people += [milestone.submittedBy, milestone.verifiedBy].compactMap { $0 } }
            people += notes.values.flatMap { $0 }.map(\.author)
            return PledgeFile(
                pledge: Pledge(
                    clause, commitment, milestones, changes, rule: rule, today: today, offsetHours: directory.offsetHours),
                evidence: evidence, notes: notes, subject: clause.subject.flatMap(bound), more: clause.more.compactMap(bound),
                links: views, otherUses: uses,
                contests: try tx.inheritances(of: commitment.id).filter { $0.contested.contains(clause.code) },
                signatories: signatories.filter { $0.agency.map(clause.agencies.contains) ?? false || $0.office == .regent },
                people: try tx.actorNames(Set(people.filter { !$0.isEmpty })), parts: try tx.participations(of: clause.reference))
        }
    }
}

extension Transaction {
    /// Points of plans among what a clause is bound to, as they are in the editions that hold: a plan that was followed by another takes its
    /// pledges along, while the signed text keeps what was signed.
    func currentSubjects(_ subjects: [Reference]) throws -> [Reference: Reference] {
        let points = subjects.filter { $0.kind == "plan_node" }
        guard !points.isEmpty else { return [:] }
        let now = try currentNodes(points.map(\.id))
        return points.reduce(into: [:]) { all, point in all[point] = now[point.id]?.reference }
    }
}

extension Pledge {
    init(
        _ clause: Clause, _ commitment: Commitment, _ milestones: [Milestone], _ changes: [ClauseChange], rule: PledgeRule, today: Day,
        offsetHours: Int
    ) {
        self.clause = clause
        self.commitment = commitment
        self.milestones = milestones
        self.changes = changes
        standing = rule.standing(
            milestones, due: clause.due, changes: changes, isDropped: clause.isDropped,
            endedOn: commitment.endedAt.map { $0.parts(offsetHours: offsetHours).day }, today: today)
    }
}
