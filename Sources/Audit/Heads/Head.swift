import Crypto
import Kernel
import Work

/// How far the chain had come at a moment, written down outside the database under a key that is not in it.
///
/// The chain alone proves nothing against somebody who computes all of it anew, or who cuts off its end. A head does: the
/// chain must still have that hash at that position.
package struct Head: Sendable, Equatable {
    package var position: Int
    package var hash: String
    package var at: Instant
    /// Empty, or why the chain goes on from an earlier position, after an older backup was restored.
    package var note: String
    /// Keyed code over all of it and over the head before.
    package var code: String

    /// Whether later heads, written before this one, count no more.
    package var isRestart: Bool { !note.isEmpty }

    init(position: Int, hash: String, at: Instant, note: String, after previous: String, key: SymmetricKey) {
        self.position = position
        self.hash = hash
        self.at = at
        self.note = note
        code = Seal.head(position: position, hash: hash, at: at, note: note, after: previous, key: key)
    }

    /// Reads a line as ``line`` writes it.
    init?(line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, let position = Int(parts[0]), position > 0, parts[1].utf8.count == 64, let at = Instant(parts[2]),
            parts[3].utf8.count == 64
        else { return nil }
        self.position = position
        hash = String(parts[1])
        self.at = at
        code = String(parts[3])
        note = String(parts[4])
    }

    /// `412 HASH 2026-03-02T02:00:00.000Z CODE NOTE`, without the end of the line.
    var line: String { "\(position) \(hash) \(at) \(code) \(note)" }

    func isGenuine(after previous: String, key: SymmetricKey) -> Bool {
        code == Seal.head(position: position, hash: hash, at: at, note: note, after: previous, key: key)
    }
}
