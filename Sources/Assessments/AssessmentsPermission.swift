import Directory
import Kernel
import Work

extension Permission {
    /// Open the pages of assessments. Which ones somebody finds there follows from agency, from being named, or from coordinating.
    package static let openAssessments: Permission = "assessments.open"
    /// Answer for one's own agency, with evidence.
    package static let answerAssessments: Permission = "assessments.answer"
    /// Begin assessments, hand components out, submit, close and publish them, and name central assessors.
    package static let coordinateAssessments: Permission = "assessments.coordinate"
    /// Read every assessment of the regency.
    package static let readAssessments: Permission = "assessments.read"
    /// Score as a member of the central team: only the assessments one was named to, until the day that was set.
    package static let scoreAssessments: Permission = "assessments.score"
    /// Write and publish instruments.
    package static let shapeInstruments: Permission = "assessments.instruments"

    package static let ofAssessments: [Permission] = [
        .openAssessments, .answerAssessments, .coordinateAssessments, .readAssessments, .scoreAssessments, .shapeInstruments,
    ]

    /// Under which something of assessments is owed, for the one work list.
    package static let owingAssessments: [Permission] = [.answerAssessments, .coordinateAssessments, .scoreAssessments]
}

extension BuiltinRole {
    /// What `Assessments` lets the built-in roles do at first; a regency changes it in the administration. The central assessor's may
    /// nothing else in all of Pendopo.
    package static let assessments: [BuiltinRole] = [
        BuiltinRole("agency_clerk", id: "Operator OPD", en: "Agency clerk", [.openAssessments, .answerAssessments]),
        BuiltinRole("agency_head", id: "Kepala OPD", en: "Agency head", [.openAssessments, .answerAssessments]),
        BuiltinRole(
            "planning_head", id: "Kepala Bappeda", en: "Planning head",
            [.openAssessments, .coordinateAssessments, .shapeInstruments]),
        BuiltinRole("inspector", id: "Inspektorat", en: "Inspector", [.openAssessments, .readAssessments]),
        BuiltinRole("regent", id: "Bupati", en: "Regent", [.openAssessments, .readAssessments]),
        BuiltinRole("central_assessor", id: "Penilai pusat", en: "Central assessor", [.openAssessments, .scoreAssessments]),
    ]
}

/// Who may see and do what with an assessment. Asked at the record, with the parts and the central assessors it has today.
struct AssessmentPolicy {
    let assessment: Assessment
    let parts: [AssessmentPart]
    let assessors: [Assessor]
    let today: Day

    func mayCoordinate(_ actor: Actor) -> Bool { actor.kind == .system || actor.may(.coordinateAssessments) }

    /// Whether somebody is of the central team for this one, today.
    func isAssessor(_ actor: Actor) -> Bool {
        actor.kind == .account && actor.may(.scoreAssessments)
            && assessors.contains { $0.account == actor.id && $0.holds(on: today) }
    }

    func mayAnswer(_ part: AssessmentPart, _ actor: Actor) -> Bool {
        actor.kind == .system || part.agencies.contains { actor.may(.answerAssessments, agency: $0) }
    }

    /// Whether somebody fills in a part and hands it in: whoever was ever named to score this one does not.
    func answers(_ part: AssessmentPart, _ actor: Actor) -> Bool {
        mayAnswer(part, actor) && !assessors.contains { $0.account == actor.id }
    }

    func mayReadAll(_ actor: Actor) -> Bool { mayCoordinate(actor) || actor.may(.readAssessments) || seesAsAssessor(actor) }

    /// The central team sees nothing before it was handed over.
    func seesAsAssessor(_ actor: Actor) -> Bool { assessment.state.isWithCentralTeam && isAssessor(actor) }

    /// Parts somebody may read: all of them, or those of her agencies.
    func visible(_ actor: Actor) -> [AssessmentPart] { mayReadAll(actor) ? parts : parts.filter { mayAnswer($0, actor) } }

    func maySee(_ actor: Actor) -> Bool { mayReadAll(actor) || parts.contains { mayAnswer($0, actor) } }

    /// Whether somebody reads the words of an act. What the regency's own people tell each other before they hand an assessment over is
    /// not the central team's; why the team takes its scores up again is told with them.
    func mayRead(_ note: KeptNote, _ actor: Actor) -> Bool {
        switch note.act {
        case "returned":
            mayCoordinate(actor) || actor.may(.readAssessments) || parts.contains { mayAnswer($0, actor) }
        case "reconsidered": seesCentral(actor)
        default: true
        }
    }

    /// Scores and notes of the central team: its own until it has finished, then those of everybody who works on it.
    func seesCentral(_ actor: Actor) -> Bool { seesAsAssessor(actor) || assessment.state.isTold && maySee(actor) }
}
