import Foundation
import Kernel
import Testing

@Suite struct ChildProcessTests {
    private func shell(_ text: String) -> ChildCommand { ChildCommand("sh", ["-c", text]) }

    @Test("what it writes and what it returns, each by itself or together")
    func output() throws {
        var outcome = try shell("echo halo; echo aduh >&2; exit 3").run(errors: .pipe)
        #expect(outcome.end == .code(3) && outcome.text == "halo\n" && outcome.complaint == "aduh\n")
        outcome = try shell("echo halo; echo aduh >&2").run(errors: .output)
        #expect(outcome.end == .code(0) && outcome.text == "halo\naduh\n")
        outcome = try shell("echo halo; echo aduh >&2").run()
        #expect(outcome.text == "halo\n" && outcome.errors.isEmpty)
        // One that has said all it will say is not done yet.
        #expect(try shell("exec >&- 2>&-; read never; exit 4").run(errors: .pipe).end == .code(4))
    }

    @Test("a signal is told apart from a code")
    func signal() throws {
        #expect(try shell("kill -9 $$").run().end == .signal(SIGKILL))
        #expect(try shell("exit 9").run().end == .code(9))
    }

    @Test("more than any pipe holds goes in and comes out at the same time; whoever does not listen is not waited for")
    func streaming() throws {
        let much = (0..<(3 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let outcome = try ChildCommand("cat").run(input: much)
        #expect(outcome.end == .code(0) && outcome.output == much)
        #expect(try ChildCommand("true").run(input: much).end == .code(0))
        #expect(try ChildCommand("cat").run().output.isEmpty)
    }

    @Test("it is killed when its time is over or it writes too much, and what it had said is kept")
    func limits() throws {
        let slow = try shell("echo halo; exec sleep 600").run(limits: ChildLimits(time: .milliseconds(500)))
        #expect(slow.end == .overdue)
        let loud = try ChildCommand("yes").run(limits: ChildLimits(bytes: 100_000))
        #expect(loud.end == .tooMuch && loud.output.count > 100_000)
    }

    @Test("it is killed when nobody wants it any more, and not begun when nobody does already")
    func cancellation() async throws {
        let process = try ChildProcess(shell("echo siap; exec sleep 600"))
        #expect(process.nextLine() == "siap")
        process.cancel()
        #expect(process.talk().end == .cancelled && process.end == .cancelled)
        #expect(process.nextLine() == nil)

        let lane = Background(parallel: 1)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let (first, second) = (shell("echo $$ >'\(file.path)'; exec sleep 600"), shell("rm '\(file.path)'"))
        let running = Task { try await first.run(on: lane) }
        while !FileManager.default.fileExists(atPath: file.path) { await Task.yield() }
        let waiting = Task { try await second.run(on: lane) }
        waiting.cancel()
        running.cancel()
        #expect(try await running.value.end == .cancelled)
        #expect(try await waiting.value.end == .cancelled)
        #expect(FileManager.default.fileExists(atPath: file.path))
    }

    @Test("whoever lets go of it ends it, and leaves neither a process nor a file behind")
    func lettingGo() throws {
        var id: pid_t = 0
        var files: [Int32] = []
        do {
            let process = try ChildProcess(ChildCommand("cat"), input: .pipe, errors: .pipe)
            id = process.id
            files = [process.input, process.output, process.errors]
            process.stop()
            process.stop()
            #expect(process.end == .signal(SIGKILL))
            // Its number may be another's by now.
            process.send(SIGKILL)
        }
        #expect(kill(id, 0) == -1 && errno == ESRCH)
        // Others may have opened files in their places meanwhile, but nobody else has pipes to that process.
        #expect(Set(files).count == 3 && files.allSatisfy { $0 > 2 })
        do {
            let process = try ChildProcess(shell("exec sleep 600"))
            id = process.id
        }
        #expect(kill(id, 0) == -1 && errno == ESRCH)
    }

    @Test("what it leaves running behind holds nobody up")
    func leftBehind() throws {
        let outcome = try shell("sleep 600 & echo $!").run()
        let left = try #require(pid_t(outcome.text.dropLast()))
        #expect(outcome.end == .code(0) && kill(left, SIGKILL) == 0)
        // Not even by writing on and on, which a broken pipe ends.
        #expect(try shell("yes & exit 5").run().end == .code(5))
    }

    @Test("it stands where it is told, has what it is given of an environment and nothing else")
    func surroundings() throws {
        #expect(try ChildCommand("env", environment: ["A": "b c"], folder: "/").run().text == "A=b c\n")
        #expect(try ChildCommand("pwd", folder: "/usr").run().text == "/usr\n")
        #expect(try ChildCommand("env").run().text.contains("PATH="))
    }

    @Test("a program that is not there is an error that names it")
    func missing() {
        for name in ["no-such-program", "/no/such/program"] {
            let error = #expect(throws: ChildProcess.NotStarted.self) { try ChildCommand(name).run() }
            #expect(error?.program == name && error?.error == ENOENT)
        }
        #expect(throws: ChildProcess.NotStarted.self) { try ChildCommand("true", folder: "/no/such/folder").run() }
    }

    @Test("with two thousand files open it inherits none of them, and a broken pipe ends it as it should")
    func manyFiles() throws {
        raiseLimit()
        let files = (0..<2000).map { _ in open("/dev/null", O_RDONLY) }
        defer { for file in files where file >= 0 { close(file) } }
        try #require(files.allSatisfy { $0 >= 0 }, "this machine lets a process open too few files")
        for _ in 0..<20 {
            // The shell opens one itself, to look at the folder.
            let seen = try shell("cd /proc/self/fd && echo *").run().text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            #expect(Set(seen).isSuperset(of: [0, 1, 2]) && seen.count <= 4 && !seen.contains { $0 > 9 && files.contains(Int32($0)) })
        }
        let ignored = try shell("grep SigIgn /proc/self/status").run(input: [1]).text.split(separator: "\t").last
        let mask = try #require(UInt64(ignored?.dropLast() ?? "", radix: 16))
        #expect(mask & 1 << UInt64(SIGPIPE - 1) == 0)
    }

    private func raiseLimit() {
        var limit = rlimit()
        let kind: __rlimit_resource_t = numericCast(RLIMIT_NOFILE.rawValue)
        getrlimit(kind, &limit)
        limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, 8192))
        setrlimit(kind, &limit)
    }

    @Test("nothing of ours starts a program in any other way")
    func onlyWay() throws {
        let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL
        // Taken apart, so as not to be found here.
        let others = ["Process" + "()", "Process" + ".run(", "posix" + "_spawn"]
        var found: [String] = []
        for folder in ["Sources", "Tests"] {
            let files = FileManager.default.enumerator(at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
                for line in text.split(separator: "\n") where others.contains(where: { line.contains($0) }) {
                    found.append("\(file.lastPathComponent): \(line)")
                }
            }
        }
        #expect(found == [])
    }
}
