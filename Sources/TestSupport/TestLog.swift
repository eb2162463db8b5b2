import Logging
import Synchronization

/// A log that a test can read: every line at every level, with its metadata.
package final class TestLog: Sendable {
    private let kept = Mutex<[String]>([])

    package init() {}

    package var lines: [String] { kept.withLock { $0 } }

    package var logger: Logger {
        var logger = Logger(label: "pendopo.test") { [self] _ in Sink(self) }
        logger.logLevel = .trace
        return logger
    }

    fileprivate func add(_ line: String) { kept.withLock { $0.append(line) } }
}

private struct Sink: LogHandler {
    private let lines: TestLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(_ lines: TestLog) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        lines.add("\(event.level) \(event.message)\(all)")
    }
}
