import Directory
import Kernel
import Web
import Work

/// An agency's action plan for a year.
enum ActionPlanPages {
    struct View: Sendable {
        var agency: Agency
        var year: Int
        var plan: ActionPlan?
        var items: [ActionItemDraft]
        var notes: [KeptNote]
        var names: AgencyTree
        /// What rows come from and lead to, as far as the reader may know of it.
        var subjects: [Reference: ReferenceView] = [:]
        var form: Form
        var error: AppError?
    }

    static func table(
        _ page: Page, _ items: [ActionItemDraft], _ names: AgencyTree, _ subjects: [Reference: ReferenceView]
    ) -> HTML {
        Table(
            page.t("action_plan.title"),
            columns: [
                "activity", "output", "owner", "months", "preparation", "budget", "source",
            ].map { Table.Column(page.t(TextKey("action_plan.column.\($0)"))) },
            rows: items.map { item in
                let supporters = item.supporters.map { names.name($0) }.joined(separator: ", ")
                let subject: HTML =
                    item.subject.flatMap { subjects[$0] }.map(link) ?? ""
                let source: HTML = item.clause.map { "<a class=\"code\" href=\"\(CommitmentPaths.pledge($0))\">\($0)</a>" } ?? ""
                let code: HTML =
                    item.budgetCode.map { "<span class=\"code\">\($0)</span>" }
                    ?? "<span class=\"muted\">\(page.t("action_plan.unbudgeted"))</span>"
                return [
                    "\(item.activity)", "\(item.output)",
                    "\(names.name(item.owner))\(if: !supporters.isEmpty, "<br><span class=\"muted\">\(supporters)</span>")",
                    "\(months(page, item.months))", "\(item.preparation)", code,
                    "\(page.t(item.source.label)) \(source)\(subject)",
                ]
            }
        ).html
    }

    /// A record that a row comes from.
    private static func link(_ subject: ReferenceView) -> HTML {
        subject.url.map { "<a href=\"\($0)\">\(subject.title)</a>" } ?? "\(subject.title)"
    }

    /// `Januari–Maret, Juni`.
    private static func months(_ page: Page, _ months: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for month in months {
            if let last = runs.last, last.upperBound + 1 == month {
                runs[runs.count - 1] = last.lowerBound...month
            } else {
                runs.append(month...month)
            }
        }
        func name(_ month: Int) -> String {
            Day(year: 2026, month: month, day: 1).map { page.format.day($0).split(separator: " ")[1] }.map { String($0) } ?? "\(month)"
        }
        return runs.map { $0.count == 1 ? name($0.lowerBound) : "\(name($0.lowerBound))–\(name($0.upperBound))" }.joined(separator: ", ")
    }

    static func publicPage(_ page: Page, _ view: View) -> HTML {
        let title = page.t("action_plan.of", ["agency": view.agency.name, "year": "\(view.year)"])
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("action_plan.title"), CommitmentPaths.actionPlans(query: [("tahun", "\(view.year)")]))], title: view.agency.name))\
                <h1>\(title)</h1>\(with: view.plan?.checkedAt, { "<p class=\"hint\">\(page.t("action_plan.published_at", ["day": page.format.day($0)]))</p>" })\
                \(table(page, view.items, view.names, view.subjects))
                """)
    }

    static func workPage(_ page: Page, _ view: View) -> HTML {
        let title = page.t("action_plan.of", ["agency": view.agency.name, "year": "\(view.year)"])
        let state = view.plan?.state ?? .draft
        let mayWrite = page.actor.may(.keepPledges, agency: view.agency.id.text) && state == .draft
        let said = view.notes.html { "<p class=\"said\">\($0.text)</p><p class=\"hint\">\(page.format.moment($0.at))</p>" }
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("action_plan.title"), CommitmentPaths.myPlans(query: [("tahun", "\(view.year)")]))], title: view.agency.name))\
                <h1>\(title)</h1><p class="row">\(Tag(page.t(state.label), state == .published ? .good : state == .proposed ? .warn : .idle))</p>\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form.issues))\(said)\
                \(if: mayWrite, form(page, view), else: table(page, view.items, view.names, view.subjects))\(moves(page, view, state))
                """)
    }

    private static func moves(_ page: Page, _ view: View, _ state: ActionPlan.State) -> HTML {
        guard let plan = view.plan else { return .empty }
        let isTheirs = page.actor.may(.keepPledges, agency: plan.agency)
        func button(_ noun: String, _ kind: Button.Kind, needsReason: Bool) -> HTML {
            var scoped = page
            scoped.fieldScope = "\(noun)."
            let fields = Fields(scoped, .empty)
            return PostForm(
                page, CommitmentPaths.planAct("\(plan.year)", plan.agency, noun),
                """
                <input type="hidden" name="version" value="\(plan.version)">\(if: needsReason, fields.area("reason", "commitment.field.reason").html)\
                <p>\(Button(page.t(TextKey("action_plan.do.\(noun)")), kind: kind))</p>
                """
            ).html
        }
        var acts = HTML.empty
        if state == .draft, isTheirs { acts += button("pengajuan", .main, needsReason: false) }
        if state == .proposed, page.actor.may(.checkActionPlans), plan.proposedBy != page.actor.id {
            acts += button("penerbitan", .main, needsReason: false) + button("pengembalian", .quiet, needsReason: true)
        }
        if state == .published, isTheirs { acts += button("perubahan", .quiet, needsReason: true) }
        return "<div class=\"stack\">\(acts)</div>"
    }

    private static func form(_ page: Page, _ view: View) -> HTML {
        let fields = Fields(page, view.form)
        let agencies = view.names.active(on: page.now.parts(offsetHours: page.format.offsetHours).day).map { Choice($0.id.text, $0.name) }
        let count = min(max(view.items.count + 2, ActionPlanForm.rowCount(view.form)), 100)
        let months = (1...12).map { Choice("\($0)", self.months(page, [$0])) }
        let rows = (1...count).map { place -> HTML in
            """
            <details class="card"\(attr: "open", place <= view.items.count + 1)><summary>\(page.t("action_plan.row", ["number": "\(place)"]))</summary><div class="stack">\
            \(fields.line("activity.\(place)", "action_plan.column.activity", need: .optional, max: 300))\
            \(fields.line("output.\(place)", "action_plan.column.output", need: .optional, max: 300))\
            \(fields.select("owner.\(place)", "action_plan.column.owner", agencies, need: .optional, prompt: "clause.field.choose"))\
            \(fields.boxes("months.\(place)", "action_plan.column.months", months))\
            \(fields.area("preparation.\(place)", "action_plan.column.preparation", need: .optional, rows: 2, max: 1000))\
            \(fields.line("budget_code.\(place)", "action_plan.column.budget", need: .optional, hint: "action_plan.budget_hint", max: 40))\
            \(fields.select("source.\(place)", "action_plan.column.source", ActionItem.Source.allCases.map { Choice($0.rawValue, page.t($0.label)) }, need: .optional, prompt: "clause.field.choose"))\
            \(fields.line("clause.\(place)", "action_plan.column.clause", need: .optional, max: 20))\(supporters(view, place))</div></details>
            """
        }
        return PostForm(
            page, CommitmentPaths.workPlan("\(view.year)", view.agency.id.text),
            draft: ActionPlanForm.draftName(view.year, view.agency.id.text),
            "\(fields.seenVersion)\(rows)<p>\(Button(page.t("action_plan.save"), kind: .quiet))</p>"
        ).html
    }
}

