import Kernel
import Synchronization

/// Events that this process has just recorded, for the dispatcher, which takes them up a moment later and would otherwise read each one
/// back and take it apart.
///
/// A copy to save work and no more: what is not here is read from the database. It holds the newest ones only, because an event
/// whose transaction failed, or which another server has told, is never asked for.
package final class RecentEvents: Sendable {
    /// An event with what its seal covers of it.
    struct Entry: Sendable {
        let event: Event
        let content: SealedContent
    }

    private struct Kept {
        var entries: [Identifier<Event>: Entry] = [:]
        /// In the order of their coming, each in the place of the one that it drives out.
        var order: [Identifier<Event>] = []
        var next = 0
    }

    /// So many come in a moment where thousands report in a second.
    static let most = 1024

    private let kept = Mutex(Kept())

    package init() {}

    /// To be called before the transaction that records it: the dispatcher may be at it as soon as that is on disk.
    package func add(_ event: Event) {
        let entry = Entry(event: event, content: SealedContent(of: event))
        kept.withLock { kept in
            kept.entries[event.id] = entry
            if kept.order.count < Self.most { return kept.order.append(event.id) }
            kept.entries[kept.order[kept.next]] = nil
            kept.order[kept.next] = event.id
            kept.next = (kept.next + 1) % Self.most
        }
    }

    /// Each of these events, in their order; `nil` for one that is not here.
    func find(_ ids: [Identifier<Event>]) -> [Entry?] { kept.withLock { kept in ids.map { kept.entries[$0] } } }

    /// Once they are told.
    func forget(_ ids: [Identifier<Event>]) {
        kept.withLock { kept in for id in ids { kept.entries[id] = nil } }
    }
}
