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

    enum Value: Comparable {
        case number(Double)
        case text(String)
    }

    /// The first of what was found. Documents without a value come last, whatever the direction; equal ones keep the order of the catalogue.
    func first(_ count: Int, of hits: SolrHits, _ index: SolrIndex) -> [Int] {
        let columns = keys.map { column($0, hits, index) }
        /// Of two places among the hits, which stand in the order of the catalogue.
        func isBefore(_ a: Int, _ b: Int) -> Bool {
            for column in columns where column[a] != column[b] { return column[a] < column[b] }
            return a < b
        }
        guard count < hits.count / 8 else { return hits.places.indices.sorted(by: isBefore).prefix(count).map { Int(hits.places[$0]) } }
        var best: [Int] = []
        for hit in hits.places.indices {
            if best.count == count {
                guard let last = best.last, isBefore(hit, last) else { continue }
                best.removeLast()
            }
            var (low, high) = (0, best.count)
            while low < high {
                let middle = (low + high) / 2
                if isBefore(hit, best[middle]) { high = middle } else { low = middle + 1 }
            }
            best.insert(hit, at: low)
        }
        return best.map { Int(hits.places[$0]) }
    }

    /// For each hit a number that grows in the direction of the key.
    private func column(_ key: Key, _ hits: SolrHits, _ index: SolrIndex) -> [UInt64] {
        if key.field == "score" {
            return hits.scores.map { score in
                // Bits of floating-point numbers grow with them, below zero the other way. Adding zero makes one of both zeros.
                let bits = (score + 0).bitPattern
                let rising = bits >> 63 == 1 ? ~bits : bits | 1 << 63
                return key.isDescending ? ~rising : rising
            }
        }
        let ranks = index.ranks(key.field)
        return hits.places.map { place in
            let rank = ranks[Int(place)]
            return rank == .max ? .max : UInt64(key.isDescending ? Int32.max - rank : rank)
        }
    }

    /// What a document is sorted by.
    static func value(_ field: String, _ document: SolrDocument, _ vocabulary: SolrVocabulary) -> Value? {
        if let instant = document.instants[field] { return .number(Double(instant.milliseconds)) }
        if let text = document.strings[field]?.first { return .text(text) }
        return document.words[field].map { words in
            .text(words.filter { $0 >= 0 }.map { vocabulary.texts[Int($0)] }.joined(separator: " "))
        }
    }

    /// The place of each value in their order, the same for equal ones; `Int32.max` for none.
    static func ranks(_ values: [Value?]) -> [Int32] {
        var ranks = [Int32](repeating: .max, count: values.count)
        var (rank, last) = (Int32(-1), Value?.none)
        let present = values.enumerated().compactMap { place, value in value.map { (place: place, value: $0) } }
        for (place, value) in present.sorted(by: { $0.value < $1.value }) {
            if value != last { rank += 1 }
            ranks[place] = rank
            last = value
        }
        return ranks
    }
}
