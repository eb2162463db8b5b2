import Kernel
import Storage
import Work

/// The last pass: every record of a kind has events. One without was put in by hand.
struct RecordWalk: PieceWalk {
    private(set) var isDone = false
    private(set) var findings: [Finding] = []
    private let digest: RecordDigest
    private var after = ""

    init(_ digest: RecordDigest) { self.digest = digest }

    func walked(_ piece: Int, _ tx: Transaction) throws -> RecordWalk {
        var walk = self
        let ids = try digest.ids(tx, after, piece)
        let told = Set(
            try tx.rows("SELECT DISTINCT subject_id FROM event WHERE subject_kind = \(digest.kind) AND subject_id IN (\(.list(ids)))")
                .map { $0.text("subject_id") })
        for id in ids where !told.contains(id) {
            var finding = Finding(.recordWithoutEvent)
            finding.subjectKind = digest.kind
            finding.subjectID = id
            finding.title = try digest.title(tx, id)
            walk.findings.append(finding)
        }
        walk.after = ids.last ?? after
        walk.isDone = ids.count < piece || walk.findings.count >= Verification.mostFindings
        return walk
    }
}
