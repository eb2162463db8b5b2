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
        var flash: String?
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
        var reply = Reply(status: .init(code: kept.status), body: kept.body.isEmpty ? .none : .bytes(ByteBuffer(string: kept.body)))
        for (name, value) in kept.headers { reply.headers[HTTPField.Name(name)!] = value }
        reply.flash = kept.flash
        return reply.header("Idempotency-Replayed", "true")
    }

    func keep(_ reply: Reply, _ key: OnceKey) async throws {
        let now = installation.world.now()
        try await installation.database.write { tx in try keep(reply, key, tx, at: now) }
    }

    func keep(_ reply: Reply, _ key: OnceKey, _ tx: Transaction, at now: Instant) throws {
        guard let body = reply.text else { preconditionFailure("a streamed answer cannot be kept for repetition") }
        let headers = Dictionary(reply.headers.map { ($0.name.rawName, $0.value) }) { $1 }
        let kept = Kept(status: reply.status.code, headers: headers, body: body, flash: reply.flash)
        let sealed = installation.vault.seal(try JSONEncoder().encode(kept), context: context(key))
        try tx.run(
            """
            INSERT INTO idempotency (client, key, digest, answer, answer_key, at)
            VALUES (\(key.client), \(key.key), \(key.digest), \(sealed.bytes), \(sealed.key), \(now))
            """)
    }

    private func context(_ key: OnceKey) -> String { "idempotency:\(key.client):\(key.key)" }
}

/// Locks by name, first come first served.
actor KeyedLock {
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    func lock(_ name: String) async {
        guard waiting[name] != nil else {
            waiting[name] = []
            return
        }
        await withCheckedContinuation { waiting[name]!.append($0) }
    }

    func unlock(_ name: String) {
        guard let next = waiting[name]?.first else {
            waiting[name] = nil
            return
        }
        waiting[name]!.removeFirst()
        next.resume()
    }
}
