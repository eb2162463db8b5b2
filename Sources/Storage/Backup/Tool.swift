import Foundation
import Kernel

/// PostgreSQL's own programs for saving and restoring.
enum Tool {
    /// Runs a program of `PATH` and waits for it. Blocks.
    /// - Parameter url: the database to work on. Its password goes through the environment, because everybody on the
    ///   machine can read the arguments.
    /// - Throws: `unavailable` with what it said when it is missing or fails.
    static func run(_ name: String, _ arguments: [String], database url: String) throws {
        guard ChildCommand.path(of: name) != nil else {
            throw AppError.unavailable(Message("error.backup_tool_missing", ["tool": name]))
        }
        var parts = URLComponents(string: url)
        var environment = ProcessInfo.processInfo.environment
        environment["PGPASSWORD"] = parts?.password ?? environment["PGPASSWORD"]
        parts?.password = nil
        let command = ChildCommand(name, ["--dbname=\(parts?.string ?? url)"] + arguments, environment: environment)
        let outcome = try command.run(errors: .pipe)
        guard outcome.end == .code(0) else {
            let reason = String(decoding: outcome.errors.suffix(2000), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            throw AppError.unavailable(Message("error.backup_tool_failed", ["tool": name, "reason": reason]))
        }
    }
}
