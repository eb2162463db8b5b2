import Kernel
import Storage
import Work

/// What an agency says of one question with its reason, and what the central assessor says beside it.
package struct AssessmentAnswer: AssessmentRecord, Equatable, Identifiable {
    package static let kind = "assessment_answer"

    package var id: Identifier<AssessmentAnswer>
    package var assessment: Identifier<Assessment>
    /// Code of the component it belongs to.
    package var component: String
    /// Code of what is asked.
    package var item: String
    package var score: Hundredths?
    package var reason: String
    package var answeredBy: String?
    package var answeredAt: Instant?
    package var centralScore: Hundredths?
    package var centralReason: String
    /// What was said when the central assessor asked.
    package var interview: String
    package var scoredBy: String?
    package var scoredAt: Instant?
    package var updatedAt: Instant
    package var version = 1

    init(id: Identifier<AssessmentAnswer>, of assessment: Identifier<Assessment>, component: String, item: String, at now: Instant) {
        self.id = id
        self.assessment = assessment
        self.component = component
        self.item = item
        (reason, centralReason, interview) = ("", "", "")
        updatedAt = now
    }

    package init(row: Row) {
        id = row.id("id")
        assessment = row.id("assessment_id")
        component = row.text("component")
        item = row.text("item")
        score = row.intIfAny("score").map { Hundredths($0) }
        reason = row.text("reason")
        answeredBy = row.textIfAny("answered_by")
        answeredAt = row.instantIfAny("answered_at")
        centralScore = row.intIfAny("central_score").map { Hundredths($0) }
        centralReason = row.text("central_reason")
        interview = row.text("interview")
        scoredBy = row.textIfAny("scored_by")
        scoredAt = row.instantIfAny("scored_at")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    package var key: String { id.text }
    package var title: String { item }
    package var columns: [(name: String, value: Value)] {
        [
            ("assessment_id", assessment.value), ("component", component.value), ("item", item.value),
            ("score", score?.count.value ?? .null),
            ("reason", reason.value), ("answered_by", answeredBy.value), ("answered_at", answeredAt.value),
            ("central_score", centralScore?.count.value ?? .null), ("central_reason", centralReason.value), ("interview", interview.value),
            ("scored_by", scoredBy.value), ("scored_at", scoredAt.value),
        ]
    }

    package func belongings(_ tx: Transaction) throws -> [String?] {
        try tx.assessmentEvidence(of: [id.text])[id.text, default: []].flatMap(\.digested)
    }

    /// How far the central team is from the regency's own score; below zero it found less.
    package var difference: Hundredths? { score.flatMap { own in centralScore.map { $0 - own } } }
}
