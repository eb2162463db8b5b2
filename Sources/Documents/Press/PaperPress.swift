import Crypto
import Foundation
import Kernel
import Logging
import Synchronization

/// Sets papers as PDF/A-3 and PDF/UA-1 with Typst, one at a time, each in a process of its own that has no network, writes no files, and is
/// killed when it needs too much time or memory. The same paper makes the same bytes wherever the same Typst and fonts are installed.
///
/// Typst lies in a folder with a Python environment that `bin/setup` makes. Without it ``pdf(_:)`` says so; ``PaperHTML`` and ``PaperDOCX``
/// need nothing.
package final class PaperPress: Sendable {
    /// The environment with Typst and, in `fonts`, the letters.
    private let folder: URL?
    private let limits: PressLimits
    private let mostWaiting: Int
    private let log: Logger
    /// One at a time: two books at once would need twice the memory and be ready no sooner.
    private let lane = Background(parallel: 1)
    private let waiting = Mutex(0)

    /// - Parameters:
    ///   - folder: the environment, as ``installed(named:)`` finds it; `nil` when there is none.
    ///   - mostWaiting: papers that may wait; more are refused.
    package init(folder: URL?, limits: PressLimits = PressLimits(), mostWaiting: Int = 20, log: Logger) {
        self.folder = folder
        self.limits = limits
        self.mostWaiting = mostWaiting
        self.log = log
    }

    /// Whether PDF can be made at all.
    package var isInstalled: Bool { folder != nil }

    /// The folder `press` with Typst: as named, else in `.build` beside or above the program or in the working folder, else
    /// `/opt/pendopo/press`.
    package static func installed(named: String? = ProcessInfo.processInfo.environment["PENDOPO_PRESS"]) -> URL? {
        if let named, !named.isEmpty { return holdsTypst(URL(fileURLWithPath: named)) }
        var candidates: [URL] = []
        var above = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<5 {
            guard let at = above, at.path != "/" else { break }
            candidates += [at.appendingPathComponent("press"), at.appendingPathComponent(".build/press")]
            above = at.deletingLastPathComponent()
        }
        candidates += [URL(fileURLWithPath: ".build/press").absoluteURL, URL(fileURLWithPath: "/opt/pendopo/press")]
        return candidates.lazy.compactMap(holdsTypst).first
    }

    private static func holdsTypst(_ folder: URL) -> URL? {
        let files = FileManager.default
        guard files.isExecutableFile(atPath: folder.path + "/bin/python3") else { return nil }
        let library = folder.appendingPathComponent("lib")
        let versions = (try? files.contentsOfDirectory(atPath: library.path)) ?? []
        return versions.contains { files.fileExists(atPath: library.path + "/\($0)/site-packages/typst") } ? folder : nil
    }

    /// Sets a paper, after those that wait already. Nothing is set any more once the task is cancelled.
    /// - Throws: `unavailable` when Typst is not there or too many wait; `invalid` when the paper takes too long, needs too much memory or
    ///   cannot be set. The message says what to do instead.
    package func pdf(_ paper: Paper) async throws(AppError) -> PressedPaper {
        guard let source = PaperPress.source(of: paper) else {
            throw AppError(.invalid, Message("documents.press_refused", ["reason": "JSON"]))
        }
        return try await press(source, moment: paper.date.at(offsetHours: 0).milliseconds / 1000)
    }

    /// What Typst reads of a paper, by file name: for whoever wants to set it by hand or to measure.
    package static func source(of paper: Paper) -> [String: [UInt8]]? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(TypstPaper(paper: LaidPaper(paper))), let template = resource("paper.typ") else { return nil }
        var files: [String: [UInt8]] = ["paper.json": Array(data), "paper.typ": template]
        for (index, attachment) in paper.attachments.enumerated() { files[TypstPaper.place(index)] = Array(attachment.text.utf8) }
        return files
    }

    /// Sets `paper.typ` among the files given.
    func press(_ files: [String: [UInt8]], moment: Int64) async throws(AppError) -> PressedPaper {
        guard let folder else { throw .unavailable("documents.press_missing") }
        let mayWait = waiting.withLock { waiting in
            guard waiting <= mostWaiting else { return false }
            waiting += 1
            return true
        }
        guard mayWait else { throw AppError(.unavailable, "documents.press_busy", retryAfter: 60) }
        defer { waiting.withLock { $0 -= 1 } }
        guard let worker = PaperPress.path("worker.py") else { throw .unavailable("documents.press_missing") }
        let job = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-paper-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: job) }
        try await Background.run { () throws(AppError) in try self.lay(files, into: job) }
        let command = ChildCommand(
            folder.path + "/bin/python3",
            ["-I", worker, job.path, "\(limits.seconds)", "\(limits.memory)", "\(moment)", folder.path + "/fonts"],
            environment: PaperPress.environment)
        let outcome: ChildOutcome
        do { outcome = try await command.run(on: lane, limits: limits.ofProcess) } catch {
            log.error("the process that sets papers did not start", metadata: ["error": "\(error)"])
            throw .unavailable("documents.press_missing")
        }
        return try await Background.run { () throws(AppError) in try self.paper(outcome) }
    }

    /// Nothing of ours: settings may hold secrets. One thread, so that others have the processors.
    private static let environment = [
        "RAYON_NUM_THREADS": "1", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin",
    ]

    private func lay(_ files: [String: [UInt8]], into job: URL) throws(AppError) {
        do {
            try FileManager.default.createDirectory(at: job, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            for (name, content) in files { try Data(content).write(to: job.appendingPathComponent(name)) }
        } catch {
            log.error("a paper could not be laid out for setting", metadata: ["error": "\(error)"])
            throw .unavailable("documents.press_busy")
        }
    }

    private func paper(_ outcome: ChildOutcome) throws(AppError) -> PressedPaper {
        switch outcome.end {
        case .overdue: throw tooLong
        case .tooMuch: throw AppError(.invalid, "documents.press_too_large")
        case .cancelled: throw .unavailable("documents.press_busy")
        // A processor's time is over by one signal, memory by any other or a code: Typst does not end silently otherwise.
        case .signal(SIGXCPU) where outcome.output.isEmpty, .signal(SIGKILL) where outcome.output.isEmpty: throw tooLong
        case .code, .signal: break
        }
        guard !outcome.output.isEmpty else {
            log.warning("the process that sets papers ended by itself", metadata: ["end": "\(outcome.end)"])
            throw AppError(.invalid, "documents.press_too_large")
        }
        guard let end = outcome.output.firstIndex(of: 0x0A),
            let head = try? JSONDecoder().decode(PressHead.self, from: Data(outcome.output[..<end]))
        else { throw AppError(.invalid, "documents.press_too_large") }
        return try read(head, Array(outcome.output[(end + 1)...]))
    }

    private func read(_ head: PressHead, _ bytes: [UInt8]) throws(AppError) -> PressedPaper {
        switch head.status {
        case "made" where head.bytes == bytes.count:
            let hash = SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            return PressedPaper(bytes: bytes, hash: hash, cutFromNetworkBy: head.network ?? [], replaced: head.replaced ?? "")
        case "missing": throw .unavailable("documents.press_missing")
        case "unsafe": throw .unavailable("documents.press_unsafe")
        case "memory", "made": throw AppError(.invalid, "documents.press_too_large")
        default:
            log.error(
                "Typst refused a paper", metadata: ["message": "\(head.message ?? "")", "diagnostic": "\(head.diagnostic ?? "")"])
            throw AppError(.invalid, Message("documents.press_refused", ["reason": String((head.message ?? "").prefix(200))]))
        }
    }

    private var tooLong: AppError { AppError(.invalid, Message("documents.press_too_long", ["seconds": "\(limits.seconds)"])) }

    static func path(_ name: String) -> String? {
        let file = Bundle.module.bundleURL.appendingPathComponent("Typst").appendingPathComponent(name)
        return FileManager.default.fileExists(atPath: file.path) ? file.path : nil
    }

    static func resource(_ name: String) -> [UInt8]? { path(name).flatMap { FileManager.default.contents(atPath: $0) }.map { Array($0) } }
}

/// The line that the worker writes before the PDF.
private struct PressHead: Decodable {
    var status: String
    var bytes: Int?
    var network: [String]?
    var replaced: String?
    var message: String?
    var diagnostic: String?
}

/// A paper that has been set.
package struct PressedPaper: Sendable {
    package let bytes: [UInt8]
    /// SHA-256 of the bytes, in 64 small hexadecimal digits.
    package let hash: String
    /// `namespace`: the process had a network of its own with nothing in it; `filter`: it could not open sockets.
    package let cutFromNetworkBy: [String]
    /// Letters that no font of ours has; a box stands for each.
    package let replaced: String
}
