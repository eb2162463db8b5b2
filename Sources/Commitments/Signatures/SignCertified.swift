import Directory
import Documents
import Kernel
import Storage
import Web
import Work

extension CommitmentDesk {
    /// Signs by the certified service: the commitment as a PDF goes there with the person's number and passphrase, and comes back signed.
    /// Each who signs signs the file the one before has signed.
    @discardableResult
    package func signCertified(
        _ code: String, seen: String, nik: String, passphrase: String, by actor: Actor, words: Words
    ) async throws -> Commitment {
        guard signatures.provider == .bsre, let service = signatures.bsre else { throw AppError.conflict("error.signing_not_certified") }
        let account = try await person(actor)
        let (commitment, last) = try await database.read { tx in
            let (commitment, _) = try signing(code, seen: seen, account, actor, tx)
            return (commitment, try tx.signatories(of: commitment.id).filter { $0.state == .signed }.max { $0.signedAt! < $1.signedAt! })
        }
        let pdf: [UInt8]
        if let hash = last?.fileHash, let before = try await files.get(hash) {
            pdf = before
        } else {
            pdf = try await paper(of: commitment.code, .indonesian, words).bytes
        }
        let signed = try await service.sign(
            pdf, name: "komitmen-\(commitment.code).pdf", nik: nik, passphrase: passphrase,
            link: absolute(CommitmentPaths.commitment(commitment.code)), boundary: "pendopo-\(world.token())")
        let hash = try await files.put(signed.bytes)
        return try await telling { tx in
            var (commitment, signatory) = try signing(code, seen: seen, account, actor, tx)
            // Somebody else's signature meanwhile would be missing in this file.
            let newest = try tx.signatories(of: commitment.id).filter { $0.state == .signed }.max { $0.signedAt! < $1.signedAt! }
            guard newest?.fileHash == last?.fileHash else { throw AppError.conflict("error.changed_meanwhile") }
            let now = world.now()
            signatory.name = account.name
            signatory.provider = SignatureSettings.Provider.bsre.rawValue
            (signatory.fileHash, signatory.documentID) = (hash, signed.documentID)
            try tx.keepPaper(hash, of: commitment.id, kind: "bsre", at: now)
            try keep(&signatory, &commitment, by: actor, at: now, tx)
            return commitment
        }
    }
}

extension Transaction {
    /// Remembers that exactly these bytes were handed out as a commitment's paper.
    func keepPaper(_ hash: String, of commitment: Identifier<Commitment>, kind: String, at now: Instant) throws {
        try run(
            """
            INSERT INTO commitment_paper (hash, commitment_id, kind, made_at) VALUES (\(hash), \(commitment), \(kind), \(now))
            ON CONFLICT (hash) DO NOTHING
            """)
    }
}