extension ActionPlanPages {
    /// Who supports a row and the record it comes from stay as they are: they came with the suggestion or by the API, and this form does
    /// not ask for them.
    private static func supporters(_ view: View, _ place: Int) -> HTML {
        let named = view.form.value("subject.\(place)")
        let subject = named.isEmpty ? nil : ActionPlanForm.reference(named)
        return """
            \(view.form.all("supporters.\(place)").html { "<input type=\"hidden\" name=\"supporters.\(place)\" value=\"\($0)\">" })\
            \(if: !named.isEmpty, "<input type=\"hidden\" name=\"subject.\(place)\" value=\"\(named)\">")\
            \(with: subject.flatMap { view.subjects[$0] }, { "<p class=\"hint\">\(link($0))</p>" })
            """
    }
}

/// Rows of an action plan as one form.
enum ActionPlanForm {
    /// Under which the phone keeps what is typed.
    static func draftName(_ year: Int, _ agency: String) -> String { "rencana-aksi-\(year)-\(agency)" }

    static func filled(_ items: [ActionItemDraft], version: Int?) -> Form {
        var form = Form(version.map { ["version": "\($0)"] } ?? [:])
        for (index, item) in items.enumerated() {
            let place = index + 1
            for (name, value) in [
                ("activity", item.activity), ("output", item.output), ("owner", item.owner), ("preparation", item.preparation),
                ("budget_code", item.budgetCode ?? ""), ("source", item.source.rawValue), ("clause", item.clause ?? ""),
                ("subject", item.subject.map { "\($0.kind):\($0.id)" } ?? ""),
            ] { form = form.setting("\(name).\(place)", value) }
            form = form.setting("months.\(place)", all: item.months.map(String.init)).setting("supporters.\(place)", all: item.supporters)
        }
        return form
    }

    /// `kind:id`, as the hidden field of a row has it.
    static func reference(_ text: String) -> Reference? {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        return parts.count == 2 ? Reference(parts[0], parts[1]) : nil
    }

    static func rowCount(_ form: Form) -> Int { (1...100).last { !form.value("activity.\($0)").isEmpty } ?? 0 }

    static func drafts(_ data: FormData) -> [ActionItemDraft] {
        (1...100).compactMap { place in
            guard let activity = data["activity.\(place)"], !activity.isEmpty else { return nil }
            return ActionItemDraft(
                source: data["source.\(place)"].flatMap(ActionItem.Source.init) ?? .commitment, clause: data["clause.\(place)"],
                activity: activity, output: data["output.\(place)"] ?? "", owner: data["owner.\(place)"] ?? "",
                supporters: data.all("supporters.\(place)"), months: data.all("months.\(place)").compactMap { Int($0) },
                preparation: data["preparation.\(place)"] ?? "", budgetCode: data["budget_code.\(place)"],
                subject: data["subject.\(place)"].flatMap(reference))
        }
    }
}
