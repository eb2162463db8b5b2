import Foundation
import Kernel
import Storage

/// Keeps what somebody typed when it could not be taken because the session was over or the form's token had gone, until they
/// send it again: fields and files, for two hours, sealed so that only the same browser opens it.
struct ResumedForms: Sendable {
    /// A sealed form as it lies in the database.
    private struct Kept: Codable {
        struct Field: Codable {
            var name: String
            var value: String
        }
        struct File: Codable {
            var field: String
            var filename: String
            var type: String
            var bytes: Data
        }
        var fields: [Field]
        var files: [File]
    }

    /// Hidden field with the id of the form that is sent again.
    static let field = "_lanjutkan"
    static let path: Path = "/lanjutkan/{id}"
    static let lifetime = 7200.0
    /// Bytes of files kept; beyond it the files must be chosen again, and the page says so.
    static let most = 40 << 20

    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// Keeps a form for the path it was sent to.
    /// - Returns: the page on which it can be sent again.
    func keep(_ form: FormData, for path: String, _ tokens: FormToken, _ exchange: Exchange) async throws -> String {
        // Makes sure that the browser has the cookie to which the form is bound.
        _ = tokens.make(exchange)
        let formKey = exchange.read { $0.formKey } ?? ""
        let fields = form.fields.filter { !Form.isSecret($0.name) }.map { Kept.Field(name: $0.name, value: $0.value) }
        var files: [Kept.File] = []
        if form.files.reduce(0, { $0 + $1.size }) <= ResumedForms.most {
            for file in form.files {
                let bytes = Data(try await file.bytes())
                files.append(Kept.File(field: file.field, filename: file.filename, type: file.claimedType, bytes: bytes))
            }
        }
        let content = try JSONEncoder().encode(Kept(fields: fields, files: files))
        let id = installation.world.newID(ResumedForms.self)
        let sealed = installation.vault.seal(content, context: context(id, formKey))
        let now = installation.world.now()
        try await installation.database.write { tx in
            try tx.run("DELETE FROM resumed_form WHERE at < \(now.adding(seconds: -ResumedForms.lifetime))")
            try tx.run(
                """
                INSERT INTO resumed_form (id, path, content, content_key, at)
                VALUES (\(id), \(path), \(sealed.bytes), \(sealed.key), \(now))
                """)
        }
        return ResumedForms.path(id.text)
    }

    /// The form kept under an id for this browser, and the path it goes to; `nil` when it is gone or somebody else's.
    func find(_ id: String, formKey: String) async throws -> (path: String, form: FormData)? {
        guard let id = Identifier<ResumedForms>(checking: id) else { return nil }
        let oldest = installation.world.now().adding(seconds: -ResumedForms.lifetime)
        let found = try await installation.database.read { tx in
            try tx.row("SELECT path, content, content_key FROM resumed_form WHERE id = \(id) AND at >= \(oldest)").map {
                ($0.text("path"), Vault.Sealed(key: $0.text("content_key"), bytes: $0.bytes("content")))
            }
        }
        guard let found, let bytes = try? installation.vault.open(found.1, context: context(id, formKey)) else { return nil }
        let kept = try JSONDecoder().decode(Kept.self, from: Data(bytes))
        let files = kept.files.map { UploadedFile(field: $0.field, filename: $0.filename, claimedType: $0.type, bytes: Array($0.bytes)) }
        return (found.0, FormData(kept.fields.map { ($0.name, $0.value) }, files: files))
    }

    /// The form kept for exactly this path.
    func take(_ id: String, formKey: String, path: String) async throws -> FormData? {
        guard let found = try await find(id, formKey: formKey), found.path == path else { return nil }
        return found.form
    }

    private func context(_ id: Identifier<ResumedForms>, _ formKey: String) -> String { "resumed_form:\(id):\(formKey)" }
}

extension Transaction {
    /// Takes away the forms nobody can send again any more. The others cannot be sealed anew: half of what binds them is in a
    /// cookie of their browser.
    package func forgetResumedForms(at now: Instant) throws {
        try run("DELETE FROM resumed_form WHERE at < \(now.adding(seconds: -ResumedForms.lifetime))")
    }
}
