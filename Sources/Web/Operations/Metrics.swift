import Foundation
import Synchronization

/// Counts what is asked and how long it takes, for Prometheus.
package final class Metrics: Sendable {
    /// Upper bounds in seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private struct Count {
        var byStatus: [Int: Int] = [:]
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var seconds = 0.0
    }

    private final class RouteCount: Sendable {
        let label: String
        let count = Mutex(Count())
        init(_ label: String) { self.label = label }
    }

    private let routes: [RouteCount]
    private let inFlight = Atomic<Int>(0)
    private let gauges = Mutex<[String: @Sendable () async -> Double]>([:])

    init(routes: [String]) { self.routes = (routes + ["-"]).map(RouteCount.init) }

    /// Adds a value to be read whenever metrics are asked for, such as the number of waiting jobs.
    package func gauge(_ name: String, _ value: @escaping @Sendable () async -> Double) { gauges.withLock { $0[name] = value } }

    /// Requests that are being answered now, for a shutdown that lets them finish.
    package var running: Int { inFlight.load(ordering: .relaxed) }

    func begin() { inFlight.add(1, ordering: .relaxed) }

    func end(route: Int?, status: Int, took: Duration) {
        inFlight.subtract(1, ordering: .relaxed)
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        let bucket = Metrics.bounds.firstIndex { seconds <= $0 } ?? Metrics.bounds.count
        routes[route ?? routes.count - 1].count.withLock { count in
            count.byStatus[status, default: 0] += 1
            count.buckets[bucket] += 1
            count.seconds += seconds
        }
    }

    /// Everything in Prometheus' text format 0.0.4; routes nobody asked for are left out.
    package func text() async -> String {
        var requests = "# HELP pendopo_requests_total Requests by route and status.\n# TYPE pendopo_requests_total counter\n"
        var durations = "# HELP pendopo_request_seconds How long requests took.\n# TYPE pendopo_request_seconds histogram\n"
        for route in routes {
            let count = route.count.withLock { $0 }
            guard !count.byStatus.isEmpty else { continue }
            for (status, number) in count.byStatus.sorted(by: { $0.key < $1.key }) {
                requests += "pendopo_requests_total{route=\"\(route.label)\",status=\"\(status)\"} \(number)\n"
            }
            var sum = 0
            for (index, bound) in Metrics.bounds.enumerated() {
                sum += count.buckets[index]
                durations += "pendopo_request_seconds_bucket{route=\"\(route.label)\",le=\"\(bound)\"} \(sum)\n"
            }
            sum += count.buckets.last!
            durations += "pendopo_request_seconds_bucket{route=\"\(route.label)\",le=\"+Inf\"} \(sum)\n"
            durations += "pendopo_request_seconds_sum{route=\"\(route.label)\"} \(count.seconds)\n"
            durations += "pendopo_request_seconds_count{route=\"\(route.label)\"} \(sum)\n"
        }
        var text = requests + durations
        text += "# HELP pendopo_requests_running Requests being answered now.\n# TYPE pendopo_requests_running gauge\n"
        text += "pendopo_requests_running \(running)\n"
        if let rss = Metrics.residentBytes {
            text += "# HELP process_resident_memory_bytes Resident memory.\n# TYPE process_resident_memory_bytes gauge\n"
            text += "process_resident_memory_bytes \(rss)\n"
        }
        for (name, value) in gauges.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            text += "# TYPE pendopo_\(name) gauge\npendopo_\(name) \(await value())\n"
        }
        return text
    }

    private static var residentBytes: Int? {
        guard let statm = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let pages = statm.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return pages.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
    }
}
