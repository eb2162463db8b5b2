import Kernel
import Web

/// The fields of one form: each filled with what was typed and with what is wrong beside it. Labels are text keys.
package struct Fields {
    package let page: Page
    package let form: Form

    package init(_ page: Page, _ form: Form) {
        self.page = page
        self.form = form
    }

    package var summary: ErrorSummary { ErrorSummary(page, form.issues) }

    package func line(
        _ name: String, _ label: TextKey, kind: Input.Kind = .text, need: Need = .required, hint: TextKey? = nil, max: Int? = 200,
        width: Input.Width = .full, autocomplete: String? = nil
    ) -> Input {
        Input(
            page, name, label: page.t(label), kind: kind, value: form.value(name), hint: hint.map { page.t($0) }, error: error(name),
            need: need,
            width: width, maxLength: max, autocomplete: autocomplete)
    }

    package func day(_ name: String, _ label: TextKey, need: Need = .required, hint: TextKey? = nil) -> Input {
        line(name, label, kind: .date, need: need, hint: hint, max: nil)
    }

    package func password(_ name: String, _ label: TextKey, hint: TextKey? = nil, isNew: Bool = false) -> Input {
        line(name, label, kind: .password, hint: hint, autocomplete: isNew ? "new-password" : "current-password")
    }

    package func area(_ name: String, _ label: TextKey, need: Need = .required, hint: TextKey? = nil, rows: Int = 3, max: Int? = 2000)
        -> TextArea
    {
        TextArea(
            page, name, label: page.t(label), value: form.value(name), hint: hint.map { page.t($0) }, error: error(name), need: need,
            rows: rows,
            maxLength: max)
    }

    package func select(
        _ name: String, _ label: TextKey, _ choices: [Choice], need: Need = .required, prompt: TextKey? = nil, hint: TextKey? = nil
    ) -> Select {
        Select(
            page, name, label: page.t(label), choices: choices, selected: form.value(name), prompt: prompt.map { page.t($0) },
            hint: hint.map { page.t($0) }, error: error(name), need: need)
    }

    package func radios(_ name: String, _ label: TextKey, _ choices: [Choice], hint: TextKey? = nil, isRow: Bool = false) -> Radios {
        Radios(
            page, name, label: page.t(label), choices: choices, selected: form.value(name), hint: hint.map { page.t($0) },
            error: error(name),
            isRow: isRow)
    }

    package func boxes(_ name: String, _ label: TextKey, _ choices: [Choice], need: Need = .optional, hint: TextKey? = nil) -> Checkboxes {
        Checkboxes(
            page, name, label: page.t(label), choices: choices, selected: Set(form.all(name)), hint: hint.map { page.t($0) },
            error: error(name), need: need)
    }

    package func hidden(_ name: String) -> HTML { "<input type=\"hidden\" name=\"\(name)\" value=\"\(form.value(name))\">" }

    /// The version of the record the form was made of. A draft on the phone keeps it, so that whoever comes back later is told what others
    /// have changed meanwhile instead of writing over it.
    package var seenVersion: HTML { "<input type=\"hidden\" name=\"version\" value=\"\(form.value("version"))\" data-keep>" }

    /// A file to choose; browsers never show one again after an error.
    package func file(_ name: String, _ label: TextKey, accept: String, hint: TextKey? = nil) -> HTML {
        let id = "f-\(name)"
        return """
            <div class="field\(error(name) == nil ? "" : " is-bad")"><label for="\(id)">\(page.t(label))</label>\
            \(with: hint, { "<p class=\"hint\" id=\"\(id)-hint\">\(page.t($0))</p>" })\
            \(with: error(name), FieldError(id, page.t(label)).html)\
            <input class="input" type="file" id="\(id)" name="\(name)" accept="\(accept)" required\
            \(attr: "aria-describedby", hint == nil ? nil : "\(id)-hint")></div>
            """
    }

    private func error(_ name: String) -> String? { form.issue(name).map { page.t($0) } }
}
