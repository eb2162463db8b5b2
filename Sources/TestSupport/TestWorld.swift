import Foundation
import Kernel
import Synchronization

/// A world whose clock stands still until it is moved, whose chance repeats itself, and whose mail is kept.
package final class TestWorld: Sendable {
    private struct State {
        var now: Instant
        var seed: UInt64
        var mails: [Mail] = []
        var web: [String: WebPage] = [:]
        var fetched: [FetchRequest] = []
    }

    /// What an address of the web gives in a test.
    package struct WebPage: Sendable {
        package var bytes: [UInt8]
        package var etag = ""
        package var name = ""
        package var error: AppError?

        package init(_ text: String, etag: String = "", name: String = "") {
            bytes = Array(text.utf8)
            self.etag = etag
            self.name = name
        }

        package init(_ error: AppError) {
            bytes = []
            self.error = error
        }
    }

    private let state: Mutex<State>

    /// - Parameter start: RFC 3339 text, Monday 2 March 2026 09:00 WIB unless said otherwise.
    package init(start: String = "2026-03-02T02:00:00Z", seed: UInt64 = 1) {
        state = Mutex(State(now: Instant(start)!, seed: seed))
    }

    /// The world as the application takes it. Every reading of the clock moves it by a millisecond, so that ids are in order.
    package var world: World {
        World(
            now: {
                self.state.withLock { state in
                    state.now = Instant(milliseconds: state.now.milliseconds + 1)
                    return state.now
                }
            },
            random: { count in
                self.state.withLock { state in
                    (0..<count).map { _ in
                        // SplitMix64.
                        state.seed &+= 0x9E37_79B9_7F4A_7C15
                        var z = state.seed
                        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
                        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
                        return UInt8(truncatingIfNeeded: z ^ (z >> 31))
                    }
                }
            },
            sendMail: { mail in self.state.withLock { $0.mails.append(mail) } },
            fetch: { request in try self.answer(request) })
    }

    /// What addresses of the web give from now on; all others give nothing.
    package var web: [String: WebPage] {
        get { state.withLock { $0.web } }
        set { state.withLock { $0.web = newValue } }
    }

    /// What was asked of the web so far, first things first.
    package var fetched: [FetchRequest] { state.withLock { $0.fetched } }

    private func answer(_ request: FetchRequest) throws -> FetchAnswer {
        let page = state.withLock { state in
            state.fetched.append(request)
            return state.web[request.url]
        }
        guard let page else { throw AppError(.notFound, "error.not_found") }
        if let error = page.error { throw error }
        if !page.etag.isEmpty, request.headers.contains(.init("If-None-Match", page.etag)) {
            return FetchAnswer(status: 304, url: request.url, etag: page.etag)
        }
        guard page.bytes.count <= request.mostBytes else { throw AppError.tooLarge("error.too_large") }
        try Data(page.bytes).write(to: URL(fileURLWithPath: request.path))
        return FetchAnswer(url: request.url, name: page.name, etag: page.etag, bytes: page.bytes.count)
    }

    package var now: Instant {
        get { state.withLock { $0.now } }
        set { state.withLock { $0.now = newValue } }
    }

    /// How far the clock and the chance have come: a world that is given another's mark goes on as if it had lived through the same.
    package struct Mark: Sendable {
        fileprivate let now: Instant
        fileprivate let seed: UInt64
    }

    package var mark: Mark {
        get { state.withLock { Mark(now: $0.now, seed: $0.seed) } }
        set {
            state.withLock { state in
                state.now = newValue.now
                state.seed = newValue.seed
            }
        }
    }

    /// Moves the clock to RFC 3339 text.
    package func set(_ text: String) { now = Instant(text)! }
    /// Moves the clock by whole days.
    package func pass(days: Int) { now = now.adding(days: days) }

    /// Mail sent so far, first things first.
    package var mails: [Mail] { state.withLock { $0.mails } }
}
