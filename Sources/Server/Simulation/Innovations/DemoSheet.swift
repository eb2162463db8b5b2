import Innovations
import Masterplan

/// One innovation sheet of the demo: a believable one, and not every one of them a success.
struct DemoSheet: Sendable {
    var pillar: String
    var title: String
    var problem: String
    var description: String
    var goal: String
    var beneficiaries: String
    var lead: String
    /// Codes of other agencies: `+` has accepted, `?` was asked, `-` has declined.
    var others: String
    /// Name of the dataset that shows the problem.
    var dataset: String
    var years: ClosedRange<Int>
    /// Where it stands today.
    var state: String
    var outputs: [SheetIndicator]
    var outcomes: [SheetIndicator]
    var work: [SheetYear]
    /// None says openly that nothing is budgeted yet.
    var codes: [String]
    /// Empty where none is used.
    var application: String

    static let all = firstHalf + secondHalf
}
