import Directory
import Kernel
import Web

/// Pages about the sources that data are fetched from.
enum HarvestPages {
    struct Listed: Sendable {
        var source: HarvestSource
        var last: HarvestRun?
        var counts: [HarvestObject.State: Int]
    }

    static func list(_ page: Page, _ sources: [Listed], agencies: AgencyTree) -> HTML {
        let new = Button(page.t("harvest.new"), link: HarvestPaths.new())
        let columns = ["title", "kind", "agency", "last_run", "things"].map { Table.Column(page.t(TextKey("harvest.field.\($0)"))) }
        let rows: [[HTML]] = sources.map { item in
            [
                "<a href=\"\(HarvestPaths.source(item.source.id.text))\">\(item.source.title)</a>", "\(page.t(item.source.kind.label))",
                "\(agencies[item.source.agency]?.name ?? "–")", lastRun(page, item), counts(page, item.counts),
            ]
        }
        return AdminFrame.page(
            page, page.t("harvest.sources"), actions: [new],
            body: """
                <p>\(page.t("harvest.about"))</p>
                \(if: rows.isEmpty, EmptyState(page.t("harvest.none"), text: page.t("harvest.none.about"), action: new).html, else: Table(page.t("harvest.sources"), columns: columns, rows: rows).html)
                """)
    }

    private static func lastRun(_ page: Page, _ item: Listed) -> HTML {
        guard item.source.isEnabled else { return Tag(page.t("harvest.paused")).html }
        guard let run = item.last else { return "\(page.t("harvest.never"))" }
        return "\(page.format.moment(run.startedAt)) \(state(page, run.state))"
    }

    private static func state(_ page: Page, _ state: HarvestRun.State) -> HTML {
        Tag(page.t(state.label), state == .failed ? .bad : state == .done ? .good : .idle).html
    }

    private static func counts(_ page: Page, _ counts: [HarvestObject.State: Int]) -> HTML {
        let parts = HarvestObject.State.allCases.filter { counts[$0, default: 0] > 0 }
        return "\(parts.map { "\(page.format.number(counts[$0, default: 0])) \(page.t($0.label))" }.joined(separator: ", "))"
    }

    struct View: Sendable {
        var source: HarvestSource?
        var runs: [HarvestRun] = []
        var counts: [HarvestObject.State: Int] = [:]
        /// Those that failed, then those that vanished.
        var troubles: [HarvestObject] = []
        var agencies: AgencyTree
        var tables: [(id: String, title: String)] = []
        var today: Day
    }

    static func form(_ page: Page, _ form: Form, _ view: View, conflict: AppError? = nil) -> HTML {
        let fields = Fields(page, form)
        let agencies = view.agencies.outline { $0.isActive(on: view.today) }.map {
            Choice($0.agency.id.text, String(repeating: "– ", count: $0.depth) + $0.agency.name)
        }
        let kinds = HarvestSource.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        let kind: HTML =
            if let source = view.source {
                "<p>\(page.t("harvest.field.kind")): \(page.t(source.kind.label))</p><input type=\"hidden\" name=\"kind\" value=\"\(source.kind.rawValue)\">"
            } else { fields.radios("kind", "harvest.field.kind", kinds).html }
        let tables = view.tables.map { Choice($0.id, $0.title) }
        let action = view.source.map { HarvestPaths.source($0.id.text) } ?? HarvestPaths.sources()
        return AdminFrame.page(
            page, view.source?.title ?? page.t("harvest.new"), above: [(page.t("harvest.sources"), HarvestPaths.sources())],
            body: """
                \(AdminFrame.conflict(page, conflict, fields: "harvest.field"))\(with: view.source, { now(page, $0, view) })\(fields.summary)
                \(PostForm(page, action, """
                \(fields.hidden("version"))\(kind)
                \(fields.line("title", "harvest.field.title", max: 200))
                \(fields.line("url", "harvest.field.url", hint: "harvest.url.hint", max: 2000))
                \(fields.select("agency", "harvest.field.agency", agencies, need: .optional, prompt: "harvest.agency.prompt", hint: "harvest.agency.hint"))
                \(fields.select("table", "harvest.field.table", tables, need: .optional, prompt: "harvest.table.prompt", hint: "harvest.table.hint"))
                \(fields.line("hours", "harvest.field.hours", hint: "harvest.hours.hint", max: 5))
                \(fields.boxes("enabled", "harvest.field.enabled", [Choice("1", page.t("harvest.enabled"))]))
                <p>\(Button(page.t("directory.save")))</p>
                """))
                """)
    }

    /// What goes on with a source: its runs, and everything that did not go well.
    private static func now(_ page: Page, _ source: HarvestSource, _ view: View) -> HTML {
        let runColumns = ["started", "state", "seen", "added", "changed", "failed", "vanished"].enumerated().map {
            Table.Column(page.t(TextKey("harvest.run.field.\($0.element)")), isNumber: $0.offset > 1)
        }
        let runs: [[HTML]] = view.runs.map { run in
            [
                "\(page.format.moment(run.startedAt))", "\(state(page, run.state))\(with: run.failure, { "<br>\(page.t($0))" })",
                "\(page.format.number(run.seen))", "\(page.format.number(run.added))", "\(page.format.number(run.changed))",
                "\(page.format.number(run.failed))", "\(page.format.number(run.vanished))",
            ]
        }
        let troubleColumns = ["title", "state", "reason"].map { Table.Column(page.t(TextKey("harvest.object.field.\($0)"))) }
        let troubles: [[HTML]] = view.troubles.map { object in
            [
                "\(object.title)", Tag(page.t(object.state.label), object.state == .failed ? .bad : .warn).html,
                "\(object.failure.map { page.t($0) } ?? page.t("harvest.vanished.about"))",
            ]
        }
        let isRunning = view.runs.first?.state.isOpen == true
        return """
            <p>\(counts(page, view.counts))</p>
            \(if: isRunning, Notice(.info, "<p>\(page.t("harvest.running"))</p>").html, else: PostForm(page, HarvestPaths.run(source.id.text), "<p>\(Button(page.t("harvest.run_now"), kind: .quiet))</p>").html)
            \(if: !runs.isEmpty, Card(title: page.t("harvest.runs"), Table(page.t("harvest.runs"), columns: runColumns, rows: runs).html).html)
            \(if: !troubles.isEmpty, Card(title: page.t("harvest.troubles"), Table(page.t("harvest.troubles"), columns: troubleColumns, rows: troubles).html).html)
            """
    }
}
