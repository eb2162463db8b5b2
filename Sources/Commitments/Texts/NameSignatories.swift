import Directory
import Kernel
import Storage
import Work

extension CommitmentDesk {
    /// Names who is to sign, at the end of the list.
    @discardableResult
    package func add(_ draft: SignatoryDraft, to code: String, by actor: Actor) async throws -> Signatory {
        try await database.write { tx in try add(draft, to: code, by: actor, tx) }
    }

    @discardableResult
    package func add(_ draft: SignatoryDraft, to code: String, by actor: Actor, _ tx: Transaction) throws -> Signatory {
        var commitment = try writable(code, by: actor, expecting: nil, tx)
        var issues = draft.issues
        let account = try holder(draft.account, agency: draft.agency, &issues, tx)
        let others = try tx.signatories(of: commitment.id)
        if others.contains(where: { $0.account == draft.account }) { issues.append(Issue("account", "error.signatory_twice")) }
        guard issues.isEmpty, let account else { throw AppError.invalid(issues) }
        let signatory = Signatory(
            id: world.newID(), commitment: commitment.id, position: (others.last?.position ?? 0) + 1, draft: draft, name: account.name,
            at: world.now())
        try begin(signatory, "named", by: actor, tx)
        try change(&commitment, "signatory_named", by: actor, tx)
        return signatory
    }

    /// Names the head of every agency of the regency that is not in it yet, where it is known who that is: one account of that agency, with an
    /// office, that may sign for it and whose owner has taken it up. Whoever holds several offices, and offices with several holders, are
    /// named by hand.
    /// - Returns: who was named, and how many agencies are left.
    @discardableResult
    package func addHeads(to code: String, by actor: Actor) async throws -> (named: [Signatory], left: Int) {
        try await database.write { tx in
            let commitment = try writable(code, by: actor, expecting: nil, tx)
            let others = try tx.signatories(of: commitment.id)
            let (signing, signed) = (Set(others.compactMap(\.agency)), Set(others.map(\.account)))
            let wanted = ActionPlan.expected(directory).filter { !signing.contains($0.id.text) }
            var named: [Signatory] = []
            for agency in wanted {
                let accounts = try tx.holders(of: .signCommitments, agency: agency.id.text, on: directory.today).compactMap {
                    try AccountStore(tx).find(Identifier($0))
                }.filter { $0.person.agency == agency.id }
                guard accounts.count == 1, let account = accounts.first, !signed.contains(account.id.text),
                    hasCome(account), let title = account.person.position, !title.isEmpty
                else { continue }
                let draft = SignatoryDraft(
                    Signatory.Office(head: agency.kind), title: title, agency: agency.id.text, account: account.id.text)
                named.append(try add(draft, to: code, by: actor, tx))
            }
            return (named, wanted.count - named.count)
        }
    }

    package func remove(signatory id: String, from code: String, by actor: Actor) async throws {
        try await database.write { tx in
            var commitment = try writable(code, by: actor, expecting: nil, tx)
            guard var signatory = try tx.kept(Signatory.self, id), signatory.commitment == commitment.id else { throw AppError.notFound }
            try change(&signatory, "removed", by: actor, tx)
            try tx.run("DELETE FROM signatory WHERE id = \(signatory.id)")
            try change(&commitment, "signatory_removed", by: actor, tx)
        }
    }

    /// Lets somebody else sign for an office that changed hands before it signed. The text does not change by it.
    package func replaceHolder(of id: String, in code: String, with accountID: String, by actor: Actor) async throws {
        try await database.write { tx in
            let commitment = try commitment(code, for: actor, tx)
            guard CommitmentPolicy.mayDraft(actor) else { throw AppError.forbidden }
            guard [.draft, .open].contains(commitment.state) else { throw AppError.conflict("error.commitment_not_open") }
            guard var signatory = try tx.kept(Signatory.self, id), signatory.commitment == commitment.id else { throw AppError.notFound }
            guard signatory.state == .waiting else { throw AppError.conflict("error.signed_already") }
            var issues: [Issue] = []
            let account = try holder(accountID, agency: signatory.agency, &issues, tx)
            if try tx.signatories(of: commitment.id).contains(where: { $0.account == accountID && $0.id != signatory.id }) {
                issues.append(Issue("account", "error.signatory_twice"))
            }
            guard issues.isEmpty, let account else { throw AppError.invalid(issues) }
            (signatory.account, signatory.name, signatory.updatedAt) = (account.id.text, account.name, world.now())
            try change(&signatory, "holder_replaced", by: actor, tx)
            try tx.moveObligations(of: signatory.reference, to: signatory.account)
        }
    }

    /// Whether its owner has taken the account up, so that she can sign.
    func hasCome(_ account: Account) -> Bool {
        opensWithoutPassword ? !account.mustChangePassword : account.passwordHash != nil
    }

    /// The account that may sign for an agency: enabled, and of that agency today.
    private func holder(_ id: String, agency: String?, _ issues: inout [Issue], _ tx: Transaction) throws -> Account? {
        guard let account = try AccountStore(tx).find(Identifier(id)), account.isEnabled else {
            issues.append(Issue("account", "error.not_offered"))
            return nil
        }
        if let agency {
            guard directory.agencies[agency]?.isActive(on: directory.today) ?? false else {
                issues.append(Issue("agency", "error.not_offered"))
                return nil
            }
            if account.person.agency?.text != agency { issues.append(Issue("account", "error.signatory_elsewhere")) }
        }
        return account
    }
}
