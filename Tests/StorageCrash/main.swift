// A process that writes until it is killed, for CrashTests.
//
//   StorageCrash write DATABASE          many writers; prints a row's id when its write was acknowledged
//   StorageCrash full DATABASE BYTES     the same with files limited to so many bytes, until nothing more fits
//
//   StorageCrash measure DATABASE        prints how many durable one-row writes and small reads a second there are
//
// Every write puts one row into `promised` and one into `ledger`: a half-written one would leave them apart.
import Foundation
import Kernel
import Storage

guard CommandLine.arguments.count >= 3 else { fatalError("usage: StorageCrash write|full|measure DATABASE [BYTES]") }
let (mode, place) = (CommandLine.arguments[1], CommandLine.arguments[2])

if mode == "full" {
    guard let bytes = UInt(CommandLine.arguments[3]) else { fatalError("BYTES must be a number") }
    // Without this the system would end the process at the limit; with it writing fails as on a full disk.
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}

let database =
    try await place.hasPrefix("postgres")
    ? Database.openPostgres(url: place, connections: 8, mayLoseWrites: true) : .openSQLite(path: place)
try await database.migrate(
    [Migration("crash.1", ["CREATE TABLE promised (id text NOT NULL, filler text NOT NULL)", "CREATE TABLE ledger (id text NOT NULL)"])],
    now: World.system.now())

if mode == "measure" {
    try await Measure(database).run()
    exit(0)
}

enum Row {}

/// One line in one system call, so that lines of several writers do not mix and a kill cannot halve one.
@Sendable func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
}

await withTaskGroup(of: Void.self) { group in
    for _ in 0..<16 {
        group.addTask {
            while true {
                let id = World.system.newID(Row.self).text
                do {
                    try await database.write { tx in
                        try tx.run("INSERT INTO promised (id, filler) VALUES (\(id), \(String(repeating: "x", count: 500)))")
                        try tx.run("INSERT INTO ledger (id) VALUES (\(id))")
                    }
                    say(id)
                } catch {
                    say("refused \((error as? AppError)?.message.key.id ?? "\(error)")")
                    if mode == "full" { return }
                }
            }
        }
    }
}
