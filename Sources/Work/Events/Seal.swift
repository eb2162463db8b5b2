import Crypto
import Foundation
import Kernel
import Storage

/// The chain over the events: each seal's hash covers its event and the seal before it, so nothing in the middle can be
/// changed, dropped or put in without every later hash failing.
package enum Seal {
    static let row = RowStatement.insert(into: "event_seal", ["position", "event_id", "hash", "sealed_at"])
    /// Hash before the first event.
    package static let origin = String(repeating: "0", count: 64)

    /// SHA-256 over the seal before, the time of sealing and every column of the event, each with its length before it.
    package static func hash(_ event: Event, sealedAt: Instant, after previous: String) -> String {
        hash(SealedContent(of: event), sealedAt: sealedAt, after: previous)
    }

    /// As of the event whose content this is.
    static func hash(_ content: SealedContent, sealedAt: Instant, after previous: String) -> String {
        var sealed = SealedContent(room: 160)
        sealed.add(previous)
        sealed.add(sealedAt)
        return sealed.hash(followedBy: content)
    }

    /// The head as it is written outside the database: with a key that is not in it, so that somebody who has the database
    /// alone cannot compute a new chain that fits.
    /// - Parameter previous: the code of the head before it, so that none can be taken out from among them.
    package static func head(position: Int, hash: String, at: Instant, note: String, after previous: String, key: SymmetricKey) -> String {
        var content = SealedContent()
        content.add(previous)
        content.add(position)
        content.add(hash)
        content.add(at)
        content.add(note)
        return HMAC<SHA256>.authenticationCode(for: content.bytes, using: key).withUnsafeBytes { hex($0) }
    }

    /// Digest of a record's fields, for ``Event/digest``.
    package static func digest(_ fields: [String?]) -> String {
        var content = SealedContent(room: fields.reduce(0) { $0 + 4 + ($1?.utf8.count ?? 0) })
        for field in fields { content.add(field) }
        return content.hash
    }
}

/// Fields one after the other, each with its length before it, so that no two lists of fields are the same bytes. Gathered
/// first and hashed at once, because every report that comes in waits for it.
package struct SealedContent: Sendable {
    private(set) var bytes: [UInt8] = []

    /// - Parameter room: bytes that are expected.
    package init(room: Int = 960) { bytes.reserveCapacity(room) }

    /// Adds text. A missing field differs from an empty one.
    package mutating func add(_ field: String?) {
        guard let field else { return addLength(.max) }
        addLength(UInt32(field.utf8.count))
        bytes.append(contentsOf: field.utf8)
    }

    /// Adds a number as its decimal digits, which are written in place because every record has some.
    package mutating func add(_ number: Int?) {
        guard let number else { return addLength(.max) }
        // The least number has 19 digits and a sign.
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { text in
            var at = text.count
            var rest = number.magnitude
            repeat {
                at -= 1
                text[at] = UInt8(48 + rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                at -= 1
                text[at] = UInt8(ascii: "-")
            }
            addLength(UInt32(text.count - at))
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[at...]))
        }
    }

    /// Adds a number as the shortest decimal text that is read as the same.
    package mutating func add(_ number: Double?) { add(number?.description) }

    /// Adds `true` or `false`.
    package mutating func add(_ flag: Bool?) { add(flag?.description) }

    /// Adds a moment as its text, which is written in place because every record has some.
    package mutating func add(_ instant: Instant?) {
        guard let instant else { return addLength(.max) }
        let isWritten = withUnsafeTemporaryAllocation(byteCount: Instant.textLength, alignment: 1) { text -> Bool in
            guard instant.write(into: text) else { return false }
            addLength(UInt32(Instant.textLength))
            bytes.append(contentsOf: text)
            return true
        }
        if !isWritten { add(instant.description) }
    }

    private mutating func addLength(_ length: UInt32) {
        withUnsafeBytes(of: length.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// SHA-256 of all that was added, in hexadecimal digits.
    package var hash: String { hash(followedBy: SealedContent(room: 0)) }

    /// The same with what was added to another after it.
    func hash(followedBy rest: SealedContent) -> String {
        var hasher = SHA256()
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        rest.bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return hex(hasher.finalize())
    }
}

extension SealedContent {
    /// Every column of an event.
    init(of event: Event) {
        self.init(room: 480)
        add(event.id.text)
        add(event.at)
        add(event.kind)
        add(event.actorKind.rawValue)
        add(event.actorID)
        add(event.subject.kind)
        add(event.subject.id)
        add(event.sequence)
        add(event.agency)
        add(event.visibility.rawValue)
        add(flatJSON(event.details))
        add(event.digest)
    }
}
