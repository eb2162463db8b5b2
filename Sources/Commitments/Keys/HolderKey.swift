import Foundation
import Kernel
import Signing
import Storage
import Work

/// The signing key of one person, sealed by a password that only she knows. The server keeps it and cannot use it alone.
package struct HolderKey: CommitmentRecord, Identifiable {
    package static let kind = "holder_key"

    package var published: PublishedKey
    package var account: String
    package var name: String
    /// The position held when it was made.
    package var position: String
    package var sealed: PasswordSealedKey
    /// Why it was withdrawn; empty otherwise.
    package var reason = ""
    package var version = 1

    package var id: String { published.key.id }
    package var key: String { id }
    package var holder: String? { nil }
    package var title: String { name }

    init(_ sealed: PasswordSealedKey, account: String, name: String, position: String, at now: Instant) {
        self.sealed = sealed
        self.account = account
        self.name = name
        self.position = position
        published = PublishedKey(key: PublicKey(sealed.publicKey), validFrom: now)
    }

    package init(row: Row) {
        account = row.text("account_id")
        name = row.text("name")
        position = row.text("title")
        // A row that somebody broke must neither be taken for a key nor stop the server; the verification names it.
        sealed = (try? JSONDecoder().decode(PasswordSealedKey.self, from: Data(row.text("sealed").utf8))) ?? .unreadable
        published = PublishedKey(
            key: PublicKey(row.bytes("public_key")), validFrom: row.instant("valid_from"), retiredAt: row.instantIfAny("retired_at"),
            withdrawnAt: row.instantIfAny("withdrawn_at"))
        reason = row.text("reason")
        version = row.int("version")
    }

    /// Whether it signs now.
    package var isCurrent: Bool { published.retiredAt == nil && published.withdrawnAt == nil }

    package var columns: [(name: String, value: Value)] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Force: numbers and texts can always be written.
        let sealed = String(decoding: try! encoder.encode(sealed), as: UTF8.self)
        return [
            ("account_id", account.value), ("name", name.value), ("title", position.value), ("public_key", published.key.bytes.value),
            ("sealed", .json(sealed)), ("valid_from", published.validFrom.value), ("retired_at", published.retiredAt.value),
            ("withdrawn_at", published.withdrawnAt.value), ("reason", reason.value),
        ]
    }
}

extension Transaction {
    /// Every key an office holder ever had, the oldest first.
    package func holderKeys() throws -> [HolderKey] {
        try rows("SELECT * FROM holder_key ORDER BY valid_from, id").map(HolderKey.init(row:))
    }

    package func holderKeys(of account: String) throws -> [HolderKey] {
        try rows("SELECT * FROM holder_key WHERE account_id = \(account) ORDER BY valid_from, id").map(HolderKey.init(row:))
    }

    /// The published halves, for verifying.
    package func holderKeySet() throws -> KeySet { KeySet(try holderKeys().map(\.published)) }
}
