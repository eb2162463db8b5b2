import CSpawn
import Foundation

/// A program and what it is given, to be run in a process of its own: the one way in which we start others.
///
///     let listed = try ChildCommand("tar", ["-tf", path]).run()
///     guard listed.end == .code(0) else { … }
///
/// Foundation's `Process` does the same, but reads past the end of its list of open files once there are some 1,360 of them, as in a busy
/// server.
package struct ChildCommand: Sendable {
    /// Its path; a name without a slash is looked for in the folders of our `PATH`.
    package var program: String
    package var arguments: [String]
    /// All that it gets; `nil` hands on ours, which may hold secrets.
    package var environment: [String: String]?
    /// Where it stands when it begins; `nil` for where we do.
    package var folder: String?

    package init(_ program: String, _ arguments: [String] = [], environment: [String: String]? = nil, folder: String? = nil) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
    }

    /// Where a program lies, by its name; `nil` when no folder of our `PATH` has it.
    package static func path(of name: String) -> String? {
        if name.contains("/") { return name }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// Runs it to its end. Blocks the thread; see ``run(on:input:errors:limits:)``.
    /// - Parameters:
    ///   - input: what it finds on its standard input; it need not read it.
    ///   - errors: where its standard error goes: nowhere, into ``ChildOutcome/errors``, to ours, or among its output.
    package func run(
        input: [UInt8] = [], errors: ChildProcess.Stream = .nothing, limits: ChildLimits = ChildLimits()
    ) throws(ChildProcess.NotStarted) -> ChildOutcome {
        try begun(input, errors).talk(input, limits)
    }

    /// Runs it to its end on a lane, where it may have to wait for others. It is killed when the task is cancelled.
    package func run(
        on lane: Background, input: [UInt8] = [], errors: ChildProcess.Stream = .nothing, limits: ChildLimits = ChildLimits()
    ) async throws(ChildProcess.NotStarted) -> ChildOutcome {
        let leash = ChildLeash()
        let result = await withTaskCancellationHandler {
            await lane.run { () -> Result<ChildOutcome, ChildProcess.NotStarted> in
                guard !leash.isCut else { return .success(ChildOutcome(end: .cancelled)) }
                do throws(ChildProcess.NotStarted) {
                    let process = try self.begun(input, errors)
                    leash.hold(process)
                    return .success(process.talk(input, limits))
                } catch {
                    return .failure(error)
                }
            }
        } onCancel: {
            leash.cut()
        }
        return try result.get()
    }

    private func begun(_ input: [UInt8], _ errors: ChildProcess.Stream) throws(ChildProcess.NotStarted) -> ChildProcess {
        try ChildProcess(self, input: input.isEmpty ? .nothing : .pipe, errors: errors)
    }

    /// Starts it with these files as its standard streams.
    func start(_ streams: [Int32]) throws(ChildProcess.NotStarted) -> pid_t {
        guard let path = ChildCommand.path(of: program) else { throw ChildProcess.NotStarted(program: program, error: ENOENT) }
        var arguments: [UnsafeMutablePointer<CChar>?] = ([program] + self.arguments).map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        let given = environment ?? ProcessInfo.processInfo.environment
        var environment: [UnsafeMutablePointer<CChar>?] = given.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { environment.forEach { free($0) } }
        var id: pid_t = 0
        let error = cspawn_start(&id, path, &arguments, &environment, folder, streams[0], streams[1], streams[2])
        guard error == 0 else { throw ChildProcess.NotStarted(program: program, error: error) }
        return id
    }
}
