import Foundation
import Kernel
import Storage
import Work

extension Capability {
    /// Web's own part, with the words of the targets below it: the first in the server's list, because others' words may lie
    /// over its.
    package static func web() throws -> Capability {
        let words = try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text"))
        return Capability(
            name: "web", migrations: WebMigrations.all, words: try StorageWords.load().merging(words),
            pages: [
                .get(SitePaths.offline) { request in .page(OfflinePage.page(request.page)).revalidated() },
                .get(SitePaths.patterns) { request in .page(Patterns.page(request.page)) },
                .get(SitePaths.manifest) { request in
                    try Reply.json(Manifest(request.page)).header("Content-Type", "application/manifest+json").revalidated()
                },
            ],
            schedules: { installation in
                [Schedule("web.forget", every: 3600) { try await forget(installation) }]
            })
    }

    /// Removes kept answers and forms whose time is over, and uploads left behind by a crash.
    private static func forget(_ installation: Installation) async throws {
        let now = installation.world.now()
        try await installation.database.write { tx in
            try tx.run("DELETE FROM idempotency WHERE at < \(now.adding(seconds: -OnceStore.lifetime))")
            try tx.run("DELETE FROM resumed_form WHERE at < \(now.adding(seconds: -ResumedForms.lifetime))")
        }
        let day = Date(timeIntervalSince1970: Double(now.milliseconds) / 1000 - 86_400)
        let files = try? FileManager.default.contentsOfDirectory(
            at: installation.uploadFolder, includingPropertiesForKeys: [.contentModificationDateKey])
        for file in files ?? [] {
            let changed = try file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
            if let changed, changed < day { try FileManager.default.removeItem(at: file) }
        }
    }
}
