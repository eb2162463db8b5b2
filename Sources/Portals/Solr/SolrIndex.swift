import Foundation
import Kernel

/// Everything that can be found, as documents in memory. Made anew when the catalogue changes.
package struct SolrIndex: Sendable {
    package let documents: [SolrDocument]
    let vocabulary: SolrVocabulary
    /// In how many documents each stem stands anywhere.
    private let spread: [Int32: Int]

    package init(_ given: [SolrDocument]) {
        var vocabulary = SolrVocabulary()
        var spread: [Int32: Int] = [:]
        documents = given.map { given in
            var document = given
            document.words = given.passages.mapValues { vocabulary.numbers(adding: $0) }
            document.passages = [:]
            let stems = Set((document.words["text"] ?? []).filter { $0 >= 0 }.map { vocabulary.stems[Int($0)] })
            for stem in stems { spread[stem, default: 0] += 1 }
            return document
        }
        self.vocabulary = vocabulary
        self.spread = spread
    }

    /// What a term is worth: the fewer documents have its words, the more.
    func worth(_ needle: SolrNeedle) -> Double {
        let total = Double(documents.count)
        return needle.folded.map { word in
            log(1 + (total + 0.5) / (Double(vocabulary.stem(word).flatMap { spread[$0] } ?? 0) + 0.5))
        }.max() ?? 1
    }

    /// The words of a text field, for sorting and counting.
    func texts(_ field: String, of document: SolrDocument) -> [String]? {
        document.words[field].map { $0.filter { $0 >= 0 }.map { vocabulary.texts[Int($0)] } }
    }
}

/// One search as a client asks for it.
package struct SolrSearch: Sendable {
    package var query = "*:*"
    package var filters: [String] = []
    /// `score desc, metadata_modified desc`
    package var sort = "score desc, metadata_modified desc"
    package var start = 0
    package var rows = 10
    package var facets: [String] = []
    /// Values of a facet at most; negative gives all of them.
    package var facetLimit = 50
    package var facetMinimum = 1
    /// `dismax` unless given; `edismax` and `lucene` take fields in the query.
    package var parser = "dismax"
    package var dismax = SolrDismax.usual
    /// Where a word without a field is looked for when fields are named elsewhere in the query.
    package var field = "text"

    package init() {}
}

/// What was found.
package struct SolrAnswer: Sendable {
    /// Places in ``SolrIndex/documents``, only those of the page.
    package var found: [Int]
    package var count: Int
    package var facets: [(field: String, values: [(value: String, count: Int)])]
}

extension SolrIndex {
    package func search(_ search: SolrSearch, now: Instant) throws(SolrFault) -> SolrAnswer {
        var query = try SolrMatcher(search, index: self, now: now)
        var filters: [SolrMatcher] = []
        for filter in search.filters where !filter.allSatisfy(\.isWhitespace) {
            filters.append(SolrMatcher(try SolrParser.parse(filter), index: self, now: now))
        }
        let order = try SolrOrder(search.sort)
        var hits: [(place: Int, score: Double)] = []
        for place in documents.indices {
            var isIn = true
            for number in filters.indices where try filters[number].score(documents[place]) == nil {
                isIn = false
                break
            }
            if isIn, let score = try query.score(documents[place]) { hits.append((place, score)) }
        }
        let facets = search.facets.map { field in
            (field, facet(field, of: hits.map(\.place), limit: search.facetLimit, minimum: search.facetMinimum))
        }
        guard search.rows > 0, search.start < hits.count else { return SolrAnswer(found: [], count: hits.count, facets: facets) }
        let sorted = order.sorted(hits, self)
        return SolrAnswer(
            found: Array(sorted[max(0, search.start)...].prefix(search.rows)), count: hits.count, facets: facets)
    }

    /// The values of a field among what was found, the commonest first.
    private func facet(_ field: String, of places: [Int], limit: Int, minimum: Int) -> [(value: String, count: Int)] {
        var counts: [String: Int] = [:]
        if minimum <= 0 { for document in documents { for value in values(field, of: document) { counts[value] = 0 } } }
        for place in places { for value in Set(values(field, of: documents[place])) { counts[value, default: 0] += 1 } }
        let sorted = counts.filter { $0.value >= minimum }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return (limit < 0 ? sorted[...] : sorted.prefix(limit)).map { (value: $0.key, count: $0.value) }
    }

    /// The values that can be counted: whole values, or the words of a text.
    private func values(_ field: String, of document: SolrDocument) -> [String] {
        document.strings[field] ?? texts(field, of: document) ?? document.instants[field].map { [$0.description] } ?? []
    }
}
