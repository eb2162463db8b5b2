import Kernel

/// The regency's own sentences with the days on which they hold, in memory. Nothing is overwritten: of those that hold on a day the one
/// that began last counts, and once its last day is over the one before holds again.
package struct OwnWords: Sendable {
    /// By key, the later ones later.
    private let changes: [String: [WordOverride]]

    package init(_ changes: [WordOverride] = []) { self.changes = Dictionary(grouping: changes, by: \.key) }

    package var keys: [String] { changes.keys.sorted() }

    /// Every change of one sentence, the later ones later.
    package func changes(of key: String) -> [WordOverride] { changes[key] ?? [] }

    /// What holds on a day, laid over our own words with ``Kernel/Words/merging(_:)``.
    package func words(on day: Day) -> Words {
        var sentences: [Language: [String: String]] = [:]
        for change in changes.values.joined() where change.holds(on: day) {
            sentences[change.language, default: [:]][change.key] = change.sentence
        }
        return Words(sentences)
    }

    /// Whether a sentence of the regency's own begins after a day and nothing calls it off.
    package func isPlanned(_ key: String, after day: Day) -> Bool {
        changes(of: key).contains { change in
            change.sentence != nil && change.validFrom > day && last(change.language, key, on: change.validFrom) == change
        }
    }

    private func last(_ language: Language, _ key: String, on day: Day) -> WordOverride? {
        changes(of: key).last { $0.language == language && $0.holds(on: day) }
    }
}
