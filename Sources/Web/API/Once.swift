import Crypto
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage

/// Names one request so that its repetition is recognised.
struct OnceKey: Sendable {
    /// Who sent it; the same key of two clients is two keys.
    let client: String
    let key: String
    /// Of everything that was sent.
    let digest: String
}

extension Request {
    /// Does an act at most once, however often the request is sent: the answer is kept in the act's own transaction, and a
    /// repetition gets it back without doing anything. For the API the header `Idempotency-Key` names the request; a form
    /// sent twice from one page by the same person within ten minutes with the same content is recognised by itself.
    ///
    /// Without a key the act simply runs. On SQLite and PostgreSQL alike, of several repetitions at the same time one acts.
    /// - Throws: 422 when the key was used for another request; whatever the act throws, which then is not kept.
    package func once(_ act: @escaping @Sendable (Transaction) throws -> Reply) async throws -> Reply {
        let isForm = !exchange.template.hasPrefix("/api/")
        guard isForm || headers[.idempotencyKey] != nil else { return try await database.write(act) }
        let key = try await onceKey()
        let (store, now) = (OnceStore(installation), now)
        let reply = try await database.write { tx in
            if let kept = try store.claim(key, tx, since: isForm ? now.adding(seconds: -600) : nil, at: now) { return kept }
            let reply = try act(tx)
            try store.fill(reply, key, tx)
            return reply
        }
        exchange.change { $0.keptOnce = true }
        return reply
    }

    /// What the sender calls this request, so that it can be sent again without acting again.
    /// - Throws: 400 unless it is 8 to 200 visible ASCII characters.
    package func idempotencyKey() throws -> String? {
        guard let key = headers.text(.idempotencyKey) else { return nil }
        guard (8...200).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw AppError(.malformed, "error.bad_idempotency_key")
        }
        return key
    }

    func onceKey() async throws -> OnceKey {
        var hash = SHA256()
        hash.update(data: Data("\(method.rawValue) \(page.path)\n".utf8))
        let client = actor.kind == .account || actor.kind == .client ? "\(actor.kind.rawValue):\(actor.id)" : "visitor"
        if let key = try idempotencyKey() {
            if headers[.contentType]?.lowercased().hasPrefix("multipart/") ?? false {
                digest(try await form(), &hash)
            } else {
                try await body.readBytes().withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
            }
            return OnceKey(client: client, key: key, digest: hex(hash.finalize()))
        }
        digest(try await form(), &hash)
        let digest = hex(hash.finalize())
        let browser = exchange.read { $0.formKey } ?? ""
        // The browser's key outlives its sessions: an answer for one who has signed out is not for the next at the same machine.
        let key = installation.vault.fingerprint("\(browser)\n\(client)\n\(digest)", purpose: "web.once")
        return OnceKey(client: "form", key: key, digest: digest)
    }

    private func digest(_ form: FormData, _ hash: inout SHA256) {
        for field in form.fields where field.name != Page.csrfField {
            hash.update(data: Data("\(field.name)\u{0}\(field.value)\u{0}".utf8))
        }
        for file in form.files { hash.update(data: Data("\(file.field)\u{0}\(file.sha256)\u{0}".utf8)) }
    }
}
