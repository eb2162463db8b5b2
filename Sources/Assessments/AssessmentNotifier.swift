import Directory
import Kernel
import Storage
import Web
import Work

/// Tells central assessors what was handed over to them, those who answered what came back, and the coordinator what is ready; in the
/// application.
struct AssessmentNotifier: Sendable {
    let desk: AssessmentDesk

    var subscriber: Outbox.Subscriber {
        { event, tx in
            switch event.kind {
            case "assessor.named":
                guard let assessor = try tx.kept(Assessor.self, event.subject.id),
                    let assessment = try tx.kept(Assessment.self, assessor.assessment.text)
                else { return }
                let url = assessment.state.isWithCentralTeam ? AssessmentPaths.assessment(assessment.code) : AssessmentPaths.list()
                try tell([assessor.account], event, "told.assessment.named", assessment, url, tx)
            case "assessment.submitted":
                guard let assessment = try tx.kept(Assessment.self, event.subject.id) else { return }
                let today = desk.directory.today
                let named = try tx.assessors(of: assessment.id).filter { $0.holds(on: today) }.map(\.account)
                try tell(named, event, "told.assessment.submitted", assessment, AssessmentPaths.assessment(assessment.code), tx)
            case "assessment_part.returned", "assessment_part.reopened":
                guard let part = try tx.kept(AssessmentPart.self, event.subject.id), let filler = event.details["filler"],
                    let assessment = try tx.kept(Assessment.self, part.assessment.text)
                else { return }
                try tell(
                    [filler], event, "told.assessment.returned", assessment, AssessmentPaths.component(assessment.code, part.component), tx)
            case "assessment.concluded":
                guard let assessment = try tx.kept(Assessment.self, event.subject.id) else { return }
                try tell(
                    [assessment.createdBy], event, "told.assessment.concluded", assessment, AssessmentPaths.assessment(assessment.code), tx)
            default: return
            }
        }
    }

    private func tell(
        _ accounts: [String], _ event: Event, _ key: TextKey, _ assessment: Assessment, _ url: String, _ tx: Transaction
    ) throws {
        for account in Set(accounts) where !account.isEmpty && account != event.actorID {
            try tx.notify(
                Notification(
                    id: desk.world.newID(), event: event.id, recipient: account, channel: .app,
                    message: Message(key, ["title": assessment.name]), url: url, createdAt: desk.world.now()), in: desk.world)
        }
    }
}
