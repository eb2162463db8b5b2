import Kernel
import Storage

/// A term made ready for being held against many documents.
struct SolrNeedle: Sendable {
    let term: SolrTerm
    /// Folded words, for fields that are looked through part by part.
    let folded: [String]
    /// The words of the catalogue that fit a single word or a pattern.
    private let words: Set<Int32>
    /// The stems of a phrase in their order; `nil` when the catalogue lacks one of them.
    private let phrase: [Int32]?
    private let slop: Int
    /// The stems that a text must have for it to fit; `nil` when that is not known.
    let stems: Stems?

    enum Stems: Sendable {
        /// One of them.
        case some(Set<Int32>)
        /// All of them.
        case every([Int32])
    }

    init(_ term: SolrTerm, _ vocabulary: SolrVocabulary) {
        self.term = term
        folded = term.kind == .pattern ? [] : Stemmer.words(term.text)
        var slop = 0
        var words: Set<Int32> = []
        var phrase: [Int32]? = []
        switch term.kind {
        case .pattern:
            let pattern = Array(term.text.lowercased().utf8)
            words = vocabulary.words { SolrPattern.fits(Array($0.utf8), pattern) }
        case .like(let edits):
            let text = folded.joined(separator: " ")
            words = vocabulary.words { SolrPattern.distance($0, text, most: edits) }
        case .word where folded.count == 1: words = vocabulary.words(like: folded[0])
        case .word, .phrase:
            if case .phrase(let number) = term.kind { slop = number }
            let stems = folded.compactMap(vocabulary.stem)
            phrase = stems.count == folded.count ? stems : nil
        }
        (self.words, self.phrase, self.slop) = (words, phrase, slop)
        if let phrase, !phrase.isEmpty {
            stems = .every(phrase)
        } else if term.kind == .pattern, term.text == "*" {
            // Asks for any value, also in fields without words.
            stems = nil
        } else {
            stems = .some(Set(words.map { vocabulary.stems[Int($0)] }))
        }
    }

    /// Whether it is one word, which fits wherever its stem stands.
    var isSingleWord: Bool { term.kind == .word && folded.count == 1 }

    /// How well a text fits: 0 when it does not, else how often it does, dampened: a word that stands there often says more, but not so
    /// much more (BM25 without the length).
    func fit(_ text: [Int32], _ vocabulary: SolrVocabulary) -> Double {
        let count: Int
        if let phrase, !phrase.isEmpty {
            count = text.indices.count { starts(phrase, text, at: $0, vocabulary) }
        } else {
            count = words.isEmpty ? 0 : text.count { words.contains($0) }
        }
        return SolrNeedle.fit(count)
    }

    static func fit(_ count: Int) -> Double { count == 0 ? 0 : Double(count) / (Double(count) + 1.2) * 2.2 }

    private func starts(_ phrase: [Int32], _ text: [Int32], at start: Int, _ vocabulary: SolrVocabulary) -> Bool {
        func stem(_ at: Int) -> Int32 { text[at] < 0 ? SolrVocabulary.gap : vocabulary.stems[Int(text[at])] }
        guard stem(start) == phrase[0] else { return false }
        var (at, spare) = (start, slop)
        for wanted in phrase.dropFirst() {
            at += 1
            while at < text.count, stem(at) != wanted, spare > 0, text[at] >= 0 {
                at += 1
                spare -= 1
            }
            guard at < text.count, stem(at) == wanted else { return false }
        }
        return true
    }

    /// Whether a value that is compared as a whole fits.
    func equals(_ value: String) -> Bool {
        switch term.kind {
        case .word, .phrase: value == term.text
        case .pattern: SolrPattern.fits(Array(value.utf8), Array(term.text.utf8))
        case .like(let edits): SolrPattern.distance(value, term.text, most: edits)
        }
    }
}
