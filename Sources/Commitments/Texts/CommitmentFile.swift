import Directory
import Kernel
import Signing
import Storage
import Web
import Work

/// Everything a commitment's page shows.
package struct CommitmentFile: Sendable {
    package var commitment: Commitment
    package var clauses: [Clause]
    package var signatories: [Signatory]
    /// By the signatory's id.
    package var verdicts: [String: SignatureVerdict]
    package var notes: [KeptNote]
    package var inheritances: [Inheritance]
    package var keys: KeySet
    /// Signatories whose holder holds the office no more.
    package var left: Set<String>
    /// Signatories who wait to sign and have not taken up their account yet, so that they cannot.
    package var invited: Set<String> = []
    package var milestones: [String: [Milestone]]
    package var people: [String: String]
    /// Agencies of the regency whose head is not to sign it, and those that neither lead nor share any clause: a *joint* commitment says
    /// who is not in it.
    package var withoutSignature: [String] = []
    package var withoutClause: [String] = []
    /// Numbers of clauses bound to something that not everybody can read, such as a point of a draft.
    package var hidden: [Int] = []
    /// The chapters of its text, in their order.
    package var layout = CommitmentLayout()

    package var signedCount: Int { signatories.count { $0.state == .signed } }

    /// Whether this person's signature is what is waited for.
    package func waits(for actor: Actor) -> Bool {
        commitment.state == .open && signatories.contains { $0.account == actor.id && $0.state == .waiting }
    }
}

extension CommitmentDesk {
    /// - Throws: `.notFound` for what is not this actor's to see.
    package func file(of code: String, for actor: Actor) async throws -> CommitmentFile {
        try await database.read { [self] tx in
            let commitment = try commitment(code, for: actor, tx)
            let clauses = try tx.clauses(of: commitment.id)
            let signatories = try tx.signatories(of: commitment.id)
            let keys = try tx.holderKeySet()
            var (left, invited): (Set<String>, Set<String>) = ([], [])
            for signatory in signatories {
                let account = try AccountStore(tx).find(Identifier(signatory.account))
                if !(account.map { holds($0, signatory, tx) } ?? false) { left.insert(signatory.id.text) }
                if let account, !hasCome(account), signatory.state == .waiting { invited.insert(signatory.id.text) }
            }
            let notes = try tx.notes(of: commitment.reference)
            let inheritances = try tx.inheritances(of: commitment.id)
            let expected = ActionPlan.expected(directory).map(\.id.text)
            let (signing, bound) = (Set(signatories.compactMap(\.agency)), Set(clauses.flatMap(\.agencies)))
            let open = try references.views(of: clauses.flatMap(\.subjects), for: .visitor, tx)
            return CommitmentFile(
                commitment: commitment, clauses: clauses, signatories: signatories,
                verdicts: Dictionary(uniqueKeysWithValues: signatories.map { ($0.id.text, $0.verdict(on: commitment, keys)) }),
                notes: notes,
                inheritances: inheritances, keys: keys, left: left, invited: invited,
                milestones: try tx.milestones(of: clauses.map(\.id.text)),
                people: try tx.actorNames(Set(notes.map(\.author) + [commitment.createdBy])),
                withoutSignature: expected.filter { !signing.contains($0) }, withoutClause: expected.filter { !bound.contains($0) },
                hidden: clauses.filter { !$0.subjects.allSatisfy { open[$0] != nil } }.map(\.number),
                layout: try layout(commitment, clauses: clauses.count, signatories: signatories.count, tx))
        }
    }

    /// What is handed out so that anybody can check the signatures.
    package func bundle(of file: CommitmentFile) -> CanonicalValue {
        SignatureDeed.bundle(
            file.commitment, file.signatories, keys: file.keys, address: absolute(CommitmentPaths.commitment(file.commitment.code)))
    }
}
