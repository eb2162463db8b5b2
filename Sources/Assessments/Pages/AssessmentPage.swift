import Directory
import Kernel
import Web
import Work

/// One assessment as its coordinator, its agencies and the central team see it.
enum AssessmentPage {
    struct View: Sendable {
        var file: AssessmentFile
        var names: AgencyTree
        /// Names of accounts that hold the right to score, for the coordinator.
        var candidates: [String: String]
        /// Which form came back.
        var noun: String
        var form: Form
        var error: AppError?
        var hasPress: Bool
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let (file, result) = (view.file, view.file.result)
        let assessment = file.assessment
        let isWhole = file.parts.count == file.instrument.components.count
        return Layout.page(
            page, title: assessment.name,
            body: """
                \(Breadcrumb(page, above: [(page.t("assessment.list"), AssessmentPaths.list())], title: assessment.code))\
                <div class="stack"><h1>\(assessment.name)</h1><p class="row">\(AssessmentParts.tag(page, assessment.state))\
                <span class="hint">\(page.t(assessment.purpose.label)) \(assessment.year) · \(file.instrument.title(page.language))\
                \(with: file.planTitle, { " · \($0)" })</span></p>\
                \(AssessmentParts.problem(page, view.error, view.form.issues))\
                \(AssessmentParts.notes(page, file.notes[assessment.reference] ?? [], file.people))</div>\
                <div class="split"><div class="stack">\(steps(page, view))\
                \(if: isWhole, "\(AssessmentParts.headline(page, result))\(AssessmentParts.provisional(page, result.total.own))")\
                \(if: isWhole && result.total.own.answers > 0, AssessmentParts.chart(page, result))\
                <h2>\(page.t("assessment.result"))</h2>\
                \(AssessmentParts.table(page, result) { AssessmentPaths.component(assessment.code, $0) })\
                \(PackRoutes.downloads(page, file, hasPress: view.hasPress))\
                <p><a href="\(AssessmentPaths.report(assessment.code))">\(page.t("assessment.report"))</a></p>\
                \(if: isWhole, AssessmentParts.earlier(page, result, file.earlier) { link($0, page) })</div>\
                <aside class="stack">\(parts(page, view))\(if: file.mayCoordinate, assessors(page, view))</aside></div>
                """)
    }

    private static func link(_ result: AssessmentResult, _ page: Page) -> String {
        result.assessment.isPublic ? AssessmentPaths.result(result.assessment.code) : AssessmentPaths.assessment(result.assessment.code)
    }

    /// What this reader can do next.
    private static func steps(_ page: Page, _ view: View) -> HTML {
        let (file, assessment) = (view.file, view.file.assessment)
        func button(_ noun: String, _ kind: Button.Kind, needsReason: Bool = false) -> HTML {
            var scoped = page
            scoped.fieldScope = "\(noun)."
            let fields = Fields(scoped, view.noun == noun ? view.form : .empty)
            let form = PostForm(
                page, AssessmentPaths.move(assessment.code, noun),
                """
                <input type="hidden" name="version" value="\(assessment.version)">\
                \(if: needsReason, fields.area("reason", "assessment.field.reason").html)\
                <p>\(Button(page.t(TextKey("assessment.do.\(noun)")), kind: kind))</p>
                """)
            return needsReason
                ? "<details\(attr: "open", view.noun == noun)><summary>\(page.t(TextKey("assessment.do.\(noun)")))</summary>\(form)</details>"
                : form.html
        }
        var acts = HTML.empty
        switch assessment.state {
        case .filled where file.mayCoordinate: acts = button("pengajuan", .main)
        case .submitted where file.isAssessor:
            acts = button("penyelesaian", .main) + button("pengembalian", .quiet, needsReason: true)
        case .assessed:
            if file.mayCoordinate { acts += button("penutupan", .main) }
            if file.isAssessor { acts += button("peninjauan", .quiet, needsReason: true) }
        case .closed where file.mayCoordinate:
            acts =
                assessment.isPublic
                ? "<p><a href=\"\(AssessmentPaths.result(assessment.code))\">\(page.t("assessment.public_page"))</a></p>"
                    + button("penarikan", .quiet) : button("penayangan", .main)
        default: break
        }
        let next = page.t(TextKey("assessment.next.\(assessment.state.rawValue)"))
        return "\(Notice(assessment.state == .closed ? .good : .info, "<p>\(next)</p>"))\(acts)"
    }

