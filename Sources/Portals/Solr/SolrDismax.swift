import Foundation
import Kernel

/// Free words, as Solr's dismax parser takes them: each is looked for in several fields, the best of which counts, and so many
/// of them must be found.
package struct SolrDismax: Hashable, Sendable {
    /// Fields with their weights.
    package var fields: [(name: String, weight: Double)] {
        get { zip(names, weights).map { ($0, $1) } }
        set { (names, weights) = (newValue.map(\.name), newValue.map(\.weight)) }
    }
    private var names: [String]
    private var weights: [Double]
    /// What the other fields add to the best one: 0 nothing, 1 everything.
    package var tie: Double
    package var minimum: SolrMinimum

    /// What CKAN's search page looks in: `name^4 title^4 tags^2 groups^2 text`, two words at most all of them, then all but one,
    /// beyond five 80 %.
    package static let usual = SolrDismax()

    private init() {
        names = ["name", "title", "tags", "groups", "text"]
        weights = [4, 4, 2, 2, 1]
        tie = 0.1
        minimum = .usual
    }

    /// - Parameters:
    ///   - fields: `name^4 title`
    ///   - minimum: `2<-1 5<80%`
    package init(fields: String?, tie: String?, minimum: String?) throws(SolrFault) {
        self = .usual
        if let fields, !fields.isEmpty {
            self.fields = fields.split(separator: " ").map { field in
                let parts = field.split(separator: "^", maxSplits: 1)
                return (String(parts.first ?? ""), parts.count == 2 ? Double(parts[1]) ?? 1 : 1)
            }
        }
        if let tie, !tie.isEmpty {
            guard let number = Double(tie), (0...1).contains(number) else { throw .search("tie must lie between 0 and 1") }
            self.tie = number
        }
        if let minimum, !minimum.isEmpty { self.minimum = try SolrMinimum(minimum) }
    }

    /// The words and phrases of a text; only `+`, `-` and quotation marks mean anything.
    package static func clauses(_ text: String) -> [SolrClause] {
        var clauses: [SolrClause] = []
        let letters = Array(text)
        var at = 0
        while at < letters.count, clauses.count < 200 {
            if letters[at].isWhitespace {
                at += 1
                continue
            }
            var occurrence = SolrClause.Occurrence.should
            if letters[at] == "+" || letters[at] == "-", at + 1 < letters.count, !letters[at + 1].isWhitespace {
                occurrence = letters[at] == "+" ? .must : .mustNot
                at += 1
            }
            let isQuoted = letters[at] == "\"" && letters[(at + 1)...].contains("\"")
            let start = isQuoted ? at + 1 : at
            var end = start
            while end < letters.count, isQuoted ? letters[end] != "\"" : !letters[end].isWhitespace { end += 1 }
            let word = String(letters[start..<end])
            at = isQuoted ? end + 1 : end
            guard !Plain.folded(word).isEmpty else { continue }
            clauses.append(SolrClause(occurrence: occurrence, node: .term(field: nil, SolrTerm(isQuoted ? .phrase(slop: 0) : .word, word))))
        }
        return clauses
    }
}

/// How many of the words that may be found must be (`mm`): `2`, `-1`, `75%`, or with conditions `2<-1 5<80%`.
package struct SolrMinimum: Hashable, Sendable {
    private struct Rule: Hashable { var above: Int, amount: Int, isPercent: Bool }
    private let rules: [Rule]

    package static let usual = SolrMinimum(rules: [
        Rule(above: 2, amount: -1, isPercent: false), Rule(above: 5, amount: 80, isPercent: true),
    ])

    private init(rules: [Rule]) { self.rules = rules }

    package init(_ text: String) throws(SolrFault) {
        var rules: [Rule] = []
        for part in text.split(separator: " ") {
            let sides = part.split(separator: "<", maxSplits: 1, omittingEmptySubsequences: false)
            let above = sides.count == 2 ? Int(sides[0]) : 0
            let amount = sides[sides.count - 1]
            let isPercent = amount.hasSuffix("%")
            guard let above, let number = Int(isPercent ? amount.dropLast() : amount), number.magnitude <= 10_000 else {
                throw .search("mm cannot be read: '\(text)'")
            }
            rules.append(Rule(above: above, amount: number, isPercent: isPercent))
        }
        self.rules = rules
    }

    /// How many of `count` words must be found.
    package func needed(of count: Int) -> Int {
        guard let rule = rules.last(where: { count > $0.above }) else { return count }
        let amount = rule.isPercent ? count * rule.amount / 100 : rule.amount
        return max(0, min(count, amount < 0 ? count + amount : amount))
    }
}
