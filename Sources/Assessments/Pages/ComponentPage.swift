import Directory
import Kernel
import Web
import Work

/// One component with its questions: a form for each where it is the reader's to fill in or to score, else what was said.
enum ComponentPage {
    struct View: Sendable {
        var file: AssessmentFile
        var part: AssessmentPart
        var names: AgencyTree
        /// The question, or the act, whose form came back.
        var noun: String
        var form: Form
        var error: AppError?

        /// Whether the reader may fill it in now.
        var isOpen: Bool {
            file.assessment.state == .draft && part.state == .waiting && file.answerable.contains(part.component)
        }
        var isScored: Bool { file.assessment.state == .submitted && file.isAssessor }
    }

    static func anchor(_ item: String) -> String { "butir-\(item.replacing(".", with: "-"))" }

    static func page(_ page: Page, _ view: View) -> HTML {
        let (file, part) = (view.file, view.part)
        let component = file.instrument[part.component]
        let line = file.result.lines.first { $0.component?.code == part.component }
        let title = component?.title(page.language) ?? part.component
        let back = [
            (page.t("assessment.list"), AssessmentPaths.list()), (file.assessment.name, AssessmentPaths.assessment(file.assessment.code)),
        ]
        return Layout.page(
            page, title: "\(title) · \(file.assessment.name)",
            body: """
                \(Breadcrumb(page, above: back, title: title))<div class="stack"><h1>\(title)</h1>\
                <p class="row">\(AssessmentParts.tag(page, part, today: file.today))\
                <span class="hint">\(part.agencies.map(view.names.name).joined(separator: ", "))</span></p>\
                \(with: component?.about, { "<p class=\"lead\">\($0)</p>" })\(AssessmentParts.problem(page, view.error, view.form.issues))\
                \(AssessmentParts.notes(page, file.notes[part.reference] ?? [], file.people))\
                \(with: line, { summary(page, $0, file) })\(scale(page, file.instrument))\
                \(each: file.instrument.leaves(of: part.component), { question(page, view, $0) })\(acts(page, view))</div>
                """)
    }

    private static func summary(_ page: Page, _ line: AssessmentResult.Line, _ file: AssessmentFile) -> HTML {
        Facts([
            (page.t("assessment.column.weight"), "\(line.component?.weight.short(page.format)) %"),
            (page.t("assessment.own"), AssessmentParts.score(page, line.ownValue)),
            (page.t("assessment.central"), file.seesCentral ? AssessmentParts.score(page, line.centralValue) : nil),
            (page.t("assessment.difference"), file.seesCentral ? AssessmentParts.difference(page, line.difference) : nil),
        ]).html
    }

    private static func scale(_ page: Page, _ instrument: Instrument) -> HTML {
        let levels = instrument.draft.levels.sorted { $0.value < $1.value }
        if levels.isEmpty { return .empty }
        return """
            <details><summary>\(page.t("instrument.scale"))</summary><dl class="facts">\
            \(each: levels, { "<dt>\($0.value.short(page.format)) · \($0.name)</dt><dd>\($0.about)</dd>" })</dl></details>
            """
    }

    private static func question(_ page: Page, _ view: View, _ leaf: Instrument.Leaf) -> HTML {
        guard let answer = view.file.answers[leaf.item.code] else { return .empty }
        let path = leaf.path.dropFirst().dropLast().compactMap { view.file.instrument[$0]?.title(page.language) }
        let isWhole = leaf.path.count == 1
        let heading = isWhole ? page.t("assessment.whole_component") : leaf.item.title(page.language)
        return """
            <section class="card stack" id="\(anchor(leaf.item.code))"><h2>\(heading)</h2>\
            <p class="hint">\(leaf.item.code)\(each: path, { " · \($0)" })\(if: !isWhole, " · \(leaf.item.weight.short(page.format)) %")</p>\
            \(if: !isWhole && !leaf.item.about.isEmpty, "<p>\(leaf.item.about)</p>")\
            \(if: !view.isOpen, own(page, view, answer))\
            \(EvidenceListing.html(page, view, answer))\
            \(if: view.isOpen, ComponentForms.answer(page, view, answer))\
            \(if: view.file.seesCentral && !view.isScored, central(page, view, answer))\
            \(if: view.isScored, ComponentForms.score(page, view, answer))</section>
            """
    }

