import Kernel
import Storage
import Work

/// One thing that does not fit: what, and at which row.
package struct Finding: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The event no longer has the content it was sealed with.
        case eventChanged = "event_changed"
        /// The seal's own hash was changed; the chain after it knows the old one.
        case sealChanged = "seal_changed"
        /// One of the two above; which cannot be known of the newest seal.
        case sealBroken = "seal_broken"
        case eventMissing = "event_missing"
        case positionMissing = "position_missing"
        /// Neither sealed nor waiting for it.
        case eventUnsealed = "event_unsealed"
        case waitingWithoutEvent = "waiting_without_event"
        case sequenceMissing = "sequence_missing"
        case recordChanged = "record_changed"
        case recordMissing = "record_missing"
        case recordWithoutEvent = "record_without_event"
        /// A column holds what is not of its type: nothing could read it, so no act has written it.
        case valueUnreadable = "value_unreadable"
        /// What follows from records does not come out the same when it is computed anew.
        case derivedChanged = "derived_changed"
        /// What a record's event says was kept beside it is gone.
        case derivedMissing = "derived_missing"
        /// The chain ends before a head that was written down.
        case tailMissing = "tail_missing"
        /// The chain fits itself, but it is not the one whose head was written down.
        case chainRecomputed = "chain_recomputed"
        /// A line of the file of heads is not ours.
        case headFalse = "head_false"
    }

    package var kind: Kind
    /// Position in the chain; for ``Kind/headFalse`` the line of the file.
    package var position: Int?
    package var event: String?
    /// Kind of the event.
    package var eventKind: String?
    package var at: Instant?
    package var subjectKind: String?
    package var subjectID: String?
    package var sequence: Int?
    /// What people call the subject.
    package var title: String?
    /// Where ``Kind/valueUnreadable`` was found; `subjectKind` is then the table and `subjectID` the row.
    package var column: String?

    init(_ kind: Kind, position: Int? = nil, event: String? = nil) {
        self.kind = kind
        self.position = position
        self.event = event
    }
}

extension Finding {
    init(_ misfit: Misfit) {
        self.init(.valueUnreadable)
        subjectKind = misfit.table
        subjectID = misfit.row
        column = misfit.column
    }

    /// The finding in words, such as "Event at position 412 (report.claim), report K7M-Q2X-94: …".
    package func sentence(_ words: Words, _ format: Format) -> String {
        let values: [String: String] = [
            "position": position.map(format.number) ?? "–", "event": event ?? "–", "kind": eventKind ?? "–",
            "at": at.map(format.moment) ?? "–", "subject": subject(words, format.language),
            "sequence": sequence.map(format.number) ?? "–", "column": column ?? "–",
        ]
        return words(Message(TextKey("audit.finding.\(kind.rawValue)"), values), format.language)
    }

    /// `report K7M-Q2X-94`, with the id where nobody has given it a name.
    private func subject(_ words: Words, _ language: Language) -> String {
        guard let subjectKind else { return "–" }
        let key = TextKey("audit.subject.\(subjectKind)")
        let kind = words.sentence(key, language) == nil ? subjectKind : words(Message(key), language)
        return "\(kind) \(title ?? subjectID ?? "–")"
    }
}
