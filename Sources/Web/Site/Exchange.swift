import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import Synchronization

/// What Hummingbird carries through one request for us.
package struct SiteContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Address at the other end of the connection; ``Network/local`` when there is none, as in tests.
    let peer: String
    /// Told to whoever asked and to the log.
    let requestID: String
    /// Whether ``DirectAnswers`` sends the answer, not Hummingbird.
    let isDirect: Bool
    var exchange = Exchange()
    /// Whose routes are being walked; set where they are, see ``RouteFinder``.
    var site: Site?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        requestID = source.logger[metadataKey: "hb.request.id"]?.description ?? ""
        peer = source.channel.remoteAddress?.ipAddress ?? Network.local
        isDirect = false
    }

    /// For a request that Hummingbird did not read.
    init(peer: String, logger: Logger) {
        coreContext = .init(source: Unread(logger: logger))
        requestID = RequestID().description
        self.peer = peer
        isDirect = true
    }

    private struct Unread: RequestContextSource { let logger: Logger }
}

/// What becomes known while a request is answered. Touched by one task at a time; the lock is for the compiler and costs nothing.
final class Exchange: Sendable {
    struct State {
        /// Index of the route that matched; `nil` when none did.
        var route: Int?
        var template = ""
        var actor = Actor.Kind.visitor
        var cookies: [SetCookie] = []
        /// The browser's form key and the token made of it, once a page asked for one.
        var formKey: String?
        var token: String?
        /// Set when an act kept its answer in its own transaction.
        var keptOnce = false
        var rates: RateDecision?
        var isSecure = false
    }

    private let state = Mutex(State())

    func read<T: Sendable>(_ body: (borrowing State) -> T) -> T { state.withLock { body($0) } }
    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    var template: String { read { $0.template } }
    func set(_ cookie: SetCookie) { change { $0.cookies.append(cookie) } }
}
