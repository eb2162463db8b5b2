import Ingest
import Kernel
import Web

/// What says too much about people, what would do away with it, and who says why it is nobody's data.
struct PrivacyPart {
    let page: Page
    let view: SubmissionPage.View
    let seen: Understanding

    init(_ page: Page, _ view: SubmissionPage.View, _ seen: Understanding) {
        self.page = page
        self.view = view
        self.seen = seen
    }

    var html: HTML {
        guard !seen.privacy.isEmpty else { return .empty }
        let findings = seen.privacy.enumerated().html { index, finding in
            let remedies = finding.remedies.enumerated().html { choice, remedy in
                Button(words(remedy), kind: .quiet, name: "remedy", value: "\(choice)").html
            }
            let act: HTML =
                view.isMyTurn
                ? """
                \(UnderstandingParts(page, view).form("remedy", "<input type=\"hidden\" name=\"finding\" value=\"\(index)\"><p class=\"row\">\(remedies)</p>"))\
                \(declaring(finding, index))
                """ : .empty
            return """
                <li><article class="list-card list-card--open"><h3 class="list-card__title">\(finding.fields.map { SubmissionPage.column($0, view) }.joined(separator: ", "))</h3>\
                <p>\(page.t(finding.message)) \(page.t("understood.finding.rows", ["count": page.format.number(finding.count)]))\
                \(if: !finding.examples.isEmpty, " <span class=\"code\">\(finding.examples.prefix(3).joined(separator: ", "))</span>")</p>\
                \(if: finding.blocksOpen, Tag(page.t("understood.blocks_open"), .bad).html)\(with: finding.declared, { declared($0) })\(act)</article></li>
                """
        }
        return Card(
            title: page.t("understood.privacy"), "<p>\(page.t("understood.privacy.about"))</p><ul class=\"list\">\(findings)</ul>\(twin)"
        ).html
    }

    /// A summary without people, as an open dataset beside this one.
    private var twin: HTML {
        guard view.isMyTurn, let schema = view.submission.outcome?.schema else { return .empty }
        let fields = schema.fields.map { Choice($0.name, $0.heading) }
        let figures = schema.fields.filter(\.type.isNumeric).map { Choice($0.name, $0.heading) }
        let form = PostForm(
            page, CataloguePaths.twin(view.id),
            """
            \(Checkboxes(page, "by", label: page.t("twin.by"), choices: fields, hint: page.t("twin.by.hint"), error: view.form.issue("by").map { page.t($0) }, isRow: true))
            \(if: !figures.isEmpty, Checkboxes(page, "sums", label: page.t("twin.sums"), choices: figures, error: view.form.issue("sums").map { page.t($0) }, need: .optional, isRow: true).html)
            <p>\(Button(page.t("twin.make"), kind: .quiet))</p>
            """)
        return "<details><summary>\(page.t("twin.title"))</summary><p>\(page.t("twin.about"))</p>\(form)</details>"
    }

    private func words(_ remedy: Remedy) -> String {
        let field = ["field": SubmissionPage.column(remedy.field, view)]
        return switch remedy {
        case .drop: page.t("remedy.drop", field)
        case .mask(_, let keeping): page.t("remedy.mask", field.merging(["count": "\(keeping)"]) { $1 })
        case .suppress(_, let below): page.t("remedy.suppress", field.merging(["below": "\(below)"]) { $1 })
        case .generalise(_, .year): page.t("remedy.year", field)
        case .generalise(_, .month): page.t("remedy.month", field)
        case .generalise(_, .ageBand(let years, _)): page.t("remedy.age_band", field.merging(["years": "\(years)"]) { $1 })
        case .generalise(_, .band(let width)): page.t("remedy.band", field.merging(["width": "\(width)"]) { $1 })
        case .generalise(_, .area(let level)):
            page.t("remedy.area", field.merging(["level": page.t(TextKey("place.level.\(level.rawValue)"))]) { $1 })
        }
    }

    /// Saying that it is nobody's data takes a reason; of numbers of the State nobody's word is taken.
    private func declaring(_ finding: PrivacyFinding, _ index: Int) -> HTML {
        guard !finding.kind.isStateNumber else { return "<p class=\"muted\">\(page.t("ingest.harmless.state_number"))</p>" }
        let field = "harmless.\(index)"
        let form = UnderstandingParts(page, view).form(
            "harmless",
            """
            <input type="hidden" name="finding" value="\(index)">
            \(TextArea(page, field, label: page.t("understood.harmless.reason"), value: view.form.value(field), hint: page.t("understood.harmless.hint"), error: view.form.issue(field).map { page.t($0) }, rows: 2, maxLength: 1000))
            <p>\(Button(page.t("understood.harmless"), kind: .quiet))</p>
            """)
        return "<details\(attr: "open", view.form.issue(field) != nil)><summary>\(page.t("understood.harmless"))</summary>\(form)</details>"
    }

    private func declared(_ declaration: HarmlessDeclaration) -> HTML {
        """
        <p>\(Tag(page.t("understood.declared"), .warn)) \(page.t("understood.declared.by", ["name": view.name(declaration.by)])) <q>\(declaration.reason)</q></p>
        """
    }
}
