import Catalogue

/// Where the words and whole values of the fields stand that people search by, so that a search looks at the documents that may fit
/// and not at every one of a large catalogue.
struct SolrPostings: Sendable {
    /// A document that has a word, and how often.
    struct Place: Sendable, BitwiseCopyable {
        var document: Int32
        var count: Int32
    }

    private static let texts = ["title", "notes", "text"]
    private static let wholes = ["name", "organization", "owner_org", "groups", "tags", "res_format", "license_id", "id"]

    private let size: Int
    /// By field, then by the stem's number.
    private let words: [String: [Int32: [Place]]]
    /// By field, then by the value.
    private let values: [String: [String: [Int32]]]

    init(_ documents: [SolrDocument], _ vocabulary: SolrVocabulary) {
        size = documents.count
        var words: [String: [Int32: [Place]]] = [:]
        var values: [String: [String: [Int32]]] = [:]
        for (number, document) in documents.enumerated() {
            for field in SolrPostings.texts {
                var counts: [Int32: Int32] = [:]
                for word in document.words[field] ?? [] where word >= 0 { counts[vocabulary.stems[Int(word)], default: 0] += 1 }
                for (stem, count) in counts {
                    words[field, default: [:]][stem, default: []].append(Place(document: Int32(number), count: count))
                }
            }
            for field in SolrPostings.wholes {
                for value in Set(document.strings[field] ?? []) {
                    values[field, default: [:]][value, default: []].append(Int32(number))
                }
            }
        }
        self.words = words
        self.values = values
    }

    /// Every document that may fit, and perhaps some that do not; `nil` when that is not known of the field or the term.
    func documents(_ needle: SolrNeedle, in field: String) -> DatasetBits? {
        if SolrPostings.texts.contains(field) {
            let places = words[field] ?? [:]
            func having(_ stem: Int32) -> DatasetBits { DatasetBits(size: size, (places[stem] ?? []).map(\.document)) }
            guard let stems = needle.stems else { return nil }
            switch stems {
            case .some(let any): return any.reduce(into: DatasetBits(size: size)) { $0.formUnion(having($1)) }
            case .every(let all):
                guard let first = all.first else { return DatasetBits(size: size) }
                return all.dropFirst().reduce(into: having(first)) { $0.formIntersection(having($1)) }
            }
        }
        return whole(needle, in: field).map { DatasetBits(size: size, $0) }
    }

    /// Calls the closure with each document that fits and how well, exactly as the document itself would say; `false` when that can
    /// only be said by looking at the documents.
    func each(_ needle: SolrNeedle, in field: String, _ body: (Int, Double) -> Void) -> Bool {
        if SolrPostings.texts.contains(field) {
            guard case .some(let stems)? = needle.stems, needle.isSingleWord else { return false }
            for stem in stems {
                for place in words[field]?[stem] ?? [] { body(Int(place.document), SolrNeedle.fit(Int(place.count))) }
            }
            return true
        }
        guard let found = whole(needle, in: field) else { return false }
        for document in found { body(Int(document), 1) }
        return true
    }

    /// Exactly the documents, in order, that have a value which is compared as a whole; `nil` when only the documents can say it.
    func whole(_ needle: SolrNeedle, in field: String) -> [Int32]? {
        guard SolrPostings.wholes.contains(field) else { return nil }
        switch needle.term.kind {
        case .word, .phrase: return values[field]?[needle.term.text] ?? []
        case .pattern, .like: return nil
        }
    }
}
