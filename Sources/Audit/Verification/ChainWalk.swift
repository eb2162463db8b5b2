import Foundation
import Kernel
import Storage
import Work

/// The first pass: every seal in order of position, its hash computed anew from the event and the seal before.
struct ChainWalk: PieceWalk {
    private(set) var isDone = false
    private(set) var seals = 0
    /// Position and stored hash of the last seal seen.
    private(set) var position = 0
    private(set) var hash = Seal.origin
    private(set) var findings: [Finding] = []
    private(set) var headsMet = 0
    /// Hash that the last seal should have had; differs from ``hash`` only right after one that did not fit.
    private var computed = Seal.origin
    /// Heads still ahead, by position; several may name one.
    private var ahead: ArraySlice<Head>

    init(heads: [Head]) { ahead = heads.sorted { $0.position < $1.position }[...] }

    /// The walk after the next piece.
    func walked(_ piece: Int, _ tx: Transaction) throws -> ChainWalk {
        var walk = self
        var count = 0
        try tx.each(
            """
            SELECT event_seal.position, event_seal.event_id, event_seal.hash, event_seal.sealed_at, event.* FROM event_seal
                LEFT JOIN event ON event.id = event_seal.event_id
            WHERE event_seal.position > \(position) ORDER BY event_seal.position LIMIT \(piece)
            """
        ) { row in
            count += 1
            walk.step(row)
            return true
        }
        if count < piece || walk.findings.count >= Verification.mostFindings { walk.finish(atEnd: count < piece) }
        return walk
    }

    private mutating func step(_ row: Row) {
        let at = row.int("position")
        let stored = row.text("hash")
        if at != position + 1 { findings.append(Finding(.positionMissing, position: position + 1)) }
        seals += 1
        if row.isNull("id") || !row.isEventReadable {
            findings.append(Finding(row.isNull("id") ? .eventMissing : .eventChanged, position: at, event: row.text("event_id")))
            computed = stored
        } else {
            let event = Event(row: row)
            let sealedAt = row.instant("sealed_at")
            let isReadable = event.isFaithful(to: row)
            let expected = Seal.hash(event, sealedAt: sealedAt, after: hash)
            if expected == stored, isReadable {
                // The one before did not fit its event, but this one knows it as it stands: so it was the event.
                if computed != hash { settle(.eventChanged) }
                computed = stored
            } else if computed != hash, isReadable, Seal.hash(event, sealedAt: sealedAt, after: computed) == stored {
                settle(.sealChanged)
                computed = stored
            } else {
                findings.append(Finding(isReadable ? .sealBroken : .eventChanged, position: at, event))
                computed = isReadable ? expected : stored
            }
        }
        position = at
        hash = stored
        meetHeads()
    }

    /// Says more exactly what the last finding was, now that the seal after it is known.
    private mutating func settle(_ kind: Finding.Kind) {
        guard let last = findings.lastIndex(where: { $0.kind == .sealBroken && $0.position == position }) else { return }
        findings[last].kind = kind
    }

    private mutating func meetHeads() {
        while let head = ahead.first, head.position <= position {
            ahead.removeFirst()
            headsMet += 1
            // Once a head does not fit, all later ones do not either.
            if head.position == position, head.hash != hash, !findings.contains(where: { $0.kind == .chainRecomputed }) {
                var finding = Finding(.chainRecomputed, position: position)
                finding.at = head.at
                findings.append(finding)
            }
        }
    }

    private mutating func finish(atEnd: Bool) {
        isDone = true
        guard atEnd, let head = ahead.last else { return }
        headsMet += ahead.count
        var finding = Finding(.tailMissing, position: position + 1)
        finding.sequence = head.position
        finding.at = head.at
        findings.append(finding)
    }
}

extension Event {
    /// Whether the row holds nothing that reading it forgives, such as a visibility nobody ever wrote.
    fileprivate func isFaithful(to row: Row) -> Bool {
        guard actorKind.rawValue == row.text("actor_kind"), visibility.rawValue == row.text("visibility") else { return false }
        return details.isEmpty ? row.text("details") == "{}" : true
    }
}

extension Row {
    /// Whether every column has its type: SQLite lets whoever edits it write anything anywhere.
    fileprivate var isEventReadable: Bool {
        columns.allSatisfy { column in
            switch (column, self[column]) {
            case ("at", .instant), ("sealed_at", .instant), ("position", .integer), ("sequence", .integer), ("details", .json),
                ("agency_id", .null):
                true
            case ("at", .text(let text)), ("sealed_at", .text(let text)): Instant(text) != nil
            case ("at", _), ("sealed_at", _), ("position", _), ("sequence", _): false
            case (_, .text): true
            default: false
            }
        }
    }
}

extension Finding {
    init(_ kind: Kind, position: Int?, _ event: Event) {
        self.init(kind, position: position, event: event.id.text)
        eventKind = event.kind
        at = event.at
        subjectKind = event.subject.kind
        subjectID = event.subject.id
        sequence = event.sequence
    }
}
