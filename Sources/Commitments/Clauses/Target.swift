import Kernel

/// What a clause pledges by its date: a value with its unit, or a state of things in words.
package struct Target: Sendable, Hashable {
    /// A decimal text such as `42.5`; `nil` when the target is words only.
    package var value: String?
    package var unit: String?
    package var words: String?
    /// Whether less is better, as of complaints or days of waiting.
    package var isLowerBetter: Bool

    package init(value: String? = nil, unit: String? = nil, words: String? = nil, isLowerBetter: Bool = false) {
        self.value = value.flatMap { $0.isEmpty ? nil : $0 }
        self.unit = unit.map(Plain.line).flatMap { $0.isEmpty ? nil : $0 }
        self.words = words.map(Plain.line).flatMap { $0.isEmpty ? nil : $0 }
        self.isLowerBetter = isLowerBetter
    }

    /// A number as people type it, with a decimal comma or point and dots between thousands, as decimal text; `nil` when it is none.
    package static func decimal(_ typed: String) -> String? {
        var text = typed.filter { !$0.isWhitespace }
        if text.contains(",") {
            text = text.filter { $0 != "." }.replacing(",", with: ".")
        } else if text.wholeMatch(of: /-?\d{1,3}(\.\d{3})+/) != nil {
            text = text.filter { $0 != "." }
        }
        guard text.count <= 20, text.wholeMatch(of: /-?\d+(\.\d+)?/) != nil else { return nil }
        return text
    }

    var issues: [Issue] {
        var issues: [Issue] = []
        if value == nil, words == nil { issues.append(Issue("target_value", "error.clause_no_target")) }
        if let value, Target.decimal(value) == nil { issues.append(Issue("target_value", "error.not_a_number")) }
        if value != nil, unit == nil { issues.append(Issue("target_unit", "error.missing")) }
        if let unit, unit.count > 60 {
            issues.append(Issue("target_unit", Message("error.too_long", ["max": "60", "length": "\(unit.count)"])))
        }
        if let words, words.count > 300 {
            issues.append(Issue("target_words", Message("error.too_long", ["max": "300", "length": "\(words.count)"])))
        }
        return issues
    }

    /// As people read it: `42,5 %`, `semua desa terlayani`.
    package func text(_ format: Format) -> String {
        let figure = value.map { value -> String in
            let parts = value.split(separator: ".", omittingEmptySubsequences: false)
            let whole = Int(parts[0]).map(format.number) ?? String(parts[0])
            return parts.count == 2 ? whole + (format.language == .indonesian ? "," : ".") + parts[1] : whole
        }
        let measured = figure.map { figure in unit.map { "\(figure) \($0)" } ?? figure }
        return [measured, words].compactMap { $0 }.joined(separator: " – ")
    }

    /// Whether this asks for less than `other` did. Words cannot be weighed: other words count as a lowering unless only the value rose,
    /// for whoever signs must not be the one who says that nothing was lost.
    package func isLower(than other: Target) -> Bool {
        if value == other.value, words == other.words, unit == other.unit { return false }
        guard unit == other.unit, words == other.words, let mine = value.flatMap(DecimalText.init),
            let its = other.value.flatMap(DecimalText.init)
        else { return true }
        return isLowerBetter ? mine > its : mine < its
    }
}

/// A decimal text as two whole numbers, so that `0.30` and `0.3` are equal and nothing is rounded.
private struct DecimalText: Comparable {
    var isNegative: Bool
    var whole: String
    var fraction: String

    init?(_ text: String) {
        guard text.wholeMatch(of: /-?\d+(\.\d+)?/) != nil else { return nil }
        isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        whole = String(parts[0].drop { $0 == "0" })
        fraction = parts.count == 2 ? String(parts[1].reversed().drop { $0 == "0" }.reversed()) : ""
        if whole.isEmpty, fraction.isEmpty { isNegative = false }
    }

    static func < (a: DecimalText, b: DecimalText) -> Bool {
        if a.isNegative != b.isNegative { return a.isNegative }
        let isSmaller = (a.whole.count, a.whole, a.fraction) < (b.whole.count, b.whole, b.fraction)
        return a.isNegative ? a != b && !isSmaller : isSmaller
    }
}
