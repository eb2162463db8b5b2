import Foundation
import Kernel

/// PostgreSQL's own programs for saving and restoring.
enum Tool {
    /// Runs a program of `PATH` and waits for it. Blocks.
    /// - Parameter url: the database to work on. Its password goes through the environment, because everybody on the
    ///   machine can read the arguments.
    /// - Throws: `unavailable` with what it said when it is missing or fails.
    static func run(_ name: String, _ arguments: [String], database url: String) throws {
        guard let path = find(name) else { throw AppError.unavailable(Message("error.backup_tool_missing", ["tool": name])) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        var parts = URLComponents(string: url)
        var environment = ProcessInfo.processInfo.environment
        environment["PGPASSWORD"] = parts?.password ?? environment["PGPASSWORD"]
        parts?.password = nil
        process.environment = environment
        process.arguments = ["--dbname=\(parts?.string ?? url)"] + arguments
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let reason = String(decoding: said.suffix(2000), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            throw AppError.unavailable(Message("error.backup_tool_failed", ["tool": name, "reason": reason]))
        }
    }

    private static func find(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
