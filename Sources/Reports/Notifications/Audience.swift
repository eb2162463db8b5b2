import Kernel
import Storage
import Work

/// Which officials an act on a report concerns: whoever must act next, and, for alerts and reopenings, the level above that the
/// reporter's page names.
struct Audience {
    let desk: ReportDesk
    let tx: Transaction

    /// A permission, and the agency for which it is held; `nil` for the whole regency.
    private typealias Post = (permission: Permission, agency: String?)

    func accounts(_ act: String, _ event: Event, _ report: Report) throws -> [String] {
        try people(act, event, report) { try desk.ground.holders($0.permission, $0.agency, tx) }
    }

    func clients(_ act: String, _ event: Event, _ report: Report) throws -> [String] {
        try people(act, event, report) { try desk.ground.clients($0.permission, $0.agency, tx) }
    }

    private func people(_ act: String, _ event: Event, _ report: Report, _ holders: (Post) throws -> [String]) throws -> [String] {
        switch act {
        case "assign", "rule", "send_back", "refer", "entrust": return try handlers(report).flatMap(holders)
        case "hand_over":
            let agency = event.details["agency"]
            return try (report.agency == agency ? handlers(report).flatMap(holders) : [])
                + (report.state == "claimed" && report.checker == agency ? checkers(report).flatMap(holders) : [])
        case "add", "complete": return try (report.agency == nil ? [triage] : handlers(report)).flatMap(holders)
        case "return", "appeal": return try holders(triage)
        case "return_again": return try holders(coordinator)
        case "claim": return try checkers(report).flatMap(holders)
        case "alert":
            let owing = try owing(event, report)
            let level = Report.level(at: event.details["percent"].flatMap { Int($0) } ?? 0)
            return try owing.flatMap(holders) + above(level, owing.first?.agency, report, holders)
        case "reopen":
            // Twice not done is a matter for the head of all agencies, whatever its level.
            let level = event.details["level"].flatMap { Int($0) } ?? 1
            let twice = event.details["reopening"].flatMap { Int($0) } ?? 1 > 1
            return try handlers(report).flatMap(holders) + above(level, report.agency, report, holders)
                + (twice && level != 3 ? above(3, report.agency, report, holders) : [])
        default: return []
        }
    }

    private var triage: Post { (.triageReports, nil) }
    private var coordinator: Post { (.coordinateReports, nil) }

    private func handlers(_ report: Report) -> [Post] {
        guard let agency = report.agency else { return [] }
        return [(.handleReports, agency)]
    }

    private func checkers(_ report: Report) -> [Post] {
        guard report.disclosure != .confidential, let checker = report.checker else { return [coordinator] }
        return [(.checkReports, checker)]
    }

    /// Whose turn it was when the alert was given, by the state that the clock belongs to.
    private func owing(_ event: Event, _ report: Report) throws -> [Post] {
        let states = try desk.rules.workflow(version: report.workflowVersion, tx).states
        let clock = event.details["clock"] ?? ""
        // The case may have moved on since; then the clock says whose it was.
        let now = states.first { $0.name == report.state && ($0.clock == clock || clock == "answer") }
        switch (now ?? states.first { $0.clock == clock })?.owedBy {
        case .checkReports?: return checkers(report)
        case .coordinateReports?: return [coordinator]
        case .handleReports? where report.agency != nil: return handlers(report)
        default: return [triage]
        }
    }

    /// The people of a level. Where nobody is named for it, the head stands in for the section head and the regent for the secretary,
    /// and the coordinator in the end. Of what is confidential only those hear who may open it.
    private func above(
        _ level: Int, _ agency: String?, _ report: Report, _ holders: (Post) throws -> [String]
    ) throws -> [String] {
        guard level > 0 else { return [] }
        if report.disclosure == .confidential { return try holders(coordinator) }
        var posts: [Post] = []
        if level == 1, let agency { posts.append((.hearAsSection, agency)) }
        // What triage itself owes has no section head or agency head over it but the coordinator.
        if level <= 2, let agency { posts.append((.hearAsHead, agency)) }
        if level == 3 { posts.append((.hearAsSecretary, nil)) }
        if level >= 3 { posts.append((.hearAsRegent, nil)) }
        for post in posts {
            let found = try holders(post)
            if !found.isEmpty { return found }
        }
        return try holders(coordinator)
    }
}
