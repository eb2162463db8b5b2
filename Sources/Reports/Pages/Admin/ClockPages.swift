import Directory
import Kernel
import Web
import Work

/// Pages about the clocks of reports: what holds and what held, the form, and what publishing would change.
enum ClockPages {
    struct Version: Sendable {
        var workflow: Workflow
        var validFrom: Instant
        /// Name of who published it; `nil` for Pendopo itself.
        var by: String?
    }

    struct View: Sendable {
        /// Every version, the newest first.
        var versions: [Version]
        /// The version in force for new reports.
        var current: Workflow
        /// Reports with a running clock, by version.
        var running: [Int: Int]
        var now: Instant
    }

    static func page(_ page: Page, _ form: Form, _ view: View, conflict: AppError? = nil) -> HTML {
        AdminFrame.page(
            page, page.t("clocks.title"), isWide: false,
            actions: [
                Button(page.t("clocks.export"), kind: .plain, link: ReportAdminPaths.clocksFile("\(view.current.version)")),
                Button(page.t("directory.import"), kind: .quiet, link: ReportAdminPaths.clocksImport()),
            ],
            body: """
                \(AdminFrame.conflict(page, conflict, fields: "clock"))<p>\(page.t("clocks.about"))</p>
                \(Card(title: page.t("clocks.in_force", ["version": "\(view.current.version)"]), rules(page, view.current)))
                \(Card(title: page.t("clocks.change"), ClockForm.html(page, form, view.current)))
                \(Card(title: page.t("directory.history"), history(page, view)))
                """)
    }

    private static func rules(_ page: Page, _ workflow: Workflow) -> HTML {
        Table(
            page.t("clocks.title"),
            columns: [Table.Column(page.t("clocks.clock")), Table.Column(page.t("clocks.days")), Table.Column(page.t("clocks.alerts"))],
            rows: workflow.clocks.map { rule in
                let days = rule.classes.map { kind in
                    guard let known = Report.Kind(rawValue: kind) else { return "\(rule.days[kind] ?? 0)" }
                    return "\(page.t(known.label)): \(rule.days[kind] ?? 0)"
                }
                return ["\(page.t(TextKey("clock.\(rule.name)")))", "\(days.joined(separator: "; "))", "\(rule.alertsText)"]
            }
        ).html
    }

    private static func history(_ page: Page, _ view: View) -> HTML {
        let entries = view.versions.enumerated().map { index, version in
            let before = index + 1 < view.versions.count ? view.versions[index + 1].workflow : nil
            let changes = before.map { ClockDraft(version.workflow.clocks).changes(to: $0) } ?? []
            let state: HTML =
                version.workflow.version == view.current.version
                ? " \(Tag(page.t("clocks.now"), .good))" : version.validFrom > view.now ? " \(Tag(page.t("clocks.later"), .info))" : .empty
            let running = view.running[version.workflow.version, default: 0]
            return Timeline.Entry(
                page.t("clocks.version", ["version": "\(version.workflow.version)"]),
                meta: """
                    \(version.by ?? page.t("directory.history.system")) · \(page.t("clocks.from", ["moment": page.format.moment(version.validFrom)]))\(state) · \
                    <a href="\(ReportAdminPaths.clocksFile("\(version.workflow.version)"))">JSON</a>
                    """,
                content: """
                    \(if: !changes.isEmpty, "<ul>\(each: changes, { "<li>\(ClockWords.title(page, $0)): \($0.before) → \($0.after)</li>" })</ul>")\
                    \(if: running > 0, "<p class=\"hint\">\(page.t("clocks.running", ["count": page.format.number(running)]))</p>")
                    """)
        }
        return Timeline(entries).html
    }

    struct PreviewView: Sendable {
        var changes: [ClockChange]
        var from: Day
        var isToday: Bool
        /// Reports that keep the clocks they have.
        var running: Int
        /// For each kind whose days to finish change: due today under the old and under the new clocks.
        var examples: [(kind: Report.Kind, before: Day, after: Day)]
    }

    /// - Parameter form: as it was sent, to be sent again.
    static func preview(_ page: Page, _ form: Form, _ view: PreviewView) -> HTML {
        let rows: [[HTML]] = view.changes.map { ["\(ClockWords.title(page, $0))", "\($0.before)", "\($0.after)"] }
        let hidden = form.values.keys.sorted().html { "<input type=\"hidden\" name=\"\($0)\" value=\"\(form.value($0))\">" }
        let day = page.format.day(view.from)
        return AdminFrame.page(
            page, page.t("clocks.preview.title"), above: [(page.t("clocks.title"), ReportAdminPaths.clocks())], isWide: false,
            body: """
                \(Table(page.t("clocks.preview.title"), columns: ["clocks.clock", "clocks.before", "clocks.after"].map { Table.Column(page.t(TextKey($0))) }, rows: rows))
                \(if: !view.examples.isEmpty, "<ul>\(each: view.examples, { example(page, $0.kind, $0.before, $0.after) })</ul>")
                \(Notice(.info, "<p>\(page.t(view.isToday ? "clocks.preview.now" : "clocks.preview.later", ["day": day]))</p><p>\(page.t("clocks.preview.running", ["count": page.format.number(view.running)]))</p>"))
                \(PostForm(page, ReportAdminPaths.clocks(), "\(hidden)<p class=\"row\">\(Button(page.t("clocks.publish"))) \(Button(page.t("clocks.back"), kind: .quiet, name: "back", value: "1"))</p>"))
                """)
    }

    private static func example(_ page: Page, _ kind: Report.Kind, _ before: Day, _ after: Day) -> HTML {
        let values = ["kind": page.t(kind.label), "before": page.format.day(before), "after": page.format.day(after)]
        return "<li>\(page.t("clocks.preview.example", values))</li>"
    }

    static func importPage(_ page: Page, _ form: Form = .empty) -> HTML {
        let fields = Fields(page, form)
        return AdminFrame.page(
            page, page.t("clocks.import"), above: [(page.t("clocks.title"), ReportAdminPaths.clocks())], isWide: false,
            body: """
                <p>\(page.t("clocks.import.about"))</p>\(fields.summary)
                \(PostForm(page, ReportAdminPaths.clocksImport(), isMultipart: true, """
                \(fields.file("file", "directory.import.file", accept: ".json,application/json"))
                <p>\(Button(page.t("clocks.import.read")))</p>
                """))
                """)
    }
}
