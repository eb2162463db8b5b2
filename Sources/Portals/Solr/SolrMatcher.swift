import Kernel

/// Holds a query against documents.
struct SolrMatcher {
    let node: SolrNode
    let index: SolrIndex
    private let now: Instant
    /// The fields of words without one, with their weights.
    let fields: [(name: String, weight: Double)]
    let tie: Double
    /// How many of the query's own words must be found; `nil` leaves it to AND and OR.
    let minimum: SolrMinimum?
    /// Terms made ready, each once, with what they are worth.
    private var needles: [SolrTerm: Ready] = [:]

    struct Ready {
        var needle: SolrNeedle
        var worth: Double
        /// What it comes to in each document without a field, before its worth; `nil` when that must be asked of the document.
        var scores: [Double]?
    }

    /// A filter: words without a field are looked for in everything.
    init(_ node: SolrNode, index: SolrIndex, now: Instant) {
        (self.node, self.index, self.now) = (node, index, now)
        (fields, tie, minimum) = ([("text", 1)], 0, nil)
    }

    /// The query itself: free words by dismax, anything with a colon in it by Lucene's parser, as CKAN decides it.
    init(_ search: SolrSearch, index: SolrIndex, now: Instant) throws(SolrFault) {
        (self.index, self.now) = (index, now)
        let text = search.query
        try SolrParser.refuseLocalParameters(text)
        guard text.utf8.count <= SolrParser.longest else { throw .search("The query is longer than \(SolrParser.longest) bytes") }
        let isBlank = text.allSatisfy(\.isWhitespace) || text == "*" || text == "\"\"" || text == "''"
        if isBlank {
            (node, fields, tie, minimum) = (.everything, [], 0, nil)
        } else if text.contains(":") || search.parser != "dismax" {
            node = try SolrParser.parse(text)
            let isWide = search.parser == "edismax"
            (fields, tie, minimum) = (isWide ? search.dismax.fields : [(search.field, 1)], isWide ? search.dismax.tie : 0, nil)
        } else {
            let clauses = SolrDismax.clauses(text)
            // Marks alone, which name nothing, find nothing.
            node = clauses.isEmpty ? .group([]) : .group(clauses)
            (fields, tie, minimum) = (search.dismax.fields, search.dismax.tie, search.dismax.minimum)
        }
    }

    /// Refuses what cannot be compared with anything, also when no document would come to it.
    func check() throws(SolrFault) { try check(node) }

    private func check(_ node: SolrNode) throws(SolrFault) {
        switch node {
        case .everything, .term: break
        case .boosted(let inner, _): try check(inner)
        case .group(let clauses): for clause in clauses { try check(clause.node) }
        case .range(let field, let range):
            guard case .instant = SolrDocument.kind(of: field ?? "text") else { return }
            _ = (try SolrTime.bound(range.low, now: now), try SolrTime.bound(range.high, now: now))
        }
    }

    func lies(_ field: String, _ range: SolrRange, _ place: Int) throws(SolrFault) -> Bool {
        try index.documents[place].lies(field, range, index, now: now)
    }

    func fit(_ field: String, _ needle: SolrNeedle, _ place: Int) -> Double {
        index.documents[place].fit(field, needle, index, now: now)
    }

    mutating func ready(_ term: SolrTerm) -> Ready {
        if let known = needles[term] { return known }
        let needle = SolrNeedle(term, index.vocabulary)
        let ready = Ready(needle: needle, worth: index.worth(needle), scores: index.scores(needle, fields, tie: tie))
        needles[term] = ready
        return ready
    }
}
