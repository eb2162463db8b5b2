import Directory
import HTTPTypes
import Kernel
import Storage
import Tables
import Web
import Work

/// The matrix as pages, files and the API show it: rows with the names of what they are joined with.
struct AlignmentTable: Sendable {
    /// Rows of a file at most.
    static let most = 20_000

    var edition: PlanEdition?
    var editions: [PlanEdition]
    var filter: AlignmentFilter
    var rows: [Alignment]
    var nodes: [String: PlanNode]
    var indicators: [String: PlanIndicator]
    /// Records that say what a point is measured by, where its plan does not.
    var sources: [Reference: PlanSubject] = [:]
    /// The regent's programmes, and which points serve each.
    var flagships = Flagships()
    /// Those that no point of this plan serves.
    var unserved: [PlanNode] = []
    /// The one whose points are wanted.
    var flagship: Identifier<PlanNode>?
    var points: Int
    var holes: [Alignment.Hole: Int]
    /// Where the next page begins; `nil` on the last.
    var next: String?
    var isFirst: Bool

    /// The master plan that is asked for, or the current one, with the part of the matrix that is wanted.
    static func load(_ request: Request, limit: Int, edition wanted: Identifier<PlanEdition>? = nil, after: (Int, String)? = nil)
        async throws
        -> AlignmentTable
    {
        try await request.plans.alignment.refresh()
        let flagships = try await request.plans.flagships.current()
        let wantedFlagship = (request.query["unggulan"] ?? request.query["flagship"]).flatMap { Identifier<PlanNode>(checking: $0) }
        let actor = request.actor
        let filter = AlignmentFilter(
            dimension: request.query["dimensi"] ?? request.query["dimension"], agency: request.query["instansi"] ?? request.query["agency"])
        let named = wanted ?? request.query["rencana"].flatMap { Identifier<PlanEdition>(checking: $0) }
        let (subjects, today) = (request.plans.subjects, request.plans.directory.today)
        let mark = after ?? request.query["sesudah"].flatMap(AlignmentTable.mark)
        return try await request.database.read { tx in
            let editions = try tx.planEditions(.masterplan).filter { $0.status != .replaced && $0.maySee(actor) }
            // As the roadmap does: of two that are adopted the one that was adopted last.
            let current = try tx.currentEdition(kind: .masterplan, on: today)
            let edition =
                named.flatMap { id in editions.first { $0.id == id } } ?? current ?? editions.first { $0.status == .adopted }
                ?? editions.first
            var table = AlignmentTable(
                edition: edition, editions: editions, filter: filter, rows: [], nodes: [:], indicators: [:], points: 0, holes: [:],
                next: nil, isFirst: mark == nil)
            (table.flagships, table.flagship) = (flagships, wantedFlagship)
            guard let edition, named == nil || edition.id == named else {
                if wanted != nil { throw AppError.notFound }
                return table
            }
            var rows =
                if let wantedFlagship {
                    try tx.alignments(
                        in: edition.id, filter, serving: wantedFlagship, flagships, after: mark, limit: limit + 1)
                } else {
                    try tx.alignments(in: edition.id, filter, after: mark, limit: limit + 1)
                }
            if rows.count > limit {
                rows.removeLast(rows.count - limit)
                table.next = rows.last.map { "\($0.filled)-\($0.node.text)" }
            }
            table.rows = rows
            let ids = rows.flatMap { row -> [String?] in [row.node.text, row.objective?.text, row.programme?.text, row.subActivity?.text] }
                .compactMap { $0 }
            table.nodes = try chunked(ids) { try PlanNodes.visible($0, actor, tx) }
            table.indicators = try chunked(rows.compactMap { $0.indicator?.text }) { some in
                let found = try tx.rows("SELECT * FROM plan_indicator WHERE id IN (\(SQL.list(some)))").map(PlanIndicator.init(row:))
                return Dictionary(uniqueKeysWithValues: found.map { ($0.id.text, $0) })
            }
            table.sources = try subjects.describe(rows.compactMap(\.source), for: actor, tx)
            (table.points, table.holes) = try tx.alignmentCounts(in: edition.id)
            table.unserved = try tx.unserved(flagships, in: edition.id)
            return table
        }
    }

