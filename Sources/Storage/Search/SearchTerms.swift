/// The words of a text as every search of Pendopo compares them, for indexes that are kept in memory.
package enum SearchTerms {
    /// Everything a text is found by: its folded words and their Indonesian stems, once each.
    package static func all(_ text: String) -> [String] { Stemmer.terms(text).split(separator: " ").map(String.init) }

    /// What a typed question asks for: one stem for each of its words, at most eight.
    package static func asked(_ text: String) -> [String] {
        var seen: Set<String> = []
        return Array(Stemmer.stems(Stemmer.words(text)).filter { seen.insert($0).inserted }.prefix(SearchQuery.mostWords))
    }

    /// The words of a question as typed, for finding what begins so.
    package static func typed(_ text: String) -> [String] {
        var seen: Set<String> = []
        return Array(Stemmer.words(text).filter { seen.insert($0).inserted }.prefix(SearchQuery.mostWords))
    }
}
