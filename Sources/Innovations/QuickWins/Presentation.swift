import Kernel
import Storage
import Web
import Work

/// What is presented of a quick win, such as slides: a file kept under its hash, by the rules of pledges' evidence.
package struct Presentation: Sendable, Equatable {
    /// Larger files are refused; whoever has more gives an address instead.
    package static let largest = 20 << 20
    /// Larger ones still arrive, so that they are refused beside their field; far larger ones with 413.
    package static let limits = BodyLimits.uploads(1, each: 64 << 20)

    /// SHA-256 under which the file store keeps it.
    package var hash: String
    package var name: String
    package var bytes: Int

    package init(hash: String, name: String, bytes: Int) {
        self.hash = hash
        self.name = name
        self.bytes = bytes
    }

    init?(row: Row) {
        guard let hash = row.textIfAny("presentation_file") else { return nil }
        self.hash = hash
        name = row.textIfAny("presentation_name") ?? ""
        bytes = row.intIfAny("presentation_bytes") ?? 0
    }

    /// Takes a file in, before any transaction begins.
    static func take(_ form: FormData, in files: FileStore) async throws -> Presentation {
        guard let file = form.files("file").first, file.size > 0 else { throw AppError.invalid("file", "error.missing") }
        guard file.size <= largest else {
            throw AppError.invalid(
                "file", Message("error.quick_win_presentation_large", ["limit": sizeText(largest), "name": file.filename]))
        }
        return Presentation(hash: try await file.keep(in: files), name: file.filename, bytes: file.size)
    }

    /// The file as it is sent: whatever it is, it opens nowhere within this site.
    static func reply(_ win: QuickWin, _ files: FileStore) async throws -> Reply {
        guard let file = win.presentationFile, let bytes = try await files.get(file.hash) else { throw AppError.notFound }
        return Reply.bytes(bytes, type: "application/octet-stream", filename: file.name)
            .header("Content-Security-Policy", "default-src 'none'; sandbox")
    }
}

/// Puts what is presented with a quick win, in place of what was there; `nil` takes it away.
package struct PresentQuickWin: InnovationAct {
    package let name = "present"
    package var file: Presentation?

    package init(_ file: Presentation?) { self.file = file }

    package func apply(to opened: inout OpenInnovation<QuickWin>) throws { opened.record.presentationFile = file }
}
