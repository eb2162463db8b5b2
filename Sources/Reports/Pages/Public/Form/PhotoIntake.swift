import Foundation
import Images
import Kernel
import Storage
import Web

/// Takes photos in: each is made anew from its pixels and kept on disk before any transaction begins, so that nothing is ever
/// stored as it came and no report waits for pictures.
package struct PhotoIntake: Sendable {
    let site: ReportSite
    let vault: Vault
    let offsetHours: Int

    package init(_ request: Request) {
        site = request.reports
        vault = request.installation.vault
        offsetHours = request.installation.settings.offsetHours
    }

    /// Limits for a form with photos. Larger files than ``Images/Images/largestFile`` and more than may be kept still arrive,
    /// so that they are refused beside their field and nothing else that was typed is lost.
    package static let limits = BodyLimits(total: (4 << 20) + Submission.mostPhotos * Images.largestFile, file: 64 << 20, files: 12)

    /// One photo of bytes as they came.
    /// - Throws: what ``Images/Images/reencode(_:maxEdge:quality:offsetHours:)`` throws.
    package func take(_ bytes: [UInt8]) async throws -> PhotoDraft {
        try await keep(try await Images.reencodeInBackground(bytes, offsetHours: offsetHours))
    }

    /// A copy of a photo with parts painted over for good. What the camera wrote of place and time is not carried over.
    /// - Throws: `.notFound` when the photo's bytes are gone.
    package func cover(_ photo: ReportPhoto, _ parts: [Rectangle]) async throws -> PhotoDraft {
        guard let bytes = try await site.files.get(photo.draft.file) else { throw AppError.notFound }
        return try await keep(try await Images.blackoutInBackground(bytes, parts))
    }

    private func keep(_ picture: Picture) async throws -> PhotoDraft {
        let look = String(picture.fingerprint, radix: 16)
        let draft = PhotoDraft(
            file: FileStore.name(of: picture.jpeg), thumbnail: FileStore.name(of: picture.thumbnail), width: picture.width,
            height: picture.height, look: String(repeating: "0", count: 16 - look.count) + look, takenAt: picture.takenAt,
            latitude: picture.latitude, longitude: picture.longitude)
        try await site.desk.remember(upload: draft)
        _ = try await site.files.put(picture.jpeg)
        _ = try await site.files.put(picture.thumbnail)
        return draft
    }

    /// The photos of a form: those it brings, after those that were accepted the last time it came. The same picture twice
    /// counts once, because a phone that sends a form again sends its photos again.
    /// - Parameter field: name of the form's field for new photos; issues carry it.
    /// - Returns: what can be kept, and an issue for each file that cannot.
    package func take(_ form: FormData, field: String = "photos", words page: Page) async throws -> (photos: [PhotoDraft], issues: [Issue])
    {
        var photos: [PhotoDraft] = []
        var issues: [Issue] = []
        for token in form.all("kept_photo").prefix(2 * Submission.mostPhotos) {
            if let photo = try await draft(token), !photos.contains(where: { $0.file == photo.file }) { photos.append(photo) }
        }
        for file in form.files(field) {
            do {
                if file.size > Images.largestFile { throw Images.tooLarge(file.size) }
                let photo = try await take(try await file.bytes())
                if !photos.contains(where: { $0.file == photo.file }) { photos.append(photo) }
            } catch let error as AppError where error.kind != .unavailable {
                issues.append(Issue(field, Message("report.photo.refused", ["name": file.filename, "why": page.t(error.message)])))
            }
        }
        return (photos, issues)
    }

    /// The photo as a text that a form can carry and only this installation can read: where a picture was taken is nobody
    /// else's business, and nobody may name a file that was not his. It waits in browsers for ``ReportDesk/uploadDays``, where
    /// nothing can be sealed anew, so a rotation of keys does not touch it.
    package static func token(_ photo: PhotoDraft, _ vault: Vault) -> String {
        // Force: texts and numbers can always be written.
        "\(lasting).\(base64URL(vault.seal(try! JSONEncoder().encode(KeptPhoto(photo)), lasting: context)))"
    }

    /// What a ``token(_:_:)`` says; `nil` for anything else.
    package static func photo(_ token: String, _ vault: Vault) -> PhotoDraft? {
        let parts = token.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let bytes = bytes(base64URL: String(parts[1])) else { return nil }
        // Earlier versions named a key that could be rotated.
        let plain: [UInt8]?
        if parts[0] == lasting {
            plain = try? vault.open(bytes, lasting: context)
        } else {
            plain = try? vault.open(Vault.Sealed(key: String(parts[0]), bytes: bytes), context: context)
        }
        guard let plain else { return nil }
        return try? JSONDecoder().decode(KeptPhoto.self, from: Data(plain)).draft
    }

    private static let lasting = "k"
    private static let context = "report_photo_draft"

    /// The photo as a text of this installation's own.
    package func token(_ photo: PhotoDraft) -> String { PhotoIntake.token(photo, vault) }

    /// The photo of a ``token(_:_:)``; `nil` for anything else, and when nobody sent it for so long that it was forgotten.
    package func draft(_ token: String) async throws -> PhotoDraft? {
        guard let photo = PhotoIntake.photo(token, vault) else { return nil }
        return try await site.files.exists(photo.file) ? photo : nil
    }
}

private struct KeptPhoto: Codable {
    var file: String
    var thumbnail: String
    var width: Int
    var height: Int
    var look: String
    var takenAt: Instant?
    var latitude: Double?
    var longitude: Double?

    init(_ draft: PhotoDraft) {
        file = draft.file
        thumbnail = draft.thumbnail
        width = draft.width
        height = draft.height
        look = draft.look
        takenAt = draft.takenAt
        latitude = draft.latitude
        longitude = draft.longitude
    }

    var draft: PhotoDraft {
        PhotoDraft(
            file: file, thumbnail: thumbnail, width: width, height: height, look: look, takenAt: takenAt, latitude: latitude,
            longitude: longitude)
    }
}

extension PageRoute {
    /// The small copy of a photo that was accepted while another field failed, for whoever holds its sealed draft.
    static let keptPhoto = PageRoute.get(ReportPaths.keptPhoto) { request in
        guard let photo = try await PhotoIntake(request).draft(try request.parameter("photo")),
            let bytes = try await request.reports.files.get(photo.thumbnail)
        else { throw AppError.notFound }
        return Reply.bytes(bytes, type: "image/jpeg").header("Cache-Control", "private, no-store")
    }
}