    /// The components with who answers them, and the form to hand them out.
    private static func parts(_ page: Page, _ view: View) -> HTML {
        let (file, assessment) = (view.file, view.file.assessment)
        let rows = file.parts.html { part in
            let answers = file.answers.values.filter { $0.component == part.component }
            let counts = page.t(
                "assessment.answered_of", ["answered": "\(answers.count { $0.score != nil })", "all": "\(answers.count)"])
            return """
                <li><p><a href="\(AssessmentPaths.component(assessment.code, part.component))">\(file.instrument[part.component]?.title(page.language))</a> \
                \(AssessmentParts.tag(page, part, today: file.today))</p>\
                <p class="hint">\(part.agencies.map(view.names.name).joined(separator: ", ")) · \(counts)</p></li>
                """
        }
        let mayHandOut = file.mayCoordinate && assessment.state == .draft && file.parts.contains { $0.state == .waiting }
        return Card(
            title: page.t("assessment.parts"),
            """
            <ul class="plain stack">\(rows)</ul>\
            \(if: mayHandOut, "<details\(attr: "open", view.noun == "bagian" || file.parts.allSatisfy { $0.agencies.isEmpty })><summary>\(page.t("assessment.hand_out"))</summary>\(handOut(page, view))</details>")
            """
        ).html
    }

    private static func handOut(_ page: Page, _ view: View) -> HTML {
        let file = view.file
        let isTold = view.error?.kind == .conflict
        let form = view.noun != "bagian" ? PartForm.filled(file) : isTold ? PartForm.joined(view.form, file) : view.form
        let fields = Fields(page, form)
        let kinds: Set<Agency.Kind> = [.secretariat, .inspectorate, .agency, .board, .unit, .hospital, .regionalEnterprise]
        let active = view.names.active(on: file.today)
        let sets = file.parts.filter { $0.state == .waiting }.html { part in
            let chosen = Set(form.all("agencies.\(part.component)") + part.agencies)
            let choices = active.filter { kinds.contains($0.kind) || chosen.contains($0.id.text) }.map { Choice($0.id.text, $0.name) }
            return """
                <fieldset class="stack"><legend>\(file.instrument[part.component]?.title(page.language))</legend>\
                \(fields.day("due.\(part.component)", "assessment.field.due", need: .optional))\
                <details><summary>\(page.t("assessment.field.agencies")) (\(chosen.count))</summary>\
                \(fields.boxes("agencies.\(part.component)", "assessment.field.agencies", choices))</details></fieldset>
                """
        }
        return PostForm(
            page, AssessmentPaths.parts(file.assessment.code),
            "\(fields.hidden("version"))\(sets)<p>\(Button(page.t("assessment.hand_out.do"), kind: .quiet))</p>"
        ).html
    }

    private static func assessors(_ page: Page, _ view: View) -> HTML {
        let (file, code) = (view.file, view.file.assessment.code)
        var scoped = page
        scoped.fieldScope = "penilai."
        let fields = Fields(scoped, view.noun == "penilai" ? view.form : .empty)
        let rows = file.assessors.html { assessor in
            let holds = assessor.holds(on: file.today)
            let end = PostForm(
                page, AssessmentPaths.endAssessor(code, assessor.key),
                "<p>\(Button(page.t("assessment.assessor.end"), kind: .plain))</p>")
            return """
                <li><p>\(file.people[assessor.account] ?? view.candidates[assessor.account] ?? "–") \
                \(holds ? Tag(page.t("assessment.assessor.until", ["day": page.format.day(assessor.until)]), .info) : Tag(page.t("assessment.assessor.over")))</p>\
                \(if: holds, end.html)</li>
                """
        }
        let choices = view.candidates.sorted { $0.value < $1.value }.map { Choice($0.key, $0.value) }
        let form = PostForm(
            page, AssessmentPaths.assessors(code),
            """
            \(fields.select("account", "assessment.field.assessor", choices, prompt: "assessment.choose"))\
            \(fields.day("until", "assessment.field.until"))<p>\(Button(page.t("assessment.assessor.name"), kind: .quiet))</p>
            """)
        let isOpen = file.assessment.state != .closed
        return Card(
            title: page.t("assessment.assessors"),
            """
            <p class="hint">\(page.t("assessment.assessors.about"))</p><ul class="plain stack">\(rows)</ul>\
            \(if: isOpen && choices.isEmpty, "<p>\(page.t("assessment.assessors.nobody"))</p>")\(if: isOpen && !choices.isEmpty, form.html)
            """
        ).html
    }
}
