import Foundation
import Kernel
import Storage
import TestSupport
import Web
import Work

@testable import Server

/// The demo regency at a fixed clock and a small scale: a Wednesday morning in April 2026. It is loaded once for all tests, because that
/// takes long; each gets a copy that nobody else sees.
struct DemoCopy {
    static let now = Instant("2026-04-15T02:00:00Z")!

    let database: Database
    /// Its files, and in `derived` what is made of them. Whoever asked for the copy removes it.
    let folder: URL

    static func make() async throws -> DemoCopy {
        let database = try await TestDatabase.make(migrations: try Composition.capabilities().migrations, filled: "demo") { database in
            try await load(into: database, files: original)
        }
        let folder = temporary()
        try FileManager.default.copyItem(at: original, to: folder)
        return DemoCopy(database: database, folder: folder)
    }

    /// The same past once more, lived through from its first day.
    static func lived() async throws -> DemoCopy {
        let database = try await TestDatabase.make(migrations: try Composition.capabilities().migrations)
        let folder = temporary()
        try await load(into: database, files: folder)
        return DemoCopy(database: database, folder: folder)
    }

    /// The same keys every time.
    static func vault() -> Vault { Vault(world: TestWorld(start: now.description).world) }

    private static func load(into database: Database, files folder: URL) async throws {
        try await DemoRegency(
            database: database, vault: vault(), files: FileStore(folder: folder.path), derived: folder.path + "/derived",
            permissions: try Composition.capabilities().flatMap(\.permissions), now: now, scale: .small
        ).load()
    }

    private static func temporary() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-test-\(UUID().uuidString)")
    }

    private static let original: URL = {
        atexit { try? FileManager.default.removeItem(at: DemoCopy.original) }
        return temporary()
    }()
}
