/// Reads a query as Lucene's classic parser does when every word is wanted (`q.op=AND`): operators bind the words beside them,
/// so `a OR b c` wants `c` and is glad of `a` and `b`.
package struct SolrParser {
    /// Queries are typed by people and made by harvesters; longer ones are neither.
    package static let longest = 16_384
    private static let deepest = 32
    private static let mostClauses = 1024

    private var scanner: SolrScanner
    private var token: SolrScanner.Token = .end
    private var depth = 0
    private var clauses = 0

    /// - Throws: ``SolrFault/search(_:)`` for everything that is not a query, also for `{!…}`, which would choose another parser.
    package static func parse(_ text: String) throws(SolrFault) -> SolrNode {
        try refuseLocalParameters(text)
        guard text.utf8.count <= longest else { throw .search("The query is longer than \(longest) bytes") }
        var parser = SolrParser(scanner: SolrScanner(text))
        try parser.advance()
        if parser.token == .end { return .everything }
        let node = try parser.group(field: nil)
        guard parser.token == .end else { throw .search("Cannot parse '\(text)': a bracket closes nothing") }
        return node
    }

    /// `{!parser …}` and the magic fields reach past what a reader may ask.
    package static func refuseLocalParameters(_ text: String, in parameter: String = "q") throws(SolrFault) {
        if text.contains("{!") { throw .search("Local parameters are not supported in param '\(parameter)'.") }
        if text.contains("_query_:") || text.contains("_val_:") {
            throw .search("Magic fields are not supported in param '\(parameter)'.")
        }
    }

    private init(scanner: SolrScanner) { self.scanner = scanner }

    private mutating func advance(isValue: Bool = false) throws(SolrFault) { token = try scanner.next(isValue: isValue) }

    private enum Conjunction { case none, and, or }

    /// The clauses up to a closing bracket or the end.
    private mutating func group(field: String?) throws(SolrFault) -> SolrNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= SolrParser.deepest else { throw .search("Brackets are nested deeper than \(SolrParser.deepest)") }
        var found: [SolrClause] = []
        while token != .end, token != .close {
            var conjunction = Conjunction.none
            if token == .and || token == .or {
                guard !found.isEmpty else { throw .search("Cannot parse: AND and OR need something before them") }
                conjunction = token == .and ? .and : .or
                try advance()
            }
            var occurrence: SolrClause.Occurrence?
            while token == .plus || token == .minus || token == .not {
                occurrence = token == .plus ? .must : .mustNot
                try advance()
            }
            let node = try primary(field: field)
            clauses += 1
            guard clauses <= SolrParser.mostClauses else { throw .search("More than \(SolrParser.mostClauses) clauses") }
            join(node, occurrence, conjunction, to: &found)
        }
        guard !found.isEmpty else { throw .search("Cannot parse: brackets with nothing in them") }
        if found.count == 1, found[0].occurrence != .mustNot { return found[0].node }
        return .group(found)
    }

    private func join(
        _ node: SolrNode, _ occurrence: SolrClause.Occurrence?, _ conjunction: Conjunction, to found: inout [SolrClause]
    ) {
        if let last = found.indices.last, found[last].occurrence != .mustNot {
            if conjunction == .and { found[last].occurrence = .must }
            if conjunction == .or { found[last].occurrence = .should }
        }
        let own = occurrence ?? (conjunction == .or ? .should : .must)
        found.append(SolrClause(occurrence: own, node: node))
    }

    private mutating func primary(field: String?) throws(SolrFault) -> SolrNode {
        var field = field
        if case .word(let name, _) = token, scanner.isFieldNext {
            try advance()
            try advance(isValue: true)
            if name == "*", case .word("*", _) = token {
                try advance()
                return .everything
            }
            field = name == "*" ? nil : name
        }
        let node: SolrNode
        switch token {
        case .open:
            try advance()
            node = try group(field: field)
            guard token == .close else { throw .search("Cannot parse: a bracket is never closed") }
        case .phrase(let text): node = .term(field: field, SolrTerm(.phrase(slop: 0), text))
        case .word(let text, let isPattern): node = .term(field: field, SolrTerm(isPattern ? .pattern : .word, text))
        case .range(let low, let high, let includesLow, let includesHigh):
            node = .range(
                field: field,
                SolrRange(low: low == "*" ? nil : low, high: high == "*" ? nil : high, includesLow: includesLow, includesHigh: includesHigh)
            )
        default: throw .search("Cannot parse: a field, a word or a bracket is missing")
        }
        return try suffixed(node)
    }

    /// `~2` and `^3` right behind a term.
    private mutating func suffixed(_ node: SolrNode) throws(SolrFault) -> SolrNode {
        var node = node
        while scanner.touches {
            try advance()
            switch (token, node) {
            case (.tilde(let number), .term(let field, let term)) where term.kind == .phrase(slop: 0):
                node = .term(field: field, SolrTerm(.phrase(slop: number ?? 0), term.text))
            case (.tilde(let number), .term(let field, let term)) where term.kind == .word:
                node = .term(field: field, SolrTerm(.like(edits: min(number ?? 2, 2)), term.text))
            case (.boost(let boost), _): node = .boosted(node, boost)
            default: throw .search("Cannot parse: '~' belongs behind a word or a phrase")
            }
        }
        try advance()
        return node
    }
}
