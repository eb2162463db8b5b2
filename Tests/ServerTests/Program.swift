import Foundation
import Kernel
import Storage
import Synchronization
import TestSupport
import Testing
import Web

@testable import Server

/// Lines or pieces of text that several threads add to.
final class Lines: Sendable {
    private let kept = Mutex<[String]>([])
    func add(_ line: String) { kept.withLock { $0.append(line) } }
    var all: [String] { kept.withLock { $0 } }
    var text: String { all.joined() }
}

/// Hands over a program with a database of its own, on whichever engine the run is for, and tidies up.
/// - Parameter isMigrated: whether its `migrate` need find nothing left to do: on PostgreSQL, where that takes long, the database is then
///   a copy of one that was migrated already.
func withProgram(isMigrated: Bool = false, _ body: (Program) async throws -> Void) async throws {
    guard let server = TestDatabase.server else { return try await body(Program()) }
    let name: String
    if isMigrated {
        name = try await TestDatabase.named(migrations: try Composition.capabilities().migrations)
    } else {
        name = "pendopo_command_\(UInt32.random(in: 0...UInt32.max))"
        try await server.create(name)
    }
    do { try await body(Program(database: server.url(of: name))) } catch {
        try await server.drop(name)
        throw error
    }
    try await server.drop(name)
}

/// The built `pendopo`, run as an operator runs it, on a data folder of its own.
final class Program: Sendable {
    static let file = Bundle.main.bundleURL.appendingPathComponent("pendopo")
    let folder: URL
    let database: String?

    init(database: String? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-test-\(UUID().uuidString)")
        self.database = database
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var data: String { folder.appendingPathComponent("data").path }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// Its database, while nobody serves.
    func open() async throws -> Database {
        if let database { return try await Database.openPostgres(url: database, connections: 1, mayLoseWrites: true) }
        return try Database.openSQLite(path: DataFolder(data).database)
    }

    struct Result: Sendable {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Runs a command to its end.
    func run(
        _ arguments: String..., input: String = "", data: String? = nil, environment: [String: String] = [:]
    ) async throws -> Result {
        let running = try start(arguments, input: input, data: data, environment: environment)
        return await running.end()
    }

    func start(
        _ arguments: [String], input: String = "", data: String? = nil, environment: [String: String] = [:]
    ) throws -> Running {
        var all = arguments + ["--data", data ?? self.data]
        if let database { all += ["--database", database] }
        return try Running(all, folder, input, environment)
    }

    /// Starts a server on a port that is free and gives its address.
    func serve(data: String? = nil) async throws -> (Running, URL) {
        let server = try start(["serve", "--port", "0"], data: data)
        try await server.waitFor("\"serving\"")
        let match = try #require(server.complained.firstMatch(of: /"address":"(https?:\/\/127\.0\.0\.1:\d+\/)"/))
        return (server, try #require(URL(string: String(match.1))))
    }

    /// A command that has been started.
    final class Running: Sendable {
        private let process: ChildProcess
        private let output = Lines()
        private let errors = Lines()
        private let finished: AsyncStream<Int32>

        fileprivate init(_ arguments: [String], _ folder: URL, _ input: String, _ more: [String: String]) throws {
            var environment = ProcessInfo.processInfo.environment.filter {
                !$0.key.hasPrefix("PENDOPO_") && $0.key != "LANG" && !$0.key.hasPrefix("LC_")
            }
            environment["PENDOPO_LOG_FORMAT"] = "json"
            environment["PENDOPO_ASSETS"] =
                URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Assets").path
            let command = ChildCommand(
                Program.file.path, arguments, environment: environment.merging(more) { _, new in new }, folder: folder.path)
            let process = try ChildProcess(command, input: .pipe, errors: .pipe)
            let reading = DispatchGroup()
            for (lines, isErrors) in [(output, false), (errors, true)] {
                reading.enter()
                Thread {
                    while case let piece = process.nextPiece(errors: isErrors), !piece.isEmpty {
                        lines.add(String(decoding: piece, as: UTF8.self))
                    }
                    reading.leave()
                }.start()
            }
            let (stream, continuation) = AsyncStream<Int32>.makeStream()
            finished = stream
            Thread {
                let status: Int32 =
                    switch process.ended() {
                    case .code(let code): code
                    case .signal(let signal): signal
                    default: -1
                    }
                // What was said last may still be in the pipe.
                reading.wait()
                continuation.yield(status)
                continuation.finish()
            }.start()
            // It may end without reading what it was told.
            try? FileHandle(fileDescriptor: process.input, closeOnDealloc: false).write(contentsOf: Data(input.utf8))
            process.closeInput()
            self.process = process
        }

        var said: String { output.text }
        var complained: String { errors.text }

        func terminate() { process.send(SIGTERM) }

        /// Ends it at once, as a loss of power would.
        func kill() { process.send(SIGKILL) }

        func end() async -> Result {
            var status: Int32 = -1
            for await ended in finished { status = ended }
            return Result(status: status, output: said, errors: complained)
        }

        /// Waits until something was said or logged, or the process ended.
        func waitFor(_ text: String) async throws {
            while !said.contains(text), !complained.contains(text) {
                guard process.end == nil else {
                    Issue.record("ended before saying “\(text)”: \(said)\(complained)")
                    return
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}

/// Runs a program of the system to its end, away from the threads that tests share.
func command(_ words: String...) async throws -> Program.Result { try await command(words) }

func command(_ words: [String]) async throws -> Program.Result {
    let outcome = try await ChildCommand(words[0], Array(words.dropFirst())).run(on: Background(parallel: 1), errors: .pipe)
    let status: Int32 = if case .code(let code) = outcome.end { code } else { -1 }
    return Program.Result(status: status, output: outcome.text, errors: outcome.complaint)
}
