import Directory
import Kernel
import Tables
import Web

/// Findings of an edition as its to-do list, and those at one point with the form for another.
enum FindingPages {
    struct View: Sendable {
        var edition: PlanEdition
        /// The point whose findings are shown; `nil` for the edition's list.
        var node: PlanNode?
        var lines: [FindingLine]
        var agencies: AgencyTree
        /// Ids of those that the reader may settle.
        var mine: Set<String>
        var mayWrite = false
        /// The act and the finding of a form that could not be taken.
        var noun = ""
        var form: Form = .empty
        var error: AppError?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let title = page.t("plan.findings")
        var path = [(page.t("plan.title"), PlanPaths.list()), (view.edition.title, PlanPaths.edition(view.edition.id.text))]
        if let node = view.node { path.append((node.name, PlanPaths.node(node.id.text))) }
        let open = view.lines.count(where: { $0.finding.state == .open })
        let cards = view.lines.html { card(page, $0, view) }
        let files: HTML =
            view.node == nil && !view.lines.isEmpty
            ? """
            <p class="row"><a href="\(PlanPaths.findingsFile(view.edition.id.text, "xlsx"))">XLSX</a> \
            <a href="\(PlanPaths.findingsFile(view.edition.id.text, "csv"))">CSV</a></p>
            """ : .empty
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: path, title: title))<h1>\(title)</h1><p class="lead">\(view.node?.name ?? view.edition.title)</p>\
                \(if: !view.lines.isEmpty, "<p>\(page.t("plan.findings_open", ["count": page.format.number(open)]))</p>")\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form))\
                <div class="stack">\(if: view.lines.isEmpty, "<p class=\"muted\">\(page.t("plan.findings_none"))</p>")\(cards)\
                \(if: view.mayWrite, writing(page, view))</div>\(files)
                """)
    }

    private static func card(_ page: Page, _ line: FindingLine, _ view: View) -> HTML {
        let finding = line.finding
        let tag = Tag(page.t(finding.state.label), finding.state == .open ? .warn : finding.state == .taken ? .good : .idle)
        let place: HTML =
            view.node != nil
            ? .empty
            : line.node.map {
                "<p><a href=\"\(PlanPaths.node($0.id.text))\">\($0.name)</a>\(with: $0.agency, { " <span class=\"muted\">· \(view.agencies.name($0))</span>" })</p>"
            }
                ?? "<p class=\"muted\">\(page.t("plan.finding_gone"))</p>"
        return Card(
            title: String(finding.text.prefix(90)),
            """
            <p class="row">\(tag)\(if: !finding.source.isEmpty, " <span class=\"muted\">\(finding.source)</span>")</p>\(place)\
            <p class="said">\(finding.text)</p><p><strong>\(page.t("plan.field.recommendation")):</strong> \(finding.recommendation)</p>\
            \(if: !finding.answer.isEmpty, "<p class=\"said\">\(finding.answer)</p>")\(if: view.mine.contains(finding.id.text), settling(page, finding, view))
            """
        ).html
    }

    private static func settling(_ page: Page, _ finding: PlanFinding, _ view: View) -> HTML {
        var scoped = page
        scoped.fieldScope = "\(finding.id.text)."
        let isThis = view.noun == finding.id.text
        let fields = Fields(scoped, isThis ? view.form : .empty)
        let acts = finding.state == .open ? ["take", "decline"] : ["reopen"]
        let buttons = acts.html { act in
            "\(Button(page.t(TextKey("plan.finding.do.\(act)")), kind: act == "take" ? .main : .quiet, name: "act", value: act)) "
        }
        return """
            <details\(attr: "open", isThis)><summary>\(page.t("plan.finding.settle"))</summary>\(PostForm(
                page, PlanPaths.findingAct(finding.id.text, view.node == nil ? "daftar" : "simpul"),
                """
                <input type="hidden" name="version" value="\(finding.version)"><input type="hidden" name="edition" value="\(view.edition.id.text)">\
                \(fields.area("text", "plan.field.finding_answer", rows: 3, max: 2000))<p class="row">\(buttons)</p>
                """))</details>
            """
    }

    private static func writing(_ page: Page, _ view: View) -> HTML {
        guard let node = view.node else { return .empty }
        var scoped = page
        scoped.fieldScope = "temuan."
        let fields = Fields(scoped, view.noun.isEmpty ? view.form : .empty)
        return Card(
            title: page.t("plan.finding.new"),
            PostForm(
                page, PlanPaths.nodeFindings(node.id.text),
                """
                \(fields.area("text", "plan.field.finding", rows: 3, max: 4000))\
                \(fields.area("recommendation", "plan.field.recommendation", rows: 3, max: 2000))\
                \(fields.line("source", "plan.field.finding_source", need: .optional, hint: "plan.field.finding_source_hint", max: 300))\
                <p>\(Button(page.t("plan.finding.save")))</p>
                """
            ).html
        ).html
    }

    /// The list as a table for other programs.
    static func table(_ page: Page, _ lines: [FindingLine], _ agencies: AgencyTree) -> (headings: [String], rows: [[Cell]]) {
        let headings = [
            "plan.field.node_title", "plan.field.lead", "plan.field.finding", "plan.field.recommendation", "plan.field.finding_source",
            "plan.finding.state", "plan.field.finding_answer",
        ].map { page.t(TextKey($0)) }
        let rows = lines.map { line -> [Cell] in
            let finding = line.finding
            let agency = (line.node?.agency ?? finding.agency).map { agencies.name($0) } ?? ""
            return [
                .text(line.node?.name ?? page.t("plan.finding_gone")), .text(agency), .text(finding.text), .text(finding.recommendation),
                .text(finding.source), .text(page.t(finding.state.label)), .text(finding.answer),
            ]
        }
        return (headings, rows)
    }
}
