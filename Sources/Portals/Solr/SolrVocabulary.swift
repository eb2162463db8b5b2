import Kernel
import Storage

/// Every word of the catalogue's texts with a number and the number of its stem, so that a document is a row of numbers and a pattern
/// is held against each different word once, not against every place where it stands.
package struct SolrVocabulary: Sendable {
    private(set) var texts: [String] = []
    /// The number of each word's stem; stems are counted by themselves.
    private(set) var stems: [Int32] = []
    private var numbers: [String: Int32] = [:]
    private var stemNumbers: [String: Int32] = [:]
    /// The words of each stem.
    private var families: [[Int32]] = []

    /// Between two values of a field, so that no phrase reaches from one into the next.
    static let gap: Int32 = -1

    package init() {}

    mutating func numbers(adding values: [String]) -> [Int32] {
        var all: [Int32] = []
        for value in values {
            if !all.isEmpty { all.append(SolrVocabulary.gap) }
            let words = Stemmer.words(value)
            let unknown = words.filter { numbers[$0] == nil }
            if !unknown.isEmpty { for (word, stem) in zip(unknown, Stemmer.stems(unknown)) { add(word, stem) } }
            all += words.map { numbers[$0]! }
        }
        return all
    }

    private mutating func add(_ word: String, _ stem: String) {
        guard numbers[word] == nil else { return }
        let number = Int32(texts.count)
        numbers[word] = number
        texts.append(word)
        let family = stemNumbers[stem] ?? Int32(families.count)
        if Int(family) == families.count {
            stemNumbers[stem] = family
            families.append([])
        }
        stems.append(family)
        families[Int(family)].append(number)
    }

    /// The stem's number of a word somebody asks for; `nil` when nothing here has it.
    func stem(_ word: String) -> Int32? {
        if let number = numbers[word] { return stems[Int(number)] }
        return Stemmer.stems([word]).first.flatMap { stemNumbers[$0] }
    }

    /// Words of the same stem.
    func words(like word: String) -> Set<Int32> { Set(stem(word).map { families[Int($0)] } ?? []) }

    func words(where fits: (String) -> Bool) -> Set<Int32> {
        Set(texts.indices.filter { fits(texts[$0]) }.map(Int32.init))
    }
}
