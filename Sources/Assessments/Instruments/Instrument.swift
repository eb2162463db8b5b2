import Kernel
import Storage
import Web
import Work

/// One edition of what is weighed in a selection or an evaluation, with its weights and its scale: data, because weights change from
/// year to year and old scores stay under what they were given by. Once published it never changes again.
package struct Instrument: AssessmentRecord, Equatable, Identifiable {
    package static let kind = "assessment_instrument"

    /// What an assessment is for.
    package enum Purpose: String, Sendable, CaseIterable {
        /// Whether a regency is ready for the movement "100 Smart City".
        case selection
        /// How far it has come, every year.
        case evaluation

        package var label: TextKey { TextKey("instrument.purpose.\(rawValue)") }
    }

    /// A published edition never changes.
    package enum State: String, Sendable, CaseIterable {
        case draft, published

        package var label: TextKey { TextKey("instrument.state.\(rawValue)") }
    }

    package var id: Identifier<Instrument>
    /// The same for all editions of one instrument.
    package var code: String
    /// 1 for the first.
    package var edition: Int
    package var draft: InstrumentDraft
    package var state = State.draft
    package var createdBy: String
    package var publishedBy: String?
    package var publishedAt: Instant?
    package var updatedAt: Instant
    package var version = 1

    init(id: Identifier<Instrument>, code: String, edition: Int, _ draft: InstrumentDraft, by author: String, at now: Instant) {
        self.id = id
        self.code = code
        self.edition = edition
        self.draft = draft
        createdBy = author
        updatedAt = now
    }

    package init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        edition = row.int("edition")
        draft = InstrumentDraft(row: row)
        // What cannot be read was not published.
        state = State(rawValue: row.text("state")) ?? .draft
        createdBy = row.text("created_by")
        publishedBy = row.textIfAny("published_by")
        publishedAt = row.instantIfAny("published_at")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    package var key: String { id.text }
    package var title: String { "\(draft.title) (\(edition))" }
    package var columns: [(name: String, value: Value)] {
        [
            ("code", code.value), ("edition", edition.value), ("state", state.rawValue.value), ("created_by", createdBy.value),
            ("published_by", publishedBy.value), ("published_at", publishedAt.value),
        ] + draft.columns
    }

    package func title(_ language: Language) -> String {
        language == .english && !draft.titleEnglish.isEmpty ? draft.titleEnglish : draft.title
    }

    package var purpose: Purpose { draft.purpose }
    package var items: [InstrumentItem] { draft.items }
    package var scale: ClosedRange<Hundredths> { draft.lowest...max(draft.lowest, draft.highest) }
    package var components: [InstrumentItem] { children(of: nil) }
    package func children(of code: String?) -> [InstrumentItem] { items.filter { $0.parent == code } }
    package subscript(code: String) -> InstrumentItem? { items.first { $0.code == code } }

    /// The level a score has reached.
    package func level(_ score: Hundredths) -> InstrumentLevel? {
        draft.levels.filter { $0.value <= score }.max { $0.value < $1.value }
    }

    /// What is scored: items with nothing below them.
    package struct Leaf: Hashable, Sendable {
        package var item: InstrumentItem
        /// Codes from its component down to itself.
        package var path: [String]
        /// Product of the weights along the path, of 10,000 to the power of ``mostDepth``.
        package var weight: Int
    }

    /// Components, aspects, questions.
    package static let mostDepth = 3

    /// In the order of the instrument.
    package var leaves: [Leaf] {
        func below(_ item: InstrumentItem, _ path: [String], _ weight: Int) -> [Leaf] {
            let (path, weight) = (path + [item.code], weight * item.weight.count)
            let inner = path.count < Instrument.mostDepth ? children(of: item.code) : []
            if inner.isEmpty {
                let missing = (path.count..<Instrument.mostDepth).reduce(weight) { product, _ in product * 10_000 }
                return [Leaf(item: item, path: path, weight: missing)]
            }
            return inner.flatMap { below($0, path, weight) }
        }
        return components.flatMap { below($0, [], 1) }
    }

    package func leaves(of component: String) -> [Leaf] { leaves.filter { $0.path.first == component } }
}
