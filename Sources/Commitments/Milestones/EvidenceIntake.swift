import Foundation
import Images
import Kernel
import Storage
import Web
import Work

/// Takes evidence in before any transaction begins: photos are made anew from their pixels, files are kept under their hash.
package struct EvidenceIntake: Sendable {
    let desk: CommitmentDesk
    let offsetHours: Int

    package init(_ request: Request) {
        desk = request.commitments.desk
        offsetHours = request.installation.settings.offsetHours
    }

    package static let mostFiles = 5
    /// Files larger than ``Evidence/largestFile`` and more than may be sent at once still arrive, so that they are refused beside their
    /// field and nothing else that was typed is lost; beyond these with 413.
    package static let limits = BodyLimits(total: (4 << 20) + mostFiles * Evidence.largestFile, file: 64 << 20, files: 12)

    /// Everything a form brings as evidence, and an issue for each file that cannot be kept.
    package func take(_ form: FormData, links: [String], for actor: Actor) async throws -> (evidence: [EvidenceDraft], issues: [Issue]) {
        var evidence: [EvidenceDraft] = []
        var issues: [Issue] = []
        let sent = form.files.filter { $0.size > 0 }
        guard sent.count <= EvidenceIntake.mostFiles else {
            return ([], [Issue("files", Message("error.too_many_files", ["limit": String(EvidenceIntake.mostFiles)]))])
        }
        for file in sent {
            do {
                let draft = try await take(file)
                if !evidence.contains(where: { $0.file == draft.file }) { evidence.append(draft) }
            } catch let error as AppError where error.kind != .unavailable {
                issues.append(Issue(file.field, error.message))
            }
        }
        for typed in links where !typed.isEmpty {
            guard let draft = try await link(typed, for: actor) else {
                issues.append(Issue("link", "error.evidence_link_unknown"))
                continue
            }
            evidence.append(draft)
        }
        return (evidence, issues)
    }

    /// One file. A photo is known by its field, and made anew.
    package func take(_ file: UploadedFile) async throws -> EvidenceDraft {
        guard file.size <= Evidence.largestFile else {
            throw AppError.tooLarge(Message("error.evidence_too_large", ["limit": sizeText(Evidence.largestFile), "name": file.filename]))
        }
        if file.field == "photos" {
            let picture = try await Images.reencodeInBackground(try await file.bytes(), offsetHours: offsetHours)
            let (photo, thumbnail) = (try await desk.files.put(picture.jpeg), try await desk.files.put(picture.thumbnail))
            return .photo(photo, thumbnail: thumbnail, name: file.filename, bytes: picture.jpeg.count)
        }
        return .file(try await file.keep(in: desk.files), name: file.filename, bytes: file.size)
    }

    /// A record that somebody names as she knows it: `dataset:harga-beras`, or a code.
    package func link(_ typed: String, for actor: Actor) async throws -> EvidenceDraft? {
        try await desk.database.read { [references = desk.references] tx in
            for reference in try RecordName.find(typed, references, for: actor, tx) {
                if let view = try references.views(of: [reference], for: actor, tx)[reference] {
                    return .link(reference, title: view.title)
                }
            }
            return nil
        }
    }
}
