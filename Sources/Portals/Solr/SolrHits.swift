/// What was found of some documents: their places, in order, and how well each fits.
struct SolrHits {
    var places: [Int32] = []
    var scores: [Double] = []

    var count: Int { places.count }

    mutating func add(_ place: Int32, _ score: Double) {
        places.append(place)
        scores.append(score)
    }
}

/// Holds a query against documents, part by part: each part against all documents that are left, because a part's own preparation
/// costs more than a look at one document.
extension SolrMatcher {
    /// Which of some documents fit, and how well.
    /// - Parameter places: in order, each once.
    mutating func hits(among places: [Int32]) throws(SolrFault) -> SolrHits { try hits(node, places, minimum) }

    private mutating func hits(_ node: SolrNode, _ places: [Int32], _ minimum: SolrMinimum? = nil) throws(SolrFault) -> SolrHits {
        switch node {
        case .everything: return SolrHits(places: places, scores: [Double](repeating: 1, count: places.count))
        case .boosted(let inner, let boost):
            var hits = try hits(inner, places)
            for index in hits.scores.indices { hits.scores[index] *= boost }
            return hits
        case .range(let field, let range):
            var hits = SolrHits()
            for place in places where try lies(field ?? "text", range, Int(place)) { hits.add(place, 1) }
            return hits
        case .term(let field?, let term):
            let ready = ready(term)
            if let known = index.postings.whole(ready.needle, in: field) { return both(places, known, ready.worth) }
            return fitting(places, ready.worth) { fit(field, ready.needle, $0) }
        case .term(nil, let term):
            let ready = ready(term)
            if let scores = ready.scores { return fitting(places, ready.worth) { scores[$0] } }
            return fitting(places, ready.worth) { fit(ready.needle, $0) }
        case .group(let clauses): return try hits(clauses, places, minimum)
        }
    }

    private func both(_ places: [Int32], _ known: [Int32], _ worth: Double) -> SolrHits {
        var hits = SolrHits()
        var at = 0
        for place in places {
            while at < known.count, known[at] < place { at += 1 }
            if at < known.count, known[at] == place { hits.add(place, worth) }
        }
        return hits
    }

    private func fitting(_ places: [Int32], _ worth: Double, _ fit: (Int) -> Double) -> SolrHits {
        var hits = SolrHits()
        for place in places {
            let fit = fit(Int(place))
            if fit > 0 { hits.add(place, fit * worth) }
        }
        return hits
    }

    private mutating func hits(_ clauses: [SolrClause], _ places: [Int32], _ minimum: SolrMinimum?) throws(SolrFault) -> SolrHits {
        guard !clauses.isEmpty else { return SolrHits() }
        let needed = clauses.count { $0.occurrence == .must }
        let optional = clauses.count { $0.occurrence == .should }
        var left = SolrHits(places: places, scores: [Double](repeating: 0, count: places.count))
        // How many of the optional ones were found in each document that is left.
        var found = [Int32](repeating: 0, count: places.count)
        for clause in clauses {
            let hits = try hits(clause.node, left.places)
            var (kept, at) = (0, 0)
            for index in left.places.indices {
                let isHit = at < hits.count && hits.places[at] == left.places[index]
                let score = isHit ? hits.scores[at] : 0
                if isHit { at += 1 }
                if clause.occurrence == .should ? false : isHit != (clause.occurrence == .must) { continue }
                left.places[kept] = left.places[index]
                left.scores[kept] = left.scores[index] + (clause.occurrence == .mustNot ? 0 : score)
                found[kept] = found[index] + (isHit && clause.occurrence == .should ? 1 : 0)
                kept += 1
            }
            left.places.removeSubrange(kept...)
            left.scores.removeSubrange(kept...)
        }
        let least = minimum?.needed(of: optional) ?? (needed == 0 && optional > 0 ? 1 : 0)
        var all = SolrHits()
        for index in left.places.indices where found[index] >= least {
            // What only says what must not be fits everything else.
            all.add(left.places[index], needed == 0 && optional == 0 ? 1 : left.scores[index])
        }
        return all
    }

    /// Of the fields of words without one the best counts, and the others a little.
    private func fit(_ needle: SolrNeedle, _ place: Int) -> Double {
        var (best, sum) = (0.0, 0.0)
        for (name, weight) in fields {
            let fit = fit(name, needle, place) * weight
            (best, sum) = (max(best, fit), sum + fit)
        }
        return best > 0 ? best + tie * (sum - best) : 0
    }
}
