import Crypto
import Foundation
import Kernel

extension Backup {
    /// Brings a backup back into an empty data folder and, for PostgreSQL, an empty database. Every file is compared with
    /// its hash and the database checked before this returns.
    /// - Parameters:
    ///   - url: the PostgreSQL database; `nil` for SQLite in the folder.
    ///   - more: where the further files go, by name; those without a place are passed over.
    package static func restore(from source: String, into folder: DataFolder, postgres url: String? = nil, more: [String: String] = [:])
        async throws -> Manifest
    {
        try folder.make()
        guard try folder.isEmpty() else { throw AppError.conflict(Message("error.backup_not_empty", ["target": folder.path])) }
        if let url { try await requireEmpty(url) }
        return try await Background(parallel: 1).run {
            do { return try extract(TarReader(source), folder, url, more) } catch {
                // It was empty before, so all that is in it is ours: the next try must find it empty again. PostgreSQL's database
                // is filled last and in one transaction, so that it is empty still.
                for name in try Disk.list(folder.path) where name != "lock" {
                    try? FileManager.default.removeItem(atPath: folder.path + "/" + name)
                }
                throw error
            }
        }
    }

    private static func extract(_ archive: TarReader, _ folder: DataFolder, _ url: String?, _ more: [String: String]) throws -> Manifest {
        guard let first = try archive.next(), first.name == "backup.json", first.size < 1 << 16,
            let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(archive.bytes())), manifest.format == 1
        else { throw archive.damaged("it does not begin with backup.json") }
        let wanted: Engine = url == nil ? .sqlite : .postgres
        guard manifest.engine == wanted.rawValue else {
            throw AppError.conflict(Message("error.backup_other_engine", ["found": manifest.engine, "wanted": wanted.rawValue]))
        }
        var hasDatabase = false
        let dump = folder.path + "/pendopo.dump"
        defer { unlink(dump) }
        while let entry = try archive.next() {
            if entry.name == databaseName(wanted) {
                try restoreDatabase(archive, folder, dump, url)
                hasDatabase = true
            } else if entry.name.hasPrefix("files/") {
                try restoreFile(archive, String(entry.name.dropFirst(6)), folder)
            } else if entry.name.hasPrefix("more/"), let path = more[String(entry.name.dropFirst(5))] {
                try Disk.makeFolder(Self.folder(of: path))
                try archive.extract(to: path)
            }
        }
        guard hasDatabase else { throw archive.damaged("the database is missing") }
        if let url {
            // Only once every file was found whole: what a dump has filled nobody empties again.
            try Tool.run("pg_restore", ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", dump], database: url)
        }
        try Disk.sync(folder.path)
        return manifest
    }

    private static func requireEmpty(_ url: String) async throws {
        let database = try await Database.openPostgres(url: url, connections: 1, mayLoseWrites: true)
        let tables = try await database.read { tx in
            try tx.count("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
        }
        try await database.close()
        if tables > 0 { throw AppError.conflict(Message("error.backup_not_empty", ["target": "PostgreSQL"])) }
    }

    private static func restoreDatabase(_ archive: TarReader, _ folder: DataFolder, _ dump: String, _ url: String?) throws {
        if url != nil { return try archive.extract(to: dump) }
        try archive.extract(to: folder.database)
        let opened = try SQLiteHandle.writing(folder.database)
        guard try opened.isWhole() else { throw archive.damaged("the database is not whole") }
        try opened.close()
    }

    /// Into the folder, and from there into the bucket where there is one; what the bucket has already is the same.
    private static func restoreFile(_ archive: TarReader, _ hash: String, _ folder: DataFolder) throws {
        guard let path = folder.files.path(hash) else { throw archive.damaged("files/\(hash) is no hash") }
        try Disk.makeFolder(Self.folder(of: path))
        try archive.extract(to: path)
        var found = SHA256()
        try Disk.read(path) { found.update(bufferPointer: $0) }
        guard hex(found.finalize()) == hash else { throw archive.damaged("files/\(hash) does not fit its name") }
        try Disk.sync(Self.folder(of: path))
        try folder.files.share(hash)
    }
}
