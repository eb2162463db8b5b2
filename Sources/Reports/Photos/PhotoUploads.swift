import Kernel
import Storage

/// Photos that were taken in and are not yet part of a report: a citizen who never sends her report leaves no picture behind.
extension ReportDesk {
    /// Days after which a photo that no report took is forgotten, and with it the sealed draft that names it.
    package static let uploadDays = 2
    /// Uploads that are looked at together.
    package static let uploadBatch = 200

    /// Remembers that a photo was taken in. Done before its bytes are kept, so that ``forgetUploads(in:limit:)`` never takes them
    /// away from under a report that is about to be sent.
    package func remember(upload photo: PhotoDraft) async throws {
        let now = world.now()
        try await database.write { tx in
            try tx.run(
                """
                INSERT INTO report_photo_upload (file, thumbnail, look, at)
                VALUES (\(photo.file), \(photo.thumbnail), \(photo.look), \(now))
                ON CONFLICT (file) DO UPDATE SET at = excluded.at
                """)
        }
    }

    /// Removes the bytes of photos that no report has taken for ``uploadDays``.
    /// - Returns: how many uploads were looked at; call again while it is `limit`.
    @discardableResult
    package func forgetUploads(in files: FileStore, limit: Int = uploadBatch) async throws -> Int {
        let oldest = world.now().adding(days: -ReportDesk.uploadDays)
        let old = try await database.read { tx in
            try tx.rows("SELECT * FROM report_photo_upload WHERE at < \(oldest) ORDER BY at, file LIMIT \(limit)").map {
                (file: $0.text("file"), thumbnail: $0.text("thumbnail"), look: $0.text("look"))
            }
        }
        for upload in old {
            let isUnused = try await database.write { tx in
                // Somebody may have sent the same picture again meanwhile.
                let gone = try tx.run("DELETE FROM report_photo_upload WHERE file = \(upload.file) AND at < \(oldest)")
                return try gone == 1 && tx.isUnused(file: upload.file, thumbnail: upload.thumbnail, look: upload.look)
            }
            guard isUnused else { continue }
            try await files.remove(upload.file)
            try await files.remove(upload.thumbnail)
        }
        return old.count
    }
}
