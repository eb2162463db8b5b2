import Kernel
import Web
import Work

/// The history as a table to take along.
enum EventTable {
    static let columns = [
        "position", "at", "kind", "kind_name", "actor_kind", "actor", "actor_id", "subject_kind", "subject", "subject_id", "sequence",
        "agency",
        "agency_id", "visibility", "details", "digest", "hash", "id",
    ]

    static func cells(_ row: EventRow, _ page: Page) -> [String] {
        let event = row.event
        return [
            row.position.map { "\($0)" } ?? "", event.at.description, event.kind, EventWords.kind(event.kind, page),
            event.actorKind.rawValue,
            row.actor?.title ?? "", event.actorID, event.subject.kind, row.subject?.title ?? "", event.subject.id, "\(event.sequence)",
            row.agency ?? "", event.agency ?? "", event.visibility.rawValue,
            event.details.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; "), event.digest, row.hash ?? "",
            event.id.text,
        ]
    }
}
