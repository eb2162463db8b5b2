import Directory
import Images
import Kernel
import Storage
import Web
import Work

/// Takes evidence in before any transaction begins: what it is follows from its bytes, pictures are made anew from their pixels, files
/// are kept under their hash.
package struct AssessmentEvidenceIntake: Sendable {
    let desk: AssessmentDesk

    package init(_ desk: AssessmentDesk) { self.desk = desk }

    package static let mostFiles = 5
    /// Files larger than ``AssessmentEvidence/largestFile`` and more than may be sent at once still arrive, so that they are refused
    /// beside their field and nothing else that was typed is lost; beyond these with 413.
    package static let limits = BodyLimits(total: (4 << 20) + mostFiles * AssessmentEvidence.largestFile, file: 64 << 20, files: 12)
    static let accept = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.csv,.txt,.jpg,.jpeg,.png"

    /// Everything a form brings as evidence, and an issue for each that cannot be kept.
    package func take(_ form: FormData, for actor: Actor) async throws -> (evidence: [AssessmentEvidenceDraft], issues: [Issue]) {
        var evidence: [AssessmentEvidenceDraft] = []
        var issues: [Issue] = []
        let sent = form.files.filter { $0.size > 0 }
        guard sent.count <= AssessmentEvidenceIntake.mostFiles else {
            return ([], [Issue("files", Message("error.too_many_files", ["limit": String(AssessmentEvidenceIntake.mostFiles)]))])
        }
        for file in sent {
            do {
                let draft = try await take(file)
                if !evidence.contains(where: { $0.file == draft.file }) { evidence.append(draft) }
            } catch let error as AppError where error.kind != .unavailable {
                issues.append(Issue("files", error.message))
            }
        }
        for typed in form.all("link") where !typed.isEmpty {
            guard let draft = try await link(typed, for: actor) else {
                issues.append(Issue("link", "error.assessment_link_unknown"))
                continue
            }
            evidence.append(draft)
        }
        return (evidence, issues)
    }

    private func take(_ file: UploadedFile) async throws -> AssessmentEvidenceDraft {
        guard file.size <= AssessmentEvidence.largestFile else {
            throw AppError.tooLarge(
                Message("error.assessment_too_large", ["limit": sizeText(AssessmentEvidence.largestFile), "name": file.filename]))
        }
        let bytes = try await file.bytes()
        switch EvidenceFormat(bytes, name: file.filename) {
        case nil: throw AppError(.unsupported, Message("error.assessment_file_kind", ["name": file.filename]))
        case .picture?:
            // Where and with which phone it was taken is nobody's business.
            let picture = try await Images.reencodeInBackground(bytes, offsetHours: desk.directory.offsetHours)
            let name = (file.filename.split(separator: ".").dropLast().joined(separator: ".")) + ".jpg"
            return .file(
                try await desk.files.put(picture.jpeg), name: name == ".jpg" ? "foto.jpg" : name, bytes: picture.jpeg.count)
        default: return .file(try await desk.files.put(bytes), name: file.filename, bytes: bytes.count)
        }
    }

    /// A record that somebody names as she knows it: its address here, `dataset:harga-beras`, or a code.
    package func link(_ typed: String, for actor: Actor) async throws -> AssessmentEvidenceDraft? {
        try await desk.database.read { [references = desk.references] tx in
            for reference in try Self.records(typed, references, for: actor, tx) {
                if let view = try references.views(of: [reference], for: actor, tx)[reference] {
                    return .link(reference, title: view.title)
                }
            }
            return nil
        }
    }

    /// Kinds of records whose pages have the record's id in their address.
    static let addressedByID = ["plan_node", "plan_edition", "book"]

    private static func records(_ typed: String, _ references: ReferenceResolver, for actor: Actor, _ tx: Transaction) throws -> [Reference]
    {
        let line = Plain.line(typed)
        if line.contains("/") {
            let path = line.split(separator: "?").first.map(String.init) ?? line
            return try path.split(separator: "/").reversed().prefix(2).flatMap { name -> [Reference] in
                // Some pages lie at the record's id instead of a code that people know.
                let byID = Self.addressedByID.map { Reference($0, String(name)) }
                return try references.find(String(name), for: actor, tx)
                    + (Identifier<Assessment>(checking: String(name)) == nil ? [] : byID)
            }
        }
        let parts = line.split(separator: ":", maxSplits: 1).map { Plain.line(String($0)) }
        guard let last = parts.last, !last.isEmpty else { return [] }
        guard parts.count == 2 else { return try references.find(last, for: actor, tx) }
        let named = Reference(parts[0], last)
        if try references.views(of: [named], for: actor, tx)[named] != nil { return [named] }
        return try references.find(last, for: actor, among: [parts[0]], tx)
    }
}

/// What a file is by its content; its name only tells kinds apart that look alike. Nothing that a browser would run is among them.
enum EvidenceFormat: Equatable {
    case pdf, picture, office, text

    init?(_ bytes: [UInt8], name: String) {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if bytes.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) || bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]) {
            self = .picture
        } else if bytes.starts(with: [0x50, 0x4B, 3, 4]), ["docx", "xlsx", "pptx", "odt", "ods", "odp"].contains(ending) {
            self = .office
        } else if ["csv", "txt"].contains(ending), !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil {
            self = .text
        } else {
            return nil
        }
    }
}
