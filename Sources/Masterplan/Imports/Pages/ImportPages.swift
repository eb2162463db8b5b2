import Directory
import Kernel
import Tables
import Web

/// Pages of plans brought as files.
struct PlanImportPages {
    let page: Page
    let names: RoadmapNames

    /// The form and the files that were brought lately.
    func list(_ imports: [PlanImport], _ form: Form, agencies: [Agency]) -> HTML {
        let title = page.t("plan.import.title")
        let fields = Fields(page, form)
        let kinds = PlanScope.kinds.map { Choice($0.rawValue, page.t($0.label)) }
        let rows = imports.map { made -> [HTML] in
            [
                "<a href=\"\(MoneyPaths.planImport(made.id.text))\">\(made.filename)</a>", "\(scope(made))",
                "\(page.format.moment(made.createdAt))", Tag(page.t(made.state.label), made.state == .kept ? .good : .idle).html,
            ]
        }
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("plan.money.plans"), PlanPaths.list())], title: title))<h1>\(title)</h1>
                <p class="lead">\(page.t("plan.import.lead"))</p><div class="stack">\(fields.summary)
                \(PostForm(page, MoneyPaths.imports(), isMultipart: true, """
                \(fields.file("file", "plan.import.file", accept: ".csv,.xlsx,text/csv", hint: "plan.import.file.hint"))
                \(fields.select("kind", "plan.import.kind", kinds))
                \(fields.select("amounts", "plan.import.amounts", [Choice("planned", page.t("plan.import.planned")), Choice("spent", page.t("plan.import.spent"))]))
                \(fields.line("year", "plan.import.year", kind: .number, max: 4, width: .short))
                \(fields.line("to_year", "plan.import.to_year", kind: .number, need: .optional, hint: "plan.import.to_year.hint", max: 4, width: .short))
                \(fields.select("agency", "plan.import.agency", agencies.map { Choice($0.id.text, $0.name) }, need: .optional, prompt: "plan.import.in_file", hint: "plan.import.agency.hint"))
                \(fields.line("source", "plan.import.source", need: .optional, hint: "plan.import.source.hint", max: 60))
                <p>\(Button(page.t("plan.import.read")))</p>
                """))
                \(if: !rows.isEmpty, Table(page.t("plan.import.lately"), showsCaption: true, columns: ["file", "plan", "brought", "state"].map { Table.Column(page.t(TextKey("plan.import.\($0)"))) }, rows: rows).html)</div>
                """)
    }

    func scope(_ made: PlanImport) -> String {
        let years = made.scope.years
        let span = years.count == 1 ? "\(years.lowerBound)" : "\(years.lowerBound)–\(years.upperBound)"
        let what = made.scope.isSpending ? page.t("plan.import.spent") : page.t(made.scope.kind.label)
        return [what, span, made.scope.agency.map { names.agency($0) }].compactMap(\.self).joined(separator: ", ")
    }

    /// One file: its columns, what it would change, and what is wrong with it.
    func one(
        _ made: PlanImport, _ report: PlanImportReport?, refused: AppError? = nil, columns known: PlanReading? = nil,
        conflict: AppError? = nil
    )
        -> HTML
    {
        Layout.page(
            page, title: made.filename,
            body: """
                \(Breadcrumb(page, above: [(page.t("plan.money.plans"), PlanPaths.list()), (page.t("plan.import.title"), MoneyPaths.imports())], title: made.filename))
                <h1>\(made.filename)</h1><p class="lead">\(scope(made))</p><div class="stack">\
                \(with: conflict, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\
                \(with: refused, refusal)\
                <p>\(Tag(page.t(made.state.label), made.state == .kept ? .good : .info))</p>\
                \(with: report, { found(made, $0) })\(with: known, { columns(made, $0) })\(if: report == nil && made.state == .read, discard(made))</div>
                """)
    }

    private func refusal(_ error: AppError) -> HTML {
        let messages = error.issues.isEmpty ? [error.message] : error.issues.map(\.message)
        return Notice(.bad, isLive: true, messages.html { "<p>\(page.t($0))</p>" }).html
    }

    private func found(_ made: PlanImport, _ report: PlanImportReport) -> HTML {
        let reading = report.reading
        let view = ReconciliationView(page: page, names: names, report: report)
        let summary = page.t(
            "plan.import.summary",
            [
                "rows": page.format.number(reading.rows), "taken": page.format.number(reading.taken),
                "problems": page.format.number(reading.problemCount), "remarks": page.format.number(reading.remarkCount),
            ])
        let notes = reading.notes.html { "<p>\(page.t($0))</p>" }
        let foreign = page.t("plan.import.refused", ["agencies": report.refused.map { names.agency($0) }.joined(separator: ", ")])
        return """
            \(Notice(reading.problemCount > 0 ? .warn : .info, isLive: true, "<p>\(summary)</p>\(notes)"))\
            \(if: !report.refused.isEmpty, Notice(.warn, "<p>\(foreign)</p>").html)\
            \(view.html)\(if: made.state == .read, acts(made, report))\
            \(rows("plan.import.problems", reading.problems, reading.problemCount))\
            \(rows("plan.import.remarks", reading.remarks, reading.remarkCount))\(if: made.state == .read, columns(made, reading))
            """
    }

    private func acts(_ made: PlanImport, _ report: PlanImportReport) -> HTML {
        let hidden: HTML = "<input type=\"hidden\" name=\"version\" value=\"\(made.version)\">"
        return """
            \(if: !report.plans.isEmpty, PostForm(page, MoneyPaths.importKeep(made.id.text), "\(hidden)<p>\(Button(page.t("plan.import.keep")))</p><p class=\"hint\">\(page.t("plan.import.keep.hint"))</p>").html)\
            \(discard(made))
            """
    }

    private func discard(_ made: PlanImport) -> HTML {
        PostForm(
            page, MoneyPaths.importDiscard(made.id.text),
            """
            <input type="hidden" name="version" value="\(made.version)"><p>\(Button(page.t("plan.import.discard"), kind: .plain))</p>
            """
        ).html
    }

    private func rows(_ title: TextKey, _ problems: [RowProblem], _ count: Int) -> HTML {
        guard count > 0 else { return .empty }
        let shown = problems.prefix(200)
        let table = Table(
            page.t(title, ["count": page.format.number(count)]), showsCaption: true,
            columns: ["line", "column", "found", "problem", "expected"].map { Table.Column(page.t(TextKey("directory.import.\($0)"))) },
            rows: shown.map { problem in
                [
                    "\(String(problem.line))", "\(problem.column)", "\(problem.found.isEmpty ? "–" : problem.found)",
                    "\(page.t(problem.problem))", "\(page.t(problem.expected))",
                ]
            })
        let more = count - shown.count
        return "\(table)\(if: more > 0, "<p>\(page.t("directory.import.more", ["count": page.format.number(more)]))</p>")"
    }

    /// What each column means, to be corrected.
    private func columns(_ made: PlanImport, _ reading: PlanReading) -> HTML {
        let choices = PlanColumn.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        let fields = reading.columns.html { placed -> HTML in
            let example = reading.sample.first { $0.indices.contains(placed.index) && !$0[placed.index].isEmpty }?[placed.index]
            var hints: [String] = []
            if let example { hints.append(page.t("plan.import.example", ["value": cut(example, 60)])) }
            if let year = placed.year { hints.append(page.t("plan.import.of_year", ["year": "\(year)"])) }
            let select = Select(
                page, "column.\(placed.index)", label: placed.heading, choices: choices, selected: placed.column.rawValue,
                hint: hints.isEmpty ? nil : hints.joined(separator: " "))
            return "<input type=\"hidden\" name=\"heading.\(placed.index)\" value=\"\(placed.heading)\">\(select)"
        }
        return """
            <details><summary>\(page.t("plan.import.columns"))</summary><p>\(page.t("plan.import.columns.about", ["source": made.source, "line": "\(reading.headingLine)"]))</p>\
            \(PostForm(page, MoneyPaths.importColumns(made.id.text), """
            <input type="hidden" name="version" value="\(made.version)">\(fields)<p>\(Button(page.t("plan.import.again"), kind: .quiet))</p>
            """))</details>
            """
    }
}
