import Kernel
import Storage
import Work

/// One self-assessment of the regency with the central team's scores beside it: for the selection, or for a year's evaluation.
package struct Assessment: AssessmentRecord, Equatable, Identifiable {
    package static let kind = "assessment"

    /// How far it has come.
    package enum State: String, Sendable, CaseIterable {
        /// Agencies fill it in.
        case draft
        /// Every component was handed in; the coordinator looks it over.
        case filled
        /// With the central team.
        case submitted
        /// Scored by the central team.
        case assessed
        /// Ended; never changes again.
        case closed

        package var label: TextKey { TextKey("assessment.state.\(rawValue)") }
        /// Whether the central team may look at it.
        package var isWithCentralTeam: Bool { self == .submitted || self == .assessed || self == .closed }
        /// Whether what the central team found is told to the regency.
        package var isTold: Bool { self == .assessed || self == .closed }
    }

    package var id: Identifier<Assessment>
    package var code: String
    package var instrument: Identifier<Instrument>
    package var purpose: Instrument.Purpose
    package var year: Int
    package var name: String
    /// The edition of the master plan that is looked at, where known.
    package var plan: String?
    package var state = State.draft
    package var createdBy: String
    package var createdAt: Instant
    package var submittedAt: Instant?
    package var assessedAt: Instant?
    package var closedAt: Instant?
    /// When its result was opened to everybody; only closed ones can be.
    package var publicAt: Instant?
    package var updatedAt: Instant
    package var version = 1

    init(
        id: Identifier<Assessment>, code: String, instrument: Instrument, year: Int, name: String, plan: String?, by author: String,
        at now: Instant
    ) {
        self.id = id
        self.code = code
        self.instrument = instrument.id
        purpose = instrument.purpose
        self.year = year
        self.name = name
        self.plan = plan
        createdBy = author
        createdAt = now
        updatedAt = now
    }

    package init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        instrument = row.id("instrument_id")
        purpose = Instrument.Purpose(rawValue: row.text("purpose")) ?? .evaluation
        year = row.int("year")
        name = row.text("title")
        plan = row.textIfAny("plan_id")
        // What cannot be read is nobody's to change.
        state = State(rawValue: row.text("state")) ?? .closed
        createdBy = row.text("created_by")
        createdAt = row.instant("created_at")
        submittedAt = row.instantIfAny("submitted_at")
        assessedAt = row.instantIfAny("assessed_at")
        closedAt = row.instantIfAny("closed_at")
        publicAt = row.instantIfAny("public_at")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    package var key: String { id.text }
    package var title: String { name }
    package var columns: [(name: String, value: Value)] {
        [
            ("code", code.value), ("instrument_id", instrument.value), ("purpose", purpose.rawValue.value), ("year", year.value),
            ("title", name.value), ("plan_id", plan.value), ("state", state.rawValue.value), ("created_by", createdBy.value),
            ("created_at", createdAt.value), ("submitted_at", submittedAt.value), ("assessed_at", assessedAt.value),
            ("closed_at", closedAt.value), ("public_at", publicAt.value),
        ]
    }

    package var isPublic: Bool { state == .closed && publicAt != nil }
}

/// The lives of an assessment and of its parts, as values.
package enum AssessmentWorkflow {
    package static let assessment = Workflow(
        name: "assessment", version: 1, initial: "draft",
        states: [
            Workflow.State("draft", owedBy: .answerAssessments), Workflow.State("filled", owedBy: .coordinateAssessments),
            Workflow.State("submitted", owedBy: .scoreAssessments), Workflow.State("assessed", owedBy: .coordinateAssessments),
            Workflow.State("closed", isFinal: true),
        ],
        acts: [
            Workflow.Act("hand_out", from: ["draft"], by: .anyone(.coordinateAssessments)),
            Workflow.Act("answer", from: ["draft"], by: .holder(.answerAssessments)),
            Workflow.Act("fill", from: ["draft"], to: "filled", by: .system),
            Workflow.Act("return", from: ["draft", "filled"], to: "draft", by: .anyone(.coordinateAssessments), needs: [.reason]),
            Workflow.Act("submit", from: ["filled"], to: "submitted", by: .anyone(.coordinateAssessments)),
            Workflow.Act("send_back", from: ["submitted"], to: "draft", by: .anyone(.scoreAssessments), needs: [.reason]),
            Workflow.Act("score", from: ["submitted"], by: .anyone(.scoreAssessments), needs: [.otherThanClaimer]),
            Workflow.Act("conclude", from: ["submitted"], to: "assessed", by: .anyone(.scoreAssessments), needs: [.otherThanClaimer]),
            Workflow.Act("reconsider", from: ["assessed"], to: "submitted", by: .anyone(.scoreAssessments), needs: [.reason]),
            Workflow.Act("close", from: ["assessed"], to: "closed", by: .anyone(.coordinateAssessments)),
        ], clocks: [])

    package static let part = Workflow(
        name: "assessment_part", version: 1, initial: "waiting",
        states: [Workflow.State("waiting", owedBy: .answerAssessments), Workflow.State("filled", isFinal: true)],
        acts: [
            Workflow.Act("answer", from: ["waiting"], by: .holder(.answerAssessments)),
            Workflow.Act("hand_in", from: ["waiting"], to: "filled", by: .holder(.answerAssessments)),
            Workflow.Act("return", from: ["filled"], to: "waiting", by: .anyone(.coordinateAssessments), needs: [.reason]),
        ], clocks: [])
}
