/// Parts of a workshop's sheets that a regency's template orders, leaves out, and puts words of its own into.
package enum RoundPart: String, Sendable, CaseIterable {
    /// Days, place and sums; it has no heading.
    case opening
    case swot, readiness, keyword, candidate, programme
    case years
    case quickWins = "quick_wins"
    case changes, attendance
    /// Words above the empty sheets that groups write on by hand.
    case blank

    /// Under which the template is kept.
    package static let template = "workshop"
    /// What may stand in braces in a template's words.
    package static let placeholders = ["regency", "title", "number", "days", "place", "from", "to"]

    /// The cards it shows, if any.
    var kind: CardKind? { CardKind(rawValue: rawValue) }
}
