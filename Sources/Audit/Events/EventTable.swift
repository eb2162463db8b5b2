import Kernel
import Tables
import Web
import Work

/// The history as a table to take along.
enum EventTable {
    static let columns = [
        "position", "at", "kind", "kind_name", "actor_kind", "actor", "actor_id", "subject_kind", "subject", "subject_id", "sequence",
        "agency",
        "agency_id", "visibility", "details", "digest", "hash", "id",
    ]

    /// The table as it is read, piece by piece; its reading is recorded before.
    static func reply(_ query: EventQuery, _ request: Request) async throws -> Reply {
        let desk = request.audit
        let reader = request.actor
        let page = request.page
        let filter = try await query.filter(desk, for: reader)
        try await desk.recordReading("table", query.recorded, by: reader)
        return .csv(filename: "audit.csv") { writer in
            var csv = CSVWriter(byteOrderMark: true)
            csv.row(columns.map { page.t(TextKey("audit.table.\($0)")) })
            var start = AuditDesk.Start.newest
            while true {
                let list = try await desk.events(filter, from: start, limit: 500, for: reader)
                for row in list.rows { csv.row(cells(row, page)) }
                try await writer.write(csv.take())
                guard list.hasOlder, let last = list.rows.last else { return }
                start = .olderThan(last.event.id)
            }
        }
    }

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
