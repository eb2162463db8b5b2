import Kernel
import Storage
import Work

extension Report {
    /// Who owes what its state says: everyone who holds a permission, for an agency where it is an agency's.
    func owed(by permission: Permission) -> (permission: Permission, agency: String?) {
        let isCheck = permission == .checkReports
        return (
            disclosure == .confidential && isCheck ? .coordinateReports : permission,
            permission == .handleReports ? agency : isCheck ? checker : nil
        )
    }

    /// Whether these are the open rows of the work list that its state and its running clocks make.
    fileprivate func isOwed(by rows: [Obligation], _ workflow: Workflow, _ running: [Clock]) -> Bool {
        guard let now = workflow.state(state), let permission = now.owedBy else { return rows.isEmpty }
        guard rows.count == 1, let row = rows.first else { return false }
        let owed = owed(by: permission)
        if let clock = running.first(where: { $0.name == now.clock }), clock.dueAt != row.dueAt { return false }
        guard row.permission == owed.permission, row.agency == owed.agency, row.category == category else { return false }
        // Of reports nothing is owed by name; such a row would be on nobody's list.
        return row.account == nil && row.task == "report.\(state)" && row.subjectCode == code && row.level == level
    }
}

extension Transaction {
    /// Codes of reports whose rows of the work list are not what follows from them.
    func wrongWork(after: String, limit: Int) throws -> Derivation.Look {
        let reports = try rows("SELECT * FROM report WHERE id > \(after) ORDER BY id LIMIT \(limit)").map(Report.init(row:))
        let ids = SQL.list(reports.map(\.id.text))
        let owed = Dictionary(
            grouping: try rows("SELECT * FROM obligation WHERE subject_kind = 'report' AND closed_at IS NULL AND subject_id IN (\(ids))")
                .map(Obligation.init(row:)), by: \.subject.id)
        let running = Dictionary(
            grouping: try rows("SELECT * FROM clock WHERE subject_kind = 'report' AND stopped_at IS NULL AND subject_id IN (\(ids))")
                .map(Clock.init(row:)), by: \.subject.id)
        var workflows: [Int: Workflow] = [:]
        var wrong: [String] = []
        for report in reports {
            let version = report.workflowVersion
            if workflows[version] == nil { workflows[version] = try workflow("report", version: version) }
            guard let known = workflows[version] else { continue }
            let id = report.id.text
            if !report.isOwed(by: owed[id] ?? [], known, running[id] ?? []) { wrong.append(report.code) }
        }
        return Derivation.Look(differing: wrong, last: reports.count == limit ? reports.last?.id.text : nil)
    }
}
