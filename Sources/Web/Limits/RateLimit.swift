/// How often something may be asked: `burst` times at once, and again as many spread over `seconds`.
package struct RateLimit: Sendable, Hashable {
    /// What is counted together; routes with the same name share the count.
    package let name: String
    package let burst: Int
    package let seconds: Double
    /// Counted in place of ``address``: for pages that a hall full of people behind one address uses at once.
    package let replacesAddress: Bool

    package init(_ name: String, _ burst: Int, per seconds: Double, replacesAddress: Bool = false) {
        self.name = name
        self.burst = burst
        self.seconds = seconds
        self.replacesAddress = replacesAddress
    }

    /// Everything one address asks for. Generous, because a whole office may share one address.
    package static let address = RateLimit("address", 1200, per: 60)
    /// Everything one account or API key asks the API.
    package static let api = RateLimit("api", 600, per: 60)
}

/// What a limit says to one request.
struct RateDecision: Sendable {
    let limit: RateLimit
    let isAllowed: Bool
    /// How many more may come at once.
    let remaining: Int
    /// Seconds until everything is allowed again, rounded up.
    let reset: Int
    /// Seconds until one more is allowed, rounded up.
    let retryAfter: Int
}
