import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Storage

/// Keeps answers under their ``OnceKey`` for two days, sealed: an answer may hold a link that is nobody else's business.
struct OnceStore: Sendable {
    private struct Kept: Codable {
        var status: Int
        var headers: [String: String]
        var body: String
        /// In base 64, where the body is no text.
        var bytes: Data?
        var flash: String?
        var sentDraft: String?
    }

    static let lifetime = 2 * 86_400.0
    private let installation: Installation
    private let locks = KeyedLock()

    init(_ installation: Installation) { self.installation = installation }

    /// Runs `body` while no other request with the same key runs here.
    func alone<T: Sendable>(_ key: OnceKey, _ body: () async throws -> T) async throws -> T {
        let name = "\(key.client)|\(key.key)"
        await locks.lock(name)
        do {
            let result = try await body()
            await locks.unlock(name)
            return result
        } catch {
            await locks.unlock(name)
            throw error
        }
    }

    func find(_ key: OnceKey) async throws -> Reply? { try await installation.database.read { tx in try find(key, tx, since: nil) } }

    /// - Parameter since: older answers are not given back.
    /// - Throws: 422 when the key stands for another request.
    func find(_ key: OnceKey, _ tx: Transaction, since: Instant?) throws -> Reply? {
        let row = try tx.row("SELECT digest, answer, answer_key, at FROM idempotency WHERE client = \(key.client) AND key = \(key.key)")
        guard let row else { return nil }
        if let since, row.instant("at") < since {
            try tx.run("DELETE FROM idempotency WHERE client = \(key.client) AND key = \(key.key)")
            return nil
        }
        guard row.text("digest") == key.digest else { throw AppError.invalid("Idempotency-Key", "error.idempotency_key_used") }
        let bytes = try installation.vault.open(.init(key: row.text("answer_key"), bytes: row.bytes("answer")), context: context(key))
        let kept = try JSONDecoder().decode(Kept.self, from: Data(bytes))
        let body = kept.bytes.map { ByteBuffer(bytes: $0) } ?? ByteBuffer(string: kept.body)
        var reply = Reply(status: .init(code: kept.status), body: body.readableBytes == 0 ? .none : .bytes(body))
        for (name, value) in kept.headers { reply.headers[HTTPField.Name(name)!] = value }
        (reply.flash, reply.sentDraft) = (kept.flash, kept.sentDraft)
        return reply.header("Idempotency-Replayed", "true")
    }

    /// Takes the key for an act that runs in this transaction.
    /// - Parameter since: answers older than that are forgotten.
    /// - Returns: the answer kept under the key; `nil` when the act is to run and ``fill(_:_:_:)`` to follow.
    ///
    /// The row is written before the act, so that on PostgreSQL one of several repetitions at the same time waits here for the
    /// other and then, tried again by the database, finds its answer.
    func claim(_ key: OnceKey, _ tx: Transaction, since: Instant?, at now: Instant) throws -> Reply? {
        if try insert(key, answer: .init(key: "", bytes: []), tx, at: now) { return nil }
        if let kept = try find(key, tx, since: since) { return kept }
        _ = try insert(key, answer: .init(key: "", bytes: []), tx, at: now)
        return nil
    }

    /// Keeps the answer of an act under the key it took.
    /// - Throws: ``StreamedAnswer``, and the act with it is undone: its repetition could not be told what came of it.
    func fill(_ reply: Reply, _ key: OnceKey, _ tx: Transaction) throws {
        guard let answer = try sealed(reply, key) else { throw StreamedAnswer() }
        try tx.run(
            """
            UPDATE idempotency SET answer = \(answer.bytes), answer_key = \(answer.key)
            WHERE client = \(key.client) AND key = \(key.key)
            """)
    }

    /// Keeps the answer of a handler that did not act through ``Request/once(_:)``. What is written piece by piece was read, not done:
    /// it is not kept, and read anew when it is asked for again.
    func keep(_ reply: Reply, _ key: OnceKey) async throws {
        guard let answer = try sealed(reply, key) else { return }
        let now = installation.world.now()
        try await installation.database.write { tx in _ = try insert(key, answer: answer, tx, at: now) }
    }

    private func insert(_ key: OnceKey, answer: Vault.Sealed, _ tx: Transaction, at now: Instant) throws -> Bool {
        let added = try tx.run(
            """
            INSERT INTO idempotency (client, key, digest, answer, answer_key, at)
            VALUES (\(key.client), \(key.key), \(key.digest), \(answer.bytes), \(answer.key), \(now))
            ON CONFLICT (client, key) DO NOTHING
            """)
        return added == 1
    }

    /// - Returns: `nil` for an answer that is written piece by piece.
    private func sealed(_ reply: Reply, _ key: OnceKey) throws -> Vault.Sealed? {
        guard let bytes = reply.bytes else { return nil }
        let text = String(validating: bytes, as: UTF8.self)
        let headers = Dictionary(reply.headers.map { ($0.name.rawName, $0.value) }) { $1 }
        let kept = Kept(
            status: reply.status.code, headers: headers, body: text ?? "", bytes: text == nil ? Data(bytes) : nil, flash: reply.flash,
            sentDraft: reply.sentDraft)
        return installation.vault.seal(try JSONEncoder().encode(kept), context: context(key))
    }

    private func context(_ key: OnceKey) -> String { OnceStore.context(client: key.client, key: key.key) }

    fileprivate static func context(client: String, key: String) -> String { "idempotency:\(client):\(key)" }
}

/// An act answered with what is written piece by piece, though its answer has to be kept.
struct StreamedAnswer: Error {}

extension Transaction {
    /// Seals up to `limit` kept answers anew that are not yet under the current key.
    /// - Parameter after: number of the last row looked at before.
    package func resealAnswers(_ vault: Vault, after: String, limit: Int) throws -> Resealed {
        let old = try rows(
            """
            SELECT client || ' ' || key AS id, client, key, answer, answer_key FROM idempotency
            WHERE answer_key <> \(vault.current) AND answer_key <> '' AND client || ' ' || key > \(after)
            ORDER BY client || ' ' || key LIMIT \(limit)
            """)
        let context = { (row: Row) in OnceStore.context(client: row.text("client"), key: row.text("key")) }
        return try Resealed(old, key: "answer_key", bytes: "answer", in: vault, context: context) { row, sealed in
            try run(
                """
                UPDATE idempotency SET answer = \(sealed.bytes), answer_key = \(sealed.key)
                WHERE client = \(row.text("client")) AND key = \(row.text("key"))
                """)
        }
    }
}
