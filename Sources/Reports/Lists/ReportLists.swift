import Kernel
import Storage
import Work

extension ReportDesk {
    /// One page of the public list, the newest received first.
    /// - Returns: up to `limit` reports, and whether there are more.
    package func publicReports(
        _ filter: ReportFilter = ReportFilter(), after cursor: ReportCursor? = nil, limit: Int = 20
    ) async throws -> (reports: [PublicReport], hasMore: Bool) {
        try await database.read { tx in
            let tree = try rules.categories(at: world.now(), tx)
            let rows = try tx.rows(
                """
                SELECT * FROM report WHERE \(conditions(["is_public"] + filter.conditions(tree, offsetHours: offsetHours), cursor))
                ORDER BY received_at DESC, id DESC LIMIT \(limit + 1)
                """)
            return (rows.prefix(limit).compactMap { PublicReport(Report(row: $0), tree) }, rows.count > limit)
        }
    }

    /// Reports an official may work on or read, the newest first, unpublished ones included.
    package func reports(
        for actor: Actor, _ filter: ReportFilter = ReportFilter(), after cursor: ReportCursor? = nil, limit: Int = 50
    ) async throws -> (reports: [Report], hasMore: Bool) {
        try await database.read { tx in
            let tree = try rules.categories(at: world.now(), tx)
            var found: [Report] = []
            var at = cursor
            // The policy is asked at each record; rows it hides are skipped, so a page may need several reads.
            while found.count <= limit {
                let rows = try tx.rows(
                    """
                    SELECT * FROM report
                    WHERE \(conditions(scope(of: actor) + filter.conditions(tree, offsetHours: offsetHours), at))
                    ORDER BY received_at DESC, id DESC LIMIT \(limit + 1)
                    """
                ).map(Report.init(row:))
                found += rows.filter { ReportPolicy.mayWorkOn($0, actor) }
                guard rows.count > limit, let last = rows.last else { break }
                at = ReportCursor(receivedAt: last.receivedAt, id: last.id.text)
            }
            return (Array(found.prefix(limit)), found.count > limit)
        }
    }

    /// Points for the public map: the newest that fit, as many as asked for.
    package func publicPoints(_ filter: ReportFilter = ReportFilter(), limit: Int = 500) async throws -> [PublicReport] {
        try await publicReports(filter, limit: limit).reports.filter { $0.position != nil }
    }

    /// One report's public side.
    /// - Throws: `.notFound` for what the public may not know of.
    package func publicReport(code typed: String) async throws -> PublicReport {
        guard let code = ShortCode.normalize(typed) else { throw AppError.notFound }
        return try await database.read { tx in
            let tree = try rules.categories(at: world.now(), tx)
            guard let report = try tx.report(code: code), let open = PublicReport(report, tree) else { throw AppError.notFound }
            return open
        }
    }

    private var offsetHours: Int { ground.calendar(nil).offsetHours }

    private func conditions(_ parts: [SQL], _ cursor: ReportCursor?) -> SQL {
        let start: [SQL] = cursor.map { ["(received_at, id) < (\($0.receivedAt), \($0.id))"] } ?? []
        return (parts + start).isEmpty ? "1 = 1" : SQL.joined(parts + start, separator: " AND ")
    }

    /// Narrows a list to the agencies somebody reaches, so that the policy has little left to hide.
    private func scope(of actor: Actor) -> [SQL] {
        let wide: [Permission] = [.triageReports, .coordinateReports, .readReports]
        if wide.contains(where: { actor.mayAnywhere($0) && actor.agencies(for: $0) == nil }) { return [] }
        let own = (actor.agencies(for: .handleReports) ?? []).union(actor.agencies(for: .readReports) ?? [])
        let checked = actor.agencies(for: .checkReports)
        if checked == nil { return [] }
        let checks = checked ?? []
        if own.isEmpty, checks.isEmpty { return ["1 = 0"] }
        if checks.isEmpty { return ["agency_id IN (\(.list(own.sorted())))"] }
        return ["(agency_id IN (\(.list(own.sorted()))) OR checker_id IN (\(.list(checks.sorted()))))"]
    }
}
