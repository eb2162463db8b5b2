import Kernel
import Storage
import Work

/// One component of an assessment and the agencies that answer it by a day.
package struct AssessmentPart: AssessmentRecord, Equatable, Identifiable {
    package static let kind = "assessment_part"

    /// Whether the agencies have handed it in.
    package enum State: String, Sendable, CaseIterable {
        case waiting, filled

        package var label: TextKey { TextKey("assessment.part.\(rawValue)") }
    }

    package var id: Identifier<AssessmentPart>
    package var assessment: Identifier<Assessment>
    /// Code of the component.
    package var component: String
    /// Any of them may answer; the first one leads. Empty until it was handed out.
    package var agencies: [String]
    package var due: Day?
    package var state = State.waiting
    package var filledBy: String?
    package var filledAt: Instant?
    package var updatedAt: Instant
    package var version = 1

    init(id: Identifier<AssessmentPart>, of assessment: Identifier<Assessment>, component: String, at now: Instant) {
        self.id = id
        self.assessment = assessment
        self.component = component
        agencies = []
        updatedAt = now
    }

    package init(row: Row) {
        id = row.id("id")
        assessment = row.id("assessment_id")
        component = row.text("component")
        agencies = row.text("agencies").split(separator: " ").map(String.init)
        due = row.dayIfAny("due_on")
        state = State(rawValue: row.text("state")) ?? .filled
        filledBy = row.textIfAny("filled_by")
        filledAt = row.instantIfAny("filled_at")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    /// What is owed of it by one agency: the work list knows one obligation for each subject and task, and here several answer.
    package static let dutyKind = "assessment_duty"
    package func duty(of agency: String) -> Reference { Reference(Self.dutyKind, "\(id):\(agency)") }

    package var key: String { id.text }
    package var holder: String? { agencies.first }
    package var title: String { component }
    package var columns: [(name: String, value: Value)] {
        [
            ("assessment_id", assessment.value), ("component", component.value), ("agencies", agencies.joined(separator: " ").value),
            ("due_on", due.value), ("state", state.rawValue.value), ("filled_by", filledBy.value), ("filled_at", filledAt.value),
        ]
    }
}
