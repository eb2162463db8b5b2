import Kernel

/// What a column of a plan's table says.
package enum PlanColumn: String, Sendable, CaseIterable, Codable {
    /// Nothing that is imported.
    case skipped
    case agencyCode = "agency.code"
    case agencyTitle = "agency.title"
    /// A code of any level, in tables that have programmes, activities and sub-activities below each other.
    case code
    case title
    case programmeCode = "programme.code"
    case programmeTitle = "programme.title"
    case activityCode = "activity.code"
    case activityTitle = "activity.title"
    case subActivityCode = "sub_activity.code"
    case subActivityTitle = "sub_activity.title"
    case indicator
    case unit
    case fund
    /// A target of a year, which the heading names or the plan has.
    case target
    /// Money of a year.
    case money
    case targetNext = "target.next"
    case moneyNext = "money.next"

    package var label: TextKey { TextKey("plan.column.\(rawValue)") }

    /// Whether several columns may be this, each for a year of its own.
    var isYearly: Bool { [.target, .money, .targetNext, .moneyNext, .skipped].contains(self) }
}

/// One column of a table with what it says and of which year.
struct PlacedColumn: Hashable, Sendable {
    var index: Int
    /// The heading as the file has it.
    var heading: String
    var column: PlanColumn
    /// For targets and money.
    var year: Int?
}
