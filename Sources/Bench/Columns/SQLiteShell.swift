import Foundation
import Kernel

/// The `sqlite3` command, asked for the same as we are.
struct SQLiteShell {
    let database: String

    /// Runs statements and gives what was printed.
    @discardableResult
    func run(_ script: String, arguments: [String] = []) throws -> String {
        let outcome = try ChildCommand("sqlite3", arguments + [database]).run(input: Array(script.utf8), errors: .ours)
        guard outcome.end == .code(0) else { throw Failure(script: script, output: outcome.text) }
        return outcome.text
    }

    struct Failure: Error {
        var script: String
        var output: String
    }

    /// Seconds of a query by the shell's own timer, the middle of several; the rows go nowhere.
    func median(_ times: Int, _ queries: [String]) throws -> Double {
        var seconds: [Double] = []
        let script =
            ".output /dev/null\n.timer on\n" + (0..<times).map { _ in queries.joined(separator: "\n") }.joined(separator: "\n") + "\n"
        for line in try run(script).split(separator: "\n") where line.hasPrefix("Run Time: real ") {
            seconds.append(Double(line.split(separator: " ")[3]) ?? .nan)
        }
        let rounds = stride(from: 0, to: seconds.count, by: queries.count).map {
            seconds[$0..<min($0 + queries.count, seconds.count)].reduce(0, +)
        }
        return rounds.sorted()[rounds.count / 2]
    }
}
