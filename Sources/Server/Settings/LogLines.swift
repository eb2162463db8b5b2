import Foundation
import Kernel
import Logging
import Synchronization

/// Writes log lines to standard error: one JSON object each for machines, or aligned words for people.
struct LogLines: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let label: String
    private let isJSON: Bool
    private let now: @Sendable () -> Instant
    private let write: @Sendable (String) -> Void

    init(
        label: String, level: Logger.Level, isJSON: Bool, now: @escaping @Sendable () -> Instant,
        write: @escaping @Sendable (String) -> Void = LogLines.toStandardError
    ) {
        self.label = label
        logLevel = level
        self.isJSON = isJSON
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let time = now().description
        if isJSON {
            var fields = [("time", time), ("level", event.level.rawValue), ("label", label), ("message", "\(event.message)")]
            fields += all.map { (["time", "level", "label", "message"].contains($0.0) ? "_\($0.0)" : $0.0, $0.1) }
            write("{" + fields.map { "\(LogLines.quoted($0.0)):\(LogLines.quoted($0.1))" }.joined(separator: ",") + "}\n")
        } else {
            let words = all.map { " \($0.0)=\($0.1)" }.joined()
            write(
                "\(time.dropFirst(11).prefix(12)) \(event.level.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0))\(event.message)\(words)\n"
            )
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20:
                let code = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static let lock = Mutex(())

    static let toStandardError: @Sendable (String) -> Void = { line in
        lock.withLock { _ in
            var bytes = Array(line.utf8)[...]
            while !bytes.isEmpty {
                let written = bytes.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
                if written <= 0 { return }
                bytes = bytes.dropFirst(written)
            }
        }
    }
}
