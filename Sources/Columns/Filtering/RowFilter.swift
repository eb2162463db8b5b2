/// Which rows are wanted. Values are given as text and read as the column's type, so `2.5` may be compared with whole numbers.
///
/// Missing values are as in SQL: they are neither equal nor unequal to anything, so `not` of a comparison leaves them out as well;
/// only ``isMissing(_:)`` and ``isPresent(_:)`` ask for them.
package indirect enum RowFilter: Sendable, Hashable {
    /// Raw values as they stand in addresses.
    package enum Comparison: String, Sendable, CaseIterable {
        case equal = "eq"
        case notEqual = "ne"
        case less = "lt"
        case lessOrEqual = "le"
        case greater = "gt"
        case greaterOrEqual = "ge"
    }

    /// Comparisons of text without regard to capitals and accents.
    package enum TextMatch: String, Sendable, CaseIterable {
        case contains
        case startsWith = "startswith"
        case endsWith = "endswith"
        /// `%` stands for any text, `_` for any character, `\` before one of them for itself.
        case like
        /// Some word, or some words behind each other; words are what stands between blanks and punctuation.
        case word
        /// As ``word``, but the last word may go on.
        case wordStart = "wordstart"
    }

    case everything
    case compare(String, Comparison, String)
    /// From one value to another, both included.
    case between(String, String, String)
    case isIn(String, [String])
    case isNotIn(String, [String])
    case text(String, TextMatch, String)
    case isMissing(String)
    case isPresent(String)
    /// Rows by their number, from 0, both ends included.
    case numbered(ClosedRange<Int>)
    /// True without parts.
    case all([RowFilter])
    /// False without parts.
    case any([RowFilter])
    case not(RowFilter)

    /// Deeper ones are refused.
    static let greatestDepth = 50
    /// Comparisons in one filter, and values in one list.
    static let mostParts = 1000
    static let mostValues = 100_000
}
