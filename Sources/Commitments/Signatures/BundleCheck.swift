import Directory
import Kernel
import Signing
import Storage

/// What was found in a deed or a file that somebody brought.
package struct BundleCheck: Sendable {
    /// What is found of a file that says it is a signed commitment.
    package enum Outcome: String, Sendable, CaseIterable {
        /// It is one of ours, and every signature in it is good.
        case genuine
        /// It is one of ours, and not everybody has signed yet.
        case incomplete
        /// It says something else than what was signed.
        case altered
        /// We never made it.
        case unknown

        package var label: TextKey { TextKey("paper_check.outcome.\(rawValue)") }
    }

    package var outcome: Outcome
    package var commitment: Commitment?
    /// Office, holder and verdict of each signature, in the order of the text.
    package var signatures: [(signatory: Signatory, verdict: SignatureVerdict)] = []
}

extension CommitmentDesk {
    /// Judges a deed (JSON) or a paper (PDF) that somebody brought. Of a deed everything is looked at: the text, its hash, each
    /// signature and whether the key is the one we published for that person. A PDF is ours when we handed out exactly these bytes.
    package func check(_ bytes: [UInt8]) async throws -> BundleCheck {
        if bytes.starts(with: Array("%PDF-".utf8)) {
            let hash = FileStore.name(of: bytes)
            let code = try await database.read { tx in
                try tx.row(
                    """
                    SELECT commitment.code AS code FROM commitment_paper JOIN commitment ON commitment.id = commitment_paper.commitment_id
                    WHERE commitment_paper.hash = \(hash)
                    """
                )?.text("code")
            }
            guard let code else { return BundleCheck(outcome: .unknown) }
            return try await standing(of: code)
        }
        guard let bundle = CanonicalValue(reading: String(decoding: bytes, as: UTF8.self)),
            bundle["type"]?.string == SignatureDeed.bundleType, let code = bundle["code"]?.string.flatMap(ShortCode.normalize),
            let commitment = try await database.read({ try $0.commitment(code: code) }), commitment.isPublic
        else { return BundleCheck(outcome: .unknown) }
        var found = try await standing(of: code)
        guard bundle["text"]?.text == commitment.canonical, bundle["text_sha256"]?.string == commitment.textHash else {
            found.outcome = .altered
            return found
        }
        let kept = Set(found.signatures.compactMap { $0.signatory.signed })
        let brought = bundle["signatures"]?.items.map { Signed(json: $0) } ?? []
        // Signatures that came later are missing in it, which is no fault; one that we do not have is.
        if !brought.allSatisfy({ $0.map(kept.contains) ?? false }) {
            found.outcome = .altered
        } else if brought.count < found.signatures.count, found.outcome == .genuine {
            found.outcome = .incomplete
        }
        return found
    }

    private func standing(of code: String) async throws -> BundleCheck {
        let file = try await file(of: code, for: .visitor)
        let signatures = file.signatories.map { (signatory: $0, verdict: file.verdicts[$0.id.text] ?? .waiting) }
        let verdicts = Set(signatures.map(\.verdict))
        let outcome: BundleCheck.Outcome =
            verdicts.isSubset(of: [.valid, .certified])
            ? .genuine : verdicts.isSubset(of: [.valid, .certified, .waiting]) ? .incomplete : .altered
        return BundleCheck(outcome: outcome, commitment: file.commitment, signatures: signatures)
    }
}
