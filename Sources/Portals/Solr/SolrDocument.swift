import Kernel

/// One dataset as it is searched: its fields by the names and kinds of CKAN's Solr schema.
package struct SolrDocument: Sendable {
    /// How the values of a field are compared.
    package enum Kind: Sendable {
        /// Word by word, folded and stemmed.
        case text
        /// Any part of the text, folded.
        case part
        /// As a whole, letter by letter.
        case string
        case instant
    }

    package private(set) var strings: [String: [String]] = [:]
    package private(set) var instants: [String: Instant] = [:]
    private(set) var parts: [String: String] = [:]
    /// Texts before ``SolrIndex`` has taken them apart, and the numbers of their words afterwards.
    var passages: [String: [String]] = [:]
    var words: [String: [Int32]] = [:]

    package init() {}

    private static let textFields: Set<String> = [
        "title", "notes", "text", "urls", "author", "author_email", "maintainer", "maintainer_email", "res_name", "res_description",
    ]

    package static func kind(of field: String) -> Kind {
        if textFields.contains(field) || field.hasPrefix("extras_") || field.hasPrefix("res_extras_") { return .text }
        if field == "title_ngram" || field == "name_ngram" { return .part }
        if field == "metadata_created" || field == "metadata_modified" || field == "indexed_ts" || field.hasSuffix("_date") {
            return .instant
        }
        return .string
    }

    package mutating func add(_ field: String, _ value: String) {
        guard !value.isEmpty else { return }
        switch SolrDocument.kind(of: field) {
        case .text: passages[field, default: []].append(value)
        case .part: parts[field, default: ""] += " " + Plain.folded(value)
        case .string: strings[field, default: []].append(value)
        case .instant: instants[field] = Instant(value)
        }
    }

    package mutating func add(_ field: String, _ value: Instant) { instants[field] = value }

    /// Whether the field has any value.
    package func has(_ field: String) -> Bool {
        strings[field] != nil || words[field] != nil || instants[field] != nil || parts[field] != nil
    }
}
