import Catalogue

/// What of a query can be looked up, so that a search need not hold it against every document.
extension SolrMatcher {
    /// Every document that may fit, and perhaps some that do not; `nil` when all must be looked at.
    mutating func candidates() -> DatasetBits? { candidates(node, minimum) }

    private mutating func candidates(_ node: SolrNode, _ minimum: SolrMinimum? = nil) -> DatasetBits? {
        switch node {
        case .everything, .range: return nil
        case .boosted(let inner, _): return candidates(inner)
        case .term(let field?, let term): return index.postings.documents(ready(term).needle, in: field)
        case .term(nil, let term):
            let needle = ready(term).needle
            var all = DatasetBits(size: index.documents.count)
            for (name, _) in fields {
                guard let some = index.postings.documents(needle, in: name) else { return nil }
                all.formUnion(some)
            }
            return all
        case .group(let clauses): return candidates(clauses, minimum)
        }
    }

    private mutating func candidates(_ clauses: [SolrClause], _ minimum: SolrMinimum?) -> DatasetBits? {
        var narrowed: DatasetBits?
        func narrow(_ some: DatasetBits?) {
            guard let some else { return }
            narrowed?.formIntersection(some)
            if narrowed == nil { narrowed = some }
        }
        for clause in clauses where clause.occurrence == .must { narrow(candidates(clause.node)) }
        let optional = clauses.filter { $0.occurrence == .should }
        let hasMust = clauses.contains { $0.occurrence == .must }
        let needed = minimum?.needed(of: optional.count) ?? (hasMust || optional.isEmpty ? 0 : 1)
        if needed == optional.count {
            for clause in optional { narrow(candidates(clause.node)) }
        } else if needed > 0 {
            var some: DatasetBits? = DatasetBits(size: index.documents.count)
            for clause in optional {
                let more = candidates(clause.node)
                if let more { some?.formUnion(more) } else { some = nil }
            }
            narrow(some)
        }
        return narrowed
    }
}
