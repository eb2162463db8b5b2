import Kernel
import Storage
import Web
import Work

/// One row of an official's work list: what is owed, about which record.
package struct OwedWork: Sendable {
    package var obligation: Obligation
    /// The report it is about; `nil` for records of other capabilities.
    package var report: Report?
    /// Name and address of the record.
    package var view: ReferenceView
}

extension ReportDesk {
    /// One page of an official's work list: what is due first at the top, only what she may open and must act on, whatever capability
    /// it comes from.
    /// - Parameters:
    ///   - owing: the permissions under which anything is owed at all; what else she holds is not looked for, which on PostgreSQL would
    ///     be a way there and back for each. `nil` looks for everything.
    ///   - after: due date and id of the last row of the page before.
    ///   - references: names the records of other capabilities; what it does not show the actor is left out.
    package func workList(
        for actor: Actor, under owing: [Permission]? = nil, after: (Instant, String)? = nil, limit: Int = 30,
        references: ReferenceResolver
    ) async throws -> (items: [OwedWork], next: (Instant, String)?) {
        let held = Set(actor.grants.flatMap(\.permissions))
        let permissions = (owing.map { held.intersection($0) } ?? held).sorted { $0.name < $1.name }
        let reach = permissions.map { (permission: $0, agencies: actor.agencies(for: $0)) }
        let account = actor.kind == .account ? actor.id : nil
        return try await database.read { tx in
            var items: [OwedWork] = []
            var at = after
            while items.count <= limit {
                let owed = try tx.workList(reach: reach, account: account, after: at, limit: limit + 1)
                let ids = owed.filter { $0.subject.kind == "report" }.map(\.subject.id)
                let reports = Dictionary(
                    try tx.rows("SELECT * FROM report WHERE id IN (\(.list(ids)))").map { ($0.text("id"), Report(row: $0)) },
                    uniquingKeysWith: { $1 })
                let others = try references.views(of: owed.map(\.subject).filter { $0.kind != "report" }, for: actor, tx)
                for obligation in owed where obligation.isOwed(by: actor) {
                    if let report = reports[obligation.subject.id] {
                        guard ReportPolicy.mayWorkOn(report, actor) else { continue }
                        let (title, _) = ReportRow.split(report.publicText ?? report.text)
                        let view = ReferenceView(title: title, url: StaffPaths.report(report.code))
                        items.append(OwedWork(obligation: obligation, report: report, view: view))
                    } else if let view = others[obligation.subject] {
                        items.append(OwedWork(obligation: obligation, view: view))
                    }
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
        return due < now ? -max(1, calendar.workingDays(from: due, to: now)) : calendar.workingDays(from: now, to: due)
    }
}
