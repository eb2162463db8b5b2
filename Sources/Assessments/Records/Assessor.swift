import Kernel
import Storage
import Work

/// A member of the central team who was named to one assessment until a day. Without such a record an evaluator's account sees nothing.
package struct Assessor: AssessmentRecord, Equatable, Identifiable {
    package static let kind = "assessor"

    package var id: Identifier<Assessor>
    package var assessment: Identifier<Assessment>
    package var account: String
    /// Last day on which it holds.
    package var until: Day
    package var namedBy: String
    package var namedAt: Instant
    /// When it was taken back before its day.
    package var endedAt: Instant?
    package var updatedAt: Instant
    package var version = 1

    init(
        id: Identifier<Assessor>, of assessment: Identifier<Assessment>, account: String, until: Day, by author: String, at now: Instant
    ) {
        self.id = id
        self.assessment = assessment
        self.account = account
        self.until = until
        namedBy = author
        namedAt = now
        updatedAt = now
    }

    package init(row: Row) {
        id = row.id("id")
        assessment = row.id("assessment_id")
        account = row.text("account_id")
        until = row.day("until_on")
        namedBy = row.text("named_by")
        namedAt = row.instant("named_at")
        endedAt = row.instantIfAny("ended_at")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    package var key: String { id.text }
    package var title: String { account }
    package var columns: [(name: String, value: Value)] {
        [
            ("assessment_id", assessment.value), ("account_id", account.value), ("until_on", until.value), ("named_by", namedBy.value),
            ("named_at", namedAt.value), ("ended_at", endedAt.value),
        ]
    }

    package func holds(on day: Day) -> Bool { endedAt == nil && day <= until }
}
