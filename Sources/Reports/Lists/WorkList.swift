import Kernel
import Storage
import Work

extension ReportDesk {
    /// One page of an official's work list: what is due first at the top, only what she may open and must act on.
    /// - Parameter after: due date and id of the last row of the page before.
    package func workList(
        for actor: Actor, after: (Instant, String)? = nil, limit: Int = 30
    ) async throws -> (items: [(obligation: Obligation, report: Report)], next: (Instant, String)?) {
        let permissions: [Permission] = [.triageReports, .coordinateReports, .handleReports, .checkReports]
        let reach = permissions.filter(actor.mayAnywhere).map { (permission: $0, agencies: actor.agencies(for: $0)) }
        return try await database.read { tx in
            var items: [(obligation: Obligation, report: Report)] = []
            var at = after
            while items.count <= limit {
                let owed = try tx.workList(reach: reach, after: at, limit: limit + 1)
                let ids = owed.filter { $0.subject.kind == "report" }.map(\.subject.id)
                let reports = Dictionary(
                    try tx.rows("SELECT * FROM report WHERE id IN (\(.list(ids)))").map { ($0.text("id"), Report(row: $0)) },
                    uniquingKeysWith: { $1 })
                for obligation in owed {
                    guard let report = reports[obligation.subject.id], ReportPolicy.mayWorkOn(report, actor),
                        actor.may(obligation.permission, agency: obligation.agency, category: obligation.category)
                    else { continue }
                    items.append((obligation, report))
                }
                guard owed.count > limit, let last = owed.last else { break }
                at = (last.dueAt, last.id.text)
            }
            let page = Array(items.prefix(limit))
            return (page, items.count > limit ? page.last.map { ($0.obligation.dueAt, $0.obligation.id.text) } : nil)
        }
    }

    /// Working days until a due date by the calendar of an agency: 0 on the day itself, negative once it has passed.
    package func daysLeft(until due: Instant, agency: String?, now: Instant) -> Int {
        let calendar = ground.calendar(agency)
        return due < now
            ? -calendar.workingDays(from: due, to: now) - (calendar.workingDays(from: due, to: now) == 0 ? 1 : 0)
            : calendar.workingDays(from: now, to: due)
    }
}
