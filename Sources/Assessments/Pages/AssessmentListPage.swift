import Directory
import Kernel
import Masterplan
import Web

/// The assessments somebody takes part in.
enum AssessmentListPage {
    static func page(_ page: Page, _ lines: [AssessmentLine]) -> HTML {
        let mayCoordinate = page.actor.may(.coordinateAssessments)
        let cards = lines.map { line in
            let total = line.result.total
            var facts: [HTML] = [
                "\(page.t(line.assessment.purpose.label)) \(line.assessment.year)",
                "\(page.t("assessment.filled_of", ["filled": "\(line.filled)", "all": "\(line.parts.count)"]))",
            ]
            if line.result.isWhole, let own = total.ownValue { facts.append("\(page.t("assessment.own")) \(own.text(page.format))") }
            if line.result.isWhole, let central = total.centralValue {
                facts.append("\(page.t("assessment.central")) \(central.text(page.format))")
            }
            var tags = [AssessmentParts.tag(page, line.assessment.state).html]
            if line.waiting > 0 { tags.append(Tag(page.t("assessment.waits", ["count": "\(line.waiting)"]), .warn).html) }
            return ListCard(line.assessment.name, link: AssessmentPaths.assessment(line.assessment.code), facts: facts, tags: tags)
        }
        let isAssessor = page.actor.mayAnywhere(.scoreAssessments)
        let none: TextKey = isAssessor && !mayCoordinate ? "assessment.none.assessor" : "assessment.none.text"
        return Layout.page(
            page, title: page.t("assessment.list"),
            body: """
                <div class="row row--apart"><h1>\(page.t("assessment.list"))</h1>\
                \(if: mayCoordinate, Button(page.t("assessment.new"), icon: .add, link: AssessmentPaths.new()).html)</div>\
                <p class="lead">\(page.t("assessment.list.lead"))</p>\
                \(if: page.actor.mayAnywhere(.shapeInstruments) || mayCoordinate, "<p class=\"row\"><a href=\"\(AssessmentPaths.instruments())\">\(page.t("instrument.list"))</a> <a href=\"\(AssessmentPaths.results())\">\(page.t("assessment.results"))</a></p>")\
                \(if: cards.isEmpty, EmptyState(page.t("assessment.none"), text: page.t(none)).html, else: ListCard.list(cards))\
                \(if: !cards.isEmpty, "<p class=\"row\"><a href=\"\(AssessmentPaths.listCSV())\">CSV</a> <a href=\"\(AssessmentPaths.listXLSX())\">XLSX</a></p>")
                """)
    }

    static func new(_ page: Page, instruments: [Instrument], plans: [PlanEdition], form: Form, error: AppError?) -> HTML {
        let fields = Fields(page, form)
        let choices = instruments.map {
            Choice($0.key, "\($0.title(page.language)) · \(page.t("instrument.edition", ["edition": "\($0.edition)"]))")
        }
        return Layout.page(
            page, title: page.t("assessment.new"), isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("assessment.list"), AssessmentPaths.list())], title: page.t("assessment.new")))\
                <h1>\(page.t("assessment.new"))</h1><p class="lead">\(page.t("assessment.new.lead"))</p>\(AssessmentParts.problem(page, error, form.issues))\
                \(PostForm(
                    page, AssessmentPaths.list(),
                    """
                    \(fields.line("title", "assessment.field.title"))\(fields.line("year", "assessment.year", kind: .number, max: 4, width: .short))\
                    \(fields.select("instrument", "assessment.instrument", choices, prompt: "assessment.choose", hint: "assessment.field.instrument_hint"))\
                    \(fields.select("plan", "assessment.plan", plans.map { Choice($0.id.text, $0.title) }, need: .optional, prompt: "assessment.choose"))\
                    <p>\(Button(page.t("assessment.new.do")))</p>
                    """))
                """)
    }
}
