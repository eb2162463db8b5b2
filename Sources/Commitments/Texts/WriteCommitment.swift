import Directory
import Kernel
import Storage
import Work

extension CommitmentDesk {
    /// Begins a draft.
    @discardableResult
    package func create(_ draft: CommitmentDraft, by actor: Actor) async throws -> Commitment {
        try await database.write { tx in try create(draft, by: actor, in: tx) }
    }

    package func create(_ draft: CommitmentDraft, by actor: Actor, in tx: Transaction) throws -> Commitment {
        guard CommitmentPolicy.mayDraft(actor) else { throw AppError.forbidden }
        guard draft.issues.isEmpty else { throw AppError.invalid(draft.issues) }
        let commitment = Commitment(
            id: world.newID(), code: try code(unusedIn: "commitment", tx), draft: draft, by: actor.id, at: world.now())
        try begin(commitment, "created", by: actor, tx)
        return commitment
    }

    @discardableResult
    package func edit(_ code: String, _ draft: CommitmentDraft, by actor: Actor, expecting version: Int? = nil) async throws -> Commitment {
        try await database.write { tx in
            var commitment = try writable(code, by: actor, expecting: version, tx)
            guard draft.issues.isEmpty else { throw AppError.invalid(draft.issues) }
            commitment.titleIndonesian = draft.title
            commitment.titleEnglish = draft.titleEnglish
            commitment.preamble = draft.preamble
            commitment.preambleEnglish = draft.preambleEnglish
            (commitment.startsOn, commitment.endsOn) = (draft.startsOn, draft.endsOn)
            let clauses = try tx.clauses(of: commitment.id)
            if clauses.contains(where: { $0.due < commitment.startsOn || $0.due > commitment.endsOn }) {
                throw AppError.invalid("ends_on", "error.commitment_leaves_clauses_out")
            }
            try change(&commitment, "edited", by: actor, tx)
            return commitment
        }
    }

    /// Adds a clause at the end or, with a code, writes one over.
    @discardableResult
    package func put(
        _ draft: ClauseDraft, as clauseCode: String? = nil, in code: String, by actor: Actor, expecting version: Int? = nil
    ) async throws -> Clause {
        try await database.write { tx in
            try put(draft, as: clauseCode, in: code, by: actor, expecting: version, tx)
        }
    }

    @discardableResult
    package func put(
        _ draft: ClauseDraft, as clauseCode: String? = nil, in code: String, by actor: Actor, expecting version: Int? = nil,
        _ tx: Transaction
    ) throws -> Clause {
        var commitment = try writable(code, by: actor, expecting: nil, tx)
        var issues = draft.issues(within: commitment)
        for (field, ids) in [("lead", [draft.lead]), ("supporters", draft.supporters)] {
            if !ids.allSatisfy({ directory.agencies[$0]?.isActive(on: directory.today) ?? false }) {
                issues.append(Issue(field, "error.not_offered"))
            }
        }
        if let area = draft.area, RegionCode(area).flatMap(directory.places.region) == nil {
            issues.append(Issue("area", "error.not_offered"))
        }
        let known = try references.views(of: draft.subjects, for: actor, tx)
        if !draft.subjects.allSatisfy({ known[$0] != nil }) { issues.append(Issue("subject", "error.clause_subject_unknown")) }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        let clause: Clause
        if let clauseCode {
            guard var found = try tx.clause(code: clauseCode), found.commitment == commitment.id else { throw AppError.notFound }
            if let version, version != found.version { throw AppError.conflict("error.changed_meanwhile") }
            found.apply(draft)
            found.updatedAt = world.now()
            try tx.setSupporters(of: found)
            try tx.setSubjects(of: found)
            try change(&found, "edited", by: actor, tx)
            clause = found
        } else {
            let number = try tx.count("SELECT coalesce(max(number), 0) FROM clause WHERE commitment_id = \(commitment.id)") + 1
            clause = Clause(
                id: world.newID(), code: try self.code(unusedIn: "clause", tx), commitment: commitment.id, number: number, draft: draft,
                at: world.now())
            try tx.setSupporters(of: clause)
            try tx.setSubjects(of: clause)
            try begin(clause, "created", by: actor, tx)
        }
        // Its text is the commitment's: whoever has that open must see that it changed.
        try change(&commitment, "clause_written", by: actor, details: ["clause": clause.code], tx)
        return clause
    }

    /// Takes a clause out of a draft. Its number is not given again before the text is opened, where all are numbered anew.
    package func remove(clause clauseCode: String, from code: String, by actor: Actor) async throws {
        try await database.write { tx in
            var commitment = try writable(code, by: actor, expecting: nil, tx)
            guard var clause = try tx.clause(code: clauseCode), clause.commitment == commitment.id else { throw AppError.notFound }
            for milestone in try tx.milestones(of: clause.id) { try remove(milestone, by: actor, tx) }
            try change(&clause, "removed", by: actor, tx)
            try tx.run("DELETE FROM clause_supporter WHERE clause_id = \(clause.id)")
            try tx.run("DELETE FROM clause_subject WHERE clause_id = \(clause.id)")
            try tx.run("DELETE FROM clause WHERE id = \(clause.id)")
            try change(&commitment, "clause_removed", by: actor, details: ["clause": clause.code], tx)
        }
    }

    /// A draft that this actor may write.
    func writable(_ code: String, by actor: Actor, expecting version: Int?, _ tx: Transaction) throws -> Commitment {
        let commitment = try commitment(code, for: actor, tx)
        guard CommitmentPolicy.mayDraft(actor) else { throw AppError.forbidden }
        if let version, version != commitment.version { throw AppError.conflict("error.changed_meanwhile") }
        guard commitment.state == .draft else { throw AppError.conflict("error.commitment_frozen") }
        return commitment
    }

    /// - Throws: `.notFound` for what is not this actor's to see.
    package func commitment(_ typed: String, for actor: Actor, _ tx: Transaction) throws -> Commitment {
        guard let code = ShortCode.normalize(typed), let found = try tx.commitment(code: code), CommitmentPolicy.maySee(found, actor) else {
            throw AppError.notFound
        }
        return found
    }
}
