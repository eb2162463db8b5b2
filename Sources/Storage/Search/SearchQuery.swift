import Kernel

/// What somebody typed into a search box, ready for either engine.
struct SearchQuery {
    /// Each inner list is one typed word's possible forms; all words must be found.
    private let words: [(term: String, isPrefix: Bool)]

    /// More words than this do not make a search better, only slower.
    static let mostWords = 8
    /// Shorter beginnings match half of the index.
    static let shortestPrefix = 3

    /// Looks for the words in any of their forms; `nil` when there are none.
    init?(stemsOf text: String) {
        let stems = Stemmer.stems(Self.typed(text))
        if stems.isEmpty { return nil }
        words = stems.map { ($0, false) }
    }

    /// Looks for words that begin as typed, for what is half typed.
    init?(prefixesOf text: String) {
        let typed = Self.typed(text)
        if typed.isEmpty { return nil }
        words = typed.map { ($0, $0.unicodeScalars.count >= Self.shortestPrefix) }
    }

    private static func typed(_ text: String) -> [String] {
        var seen: Set<String> = []
        return Array(Stemmer.words(text).filter { seen.insert($0).inserted }.prefix(mostWords))
    }

    // Terms are letters and digits only, so quoting them needs no escapes.
    var fts5: String { words.map { "\"\($0.term)\"" + ($0.isPrefix ? "*" : "") }.joined(separator: " AND ") }
    var tsquery: String { words.map { "'\($0.term)'" + ($0.isPrefix ? ":*" : "") }.joined(separator: " & ") }
}
