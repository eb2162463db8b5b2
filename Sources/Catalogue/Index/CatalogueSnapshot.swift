import Directory
import Kernel

/// The whole catalogue at one moment, laid out for searching. Never changes; a change of the catalogue makes a new one.
package final class CatalogueSnapshot: Sendable {
    /// In the order of their ids.
    package let entries: [CatalogueEntry]
    let revision: Int
    /// Day of the freshness facet.
    let day: Day
    private let byID: [Identifier<Dataset>: Int]
    private let byName: [String: Int]
    private let byTable: [Identifier<Distribution>: Int]
    /// Places of the datasets that have a word, by the word's number.
    private let postings: [Int32: [Int32]]
    private let titlePostings: [Int32: [Int32]]
    /// Places of the datasets whose foreign keys point at a name.
    private let referring: [String: [Int]]
    private let facets: [CatalogueFacet: [String: DatasetBits]]
    /// The same the other way round: the values of each dataset.
    private let numbered: [CatalogueFacet: CrowdedFacet]
    private let published: DatasetBits
    private let everything: DatasetBits
    private let newest: [Int32]
    private let byTitle: [Int32]
    private let byRows: [Int32]
    /// Every dataset that is published, by title.
    package let listed: [CatalogueEntry]
    /// Of those: how many, the rows of all their tables, and how many agencies they come from.
    package let totals: (datasets: Int, rows: Int, agencies: Int)

    init(_ entries: [CatalogueEntry], revision: Int, day: Day) {
        self.entries = entries
        self.revision = revision
        self.day = day
        let size = entries.count
        byID = Dictionary(entries.enumerated().map { ($1.dataset.id, $0) }) { $1 }
        byName = Dictionary(entries.enumerated().map { ($1.dataset.name, $0) }) { $1 }
        byTable = Dictionary(entries.enumerated().flatMap { place, entry in entry.distributions.map { ($0.id, place) } }) { $1 }
        var postings: [Int32: [Int32]] = [:]
        var titles: [Int32: [Int32]] = [:]
        var facets: [CatalogueFacet: [String: DatasetBits]] = [:]
        var published = DatasetBits(size: size)
        var referring: [String: [Int]] = [:]
        for (place, entry) in entries.enumerated() {
            for term in entry.terms { postings[term, default: []].append(Int32(place)) }
            for term in entry.titleTerms { titles[term, default: []].append(Int32(place)) }
            for (facet, values) in entry.facetValues(on: day) {
                for value in values { facets[facet, default: [:]][value, default: DatasetBits(size: size)].insert(place) }
            }
            if entry.dataset.state == .published { published.insert(place) }
            for name in entry.refersTo { referring[name, default: []].append(place) }
        }
        self.referring = referring
        self.postings = postings
        titlePostings = titles
        self.facets = facets
        let values = entries.map { entry in Dictionary(entry.facetValues(on: day)) { $1 } }
        numbered = Dictionary(
            uniqueKeysWithValues: CatalogueFacet.allCases.map { facet in (facet, CrowdedFacet(values.map { $0[facet] ?? [] })) })
        self.published = published
        everything = DatasetBits(size: size, (0..<size).map(Int32.init))
        let places = (0..<size).map(Int32.init)
        func order(_ isBefore: (CatalogueEntry, CatalogueEntry) -> Bool) -> [Int32] {
            places.sorted { isBefore(entries[Int($0)], entries[Int($1)]) }
        }
        newest = order { ($0.dataset.updatedAt, $0.dataset.id) > ($1.dataset.updatedAt, $1.dataset.id) }
        let folded = entries.map { Plain.folded($0.dataset.title) }
        byTitle = places.sorted { (folded[Int($0)], entries[Int($0)].dataset.id) < (folded[Int($1)], entries[Int($1)].dataset.id) }
        // Nor does the order tell how many rows there are of what is not open.
        let rows = entries.map { $0.dataset.access == .open ? $0.rows : 0 }
        byRows = places.sorted { (rows[Int($0)], $0) > (rows[Int($1)], $1) }
        listed = byTitle.map { entries[Int($0)] }.filter { $0.dataset.state == .published }
        // Of what is not open nobody is told how much there is.
        let open = listed.filter { $0.dataset.access == .open }
        totals = (listed.count, open.reduce(0) { $0 + $1.rows }, Set(listed.map(\.dataset.producer)).count)
    }

    /// Values of a facet that are given, the most frequent ones.
    static let mostValues = 300

    package func entry(_ id: Identifier<Dataset>) -> CatalogueEntry? { byID[id].map { entries[$0] } }
    package func entry(of table: Identifier<Distribution>) -> CatalogueEntry? { byTable[table].map { entries[$0] } }
    /// By name or id.
    package func find(_ name: String) -> CatalogueEntry? { (byName[name] ?? byID[Identifier(name)]).map { entries[$0] } }

    /// Published datasets whose foreign keys point at one, by title.
    package func referring(to name: String) -> [CatalogueEntry] {
        let found = (referring[name] ?? []).map { entries[$0] }.filter { $0.dataset.state == .published }
        return found.sorted { ($0.dataset.title, $0.dataset.id) < ($1.dataset.title, $1.dataset.id) }
    }

    func search(_ query: CatalogueQuery, _ vocabulary: Vocabulary) -> CatalogueResult {
        let base = query.withWithdrawn ? everything : published
        let found = words(query.text, vocabulary, within: base)
        // For each facet the hits under all other facets' filters, so that a second value of one can be chosen too.
        var chosen: [CatalogueFacet: DatasetBits] = [:]
        for (facet, values) in query.filters where !values.isEmpty {
            var any = DatasetBits(size: entries.count)
            for value in values { if let bits = facets[facet]?[value] { any.formUnion(bits) } }
            chosen[facet] = any
        }
        var hits = found.hits
        for bits in chosen.values { hits.formIntersection(bits) }
        var counts: [CatalogueFacet: [CatalogueResult.Count]] = [:]
        for facet in CatalogueFacet.allCases {
            var others = hits
            if chosen[facet] != nil {
                others = found.hits
                for (other, bits) in chosen where other != facet { others.formIntersection(bits) }
            }
            let wanted = query.filters[facet] ?? []
            let counted = count(facet, among: others, with: wanted)
            let shown = counted.filter { $0.1 > 0 || wanted.contains($0.0) }.map { CatalogueResult.Count(value: $0.0, count: $0.1) }
            counts[facet] = Array(shown.sorted { ($1.count, $0.value) < ($0.count, $1.value) }.prefix(Self.mostValues))
        }
        let page = page(hits, query, titles: found.titles)
        return CatalogueResult(total: hits.count, entries: page.map { entries[Int($0)] }, facets: counts)
    }

    /// Looks at the values of a facet with a bit for each dataset, or at the datasets found, whichever is less.
    private func count(_ facet: CatalogueFacet, among hits: DatasetBits, with wanted: Set<String>) -> [(String, Int)] {
        let values = facets[facet] ?? [:]
        guard hits.count * 2 < values.count * hits.words.count, let numbers = numbered[facet] else {
            return values.map { ($0.key, hits.countOfIntersection($0.value)) }
        }
        let found = numbers.counts(hits)
        let none = wanted.filter { value in values[value] != nil && !found.contains { $0.0 == value } }
        return found + none.map { ($0, 0) }
    }

    /// Datasets with all the words in any form; when there are none, those with words that begin as typed.
    private func words(_ text: String, _ vocabulary: Vocabulary, within: DatasetBits) -> (hits: DatasetBits, titles: DatasetBits?) {
        let asked = SearchWords(text)
        if asked.isEmpty { return (within, nil) }
        for terms in [asked.stems.map { vocabulary.number($0).map { [$0] } ?? [] }, asked.typed.map { vocabulary.numbers(beginning: $0) }] {
            // Words too short to begin others with are not looked for in that way.
            if terms.isEmpty { continue }
            var hits = within
            var titles = within
            for alternatives in terms {
                hits.formIntersection(DatasetBits(size: entries.count, alternatives.flatMap { postings[$0] ?? [] }))
                titles.formIntersection(DatasetBits(size: entries.count, alternatives.flatMap { titlePostings[$0] ?? [] }))
            }
            if !hits.isEmpty { return (hits, titles) }
        }
        return (DatasetBits(size: entries.count), nil)
    }

    private func page(_ hits: DatasetBits, _ query: CatalogueQuery, titles: DatasetBits?) -> [Int32] {
        var page: [Int32] = []
        var skipped = 0
        func take(_ order: some Sequence<Int32>, where isWanted: (Int) -> Bool) {
            for place in order where hits.contains(Int(place)) && isWanted(Int(place)) {
                if page.count == query.limit { return }
                if skipped < query.offset { skipped += 1 } else { page.append(place) }
            }
        }
        switch query.order {
        case .relevance:
            if let titles {
                take(newest) { titles.contains($0) }
                take(newest) { !titles.contains($0) }
            } else {
                take(newest) { _ in true }
            }
        case .newest: take(newest) { _ in true }
        case .oldest: take(newest.reversed()) { _ in true }
        case .title: take(byTitle) { _ in true }
        case .rows: take(byRows) { _ in true }
        }
        return page
    }
}

extension CatalogueEntry {
    func facetValues(on day: Day) -> [(CatalogueFacet, [String])] {
        let freshness = dataset.dueOn.map { $0 < day ? "late" : "current" } ?? "unscheduled"
        return [
            (.publisher, [dataset.producer.text]), (.theme, dataset.themes), (.dimension, dataset.dimension.map { [$0.rawValue] } ?? []),
            (.area, dataset.area.map { [$0.text] } ?? []), (.access, [dataset.access.rawValue]), (.kind, [dataset.kind.rawValue]),
            (.format, formats), (.freshness, [freshness]), (.tag, dataset.tags),
        ]
    }
}
