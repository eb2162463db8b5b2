import Ingest

/// What reading very wide files gave: every list of submissions and every page of one asks for it while others wait.
enum WideOutcomes {
    /// Texts below are read as quickly as they are looked for.
    static let least = 64 << 10
    static let most = 3

    private static let kept = LastRead<ReadingOutcome>(most: most)

    static func read(_ text: String) -> ReadingOutcome? {
        guard text.utf8.count > least else { return fromJSON(text, ReadingOutcome.self) }
        return kept.value(text) { fromJSON($0, ReadingOutcome.self) }
    }
}
