import Directory
import HTTPTypes
import Kernel
import Tables
import Web

extension PageRoute {
    static let staffLists: [PageRoute] = [
        .get(StaffPaths.reports) { request in
            try request.requireAccount()
            var wrong: (typed: String, error: Message)?
            if let typed = request.query["kode"].map({ String($0.prefix(60)) }), !typed.isEmpty {
                switch try await named(typed, request) {
                case .success(let code): return .redirect(StaffPaths.report(code))
                case .failure(let missing): wrong = (typed, missing.message)
                }
            }
            let query = ListQuery(request.query)
            let cursor = query.older.flatMap(CaseCursor.init(text:))
            let (reports, hasMore) = try await request.reports.desk.reports(
                for: request.actor, query.filter, after: cursor?.cursor, limit: 30)
            let view = CaseListPage.View(
                reports: reports, names: try await request.reports.names(request.language), query: query,
                older: hasMore ? reports.last.map { CaseCursor($0).text } : nil, code: wrong)
            return .page(CaseListPage.page(request.page, view), status: wrong == nil ? .ok : .unprocessableContent)
        },
        .get(StaffPaths.reportsTable) { request in
            try request.requireAccount()
            let filter = ListQuery(request.query).filter
            let names = try await request.reports.names(request.language)
            return .csv(filename: "laporan.csv") { writer in try await CaseTable(request: request, names: names).write(filter, to: writer) }
        },
    ]

    /// The report that a code names, if this actor may open it; whether there is another is not said.
    private static func named(_ typed: String, _ request: Request) async throws -> Result<String, AppError> {
        guard let code = ShortCode.normalize(typed) else { return .failure(AppError(.invalid, "report.track.misread")) }
        do {
            return .success(try await request.reports.desk.file(code: code, for: request.actor).report.code)
        } catch let error as AppError where error.kind == .notFound || error.kind == .forbidden {
            return .failure(AppError(.notFound, Message("staff.reports.no_code", ["code": code])))
        }
    }
}

/// Where the next page of the officials' list begins, as it stands in an address.
private struct CaseCursor {
    var cursor: ReportCursor

    init(_ report: Report) { cursor = ReportCursor(receivedAt: report.receivedAt, id: report.id.text) }

    init?(text: String) {
        let parts = text.split(separator: "~", maxSplits: 1)
        guard parts.count == 2, let at = Int64(parts[0]) else { return nil }
        cursor = ReportCursor(receivedAt: Instant(milliseconds: at), id: String(parts[1]))
    }

    var text: String { "\(cursor.receivedAt.milliseconds)~\(cursor.id)" }
}

/// The officials' list as CSV, read page by page so that its length does not matter. Carries no identity of any reporter.
struct CaseTable: Sendable {
    let request: Request
    let names: Names

    func write(_ filter: ReportFilter, to writer: StreamWriter) async throws {
        var csv = CSVWriter(guardsFormulas: true)
        csv.row([
            "kode", "status", "jenis", "kategori", "instansi", "kecamatan", "desa", "diterima", "tenggat", "dinyatakan_selesai", "dicek",
            "diterima_pelapor", "ditutup", "akhir", "bintang", "keterbukaan", "teks",
        ])
        try await writer.write(csv.take())
        var after: ReportCursor?
        repeat {
            let (reports, hasMore) = try await request.reports.desk.reports(for: request.actor, filter, after: after, limit: 500)
            for report in reports { csv.row(cells(report)) }
            try await writer.write(csv.take())
            after = hasMore ? reports.last.map { ReportCursor(receivedAt: $0.receivedAt, id: $0.id.text) } : nil
        } while after != nil
    }

    private func cells(_ report: Report) -> [String] {
        [
            report.code, report.state, report.kind.rawValue, names.category(report.category), report.agency.map(names.agency) ?? "",
            report.place.subdistrict ?? "", report.place.village ?? "", report.receivedAt.description, report.dueAt?.description ?? "",
            report.claimedAt?.description ?? "", report.checkedAt?.description ?? "", report.acceptedAt?.description ?? "",
            report.closedAt?.description ?? "", report.closure?.rawValue ?? "", report.rating.map(String.init) ?? "",
            report.disclosure.rawValue, report.text,
        ]
    }
}
