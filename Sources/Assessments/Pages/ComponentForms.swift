import Directory
import Kernel
import Web

/// The forms of one question: the agency's and the central assessor's.
enum ComponentForms {
    private static func choices(_ page: Page, _ instrument: Instrument) -> String {
        page.t(
            "assessment.field.score_hint",
            ["low": instrument.draft.lowest.short(page.format), "high": instrument.draft.highest.short(page.format)])
    }

    private static func fields(_ page: Page, _ view: ComponentPage.View, _ answer: AssessmentAnswer, _ filled: [String: String]) -> Fields {
        var scoped = page
        scoped.fieldScope = "\(ComponentPage.anchor(answer.item))."
        return Fields(scoped, view.noun == answer.item ? view.form : Form(filled))
    }

    /// Under which the phone keeps what is typed about a question until it has arrived.
    static func draftName(_ code: String, _ item: String) -> String { "jawaban-\(code)-\(ComponentPage.anchor(item))" }

    static func answer(_ page: Page, _ view: ComponentPage.View, _ answer: AssessmentAnswer) -> HTML {
        let fields = fields(page, view, answer, ["score": answer.score?.plain ?? "", "reason": answer.reason])
        func error(_ name: String) -> String? { fields.form.issue(name).map { page.t($0) } }
        return PostForm(
            page, AssessmentPaths.answer(view.file.assessment.code, view.part.component, answer.item), isMultipart: true,
            draft: draftName(view.file.assessment.code, answer.item),
            """
            <input type="hidden" name="version" value="\(answer.version)" data-keep>\
            \(Input(
                fields.page, "score", label: page.t("assessment.own"), value: fields.form.value("score"),
                hint: choices(page, view.file.instrument), error: error("score"), need: .optional, width: .short, maxLength: 6))\
            \(fields.area("reason", "assessment.reason", need: .optional, hint: "assessment.field.reason_hint", rows: 4, max: 4000))\
            \(FileInput(
                fields.page, "files", label: page.t("assessment.field.files"), accept: AssessmentEvidenceIntake.accept, isMultiple: true,
                hint: page.t("assessment.field.files_hint", ["limit": sizeText(AssessmentEvidence.largestFile)]), error: error("files"),
                need: .optional))\
            \(fields.line("link", "assessment.field.link", need: .optional, hint: "assessment.field.link_hint"))\
            <p>\(Button(page.t("assessment.answer.do"), kind: .quiet))</p>
            """
        ).html
    }

    static func score(_ page: Page, _ view: ComponentPage.View, _ answer: AssessmentAnswer) -> HTML {
        let fields = fields(
            page, view, answer,
            [
                "central_score": answer.centralScore?.plain ?? "", "central_reason": answer.centralReason, "interview": answer.interview,
            ])
        return PostForm(
            page, AssessmentPaths.central(view.file.assessment.code, view.part.component, answer.item),
            """
            <input type="hidden" name="version" value="\(answer.version)">\
            \(Input(
                fields.page, "central_score", label: page.t("assessment.central"), value: fields.form.value("central_score"),
                hint: choices(page, view.file.instrument), error: fields.form.issue("central_score").map { page.t($0) }, need: .optional,
                width: .short, maxLength: 6))\
            \(fields.area("central_reason", "assessment.central_reason", need: .optional, hint: "assessment.field.central_hint", max: 4000))\
            \(fields.area("interview", "assessment.interview", need: .optional, hint: "assessment.field.interview_hint", rows: 4, max: 4000))\
            <p>\(Button(page.t("assessment.score.do"), kind: .quiet))</p>
            """
        ).html
    }
}
