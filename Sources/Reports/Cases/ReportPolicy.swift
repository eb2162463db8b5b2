import Kernel
import Work

/// Who may see and do what with one report. Everything not allowed here is refused.
package enum ReportPolicy {
    /// Whether the report as handlers see it (exact place, internal notes, original text) may be opened.
    package static func mayWorkOn(_ report: Report, _ actor: Actor) -> Bool {
        let mustAct =
            actor.may(.triageReports, category: report.category) || actor.may(.coordinateReports, category: report.category)
            || report.agency.map { actor.may(.handleReports, agency: $0, category: report.category) } ?? false
        if report.disclosure == .confidential { return mustAct }
        return mustAct || actor.may(.readReports, agency: report.agency, category: report.category) || mayCheck(report, actor)
    }

    /// Whether it may be seen at all, be it only its public side.
    package static func maySee(_ report: Report, _ actor: Actor) -> Bool {
        report.isPublic && report.disclosure != .confidential || isReporter(of: report, actor) || mayWorkOn(report, actor)
    }

    package static func isReporter(of report: Report, _ actor: Actor) -> Bool { actor.kind == .reporter && actor.id == report.id.text }

    /// Whether an act of the workflow is this actor's to do.
    package static func may(_ act: Workflow.Act, on report: Report, _ actor: Actor) -> Bool {
        switch act.by {
        case .holder(let permission):
            report.agency.map { actor.may(permission, agency: $0, category: report.category) } ?? false
        case .anyone(let permission): actor.may(permission, category: report.category)
        case .checker: mayCheck(report, actor)
        case .reporter: isReporter(of: report, actor)
        case .system: actor.kind == .system
        }
    }

    /// Whether the reporter's name may be opened: never by the agency reported on when she asked to be hidden from it.
    package static func mayOpenIdentity(of report: Report, _ actor: Actor) -> Bool {
        guard mayWorkOn(report, actor) else { return false }
        if actor.may(.openIdentities, category: report.category) { return true }
        return report.disclosure == .open
            && report.agency.map { actor.may(.openIdentities, agency: $0, category: report.category) } ?? false
    }

    /// Checkers of the place; of a confidential report, only those who must act for the whole regency.
    private static func mayCheck(_ report: Report, _ actor: Actor) -> Bool {
        if report.disclosure == .confidential { return actor.may(.coordinateReports, category: report.category) }
        if actor.may(.checkReports, category: report.category) { return true }
        return report.checker.map { actor.may(.checkReports, agency: $0, category: report.category) } ?? false
    }
}
