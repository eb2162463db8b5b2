import Kernel
import Work

/// One event with the names a reader may see.
package struct EventRow: Sendable {
    package var event: Event
    /// Its place in the chain; `nil` while it waits for its seal.
    package var position: Int?
    package var hash: String?
    package var sealedAt: Instant?
    /// Name of the account or client that acted; `nil` when it has none or the reader may not know it.
    package var actor: ReferenceView?
    /// `nil` when the reader may not see the record, or nobody knows it any more.
    package var subject: ReferenceView?
    package var agency: String?
    /// What was written with it; read only where it is shown.
    package var written: String?

    init(
        event: Event, position: Int? = nil, hash: String? = nil, sealedAt: Instant? = nil, actor: ReferenceView? = nil,
        subject: ReferenceView? = nil, agency: String? = nil, written: String? = nil
    ) {
        self.event = event
        self.position = position
        self.hash = hash
        self.sealedAt = sealedAt
        self.actor = actor
        self.subject = subject
        self.agency = agency
        self.written = written
    }
}

/// One page of events, the newest first.
package struct EventList: Sendable {
    package var rows: [EventRow]
    /// Whether there are newer ones before and older ones after.
    package var hasNewer: Bool
    package var hasOlder: Bool
}
