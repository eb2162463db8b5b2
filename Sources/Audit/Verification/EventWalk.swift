import Kernel
import Storage
import Work

/// The second pass: every event is sealed, or waits for it in the outbox.
struct EventWalk: PieceWalk {
    private(set) var isDone = false
    private(set) var events = 0
    private(set) var waiting = 0
    private(set) var findings: [Finding] = []
    private var after = ""

    func walked(_ piece: Int, _ tx: Transaction) throws -> EventWalk {
        var walk = self
        if after.isEmpty { try walk.checkOutbox(tx) }
        var unsealed: [String] = []
        var count = 0
        try tx.each(
            """
            SELECT event.id, event_seal.position, outbox.event_id AS waiting FROM event
                LEFT JOIN event_seal ON event_seal.event_id = event.id LEFT JOIN outbox ON outbox.event_id = event.id
            WHERE event.id > \(after) ORDER BY event.id LIMIT \(piece)
            """
        ) { row in
            count += 1
            walk.after = row.text("id")
            if row.isNull("position") {
                if row.isNull("waiting") { unsealed.append(walk.after) } else { walk.waiting += 1 }
            }
            return true
        }
        for id in unsealed.prefix(Verification.mostFindings) {
            guard let event = try tx.row("SELECT * FROM event WHERE id = \(id)").map(Event.init(row:)) else { continue }
            walk.findings.append(Finding(.eventUnsealed, position: nil, event))
        }
        walk.events += count
        walk.isDone = count < piece || walk.findings.count >= Verification.mostFindings
        return walk
    }

    /// What waits without there being an event was an event that somebody took away before it was sealed.
    private mutating func checkOutbox(_ tx: Transaction) throws {
        let lost = try tx.rows(
            """
            SELECT outbox.event_id FROM outbox LEFT JOIN event ON event.id = outbox.event_id
            WHERE event.id IS NULL ORDER BY outbox.event_id LIMIT \(Verification.mostFindings)
            """)
        findings += lost.map { Finding(.waitingWithoutEvent, event: $0.text("event_id")) }
    }
}
