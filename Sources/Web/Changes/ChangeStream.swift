import HTTPTypes

/// The stream of server-sent events by which a screen learns that what it shows has changed: one number for each change, several in quick
/// succession made one. A screen then fetches its page anew (`Assets/js/room.js`); what works without scripts is the page's to say.
package struct ChangeStream: Sendable {
    let broadcast: ChangeBroadcast
    let topic: String
    /// The last change the screen knows of.
    let since: Int
    /// The part it shows: others' changes are told with its own, or a few seconds later. `nil` to hear of all at once.
    package var part: String?
    /// The number of the last change on disk.
    let current: @Sendable () async throws -> Int

    /// Least time between two events, so that twenty people who type do not make two hundred screens fetch all the time.
    package var pause = Duration.milliseconds(250)
    /// How often a silent stream says that it lives; what other processes have changed is noticed then.
    package var beat = Duration.seconds(15)
    /// After so many beats, a minute, the stream ends: the browser comes again by itself and is asked again who it is, and a server that
    /// is being stopped waits no longer.
    var beats = 4

    package init(_ topic: String, of broadcast: ChangeBroadcast, since: Int, current: @escaping @Sendable () async throws -> Int) {
        self.topic = topic
        self.broadcast = broadcast
        self.since = since
        self.current = current
    }

    /// - Parameter send: hands on a piece of the stream at once; throws when nobody listens any more.
    package func run(_ send: (String) async throws -> Void) async throws {
        let (id, changes) = broadcast.listen(to: topic, part: part)
        // Whoever is told of one part only looks five times as often whether there is anything else.
        let looks = part == nil ? 1 : 5
        let ticker = Task { [broadcast, beat, beats] in
            for _ in 0..<beats * looks {
                try await Task.sleep(for: beat / looks)
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

    package static func event(_ change: Int) -> String { "id: \(change)\ndata: \(change)\n\n" }

    /// The answer to a browser's `EventSource`.
    package var reply: Reply {
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