    /// Reads `FILLED-NODE`.
    static func mark(_ text: String) -> (Int, String)? {
        guard let dash = text.firstIndex(of: "-"), let filled = Int(text[..<dash]) else { return nil }
        return (filled, String(text[text.index(after: dash)...]))
    }

    /// An engine takes only so many values in one statement.
    private static func chunked<Found>(_ ids: [String], _ read: ([String]) throws -> [String: Found]) throws -> [String: Found] {
        var all: [String: Found] = [:]
        let ids = Array(Set(ids)).sorted()
        for start in stride(from: 0, to: ids.count, by: 500) {
            all.merge(try read(Array(ids[start..<min(start + 500, ids.count)]))) { $1 }
        }
        return all
    }

    func node(_ id: Identifier<PlanNode>?) -> PlanNode? { id.flatMap { nodes[$0.text] } }

    /// The flagship programmes a row's point serves.
    func served(_ row: Alignment) -> [PlanNode] { node(row.node).map { flagships.served(by: $0) } ?? [] }

    /// What stands in a column; `nil` for a hole, and for what this reader may not see.
    func text(_ row: Alignment, _ hole: Alignment.Hole) -> String? {
        switch hole {
        case .objective: node(row.objective)?.name
        case .programme: node(row.programme)?.name
        case .subActivity: node(row.subActivity)?.name
        case .indicator: row.indicator.flatMap { indicators[$0.text]?.name } ?? row.source.flatMap { sources[$0]?.title }
        case .partner: nil
        }
    }

    // MARK: Files

    static func file(_ table: AlignmentTable, _ format: String, _ request: Request) async throws -> Reply {
        let (page, agencies) = (request.page, request.plans.directory.agencies)
        let heads =
            ["alignment.point", "plan.field.dimension", "plan.field.lead", "alignment.flagships"].map { page.t(TextKey($0)) }
            + Alignment.Hole.allCases.map { page.t($0.label) } + [page.t("alignment.next"), page.t("alignment.whose")]
        let lines = table.rows.map { line($0, in: table, page, agencies) }
        switch format {
        case "csv":
            var csv = ""
            for line in [heads] + lines { csv += line.map(quoted).joined(separator: ",") + "\r\n" }
            return .csv(csv, filename: "keselarasan.csv")
        case "xlsx":
            let bytes = try await Background.run {
                let export = try XLSXExport(sheet: "Keselarasan", headings: heads)
                for line in lines {
                    try export.beginRow()
                    for cell in line { export.add(cell) }
                    export.endRow()
                }
                try export.finish()
                return export.take()
            }
            return .bytes(
                bytes, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", filename: "keselarasan.xlsx")
        default: throw AppError.notFound
        }
    }

    private static func line(_ row: Alignment, in table: AlignmentTable, _ page: Page, _ agencies: AgencyTree) -> [String] {
        var cells = [table.node(row.node)?.name ?? ""]
        cells.append(row.dimension.isEmpty ? "" : page.t(TextKey("plan.dimension.\(row.dimension)")))
        cells.append(row.agency.isEmpty ? "" : agencies.name(row.agency))
        cells.append(table.served(row).map(\.name).joined(separator: "; "))
        for hole in Alignment.Hole.allCases {
            cells.append(hole == .partner ? page.t(row.isShared ? "alignment.shared" : "plan.own_only") : table.text(row, hole) ?? "")
        }
        // Every hole's step, and in the same order whose each is.
        cells.append(row.holes.map { page.t($0.step) }.joined(separator: "; "))
        cells.append(
            row.holes.map { hole in row.owner(of: hole).map { agencies.name($0) } ?? page.t("plan.planning_agency") }.joined(
                separator: "; "))
        return cells
    }

    /// A cell of CSV; one that a spreadsheet would compute begins with an apostrophe.
    private static func quoted(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t\r".contains($0) } ?? false ? "'\(text)" : text
        return safe.contains(where: { ",\"\n\r".contains($0) }) ? "\"\(safe.replacing("\"", with: "\"\""))\"" : safe
    }
}
