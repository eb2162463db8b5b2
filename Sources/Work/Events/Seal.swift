import Crypto
import Foundation
import Kernel

/// The chain over the events: each seal's hash covers its event and the seal before it, so nothing in the middle can be
/// changed, dropped or put in without every later hash failing.
package enum Seal {
    /// Hash before the first event.
    package static let origin = String(repeating: "0", count: 64)

    /// SHA-256 over the previous hash and every field of the event, each with its length before it.
    package static func hash(_ event: Event, after previous: String) -> String {
        var hash = SHA256()
        func add(_ text: String) {
            withUnsafeBytes(of: UInt32(text.utf8.count).bigEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: Array(text.utf8))
        }
        add(previous)
        add(event.id.text)
        add(event.at.description)
        add(event.kind)
        add(event.actorKind.rawValue)
        add(event.actorID)
        add(event.subject.kind)
        add(event.subject.id)
        add(String(event.sequence))
        add(event.agency ?? "")
        add(event.visibility.rawValue)
        add(flatJSON(event.details))
        add(event.digest)
        return hex(hash.finalize())
    }

    /// The head as it is written outside the database: with a key that is not in it, so that somebody who has the database
    /// alone cannot compute a new chain that fits.
    package static func head(position: Int, hash: String, key: SymmetricKey) -> String {
        hex(HMAC<SHA256>.authenticationCode(for: Data("\(position):\(hash)".utf8), using: key))
    }

    /// Digest of a record's fields, for ``Event/digest``.
    package static func digest(_ fields: [String?]) -> String {
        var hash = SHA256()
        for field in fields {
            let bytes = Array((field ?? "\u{0}").utf8)
            withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: bytes)
        }
        return hex(hash.finalize())
    }
}
