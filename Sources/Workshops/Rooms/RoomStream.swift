import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// The stream of server-sent events by which a screen learns that its room has changed: one number for each change, several in quick
/// succession made one. A screen then fetches the room anew; without scripts it is reloaded by hand.
struct RoomStream: Sendable {
    let database: Database
    let broadcast: RoomBroadcast
    let cycle: Identifier<Cycle>
    /// The last change the screen knows of.
    let since: Int
    /// The group it shows; it is told of others' changes only with its own, or with the next beat. `nil` to hear of all at once.
    var group: String?

    /// Least time between two events, so that twenty people who type do not make two hundred screens fetch all the time.
    var pause = Duration.milliseconds(250)
    /// How often a silent stream says that it lives; what other processes have changed is noticed then.
    var beat = Duration.seconds(15)
    /// After so many beats, a minute, the stream ends: the browser comes again by itself and is asked again who it is, and a server that
    /// is being stopped waits no longer.
    var beats = 4

    /// - Parameter send: hands on a piece of the stream at once; throws when nobody listens any more.
    func run(_ send: (String) async throws -> Void) async throws {
        let (id, changes) = broadcast.listen(to: cycle, group: group)
        let ticker = Task { [broadcast, beat, beats] in
            for _ in 0..<beats {
                try await Task.sleep(for: beat)
                broadcast.wake(id)
            }
            broadcast.leave(id)
        }
        defer {
            ticker.cancel()
            broadcast.leave(id)
        }
        // Between the page and this stream something may have happened.
        var known = try await current()
        try await send("retry: 2000\n\n")
        if known > since { try await send(Self.event(known)) }
        for await change in changes {
            let latest = change == 0 ? try await current() : change
            guard latest > known else {
                try await send(": \n\n")
                continue
            }
            known = latest
            try await send(Self.event(known))
            try await Task.sleep(for: pause)
        }
    }

    private func current() async throws -> Int { try await database.read { [cycle] tx in try tx.workshopChange(of: cycle) } }

    static func event(_ change: Int) -> String { "id: \(change)\ndata: \(change)\n\n" }

    /// The answer to a browser's `EventSource`.
    var reply: Reply {
        Reply(
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store", .contentEncoding: "identity"],
            body: .stream { writer in
                try await run { piece in
                    try await writer.write(piece)
                    try await writer.flush()
                }
            }
        ).header("X-Accel-Buffering", "no")
    }
}
