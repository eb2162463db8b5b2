import Kernel

extension SolrDocument {
    /// How well a field's values fit: 0 when they do not.
    func fit(_ field: String, _ needle: SolrNeedle, _ index: SolrIndex, now: Instant) -> Double {
        if needle.term.kind == .pattern, needle.term.text == "*" { return has(field) ? 1 : 0 }
        switch SolrDocument.kind(of: field) {
        case .text: return words[field].map { needle.fit($0, index.vocabulary) } ?? 0
        case .part:
            guard let part = parts[field] else { return 0 }
            return !needle.folded.isEmpty && needle.folded.allSatisfy(part.contains) ? 1 : 0
        case .string: return strings[field, default: []].contains(where: needle.equals) ? 1 : 0
        case .instant:
            guard let instant = instants[field], let asked = SolrTime.read(needle.term.text, now: now) else { return 0 }
            return instant == asked ? 1 : 0
        }
    }

    /// Whether a value of the field lies in a range.
    func lies(_ field: String, _ range: SolrRange, _ index: SolrIndex, now: Instant) throws(SolrFault) -> Bool {
        switch SolrDocument.kind(of: field) {
        case .instant:
            let (low, high) = (try SolrTime.bound(range.low, now: now), try SolrTime.bound(range.high, now: now))
            return instants[field].map { range.holds($0, low, high) } ?? false
        case .text: return words[field]?.contains { $0 >= 0 && range.holds(word: index.vocabulary.texts[Int($0)]) } ?? false
        case .part: return false
        case .string: return strings[field, default: []].contains { range.holds($0, range.low, range.high) }
        }
    }
}

extension SolrRange {
    func holds<T: Comparable>(_ value: T, _ low: T?, _ high: T?) -> Bool {
        (low.map { includesLow ? value >= $0 : value > $0 } ?? true) && (high.map { includesHigh ? value <= $0 : value < $0 } ?? true)
    }

    /// Numbers in texts, such as years, are compared as numbers when all of them are.
    func holds(word: String) -> Bool {
        let (low, high) = (low.map(Plain.folded), high.map(Plain.folded))
        if let number = Double(word), low.map({ Double($0) != nil }) ?? true, high.map({ Double($0) != nil }) ?? true {
            return holds(number, low.flatMap { Double($0) }, high.flatMap { Double($0) })
        }
        return holds(word, low, high)
    }
}
