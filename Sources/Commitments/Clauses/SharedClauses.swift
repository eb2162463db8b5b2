import Kernel
import Masterplan
import Storage
import Web
import Work

/// Clauses as things that several agencies take part in: how `Masterplan` names them where one agency waits for another.
enum SharedClauses {
    static func describe(_ ids: [String], for actor: Actor, _ tx: Transaction) throws -> [String: PlanSubject] {
        var found: [String: PlanSubject] = [:]
        for id in ids {
            guard let clause = try tx.clause(Identifier(id)), let commitment = try tx.kept(Commitment.self, clause.commitment.text),
                CommitmentPolicy.maySee(commitment, actor)
            else { continue }
            found[id] = PlanSubject(
                title: clause.promise, url: CommitmentPaths.pledge(clause.code), lead: clause.lead.text, isPublic: commitment.isPublic)
        }
        return found
    }
}

extension CommitmentDesk {
    /// Asks every agency that shares a clause whether it takes part. Who signs the commitment has said so by that.
    func askSupporters(of clauses: [Clause], signing: Set<String>, _ tx: Transaction) throws {
        guard let links else { return }
        for clause in clauses {
            let asked = Set(try tx.participations(of: clause.reference).map(\.agency))
            for agency in clause.supporters where !signing.contains(agency) && !asked.contains(agency) {
                try links.propose(ParticipationDraft(clause.reference, agency: agency), by: .system, in: tx)
            }
        }
    }
}
