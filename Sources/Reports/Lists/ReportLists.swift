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
                SELECT \(PublicReport.columns) FROM report
                WHERE \(conditions(["is_public"] + filter.conditions(tree, offsetHours: offsetHours), cursor))
                ORDER BY received_at DESC, id DESC LIMIT \(limit + 1)
                """)
            return (rows.prefix(limit).compactMap { PublicReport(row: $0, tree) }, rows.count > limit)
        }
    }

    /// Reports an official may work on or read, the newest first, unpublished ones included.
    package func reports(
        for actor: Actor, _ filter: ReportFilter = ReportFilter(), after cursor: ReportCursor? = nil, limit: Int = 50
    ) async throws -> (reports: [Report], hasMore: Bool) {
        try await database.read { tx in
            let tree = try rules.categories(at: world.now(), tx)
            let scopes = scopes(of: actor)
            var found: [Report] = []
            var at = cursor
            // The policy is asked at each record; rows it hides are skipped, so a page may need several reads.
            while found.count <= limit {
                let rows = try scopes.flatMap { scope in
                    try tx.rows(
                        """
                        SELECT * FROM report
                        WHERE \(conditions(scope + filter.conditions(tree, offsetHours: offsetHours), at))
                        ORDER BY received_at DESC, id DESC LIMIT \(limit + 1)
                        """
                    ).map(Report.init(row:))
                }.newest(limit + 1)
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

    /// Narrows a list to the agencies somebody reaches, so that the policy has little left to hide. One condition for each agency
    /// and part in it, each of which an index answers in order; an OR over them would make both engines read and sort everything.
    private func scopes(of actor: Actor) -> [[SQL]] {
        let wide: [Permission] = [.triageReports, .coordinateReports, .readReports]
        if wide.contains(where: { actor.mayAnywhere($0) && actor.agencies(for: $0) == nil }) { return [[]] }
        guard let checks = actor.agencies(for: .checkReports), let handled = actor.agencies(for: .handleReports) else { return [[]] }
        let own = handled.union(actor.agencies(for: .readReports) ?? [])
        return own.sorted().map { ["agency_id = \($0)"] } + checks.sorted().map { ["checker_id = \($0)"] }
    }
}

extension [Report] {
    /// The newest of them, each once.
    fileprivate func newest(_ count: Int) -> [Report] {
        var seen: Set<Identifier<Report>> = []
        return Array(
            sorted { ($1.receivedAt, $1.id) < ($0.receivedAt, $0.id) }.filter { seen.insert($0.id).inserted }.prefix(count))
    }
}
