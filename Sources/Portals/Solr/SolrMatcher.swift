import Kernel

/// Holds a query against documents.
struct SolrMatcher {
    let node: SolrNode
    let index: SolrIndex
    private let now: Instant
    /// The fields of words without one, with their weights.
    let fields: [(name: String, weight: Double)]
    private let tie: Double
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

    /// How well a document fits, by its place; `nil` when it does not.
    mutating func score(_ place: Int) throws(SolrFault) -> Double? { try score(node, place, minimum) }

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

    private mutating func score(_ node: SolrNode, _ place: Int, _ minimum: SolrMinimum? = nil) throws(SolrFault) -> Double? {
        switch node {
        case .everything: return 1
        case .boosted(let inner, let boost): return try score(inner, place).map { $0 * boost }
        case .range(let field, let range): return try index.documents[place].lies(field ?? "text", range, index, now: now) ? 1 : nil
        case .term(let field?, let term):
            let ready = ready(term)
            let fit = index.documents[place].fit(field, ready.needle, index, now: now)
            return fit > 0 ? fit * ready.worth : nil
        case .term(nil, let term):
            let ready = ready(term)
            let score = ready.scores?[place] ?? fit(ready.needle, index.documents[place])
            return score > 0 ? score * ready.worth : nil
        case .group(let clauses): return try score(clauses, place, minimum)
        }
    }

    /// Of the fields of words without one the best counts, and the others a little.
    private func fit(_ needle: SolrNeedle, _ document: SolrDocument) -> Double {
        var (best, sum) = (0.0, 0.0)
        for (name, weight) in fields {
            let fit = document.fit(name, needle, index, now: now) * weight
            (best, sum) = (max(best, fit), sum + fit)
        }
        return best > 0 ? best + tie * (sum - best) : 0
    }

    mutating func ready(_ term: SolrTerm) -> Ready {
        if let known = needles[term] { return known }
        let needle = SolrNeedle(term, index.vocabulary)
        let ready = Ready(needle: needle, worth: index.worth(needle), scores: index.scores(needle, fields, tie: tie))
        needles[term] = ready
        return ready
    }

    private mutating func score(_ clauses: [SolrClause], _ place: Int, _ minimum: SolrMinimum?) throws(SolrFault) -> Double? {
        var (total, found, optional, needed) = (0.0, 0, 0, 0)
        for clause in clauses {
            let score = try score(clause.node, place)
            switch clause.occurrence {
            case .mustNot: if score != nil { return nil }
            case .must:
                guard let score else { return nil }
                needed += 1
                total += score
            case .should:
                optional += 1
                if let score {
                    found += 1
                    total += score
                }
            }
        }
        if let minimum {
            if found < minimum.needed(of: optional) { return nil }
        } else if needed == 0, optional > 0, found == 0 {
            return nil
        }
        // What only says what must not be fits everything else.
        return needed == 0 && optional == 0 ? (clauses.isEmpty ? nil : 1) : total
    }
}
