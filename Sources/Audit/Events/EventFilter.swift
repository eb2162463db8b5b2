import Foundation
import Kernel
import Storage
import Work

/// What a list of events is narrowed to. Everything is optional; what is set must hold together.
package struct EventFilter: Sendable, Equatable {
    package var kind: String?
    package var actorKind: Actor.Kind?
    package var actorID: String?
    /// Any of these; an empty list means that nothing was found under the code asked for.
    package var subjects: [Reference]?
    package var agency: String?
    /// First and last day, on the regency's clocks.
    package var from: Day?
    package var to: Day?

    package init() {}

    /// Readings of the audit itself stand in the history too; a list shows them when they are asked for.
    static let reading = "audit.read"

    /// Openings of reporters' identities.
    static let identities: EventFilter = {
        var filter = EventFilter()
        filter.kind = "identity.opened"
        return filter
    }()

    /// - Parameter scope: agencies whose events the reader may see; `nil` for all.
    func conditions(scope: Set<String>?, offsetHours: Int) -> SQL {
        var all: [SQL] = []
        if let kind { all.append("event.kind = \(kind)") } else { all.append("event.kind <> \(EventFilter.reading)") }
        if let actorKind { all.append("event.actor_kind = \(actorKind.rawValue)") }
        // The index knows only those that have one.
        if let actorID { all.append("event.actor_id = \(actorID) AND event.actor_id <> ''") }
        if let agency { all.append("event.agency_id = \(agency)") }
        if let scope { all.append("event.agency_id IN (\(.list(scope.sorted())))") }
        if let subjects {
            let any: [SQL] = subjects.map { "(event.subject_kind = \($0.kind) AND event.subject_id = \($0.id))" }
            all.append(any.isEmpty ? "1 = 0" : "(\(SQL.joined(any, separator: " OR ")))")
        }
        // Ids begin with their time, so a period is a range of the primary key; a minute to spare for clocks that were set back.
        if let from {
            let start = from.at(offsetHours: offsetHours)
            all.append("event.id >= \(EventFilter.firstID(at: start.adding(seconds: -60))) AND event.at >= \(start)")
        }
        if let to {
            let end = to.adding(1).at(offsetHours: offsetHours)
            all.append("event.id < \(EventFilter.firstID(at: end.adding(seconds: 60))) AND event.at < \(end)")
        }
        return SQL.joined(all, separator: " AND ")
    }

    /// The text before every id made at that millisecond or later (RFC 9562 §5.7).
    private static func firstID(at instant: Instant) -> String {
        let digits = String(max(0, instant.milliseconds), radix: 16)
        let padded = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
        return "\(padded.prefix(8))-\(padded.dropFirst(8))"
    }
}
