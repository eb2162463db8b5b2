import Foundation
import Kernel

/// One file that holds a whole installation: the database as of one moment, every stored file, and what else must not be
/// lost. Made while serving.
///
/// A tar archive of `backup.json`, `pendopo.db` or `pendopo.dump` (PostgreSQL's custom format), `files/<hash>` and
/// `more/<name>`. Files are copied after the database; because they are kept before the database mentions them, every
/// file the copy mentions is there.
package struct Backup: Sendable {
    /// What `backup.json` says.
    package struct Manifest: Codable, Sendable, Equatable {
        package var format = 1
        /// `sqlite` or `postgres`.
        package var engine: String
        package var madeAt: Instant

        package init(engine: Engine, madeAt: Instant) {
            self.engine = engine.rawValue
            self.madeAt = madeAt
        }
    }

    package let database: Database
    package let files: FileStore
    /// Further files to keep, by name, such as the key file. Left out when not there.
    package let more: [String: String]

    package init(database: Database, files: FileStore, more: [String: String] = [:]) {
        self.database = database
        self.files = files
        self.more = more
    }

    private static let lane = Background(parallel: 1)

    /// Writes the backup. It is complete and on disk when this returns; until then nothing has its name.
    /// - Parameter target: replaced when it exists.
    package func write(to target: String, now: Instant) async throws {
        try await Self.lane.run {
            let partial = target + ".partial"
            let copy = partial + ".database"
            for leftover in [partial, copy] { unlink(leftover) }
            defer { for leftover in [partial, copy] { unlink(leftover) } }
            let archive = try TarWriter(partial)
            let manifest = Manifest(engine: database.engine, madeAt: now)
            try archive.add(Array(try JSONEncoder().encode(manifest)), as: "backup.json")
            try archive.add(fileAt: try copyDatabase(to: copy), as: Self.databaseName(database.engine))
            unlink(copy)
            try files.forEach { hash in
                // Removed since the folder was listed: then nothing mentions it any more.
                _ = try files.read(hash) { path in try archive.add(fileAt: path, as: "files/\(hash)") }
            }
            for (name, path) in more.sorted(by: { $0.key < $1.key }) where access(path, F_OK) == 0 {
                try archive.add(fileAt: path, as: "more/\(name)")
            }
            try archive.finish()
            if rename(partial, target) != 0 { throw Disk.error("rename", target) }
            try Disk.sync(Self.folder(of: target))
        }
    }

    static func databaseName(_ engine: Engine) -> String { engine == .sqlite ? "pendopo.db" : "pendopo.dump" }

    static func folder(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    private func copyDatabase(to path: String) throws -> String {
        switch database.backend {
        case let sqlite as SQLiteBackend: try sqlite.copy(toFile: path)
        case let postgres as PostgresBackend:
            try Tool.run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", "--file=\(path)"], database: postgres.url)
        default: preconditionFailure("an engine without backup")
        }
        return path
    }
}
