import Directory
import Foundation
import Kernel
import Storage
import Web
import Work

/// The clocks of reports: what holds, and what is done with it.
enum ClockRoutes {
    private static let edit = Permission.configureReports

    static let all: [PageRoute] = [
        .get(ReportAdminPaths.clocks, permission: edit) { request in
            let view = try await view(request)
            return .page(ClockPages.page(request.page, form(request, view), view))
        },
        .post(ReportAdminPaths.clocksPreview, permission: edit) { request in
            try await act(request) { data, view in
                let (draft, from, version) = try ClockForm.draft(data, view.current)
                let preview = try await preview(request, draft, from: from, seen: version, view)
                return .page(ClockPages.preview(request.page, Form(data), preview))
            }
        },
        .post(ReportAdminPaths.clocks, permission: edit) { request in
            try await act(request) { data, view in
                if data["back"] != nil { return .page(ClockPages.page(request.page, Form(data), view)) }
                let (draft, from, version) = try ClockForm.draft(data, view.current)
                let next = try await PublishClocks(request.directory, rules: request.reports.desk.rules).run(
                    draft, from: from, seen: version, by: request.actor)
                return .redirect(ReportAdminPaths.clocks(), flash: request.t("clocks.is_published", ["version": "\(next.version)"]))
            }
        },
        .get(ReportAdminPaths.clocksFile, permission: edit) { request in
            let workflow = try await workflow(request)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return .bytes(Array(try encoder.encode(workflow)), type: "application/json", filename: "tenggat-\(workflow.version).json")
        },
        .get(ReportAdminPaths.clocksImport, permission: edit) { request in .page(ClockPages.importPage(request.page)) },
        .post(ReportAdminPaths.clocksImport, permission: edit, limits: .uploads(1, each: 1 << 20)) { request in
            try await request.act(again: { form, _ in ClockPages.importPage(request.page, form) }) { data in
                guard let file = data.files("file").first, file.size > 0 else { throw AppError.invalid("file", "directory.import.no_file") }
                guard let read = try? JSONDecoder().decode(Workflow.self, from: Data(try await file.bytes())), read.name == "report" else {
                    throw AppError.invalid("file", "clocks.error.not_a_workflow")
                }
                // Only its clocks are taken, into the form: they are looked at before they are published.
                let view = try await view(request)
                let issues = ClockDraft(read.clocks).issues(for: view.current)
                guard issues.isEmpty else { throw AppError.invalid(issues.map { Issue("file", $0.message) }) }
                let newest = view.versions.first?.workflow.version ?? view.current.version
                return .page(ClockPages.page(request.page, ClockForm.form(read, newest: newest, today: request.directory.today), view))
            }
        },
    ]

    private static func act(_ request: Request, _ act: (FormData, ClockPages.View) async throws -> Reply) async throws -> Reply {
        try await request.act(again: { filled, error in
            let view = try await view(request)
            // Whoever publishes again after having seen what changed does so knowingly.
            let newest = view.versions.first?.workflow.version ?? view.current.version
            return ClockPages.page(request.page, error == nil ? filled : filled.setting("version", "\(newest)"), view, conflict: error)
        }) { data in try await act(data, try await view(request)) }
    }

    private static func form(_ request: Request, _ view: ClockPages.View) -> Form {
        let newest = view.versions.first?.workflow ?? view.current
        return ClockForm.form(newest, newest: newest.version, today: request.directory.today)
    }

    /// The version that the path names.
    static func workflow(_ request: Request) async throws -> Workflow {
        guard let version = Int(try request.parameter("version")),
            let workflow = try await request.database.read({ try $0.workflow("report", version: version) })
        else { throw AppError.notFound }
        return workflow
    }

    static func view(_ request: Request) async throws -> ClockPages.View {
        // Not the request's own moment: what it has just published holds already.
        let now = request.world.now()
        let (history, running) = try await request.database.read { tx in
            (try tx.workflowHistory("report").map { (workflow: $0.workflow, validFrom: $0.validFrom, by: $0.by) }, try tx.runningReports())
        }
        guard let current = history.first(where: { $0.validFrom <= now })?.workflow else { throw AppError.unavailable("error.no_workflow") }
        let names = try await request.desk.names(of: history.map(\.by))
        return ClockPages.View(
            versions: history.map { ClockPages.Version(workflow: $0.workflow, validFrom: $0.validFrom, by: names[$0.by]) },
            current: current,
            running: running, now: now)
    }

    /// What publishing a draft would change.
    static func preview(
        _ request: Request, _ draft: ClockDraft, from: Day, seen: Int, _ view: ClockPages.View
    ) async throws -> ClockPages.PreviewView {
        try await PublishClocks(request.directory, rules: request.reports.desk.rules).check(draft, from: from, seen: seen)
        let newest = view.versions.first?.workflow ?? view.current
        let changes = draft.changes(to: newest)
        let calendar = request.directory.calendars.regency
        let rules = (old: newest.clock("finish"), new: draft.clocks.first { $0.name == "finish" })
        let examples = Report.Kind.allCases.compactMap { kind -> (kind: Report.Kind, before: Day, after: Day)? in
            guard let old = rules.old?.days(for: kind.rawValue), let new = rules.new?.days(for: kind.rawValue), old != new else {
                return nil
            }
            return (kind, calendar.advance(from, old), calendar.advance(from, new))
        }
        return ClockPages.PreviewView(
            changes: changes, from: from, isToday: from <= request.directory.today, running: view.running.values.reduce(0, +),
            examples: examples)
    }
}

extension Transaction {
    /// How many reports have a running clock, by the version of the workflow they live by.
    fileprivate func runningReports() throws -> [Int: Int] {
        let rows = try rows(
            """
            SELECT workflow_version, count(*) AS reports FROM report
            WHERE id IN (SELECT subject_id FROM clock WHERE stopped_at IS NULL AND subject_kind = 'report') GROUP BY workflow_version
            """)
        return Dictionary(rows.map { ($0.int("workflow_version"), $0.int("reports")) }) { $1 }
    }
}
