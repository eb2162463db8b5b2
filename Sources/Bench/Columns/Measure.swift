import Foundation

/// Times and memory.
enum Measure {
    /// Seconds that a piece of work takes, the middle of several.
    static func median(_ times: Int, _ body: () throws -> Void) rethrows -> Double {
        var seconds: [Double] = []
        for _ in 0..<times { seconds.append(try once(body)) }
        return seconds.sorted()[times / 2]
    }

    static func once(_ body: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try body()
        let parts = start.duration(to: clock.now).components
        return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }

    /// Seconds of processor time that this process has used.
    static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    /// Megabytes of memory that belong to no file.
    static func anonymousMemory() -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
        return (line.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0) / 1024
    }
}

/// The most memory that was in use while something ran, looked at every few milliseconds.
final class MemoryWatch: @unchecked Sendable {
    private let lock = NSLock()
    private var most = 0.0
    private var isRunning = true

    init() {
        Thread.detachNewThread { [self] in
            while lock.withLock({ isRunning }) {
                let now = Measure.anonymousMemory()
                lock.withLock { most = max(most, now) }
                Thread.sleep(forTimeInterval: 0.005)
            }
        }
    }

    func stop() -> Double {
        lock.withLock {
            isRunning = false
            return most
        }
    }
}
