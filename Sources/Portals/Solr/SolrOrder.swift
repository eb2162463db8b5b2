import Kernel

/// The order of what was found: `score desc, metadata_modified desc`.
struct SolrOrder {
    private struct Key {
        var field: String
        var isDescending: Bool
    }

    private let keys: [Key]

    /// - Throws: ``SolrFault/parameter(_:)`` in CKAN's own words when a direction is missing.
    init(_ text: String) throws(SolrFault) {
        var keys: [Key] = []
        for part in text.split(separator: ",") {
            let words = part.split(whereSeparator: \.isWhitespace)
            guard !words.isEmpty else { continue }
            guard words.count == 2, ["asc", "desc"].contains(words[1].lowercased()), !words[0].contains("(") else {
                throw .parameter("Invalid \"sort\" parameter")
            }
            keys.append(Key(field: String(words[0]), isDescending: words[1].lowercased() == "desc"))
        }
        self.keys = keys
    }

    private enum Value: Comparable {
        case number(Double)
        case text(String)
    }

    /// Documents without a value come last, whatever the direction; equal ones keep the order of the catalogue.
    func sorted(_ hits: [(place: Int, score: Double)], _ index: SolrIndex) -> [Int] {
        let values = hits.map { hit in keys.map { value($0.field, hit.score, index.documents[hit.place], index) } }
        let order = hits.indices.sorted { a, b in
            for (index, key) in keys.enumerated() {
                switch (values[a][index], values[b][index]) {
                case (nil, nil): continue
                case (nil, _): return false
                case (_, nil): return true
                case (let x?, let y?):
                    if x == y { continue }
                    return key.isDescending ? y < x : x < y
                }
            }
            return hits[a].place < hits[b].place
        }
        return order.map { hits[$0].place }
    }

    private func value(_ field: String, _ score: Double, _ document: SolrDocument, _ index: SolrIndex) -> Value? {
        if field == "score" { return .number(score) }
        if let instant = document.instants[field] { return .number(Double(instant.milliseconds)) }
        if let text = document.strings[field]?.first { return .text(text) }
        return index.texts(field, of: document).map { .text($0.joined(separator: " ")) }
    }
}
