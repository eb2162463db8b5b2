import Kernel
import Storage
import Work

/// The third pass: every subject's events are numbered without a gap, and its record is as its last event left it.
struct SubjectWalk: PieceWalk {
    private(set) var isDone = false
    private(set) var subjects = 0
    private(set) var records = 0
    private(set) var findings: [Finding] = []
    private let digests: [String: RecordDigest]
    private var after = Reference("", "")

    init(_ digests: [RecordDigest]) { self.digests = Dictionary(digests.map { ($0.kind, $0) }, uniquingKeysWith: { $1 }) }

    func walked(_ piece: Int, _ tx: Transaction) throws -> SubjectWalk {
        var walk = self
        let rows = try tx.rows(
            """
            SELECT subject_kind, subject_id, min(sequence) AS lowest, max(sequence) AS highest, count(*) AS events FROM event
            WHERE (subject_kind, subject_id) > (\(after.kind), \(after.id))
            GROUP BY subject_kind, subject_id ORDER BY subject_kind, subject_id LIMIT \(piece)
            """)
        var known: [String: [String]] = [:]
        for row in rows {
            let subject = Reference(row.text("subject_kind"), row.text("subject_id"))
            walk.after = subject
            if row.int("lowest") != 1 || row.int("highest") != row.int("events") { try walk.findGap(subject, tx) }
            if digests[subject.kind] != nil { known[subject.kind, default: []].append(subject.id) }
        }
        for (kind, ids) in known.sorted(by: { $0.key < $1.key }) { try walk.compare(digests[kind]!, ids, tx) }
        walk.subjects += rows.count
        walk.isDone = rows.count < piece || walk.findings.count >= Verification.mostFindings
        return walk
    }

    private mutating func findGap(_ subject: Reference, _ tx: Transaction) throws {
        let present = try tx.rows(
            "SELECT sequence FROM event WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) ORDER BY sequence"
        ).map { $0.int("sequence") }
        var finding = Finding(.sequenceMissing)
        finding.subjectKind = subject.kind
        finding.subjectID = subject.id
        finding.sequence = zip(present, 1...).first { $0 != $1 }?.1
        finding.title = try digests[subject.kind]?.title(tx, subject.id)
        findings.append(finding)
    }

    private mutating func compare(_ digest: RecordDigest, _ ids: [String], _ tx: Transaction) throws {
        let now = try digest.digests(tx, ids)
        let last = try tx.rows(
            """
            SELECT event.*, event_seal.position FROM event LEFT JOIN event_seal ON event_seal.event_id = event.id
            WHERE event.subject_kind = \(digest.kind) AND event.subject_id IN (\(.list(ids)))
                AND event.sequence = (SELECT max(later.sequence) FROM event AS later
                    WHERE later.subject_kind = event.subject_kind AND later.subject_id = event.subject_id)
            ORDER BY event.subject_id
            """
        ).map { (event: Event(row: $0), position: $0.intIfAny("position")) }
        let unlike = last.filter { now[$0.event.subject.id] != $0.event.digest }.map { $0.event.subject.id }
        let earlier = try unlike.isEmpty ? nil : digest.earlier?(tx, unlike)
        for (event, position) in last {
            let isGone = digest.endings.contains(event.kind)
            if event.digest.isEmpty, !isGone { continue }
            records += 1
            let kind: Finding.Kind
            switch now[event.subject.id] {
            case nil where isGone, event.digest? where !isGone: continue
            case nil: kind = .recordMissing
            case _? where !isGone && earlier?[event.subject.id] == event.digest: continue
            default: kind = .recordChanged
            }
            var finding = Finding(kind, position: position, event)
            finding.title = try digest.title(tx, event.subject.id)
            findings.append(finding)
        }
    }
}
