import ArgumentParser
import Foundation
import Kernel
import Logging
import Storage
import Web

/// The command line.
@main
struct Pendopo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pendopo", abstract: "One system for a regency: what was promised, what people report, who must act.",
        subcommands: [
            Serve.self, WorkOff.self, Migrate.self, Demo.self, ImportFiles.self, User.self, Client.self, BackUp.self, Restore.self,
            Verify.self,
            Keys.self, PrintOpenAPI.self, CheckMachine.self, RowsWorker.self,
        ])
}

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "Folder of the database, the keys and the uploaded files (default: ./data).")
    var data: String?

    @Option(help: ArgumentHelp("PostgreSQL database instead of SQLite.", valueName: "url"))
    var database: String?

    @Option(help: ArgumentHelp("Settings file (default: pendopo.yaml, if there is one).", valueName: "file"))
    var config: String?

    /// Settings, what was said on the command line first.
    func settings(_ more: [Setting: String?] = [:]) async throws -> ServerSettings {
        var arguments: [String: String] = [:]
        for (setting, value) in more { arguments[setting.key] = value }
        if let data { arguments[Setting.data.key] = data }
        if let database { arguments[Setting.database.key] = database }
        return try await SettingsReader.read(arguments: arguments, file: config)
    }
}

extension Setting: Hashable {
    static func == (a: Setting, b: Setting) -> Bool { a.key == b.key }
    func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// A command whose errors are told in words, with an exit status of 1.
protocol PendopoCommand: AsyncParsableCommand {
    func act() async throws
}

extension PendopoCommand {
    func run() async throws {
        do { try await act() } catch let error as AppError {
            Console.complain(error)
            throw ExitCode.failure
        } catch let problem as SettingProblem {
            Console.error("pendopo: \(problem)")
            throw ExitCode.failure
        }
    }
}

/// What commands say to whoever typed them, in the language of the terminal.
enum Console {
    static let language: Language = {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.hasPrefix("id") ? .indonesian : .english
    }()

    static let words = (try? Composition.capabilities().words) ?? Words()

    static func say(_ message: Message) -> String { words(message, language) }

    static func print(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
    static func error(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

    static func complain(_ error: AppError) {
        // The sentence above a form speaks of notes beside its fields.
        let isOfForm = error.message.key == "error.invalid" && !error.issues.isEmpty
        if !isOfForm { Console.error("pendopo: " + say(error.message)) }
        for issue in error.issues { Console.error("\(isOfForm ? "pendopo: " : "  ")\(issue.field): \(say(issue.message))") }
    }

    /// How far a long piece of work has come, on one line of a terminal; silent elsewhere.
    static func progress(_ what: String) -> @Sendable (Double) -> Void {
        guard isatty(STDERR_FILENO) == 1 else { return { _ in } }
        return { done in
            FileHandle.standardError.write(Data("\r\(what) \(Int(done * 100)) %\(done >= 1 ? "\n" : "")".utf8))
        }
    }

    /// A logger after the settings.
    static func logger(_ settings: ServerSettings) -> Logger {
        var logger = Logger(label: "pendopo") { label in
            LogLines(label: label, level: settings.logLevel, isJSON: settings.logsJSON, now: World.system.now)
        }
        logger.logLevel = settings.logLevel
        return logger
    }
}
