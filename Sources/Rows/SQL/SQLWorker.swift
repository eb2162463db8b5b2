import Foundation
import GRDBSQLite

/// The worker's side: a process of our own binary that answers one statement after the other, each from a file it opens for that, and
/// that can neither write, nor grow, nor run on. It ends when its standard input does.
package enum SQLWorker {
    /// Runs until the main process closes the pipe.
    package static func run() {
        SQLCell.lock()
        guard SQLPipe.send(.ready, [], to: 1) else { return }
        while case .frame(.ask, let payload) = SQLPipe.receive(from: 0) {
            guard let request = try? JSONDecoder().decode(SQLRequest.self, from: Data(payload)) else { return }
            let isHeard =
                switch SQLStatement.answer(request) {
                case nil: true
                case let fault?: (try? JSONEncoder().encode(fault)).map { SQLPipe.send(.failed, $0, to: 1) } ?? false
                }
            guard isHeard else { return }
        }
    }
}

/// The limits that the worker puts on itself before it is asked anything.
enum SQLCell {
    /// Address space beyond what the process has when it starts.
    private static let room: UInt64 = 320 << 20

    static func lock() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
            if let file = Int32(name), file > 2 { close(file) }
        }
        _ = chdir("/")
        _ = nice(5)
        limit(.core, 0)
        limit(.fileSize, 0)
        limit(.files, 32)
        if let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").first.flatMap({
            UInt64($0)
        }) {
            limit(.space, pages * UInt64(sysconf(Int32(_SC_PAGESIZE))) + room)
        }
        signal(SIGXFSZ, SIG_IGN)
    }

    private enum Resource {
        case core, fileSize, files, space
    }

    private static func limit(_ resource: Resource, _ most: UInt64) {
        var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
        let kind =
            switch resource {
            case .core: RLIMIT_CORE
            case .fileSize: RLIMIT_FSIZE
            case .files: RLIMIT_NOFILE
            case .space: RLIMIT_AS
            }
        setrlimit(numericCast(kind.rawValue), &limit)
    }
}