    private static func own(_ page: Page, _ view: View, _ answer: AssessmentAnswer) -> HTML {
        let level = answer.score.flatMap { view.file.instrument.level($0) }
        let who = answer.answeredBy.flatMap { view.file.people[$0] }
        let when = answer.answeredAt.map(page.format.moment) ?? ""
        let signed = [who, when].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
        return """
            <p><strong>\(page.t("assessment.own")): \(AssessmentParts.score(page, answer.score))</strong>\(with: level, { " · \($0.name)" })</p>\
            \(if: !answer.reason.isEmpty, "<p class=\"said\">\(answer.reason)</p><p class=\"hint\">\(signed)</p>")
            """
    }

    private static func central(_ page: Page, _ view: View, _ answer: AssessmentAnswer) -> HTML {
        """
        <p><strong>\(page.t("assessment.central")): \(AssessmentParts.score(page, answer.centralScore))</strong> \
        \(AssessmentParts.difference(page, answer.difference))</p>\
        \(if: !answer.centralReason.isEmpty, "<p class=\"said\">\(answer.centralReason)</p>")\
        \(if: !answer.interview.isEmpty, "<p class=\"hint\">\(page.t("assessment.interview"))</p><p class=\"said\">\(answer.interview)</p>")
        """
    }

    /// What is done with the whole component.
    private static func acts(_ page: Page, _ view: View) -> HTML {
        let (file, part) = (view.file, view.part)
        let version: HTML = "<input type=\"hidden\" name=\"version\" value=\"\(part.version)\">"
        if view.isOpen {
            return """
                <section class="stack" id="penyerahan"><h2>\(page.t("assessment.hand_in"))</h2><p>\(page.t("assessment.hand_in.about"))</p>\
                \(PostForm(
                    page, AssessmentPaths.handIn(file.assessment.code, part.component),
                    "\(version)<p>\(Button(page.t("assessment.hand_in.do"), icon: .send))</p>"))</section>
                """
        }
        guard file.mayCoordinate, part.state == .filled, file.assessment.state == .draft || file.assessment.state == .filled else {
            return .empty
        }
        var scoped = page
        scoped.fieldScope = "pengembalian."
        let fields = Fields(scoped, view.noun == "pengembalian" ? view.form : .empty)
        return """
            <details\(attr: "open", view.noun == "pengembalian")><summary>\(page.t("assessment.return"))</summary>\(PostForm(
                page, AssessmentPaths.sendBack(file.assessment.code, part.component),
                "\(version)\(fields.area("reason", "assessment.field.reason"))<p>\(Button(page.t("assessment.return"), kind: .quiet))</p>"))</details>
            """
    }
}

/// The evidence of one answer.
enum EvidenceListing {
    static func html(_ page: Page, _ view: ComponentPage.View, _ answer: AssessmentAnswer) -> HTML {
        let evidence = view.file.evidence[answer.key] ?? []
        if evidence.isEmpty { return "<p class=\"hint\">\(page.t("assessment.evidence.none"))</p>" }
        let code = view.file.assessment.code
        let rows = evidence.html { evidence -> HTML in
            var name: HTML = "\(evidence.title)"
            if evidence.file != nil {
                name = """
                    <a href="\(AssessmentPaths.evidence(code, evidence.id.text))" download>\(evidence.title)</a> \
                    <span class="hint">\(evidence.bytes.map(sizeText))</span>
                    """
            } else if let url = evidence.subject.flatMap({ view.file.views[$0]?.url }) {
                name = "<a href=\"\(url)\">\(evidence.title)</a>"
            }
            let removal = PostForm(
                page, AssessmentPaths.removal(code, view.part.component, evidence.id.text),
                """
                <input type="hidden" name="item" value="\(answer.item)"><input type="hidden" name="version" value="\(answer.version)">\
                \(Button(page.t("assessment.evidence.remove", ["title": evidence.title]), kind: .plain))
                """)
            return "<li>\(name)\(if: view.isOpen, removal.html)</li>"
        }
        return "<p><strong>\(page.t("assessment.evidence"))</strong></p><ul>\(rows)</ul>"
    }
}
