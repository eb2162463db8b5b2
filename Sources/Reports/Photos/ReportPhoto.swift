import Kernel
import Storage

/// A photo that has been re-encoded and is on disk, not yet part of a report.
package struct PhotoDraft: Sendable, Equatable {
    /// SHA-256 of the picture and of its small copy in the file store.
    package var file: String
    package var thumbnail: String
    package var width: Int
    package var height: Int
    /// Perceptual hash, 16 hex digits, by which a picture used twice is found.
    package var look: String
    /// From the original's EXIF, kept for handlers only.
    package var takenAt: Instant?
    package var latitude: Double?
    package var longitude: Double?

    package init(
        file: String, thumbnail: String, width: Int, height: Int, look: String, takenAt: Instant? = nil, latitude: Double? = nil,
        longitude: Double? = nil
    ) {
        self.file = file
        self.thumbnail = thumbnail
        self.width = width
        self.height = height
        self.look = look
        self.takenAt = takenAt
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// A photo of a report. Public only once triage has approved it (photos of officials: when they publish them).
package struct ReportPhoto: Sendable, Equatable {
    package enum Role: String, Sendable {
        /// What is wrong.
        case before
        /// What an agency did.
        case after
        /// What a checker found.
        case check
    }

    package var id: Identifier<ReportPhoto>
    package var report: Identifier<Report>
    package var sequence: Int
    package var role: Role
    package var position: Int
    package var draft: PhotoDraft
    package var isPublic: Bool
    package var addedAt: Instant
    /// The photo of which this is a copy with parts covered; `nil` for photos as they came.
    package var original: Identifier<ReportPhoto>?

    init(
        id: Identifier<ReportPhoto>, report: Identifier<Report>, sequence: Int, role: Role, position: Int, draft: PhotoDraft,
        isPublic: Bool,
        addedAt: Instant, original: Identifier<ReportPhoto>? = nil
    ) {
        self.id = id
        self.report = report
        self.sequence = sequence
        self.role = role
        self.position = position
        self.draft = draft
        self.isPublic = isPublic
        self.addedAt = addedAt
        self.original = original
    }

    init(row: Row) {
        id = row.id("id")
        report = row.id("report_id")
        sequence = row.int("sequence")
        role = Role(rawValue: row.text("role")) ?? .before
        position = row.int("position")
        draft = PhotoDraft(
            file: row.text("file"), thumbnail: row.text("thumbnail"), width: row.int("width"), height: row.int("height"),
            look: row.text("look"), takenAt: row.instantIfAny("taken_at"), latitude: row.doubleIfAny("latitude"),
            longitude: row.doubleIfAny("longitude"))
        isPublic = row.bool("is_public")
        addedAt = row.instant("added_at")
        original = row.idIfAny("original_id")
    }
}

extension Transaction {
    func insert(_ photo: ReportPhoto) throws { try run(photo.insertion) }

    /// Photos of a report in the order they were added.
    func photos(of report: Identifier<Report>) throws -> [ReportPhoto] {
        try rows("SELECT * FROM report_photo WHERE report_id = \(report) ORDER BY position, id").map(ReportPhoto.init(row:))
    }

    /// Codes of other reports that show the very same picture, as far as a reader may know of them, for triage and checkers: an
    /// "after" photo used twice.
    func reportsShowing(_ look: String, besides report: Identifier<Report>, for actor: Actor) throws -> [String] {
        try rows(
            """
            SELECT * FROM report WHERE id <> \(report) AND id IN (SELECT report_id FROM report_photo WHERE look = \(look))
            ORDER BY code LIMIT 20
            """
        ).map(Report.init(row:)).filter { ReportPolicy.maySee($0, actor) }.prefix(5).map(\.code)
    }
}

extension ReportPhoto {
    /// The statement that adds it.
    var insertion: SQL {
        """
        INSERT INTO report_photo (id, report_id, sequence, role, position, file, thumbnail, width, height, look, taken_at, latitude,
            longitude, is_public, added_at, original_id)
        VALUES (\(id), \(report), \(sequence), \(role.rawValue), \(position), \(draft.file),
            \(draft.thumbnail), \(draft.width), \(draft.height), \(draft.look), \(draft.takenAt), \(draft.latitude),
            \(draft.longitude), \(isPublic), \(addedAt), \(original))
        """
    }
}
