import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@Suite struct BackupTests {
    static let now = Instant(milliseconds: 1_772_000_000_000)
    static let migrations = [Migration("backup.1", ["CREATE TABLE thing (id text PRIMARY KEY, seen_at timestamptz, file text)"])]

    /// A database on disk or on the server, with its URL.
    private static func make(_ folder: TemporaryFolder) async throws -> (Database, url: String?) {
        guard let server = TestDatabase.server else {
            return (try Database.openSQLite(path: folder.path + "/source.db"), nil)
        }
        let url = try await emptyDatabase(server)
        return (try await Database.openPostgres(url: url, connections: 4, mayLoseWrites: true), url)
    }

    private static func emptyDatabase(_ server: PostgresServer) async throws -> String {
        let name = "pendopo_backup_\(UInt32.random(in: 0...UInt32.max))"
        try await server.create(name)
        return server.url(of: name)
    }

    private static func drop(_ urls: [String?]) async throws {
        for url in urls {
            if let url, let name = URLComponents(string: url)?.path.dropFirst() { try await TestDatabase.server?.drop(String(name)) }
        }
    }

    @Test func whatWasSavedWhileServingComesBackWhole() async throws {
        let folder = try TemporaryFolder()
        let (database, sourceURL) = try await Self.make(folder)
        try await database.migrate(Self.migrations, now: Self.now)
        let files = FileStore(folder: folder.path + "/files")
        let hash = try await files.put(Array("photo".utf8))
        try await database.write { tx in try tx.run("INSERT INTO thing (id, seen_at, file) VALUES ('first', \(Self.now), \(hash))") }
        let keys = folder.path + "/keys.json"
        try Data("secret".utf8).write(to: URL(fileURLWithPath: keys))

        // Writers go on while the backup is made.
        let writing = Task {
            var count = 0
            while !Task.isCancelled {
                count += 1
                let id = "during-\(count)"
                try await database.write { tx in try tx.run("INSERT INTO thing (id) VALUES (\(id))") }
            }
        }
        let archive = folder.path + "/backup.tar"
        try await Backup(database: database, files: files, more: ["keys.json": keys]).write(to: archive, now: Self.now)
        writing.cancel()
        try await writing.value
        try await database.close()

        let target = DataFolder(folder.path + "/restored")
        let targetURL = sourceURL == nil ? nil : try await Self.emptyDatabase(#require(TestDatabase.server))
        let manifest = try await Backup.restore(
            from: archive, into: target, postgres: targetURL, more: ["keys.json": target.path + "/keys.json"])
        #expect(manifest == Backup.Manifest(engine: database.engine, madeAt: Self.now))
        let restored =
            if let targetURL { try await Database.openPostgres(url: targetURL, mayLoseWrites: true) } else {
                try Database.openSQLite(path: target.database)
            }
        let row = try await restored.read { tx in try tx.row("SELECT * FROM thing WHERE id = 'first'") }
        #expect(row?.instant("seen_at") == Self.now)
        #expect(try await target.files.get(try #require(row).text("file")) == Array("photo".utf8))
        #expect(try Data(contentsOf: URL(fileURLWithPath: target.path + "/keys.json")) == Data("secret".utf8))
        #expect(try await restored.migrate(Self.migrations, now: Self.now) == [])
        try await restored.write { tx in try tx.run("INSERT INTO thing (id) VALUES ('after')") }
        try await restored.close()

        await #expect(throws: AppError.self) { try await Backup.restore(from: archive, into: target, postgres: targetURL) }
        try await Self.drop([sourceURL, targetURL])
    }

    @Test func aDamagedBackupIsRefusedAndLeavesTheFolderEmpty() async throws {
        let folder = try TemporaryFolder()
        let (database, sourceURL) = try await Self.make(folder)
        // Something that would be left behind in a database that was filled too early.
        try await database.migrate(Self.migrations, now: Self.now)
        let files = FileStore(folder: folder.path + "/files")
        _ = try await files.put([UInt8](repeating: 7, count: 5000))
        let archive = folder.path + "/backup.tar"
        try await Backup(database: database, files: files).write(to: archive, now: Self.now)
        try await database.close()
        let whole = try Data(contentsOf: URL(fileURLWithPath: archive))
        let target = DataFolder(folder.path + "/restored")
        let targetURL = sourceURL == nil ? nil : try await Self.emptyDatabase(#require(TestDatabase.server))
        var changed = whole
        // In the stored file, which comes last.
        changed[whole.count - 1024 - 2000] ^= 1
        for bytes in [whole.prefix(whole.count / 2), whole.prefix(100), Data("no archive".utf8), changed] {
            try bytes.write(to: URL(fileURLWithPath: archive))
            await #expect(throws: AppError.self) { try await Backup.restore(from: archive, into: target, postgres: targetURL) }
            #expect(try target.isEmpty())
        }
        try whole.write(to: URL(fileURLWithPath: archive))
        // Folder and database are as empty as before, so the whole one goes in at once.
        _ = try await Backup.restore(from: archive, into: target, postgres: targetURL)
        try await Self.drop([sourceURL, targetURL])
    }

    @Test func anyTarCanReadIt() async throws {
        let folder = try TemporaryFolder()
        let database = try Database.openSQLite(path: folder.path + "/source.db")
        let files = FileStore(folder: folder.path + "/files")
        let hash = try await files.put([1, 2, 3])
        try await Backup(database: database, files: files).write(to: folder.path + "/backup.tar", now: Self.now)
        let tar = try ChildCommand("tar", ["-tf", folder.path + "/backup.tar"]).run(errors: .ours)
        #expect(tar.end == .code(0))
        #expect(tar.text == "backup.json\npendopo.db\nfiles/\(hash)\n")
    }
}
