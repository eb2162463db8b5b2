import Foundation
import Kernel
import Storage
import Web

/// A file that comes in pieces, over a line that may break: how much of it has arrived, and where it goes on.
package struct Upload: Sendable, Equatable, Identifiable {
    package var id: Identifier<Upload>
    /// Who sends it; nobody else may go on with it or use it.
    package var sender: String
    package var filename: String
    /// Bytes it will have.
    package var size: Int
    /// Bytes that have arrived and are on disk.
    package var offset: Int
    /// SHA-256 the sender expects, in hexadecimal.
    package var sha256: String?
    /// Where the store keeps it once all of it has arrived.
    package var fileHash: String?
    package var createdAt: Instant

    init(row: Row) {
        id = row.id("id")
        sender = row.text("sender")
        filename = row.text("filename")
        size = row.int("size")
        offset = row.int("byte_offset")
        sha256 = row.textIfAny("sha256")
        fileHash = row.textIfAny("file_hash")
        createdAt = row.instant("created_at")
    }

    init(id: Identifier<Upload>, sender: String, filename: String, size: Int, sha256: String?, createdAt: Instant) {
        self.id = id
        self.sender = sender
        self.filename = filename
        self.size = size
        offset = 0
        self.sha256 = sha256
        self.createdAt = createdAt
    }
}

/// Receives files in pieces. What has arrived rests in the upload folder and is forgotten after two days.
package struct Uploads: Sendable {
    /// Bytes a file may have.
    package static let most = 4 << 30
    /// Bytes a piece may have.
    package static let largestPiece = 16 << 20
    static let lifetimeDays = 2
    /// Uploads one sender may have open at once.
    static let mostOpen = 20

    let database: Database
    let world: World
    let store: FileStore
    let folder: URL

    package init(_ installation: Installation) {
        database = installation.database
        world = installation.world
        store = installation.files
        folder = installation.uploadFolder
    }

    private static let lane = Background(parallel: 4)

    private func path(_ id: Identifier<Upload>) -> String { folder.appendingPathComponent("potongan-\(id)").path }

    /// Opens an upload.
    /// - Throws: `.invalid` for a size or name that cannot be, `.tooMany` when the sender has many open ones.
    package func begin(filename: String, size: Int, sha256: String?, by actor: Actor) async throws -> Upload {
        guard [.account, .client].contains(actor.kind) else { throw AppError.unauthenticated }
        guard (1...Self.most).contains(size) else {
            throw AppError.invalid("size", Message("error.upload_size", ["limit": sizeText(Self.most)]))
        }
        let sha = sha256?.lowercased()
        if let sha, store.path(sha) == nil { throw AppError.invalid("sha256", "error.upload_sha") }
        let name = Plain.line(filename).split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map { String($0.prefix(120)) } ?? ""
        guard !name.isEmpty else { throw AppError.invalid("filename", "error.missing") }
        let upload = Upload(id: world.newID(), sender: actor.id, filename: name, size: size, sha256: sha, createdAt: world.now())
        try await Self.lane.run { [folder, path = path(upload.id)] in
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
                throw AppError(.unavailable, "error.disk_full")
            }
        }
        try await database.write { tx in
            guard try tx.count("SELECT count(*) FROM catalogue_upload WHERE sender = \(actor.id) AND file_hash IS NULL") < Self.mostOpen
            else {
                throw AppError.tooMany(retryAfter: 3600)
            }
            try tx.run(
                """
                INSERT INTO catalogue_upload (id, sender, filename, size, byte_offset, sha256, created_at)
                VALUES (\(upload.id), \(upload.sender), \(upload.filename), \(upload.size), 0, \(upload.sha256), \(upload.createdAt))
                """)
        }
        return upload
    }

    /// - Throws: `.notFound` for anybody but its sender.
    package func find(_ id: Identifier<Upload>, by actor: Actor) async throws -> Upload {
        let found = try await database.read { tx in try tx.row("SELECT * FROM catalogue_upload WHERE id = \(id)").map(Upload.init(row:)) }
        guard let found, found.sender == actor.id, [.account, .client].contains(actor.kind) else { throw AppError.notFound }
        return found
    }

    /// Adds a piece; it counts once it is on disk. When the last has come the whole is kept in the store under its hash.
    /// - Throws: `.conflict` when the piece does not begin where the last one ended: ask for the offset and go on from there;
    ///   `.invalid` when the whole is not what the sender said it would be; it must be sent anew then.
    package func append(_ piece: [UInt8], at offset: Int, to id: Identifier<Upload>, by actor: Actor) async throws -> Upload {
        var upload = try await find(id, by: actor)
        guard upload.fileHash == nil, offset == upload.offset else {
            throw AppError.conflict(Message("error.upload_offset", ["offset": "\(upload.offset)"]))
        }
        guard offset + piece.count <= upload.size else {
            throw AppError.tooLarge(Message("error.upload_size", ["limit": sizeText(upload.size)]))
        }
        let path = path(id)
        try await Self.lane.run {
            guard let file = FileHandle(forWritingAtPath: path) else { throw AppError.notFound }
            defer { try? file.close() }
            do {
                try file.seek(toOffset: UInt64(offset))
                try file.write(contentsOf: piece)
                try file.synchronize()
            } catch { throw AppError(.unavailable, "error.disk_full") }
        }
        upload.offset += piece.count
        let arrived = upload.offset
        let counted = try await database.write { tx in
            try tx.run(
                "UPDATE catalogue_upload SET byte_offset = \(arrived) WHERE id = \(id) AND byte_offset = \(offset) AND file_hash IS NULL")
        }
        guard counted == 1 else { throw AppError.conflict(Message("error.upload_offset", ["offset": "\(arrived)"])) }
        return upload.offset == upload.size ? try await finish(upload) : upload
    }

    private func finish(_ upload: Upload) async throws -> Upload {
        var upload = upload
        let hash = try await store.put(movingFileAt: path(upload.id))
        if let wanted = upload.sha256, wanted != hash {
            try await forget([upload.id])
            throw AppError.invalid("sha256", "error.upload_differs")
        }
        upload.fileHash = hash
        try await database.write { [upload] tx in
            try tx.run("UPDATE catalogue_upload SET file_hash = \(hash) WHERE id = \(upload.id)")
        }
        return upload
    }

    /// Removes uploads that nobody went on with, and the records of those that were used.
    package func purge() async throws {
        let oldest = world.now().adding(days: -Self.lifetimeDays)
        let ids = try await database.read { tx in
            try tx.rows("SELECT id FROM catalogue_upload WHERE created_at < \(oldest) ORDER BY id LIMIT 500").map {
                $0.id("id", Upload.self)
            }
        }
        if !ids.isEmpty { try await forget(ids) }
    }

    private func forget(_ ids: [Identifier<Upload>]) async throws {
        for id in ids { try? FileManager.default.removeItem(atPath: path(id)) }
        try await database.write { tx in try tx.run("DELETE FROM catalogue_upload WHERE id IN (\(.list(ids)))") }
    }
}
