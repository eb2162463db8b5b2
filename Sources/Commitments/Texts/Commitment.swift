import Kernel
import Storage
import Work

/// A joint commitment (komitmen bersama, ikrar): a text with clauses that a list of office holders signs.
package struct Commitment: CommitmentRecord, Equatable, Identifiable {
    package static let kind = "commitment"

    /// How far the text has come.
    package enum State: String, Sendable, CaseIterable {
        /// Being written; nobody outside sees it.
        case draft
        /// Its text stands and waits for signatures.
        case open
        /// Everybody has signed.
        case inForce = "in_force"
        case ended

        package var label: TextKey { TextKey("commitment.state.\(rawValue)") }
    }

    package var id: Identifier<Commitment>
    /// Short public code.
    package var code: String
    /// In Indonesian.
    package var titleIndonesian: String
    package var titleEnglish: String?
    package var preamble: String
    package var preambleEnglish: String?
    package var startsOn: Day
    package var endsOn: Day
    package var state: State
    /// The one text that is signed, as ``CommitmentText`` makes it; empty while it is a draft.
    package var canonical = ""
    /// SHA-256 of ``canonical`` in hexadecimal; empty while it is a draft.
    package var textHash = ""
    package var createdBy: String
    package var createdAt: Instant
    package var updatedAt: Instant
    package var openedAt: Instant?
    package var inForceAt: Instant?
    package var endedAt: Instant?
    package var version = 1

    package init(id: Identifier<Commitment>, code: String, draft: CommitmentDraft, by author: String, at now: Instant) {
        self.id = id
        self.code = code
        titleIndonesian = draft.title
        titleEnglish = draft.titleEnglish
        preamble = draft.preamble
        preambleEnglish = draft.preambleEnglish
        startsOn = draft.startsOn
        endsOn = draft.endsOn
        state = .draft
        createdBy = author
        createdAt = now
        updatedAt = now
    }

    package init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        titleIndonesian = row.text("title")
        titleEnglish = row.textIfAny("title_english")
        preamble = row.text("preamble")
        preambleEnglish = row.textIfAny("preamble_english")
        startsOn = row.day("starts_on")
        endsOn = row.day("ends_on")
        // What cannot be read is shown to nobody outside.
        state = State(rawValue: row.text("state")) ?? .draft
        canonical = row.text("canonical")
        textHash = row.text("text_hash")
        createdBy = row.text("created_by")
        createdAt = row.instant("created_at")
        updatedAt = row.instant("updated_at")
        openedAt = row.instantIfAny("opened_at")
        inForceAt = row.instantIfAny("in_force_at")
        endedAt = row.instantIfAny("ended_at")
        version = row.int("version")
    }

    package var key: String { id.text }
    package var holder: String? { nil }
    package var title: String { titleIndonesian }
    package var columns: [(name: String, value: Value)] {
        [
            ("code", code.value), ("title", titleIndonesian.value), ("title_english", titleEnglish.value), ("preamble", preamble.value),
            ("preamble_english", preambleEnglish.value), ("starts_on", startsOn.value), ("ends_on", endsOn.value),
            ("state", state.rawValue.value), ("canonical", canonical.value), ("text_hash", textHash.value),
            ("created_by", createdBy.value), ("created_at", createdAt.value), ("updated_at", updatedAt.value),
            ("opened_at", openedAt.value), ("in_force_at", inForceAt.value), ("ended_at", endedAt.value),
        ]
    }

    package func title(_ language: Language) -> String { language == .english ? titleEnglish ?? titleIndonesian : titleIndonesian }
    package func preamble(_ language: Language) -> String { language == .english ? preambleEnglish ?? preamble : preamble }
    /// Whether anybody may read it.
    package var isPublic: Bool { state != .draft }
}

/// What somebody writes of a commitment.
package struct CommitmentDraft: Sendable, Equatable {
    package var title: String
    package var titleEnglish: String?
    package var preamble: String
    package var preambleEnglish: String?
    package var startsOn: Day
    package var endsOn: Day

    package init(
        title: String, titleEnglish: String? = nil, preamble: String, preambleEnglish: String? = nil, startsOn: Day, endsOn: Day
    ) {
        self.title = Plain.line(title)
        self.titleEnglish = titleEnglish.map(Plain.line).flatMap { $0.isEmpty ? nil : $0 }
        self.preamble = Plain.text(preamble)
        self.preambleEnglish = preambleEnglish.map(Plain.text).flatMap { $0.isEmpty ? nil : $0 }
        self.startsOn = startsOn
        self.endsOn = endsOn
    }

    var issues: [Issue] {
        var issues: [Issue] = []
        if title.count < 5 { issues.append(Issue("title", Message("error.too_short", ["min": "5"]))) }
        if title.count > 300 { issues.append(Issue("title", Message("error.too_long", ["max": "300", "length": "\(title.count)"]))) }
        if preamble.count < 20 { issues.append(Issue("preamble", Message("error.too_short", ["min": "20"]))) }
        for (name, text) in [("preamble", preamble), ("preamble_english", preambleEnglish ?? "")] where text.count > 20_000 {
            issues.append(Issue(name, Message("error.too_long", ["max": "20000", "length": "\(text.count)"])))
        }
        if endsOn <= startsOn { issues.append(Issue("ends_on", "error.commitment_ends_early")) }
        return issues
    }
}
