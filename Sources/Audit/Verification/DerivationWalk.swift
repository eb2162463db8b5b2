import Kernel
import Storage
import Work

/// After the records themselves: what follows from them is what is kept beside them.
struct DerivationWalk: PieceWalk {
    private(set) var isDone = false
    private(set) var findings: [Finding] = []
    private let derivation: Derivation
    private var after = ""

    init(_ derivation: Derivation) { self.derivation = derivation }

    func walked(_ piece: Int, _ tx: Transaction) throws -> DerivationWalk {
        var walk = self
        let look = try derivation.look(tx, after, piece)
        walk.findings += told(look.differing, as: .derivedChanged) + told(look.missing, as: .derivedMissing)
        walk.after = look.last ?? after
        walk.isDone = look.last == nil || walk.findings.count >= Verification.mostFindings
        return walk
    }

    private func told(_ titles: [String], as kind: Finding.Kind) -> [Finding] {
        titles.prefix(Verification.mostFindings).map { title in
            var finding = Finding(kind)
            finding.subjectKind = derivation.kind
            finding.title = title
            return finding
        }
    }
}
