import Catalogue
import Crypto
import Directory
import Kernel
import Signing
import Work

/// A number with its deed: which version, which rows, which formula, what came out, who answers for the data, and a signature over it.
package struct Citation: Sendable, Equatable, Identifiable {
    package var id: Identifier<Citation>
    /// Short code with check characters, for reading aloud and for the address.
    package var code: String
    /// Digest of what is cited; two who cite the same get the same citation.
    package var identity: String
    package var dataset: Identifier<Dataset>
    package var distribution: Identifier<Distribution>
    package var version: Identifier<DatasetVersion>
    /// Canonical text of the filter.
    package var filter: String
    package var formula: Formula
    package var computed: Computed
    package var unit: String?
    /// What it is, in the words of who cited it; empty when she wrote none.
    package var title: String
    package var citedAt: Instant
    package var citedByKind: Actor.Kind
    package var citedBy: String
    /// The signed text, exactly.
    package var deed: String
    package var key: String
    package var signature: [UInt8]

    package var reference: Reference { Reference("citation", id) }

    /// Digest of version, filter and formula.
    static func identity(_ distribution: Identifier<Distribution>, hash: String, filter: String, formula: Formula) -> String {
        let content: CanonicalValue = [
            "table": .string(distribution.text), "sha256": .string(hash), "filter": .string(filter), "formula": .string(formula.text),
        ]
        return hex(SHA256.hash(data: content.bytes))
    }

    /// The code tried `attempt` times before: taken from the identity, so that it says nothing about when it was made.
    static func code(_ identity: String, attempt: Int) -> String {
        let bytes = Array(SHA256.hash(data: Array("\(identity) \(attempt)".utf8)))
        return ShortCode.make(bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
    }

    /// Every column, for the digest in its events.
    var digest: String {
        Seal.digest([
            id.text, code, identity, dataset.text, distribution.text, version.text, filter, formula.text, computed.value,
            CanonicalValue(computed.series).text, String(computed.rows), unit, title, citedAt.description, citedByKind.rawValue, citedBy,
            deed, key, hex(signature),
        ])
    }
}

extension CanonicalValue {
    /// Rows of texts.
    init(_ rows: [[String?]]) { self = .array(rows.map { .array($0.map(CanonicalValue.text)) }) }
}
