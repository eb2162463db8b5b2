/// One statement of linked data.
package struct Triple: Sendable, Hashable {
    /// Subject, predicate or object.
    package enum Term: Sendable, Hashable {
        case iri(String)
        /// A node without a name, told apart from others of the same document by its label.
        case blank(String)
        /// - Parameter language: as BCP 47 writes it, small letters; empty for none.
        case literal(String, language: String)

        /// Of what has a name or a label; `nil` for a literal.
        package var node: String? {
            switch self {
            case .iri(let text): text
            case .blank(let label): "_:" + label
            case .literal: nil
            }
        }
    }

    package var subject: Term
    /// An IRI.
    package var predicate: String
    package var object: Term

    package init(_ subject: Term, _ predicate: String, _ object: Term) {
        self.subject = subject
        self.predicate = predicate
        self.object = object
    }
}
