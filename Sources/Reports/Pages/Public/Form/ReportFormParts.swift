import Kernel
import Web

/// The questions of the categories that have some. All of them stand in the page, so that the form is whole without a network;
/// only those of the chosen category are shown and sent.
struct ReportFormQuestions {
    let page: Page
    let view: ReportFormView

    var html: HTML {
        view.asking.html { category in
            let isAsked = view.category?.id == category.id
            return """
                <fieldset class="group" data-questions="\(category.id)"\(attr: "hidden", !isAsked)\(attr: "disabled", !isAsked)>\
                <legend class="label">\(page.t("report.form.questions", ["category": category.name(page.language)]))</legend>\
                \(each: category.asked(on: view.names.today), { question($0, category.id) })</fieldset>
                """
        }
    }

    private func question(_ question: CategoryQuestion, _ category: String) -> HTML {
        let name = ReportFormField.answer(category, question.code)
        let label = question.label(page.language)
        let value = view.form.value(name)
        let error = view.error(name, page)
        let need: Need = question.isRequired ? .required : .optional
        switch question.kind {
        case .text: return Input(page, name, label: label, value: value, error: error, need: need, maxLength: 500).html
        case .number: return Input(page, name, label: label, kind: .number, value: value, error: error, need: need, width: .short).html
        case .choice:
            return Select(
                page, name, label: label, choices: question.options.map { Choice($0, $0) }, selected: value,
                prompt: page.t("report.form.choose"), error: error, need: need
            ).html
        case .yesno:
            let choices = [Choice("yes", page.t("report.form.yes")), Choice("no", page.t("report.form.no"))]
            return Radios(page, name, label: label, choices: choices, selected: value, error: error, need: need, isRow: true).html
        }
    }
}

/// Who may see what, and how the reporter can be reached.
struct ReportFormPrivacy {
    let page: Page
    let view: ReportFormView

    var html: HTML {
        let choices = Report.Disclosure.allCases.map { disclosure in
            Choice(disclosure.rawValue, page.t(disclosure.label), hint: page.t(TextKey("report.disclosure.\(disclosure.rawValue).means")))
        }
        let typed = view.form.value("disclosure")
        let chosen = !typed.isEmpty ? typed : view.category?.isSensitive == true ? "confidential" : "open"
        return """
            \(Radios(
                page, "disclosure", label: page.t("report.form.disclosure"), choices: choices, selected: chosen, error: view.error("disclosure", page)))\
            <p class="hint" data-sensitive-note hidden>\(page.t("report.form.sensitive"))</p>\
            <fieldset class="group"><legend class="label">\(page.t("report.form.you"))</legend><p class="hint">\(page.t("report.form.you_hint"))</p>\
            \(field("name", .text, "name", max: 120))\(field("phone", .tel, "tel", max: 40))\(field("mail", .email, "email", max: 254))\(nationalID)</fieldset>
            """
    }

    /// Shown for the chosen category only, in the same way as its questions.
    private var nationalID: HTML {
        view.aboutOfficials.html { category in
            let isAsked = view.category?.id == category.id
            let name = ReportFormField.nationalID(category.id)
            let input = Input(
                page, name, label: page.t("report.form.national_id"), value: view.form.value(name),
                hint: page.t("report.form.national_id_hint"),
                error: view.error(name, page), need: .optional, maxLength: 20, autocomplete: "off")
            return """
                <fieldset class="group" data-questions="\(category.id)"\(attr: "hidden", !isAsked)\(attr: "disabled", !isAsked)>\
                <legend class="label">\(page.t("report.form.national_id_title"))</legend>\(input)</fieldset>
                """
        }
    }

    private func field(_ name: String, _ kind: Input.Kind, _ autocomplete: String, max: Int) -> HTML {
        Input(
            page, name, label: page.t(TextKey("report.form.\(name)")), kind: kind, value: view.form.value(name),
            hint: page.t(TextKey("report.form.\(name)_hint")), error: view.error(name, page), need: .optional, maxLength: max,
            autocomplete: autocomplete
        ).html
    }
}
