/// What somebody searches for, as Lucene's query language says it: the part of it that clients of CKAN use.
package indirect enum SolrNode: Hashable, Sendable {
    /// `*:*`
    case everything
    /// A value of a field; without a field, of those that free words are looked for in.
    case term(field: String?, SolrTerm)
    case range(field: String?, SolrRange)
    /// `(…)`
    case group([SolrClause])
    /// `…^2`: counts so many times in the order of what was found.
    case boosted(SolrNode, Double)
}

/// One part of a group, and whether it must fit, may fit or must not.
package struct SolrClause: Hashable, Sendable {
    package enum Occurrence: Hashable, Sendable { case must, should, mustNot }

    package var occurrence: Occurrence
    package var node: SolrNode
}

/// What a field is compared with.
package struct SolrTerm: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case word
        /// Words one after the other, with at most so many others between them.
        case phrase(slop: Int)
        /// `*` stands for any letters and `?` for one; `*` alone asks whether there is a value at all.
        case pattern
        /// May differ by so many letters.
        case like(edits: Int)
    }

    package let kind: Kind
    /// As it was typed.
    package let text: String

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}

/// `[low TO high]`, in braces without the bound itself; a bound of `*` is `nil`.
package struct SolrRange: Hashable, Sendable {
    package var low: String?
    package var high: String?
    package var includesLow = true
    package var includesHigh = true
}

/// Why a search cannot be run, in the words CKAN's clients get.
package enum SolrFault: Error, Equatable, Sendable {
    /// The text is no query; `Search Error` to CKAN's clients.
    case search(String)
    /// A parameter is unknown or has an impossible value; `Search Query Error`.
    case parameter(String)
}
