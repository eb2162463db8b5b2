import Directory
import Kernel
import Signing
import Storage
import Work

extension CommitmentDesk {
    /// Freezes the text and opens it for signing: from now on no word of it changes.
    @discardableResult
    package func open(_ code: String, by actor: Actor, expecting version: Int? = nil) async throws -> Commitment {
        try await telling { tx in try open(code, by: actor, expecting: version, tx) }
    }

    @discardableResult
    package func open(_ code: String, by actor: Actor, expecting version: Int? = nil, _ tx: Transaction) throws -> Commitment {
        var commitment = try writable(code, by: actor, expecting: version, tx)
        var clauses = try tx.clauses(of: commitment.id)
        let signatories = try tx.signatories(of: commitment.id)
        var issues: [Issue] = []
        if clauses.isEmpty { issues.append(Issue("clauses", "error.commitment_no_clauses")) }
        if signatories.isEmpty { issues.append(Issue("signatories", "error.commitment_no_signatories")) }
        let signing = Set(signatories.compactMap(\.agency))
        for clause in clauses where !signing.contains(clause.lead.text) {
            issues.append(
                Issue(
                    "signatories",
                    Message(
                        "error.commitment_lead_missing",
                        ["agency": directory.agencies.name(clause.lead.text), "number": "\(clause.number)"])))
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        for index in clauses.indices where clauses[index].number != index + 1 {
            clauses[index].number = index + 1
            try change(&clauses[index], "numbered", by: actor, tx)
        }
        let now = world.now()
        let bound = clauses.flatMap(\.subjects)
        let subjects = try references.views(of: bound, for: .visitor, tx).merging(try references.views(of: bound, for: actor, tx)) { a, _ in
            a
        }
        let regency = directory.places.regency
        let layout = try layout(commitment, clauses: clauses.count, signatories: signatories.count, tx)
        commitment.canonical =
            CommitmentText.value(
                commitment, clauses, signatories, regency: (regency?.name ?? "", regency?.code.text ?? ""), agencies: directory.agencies,
                subjects: subjects.mapValues(\.title), layout: layout
            ).text
        commitment.textHash = CommitmentText.hash(commitment.canonical)
        (commitment.state, commitment.openedAt, commitment.updatedAt) = (.open, now, now)
        try change(&commitment, "opened", by: actor, details: ["code": commitment.code, "hash": commitment.textHash], tx)
        try askSupporters(of: clauses, signing: signing, tx)
        for signatory in signatories {
            // By name: nobody else can give this signature, and whoever is named need not hold anything to be asked for it.
            let isAbove = [.regent, .deputy, .regionalSecretary, .counter].contains(signatory.office)
            let agency = isAbove ? nil : signatory.agency
            let due = calendar(agency).due(after: now, workingDays: 10)
            try owe(
                "commitment.sign", of: signatory, .signCommitments, agency: agency, account: signatory.account, code: commitment.code,
                due: due, at: now, tx)
        }
        return commitment
    }

    /// Takes the text back to be rewritten, while nobody has signed it.
    package func reopen(_ code: String, reason typed: String, by actor: Actor) async throws {
        try await telling { tx in
            var commitment = try commitment(code, for: actor, tx)
            guard CommitmentPolicy.mayDraft(actor) else { throw AppError.forbidden }
            guard commitment.state == .open else { throw AppError.conflict("error.commitment_not_open") }
            let reason = try CommitmentDesk.reason(typed)
            let signatories = try tx.signatories(of: commitment.id)
            guard signatories.allSatisfy({ $0.state == .waiting }) else { throw AppError.conflict("error.commitment_signed_by_some") }
            for signatory in signatories { try tx.closeObligations(of: signatory.reference, at: world.now()) }
            commitment.state = .draft
            (commitment.canonical, commitment.textHash, commitment.openedAt) = ("", "", nil)
            try change(&commitment, "reopened", by: actor, words: reason, tx)
            return commitment
        }
    }

    /// Ends a commitment before or after its time; what was not kept until then stays visible.
    package func end(_ code: String, reason typed: String, by actor: Actor) async throws {
        try await telling { tx in
            var commitment = try commitment(code, for: actor, tx)
            guard CommitmentPolicy.mayDraft(actor) else { throw AppError.forbidden }
            guard [.open, .inForce].contains(commitment.state) else { throw AppError.conflict("error.commitment_not_in_force") }
            let reason = try CommitmentDesk.reason(typed)
            let now = world.now()
            for signatory in try tx.signatories(of: commitment.id) { try tx.closeObligations(of: signatory.reference, at: now) }
            for milestone in try tx.milestones(of: try tx.clauses(of: commitment.id).map(\.id.text)).values.flatMap({ $0 }) {
                try tx.closeObligations(of: milestone.reference, at: now)
            }
            (commitment.state, commitment.endedAt, commitment.updatedAt) = (.ended, now, now)
            try change(&commitment, "ended", by: actor, words: reason, tx)
            return commitment
        }
    }

    /// Lets a commitment hold that was signed on paper, where nobody signs in Pendopo.
    package func enterForceOnPaper(_ code: String, words typed: String, by actor: Actor) async throws {
        try await telling { tx in
            var commitment = try commitment(code, for: actor, tx)
            guard CommitmentPolicy.mayDraft(actor) else { throw AppError.forbidden }
            guard commitment.state == .open else { throw AppError.conflict("error.commitment_not_open") }
            guard signatures.provider == .none else { throw AppError.conflict("error.commitment_signed_here") }
            try enterForce(&commitment, by: actor, words: try CommitmentDesk.reason(typed), tx)
            return commitment
        }
    }

    /// Everybody has signed: the commitment holds, and its steps are owed.
    func enterForce(_ commitment: inout Commitment, by actor: Actor, words: String = "", _ tx: Transaction) throws {
        let now = world.now()
        (commitment.state, commitment.inForceAt, commitment.updatedAt) = (.inForce, now, now)
        try change(&commitment, "in_force", by: actor, words: words, tx)
        let clauses = try tx.clauses(of: commitment.id)
        let milestones = try tx.milestones(of: clauses.map(\.id.text))
        for signatory in try tx.signatories(of: commitment.id) { try tx.closeObligations(of: signatory.reference, at: now) }
        for clause in clauses {
            for milestone in milestones[clause.id.text] ?? [] where milestone.state == .planned {
                try owe(milestone, of: clause, at: now, tx)
            }
        }
    }

    /// A reason that says something.
    static func reason(_ typed: String, field: String = "reason") throws -> String {
        let reason = Plain.text(typed)
        guard reason.count >= 10 else { throw AppError.invalid(field, Message("error.too_short", ["min": "10"])) }
        guard reason.count <= 2000 else {
            throw AppError.invalid(field, Message("error.too_long", ["max": "2000", "length": "\(reason.count)"]))
        }
        return reason
    }
}
