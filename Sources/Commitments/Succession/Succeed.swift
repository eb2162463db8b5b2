import Directory
import Kernel
import Storage
import Work

extension CommitmentDesk {
    /// Says who holds an office now whose earlier holder signed and has left.
    @discardableResult
    package func name(successor accountID: String, of signatoryID: String, in code: String, by actor: Actor) async throws -> Inheritance {
        try await database.write { tx in
            let (signatory, commitment) = try signed(signatoryID, in: code, for: actor, tx)
            guard CommitmentPolicy.mayDraft(actor) else { throw AppError.forbidden }
            guard let account = try AccountStore(tx).find(Identifier(accountID)), account.isEnabled, account.id.text != signatory.account
            else { throw AppError.invalid("account", "error.not_offered") }
            if let agency = signatory.agency, account.person.agency?.text != agency {
                throw AppError.invalid("account", "error.signatory_elsewhere")
            }
            let now = world.now()
            let inheritance = Inheritance(
                id: world.newID(), of: signatory, account: account.id.text, name: account.name, by: actor.id, at: now)
            try begin(inheritance, "named", by: actor, details: ["commitment": commitment.code], tx)
            try tx.closeObligations(of: signatory.reference, task: "commitment.succession", at: now)
            let isAbove = [.regent, .deputy, .regionalSecretary, .counter].contains(signatory.office)
            let agency = isAbove ? nil : signatory.agency
            let due = calendar(agency).due(after: now, workingDays: 15)
            try owe(
                "commitment.inherit", of: inheritance, .signCommitments, agency: agency, account: inheritance.account,
                code: commitment.code, due: due, at: now, tx)
            return inheritance
        }
    }

    /// The successor takes the pledges over, or contests some of them, in writing. Once said it stands.
    package func decide(
        _ signatoryID: String, in code: String, accepts: Bool, contested: [String] = [], text typed: String, by actor: Actor
    ) async throws {
        try await database.write { tx in
            let (signatory, commitment) = try signed(signatoryID, in: code, for: actor, tx)
            guard actor.kind == .account,
                var inheritance = try tx.inheritances(of: commitment.id).last(where: {
                    $0.signatory == signatory.id && $0.account == actor.id
                })
            else { throw AppError.forbidden }
            guard inheritance.decision == .pending else { throw AppError.conflict("error.inheritance_decided") }
            let text = try CommitmentDesk.reason(typed, field: "text")
            let known = Set(try tx.clauses(of: commitment.id).map(\.code))
            if !accepts, contested.isEmpty || !known.isSuperset(of: contested) {
                throw AppError.invalid("contested", "error.inheritance_which")
            }
            let now = world.now()
            (inheritance.decision, inheritance.text, inheritance.decidedAt) = (accepts ? .accepted : .contested, text, now)
            inheritance.contested = accepts ? [] : contested
            try tx.closeObligations(of: inheritance.reference, at: now)
            try change(&inheritance, inheritance.decision.rawValue, by: actor, details: ["commitment": commitment.code], tx)
        }
    }

    /// Puts steps that have come near, and offices whose holder has left, on the work list. Run now and then; doing it twice does nothing.
    package func watch() async throws {
        try await database.write { tx in
            let now = world.now()
            let today = directory.today
            let near = try tx.rows(
                """
                SELECT milestone.* FROM milestone JOIN clause ON clause.id = milestone.clause_id
                JOIN commitment ON commitment.id = clause.commitment_id
                WHERE milestone.state = 'planned' AND milestone.due_on <= \(today.adding(CommitmentDesk.daysAhead))
                    AND commitment.state = 'in_force' AND NOT clause.is_dropped
                    AND NOT EXISTS (SELECT 1 FROM obligation WHERE subject_kind = 'milestone' AND subject_id = milestone.id
                        AND closed_at IS NULL)
                ORDER BY milestone.due_on, milestone.id LIMIT 500
                """
            ).map(Milestone.init(row:))
            for milestone in near { if let clause = try tx.clause(milestone.clause) { try owe(milestone, of: clause, at: now, tx) } }
            for commitment in try tx.commitments(isPublic: true, limit: 1000) where commitment.state == .inForce {
                try watchOffices(of: commitment, at: now, tx)
            }
        }
    }

    private func watchOffices(of commitment: Commitment, at now: Instant, _ tx: Transaction) throws {
        let named = Set(try tx.inheritances(of: commitment.id).map(\.signatory))
        for signatory in try tx.signatories(of: commitment.id) where signatory.state == .signed && !named.contains(signatory.id) {
            let account = try AccountStore(tx).find(Identifier(signatory.account))
            guard !(account.map { holds($0, signatory, tx) } ?? false), try tx.obligations(of: signatory.reference).isEmpty else {
                continue
            }
            let due = calendar(nil).due(after: now, workingDays: 10)
            try owe("commitment.succession", of: signatory, .draftCommitments, agency: nil, code: commitment.code, due: due, at: now, tx)
        }
    }

    private func signed(_ id: String, in code: String, for actor: Actor, _ tx: Transaction) throws -> (Signatory, Commitment) {
        let commitment = try commitment(code, for: actor, tx)
        guard let signatory = try tx.kept(Signatory.self, id), signatory.commitment == commitment.id else { throw AppError.notFound }
        guard signatory.state == .signed, commitment.state == .inForce else { throw AppError.conflict("error.commitment_not_in_force") }
        let account = try AccountStore(tx).find(Identifier(signatory.account))
        if let account, holds(account, signatory, tx) { throw AppError.conflict("error.signatory_still_there") }
        return (signatory, commitment)
    }
}
