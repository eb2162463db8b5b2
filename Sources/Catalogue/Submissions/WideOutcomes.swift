import Ingest
import Synchronization

/// What reading very wide files gave, once it was read from its text: the schema of 16,384 columns takes seconds, and every list of
/// submissions and every page of one asks for it while others wait.
enum WideOutcomes {
    /// Texts below are read as quickly as they are looked for.
    static let least = 64 << 10
    /// One of 16,384 columns takes some ten megabytes.
    static let most = 6

    private static let kept = Mutex<[(text: String, outcome: ReadingOutcome)]>([])

    static func read(_ text: String) -> ReadingOutcome? {
        guard text.utf8.count > least else { return fromJSON(text, ReadingOutcome.self) }
        if let known = kept.withLock({ kept in kept.first { $0.text == text }?.outcome }) { return known }
        guard let outcome = fromJSON(text, ReadingOutcome.self) else { return nil }
        kept.withLock { kept in
            if kept.count >= most { kept.removeFirst() }
            kept.append((text: text, outcome: outcome))
        }
        return outcome
    }
}
