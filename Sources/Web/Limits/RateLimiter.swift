import Kernel
import Synchronization

/// Counts by GCRA (ITU-T I.371): for each subject one instant is kept, at which its bucket would be full again.
package final class RateLimiter: Sendable {
    private let shards: [Shard]

    private final class Shard: Sendable {
        let full = Mutex<[String: Double]>([:])
    }

    /// Subjects kept per shard before those with full buckets are forgotten.
    private static let most = 4096

    init(shards: Int = 16) { self.shards = (0..<shards).map { _ in Shard() } }

    /// Counts one request of a subject against a limit.
    func ask(_ limit: RateLimit, _ subject: String, at now: Instant) -> RateDecision {
        let key = "\(limit.name)|\(subject)"
        let time = Double(now.milliseconds) / 1000
        let step = limit.seconds / Double(limit.burst)
        let shard = shards[Int(UInt(bitPattern: key.hashValue) % UInt(shards.count))]
        return shard.full.withLock { full in
            if full.count >= RateLimiter.most, full[key] == nil { full = full.filter { $0.value > time } }
            let next = max(full[key] ?? time, time) + step
            let isAllowed = next - time <= limit.seconds + 1e-6
            if isAllowed { full[key] = next }
            let used = (isAllowed ? next : next - step) - time
            return RateDecision(
                limit: limit, isAllowed: isAllowed, remaining: max(0, Int((limit.seconds - used) / step + 1e-6)),
                reset: Int(used.rounded(.up)), retryAfter: isAllowed ? 0 : max(1, Int((next - time - limit.seconds).rounded(.up))))
        }
    }
}
