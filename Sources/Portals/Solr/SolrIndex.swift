import Catalogue
import Foundation
import Kernel

/// Everything that can be found, as documents in memory. Made anew when the catalogue changes.
package struct SolrIndex: Sendable {
    package let documents: [SolrDocument]
    let vocabulary: SolrVocabulary
    /// In how many documents each stem stands anywhere.
    private let spread: [Int32: Int]
    let postings: SolrPostings
    /// The fields that clients count by, value by value.
    private let counted: [String: CrowdedFacet]
    /// The place of each document in the orders that clients ask for.
    private let ranks: [String: [Int32]]

    private static let countedFields = ["organization", "groups", "tags", "res_format", "license_id"]
    private static let rankedFields = ["metadata_modified", "metadata_created", "name", "title_string"]

    /// - Parameter vocabulary: of the index that some of the documents are taken over from. Words that nobody uses any more stay in it.
    package init(_ given: [SolrDocument], vocabulary known: SolrVocabulary = SolrVocabulary()) {
        var vocabulary = known
        var spread: [Int32: Int] = [:]
        documents = given.map { given in
            // Without texts it was taken over and has its words already, or has none.
            if given.passages.isEmpty { return given }
            var document = given
            document.words = given.passages.mapValues { vocabulary.numbers(adding: $0) }
            document.passages = [:]
            return document
        }
        let documents = documents
        for document in documents {
            let stems = Set((document.words["text"] ?? []).filter { $0 >= 0 }.map { vocabulary.stems[Int($0)] })
            for stem in stems { spread[stem, default: 0] += 1 }
        }
        self.vocabulary = vocabulary
        self.spread = spread
        postings = SolrPostings(documents, vocabulary)
        counted = Dictionary(
            uniqueKeysWithValues: SolrIndex.countedFields.map { field in
                (field, CrowdedFacet(documents.map { $0.strings[field] ?? [] }))
            })
        ranks = Dictionary(
            uniqueKeysWithValues: SolrIndex.rankedFields.map { field in
                (field, SolrOrder.ranks(documents.map { SolrOrder.value(field, $0, vocabulary) }))
            })
    }

    /// The place of each document in the order of a field; equal ones have the same, those without a value `Int32.max`.
    func ranks(_ field: String) -> [Int32] {
        ranks[field] ?? SolrOrder.ranks(documents.map { SolrOrder.value(field, $0, vocabulary) })
    }

    /// What a term without a field comes to in each document, 0 where it is not found; `nil` when only the documents can say.
    func scores(_ needle: SolrNeedle, _ fields: [(name: String, weight: Double)], tie: Double) -> [Double]? {
        var best = [Double](repeating: 0, count: documents.count)
        var sum = best
        for (name, weight) in fields {
            let isKnown = postings.each(needle, in: name) { document, fit in
                best[document] = max(best[document], fit * weight)
                sum[document] += fit * weight
            }
            if !isKnown { return nil }
        }
        for document in best.indices where best[document] > 0 { best[document] += tie * (sum[document] - best[document]) }
        return best
    }

    /// What a term is worth: the fewer documents have its words, the more.
    func worth(_ needle: SolrNeedle) -> Double {
        let total = Double(documents.count)
        return needle.folded.map { word in
            log(1 + (total + 0.5) / (Double(vocabulary.stem(word).flatMap { spread[$0] } ?? 0) + 0.5))
        }.max() ?? 1
    }

    /// The words of a text field, for counting.
    private func texts(_ field: String, of document: SolrDocument) -> [String]? {
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
    /// - Throws: what Solr says of a query that cannot be read.
    package func search(_ search: SolrSearch, now: Instant) throws(SolrFault) -> SolrAnswer {
        var matchers = [try SolrMatcher(search, index: self, now: now)]
        for filter in search.filters where !filter.allSatisfy(\.isWhitespace) {
            matchers.append(SolrMatcher(try SolrParser.parse(filter), index: self, now: now))
        }
        let order = try SolrOrder(search.sort)
        let hits = try hits(&matchers)
        let found = DatasetBits(size: documents.count, hits.places)
        let facets = search.facets.map { field in
            (field, facet(field, of: hits.places, found, limit: search.facetLimit, minimum: search.facetMinimum))
        }
        let start = max(0, search.start)
        guard search.rows > 0, start < hits.count else { return SolrAnswer(found: [], count: hits.count, facets: facets) }
        let sorted = order.first(start + min(search.rows, hits.count - start), of: hits, self)
        return SolrAnswer(found: Array(sorted[start...]), count: hits.count, facets: facets)
    }

    /// The documents that the query wants, of which the first matcher is made, and all filters.
    private func hits(_ matchers: inout [SolrMatcher]) throws(SolrFault) -> SolrHits {
        var candidates: DatasetBits?
        for number in matchers.indices {
            try matchers[number].check()
            guard let some = matchers[number].candidates() else { continue }
            candidates?.formIntersection(some)
            if candidates == nil { candidates = some }
        }
        var places = candidates?.members.map { Int32($0) } ?? documents.indices.map { Int32($0) }
        for number in matchers.indices.dropFirst() { places = try matchers[number].hits(among: places).places }
        return try matchers[0].hits(among: places)
    }

    /// The values of a field among what was found, the commonest first.
    private func facet(
        _ field: String, of places: [Int32], _ found: DatasetBits, limit: Int, minimum: Int
    ) -> [(value: String, count: Int)] {
        if minimum > 0, let counted = counted[field] {
            return chosen(counted.counts(found).map { (value: $0.0, count: $0.1) }, limit, minimum)
        }
        var counts: [String: Int] = [:]
        if minimum <= 0 { for document in documents { for value in values(field, of: document) { counts[value] = 0 } } }
        for place in places { for value in Set(values(field, of: documents[Int(place)])) { counts[value, default: 0] += 1 } }
        return chosen(counts.map { (value: $0.key, count: $0.value) }, limit, minimum)
    }

    private func chosen(_ counts: [(value: String, count: Int)], _ limit: Int, _ minimum: Int) -> [(value: String, count: Int)] {
        let sorted = counts.filter { $0.count >= minimum }.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
        return Array(limit < 0 ? sorted[...] : sorted.prefix(limit))
    }

    /// The values that can be counted: whole values, or the words of a text.
    private func values(_ field: String, of document: SolrDocument) -> [String] {
        document.strings[field] ?? texts(field, of: document) ?? document.instants[field].map { [$0.description] } ?? []
    }
}
