import Directory
import Kernel
import Web

/// What sheets ask: its versions, one of them, and the page on which the next is made.
enum FormPages {
    static func list(_ page: Page, _ forms: [SheetForm], uses: [Int: Int], names: [String: String]) -> HTML {
        AdminFrame.page(
            page, page.t("innovation.forms"),
            actions: [Button(page.t("innovation.forms.new"), icon: .edit, link: InnovationsPaths.newForm())],
            body: """
                <p class="lead">\(page.t("innovation.forms.about"))</p>\
                \(Table(
                    page.t("innovation.forms"),
                    columns: [
                        Table.Column(page.t("innovation.column.form_version")), Table.Column(page.t("innovation.forms.published")),
                        Table.Column(page.t("innovation.forms.note")), Table.Column(page.t("innovation.forms.fields"), isNumber: true),
                        Table.Column(page.t("innovation.forms.sheets"), isNumber: true),
                    ],
                    rows: forms.reversed().map { form in
                        [
                            "<a href=\"\(InnovationsPaths.sheetForm("\(form.version)"))\">\(page.t("innovation.form_version", ["version": "\(form.version)"]))</a>",
                            "\(page.format.moment(form.publishedAt))\(with: names[form.publishedBy], { " · \($0)" })", "\(form.note)",
                            "\(page.format.number(form.fields.count))", "\(page.format.number(uses[form.version] ?? 0))",
                        ]
                    }))
                """)
    }

    static func version(_ page: Page, _ form: SheetForm) -> HTML {
        let title = page.t("innovation.form_version", ["version": "\(form.version)"])
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.sheets"), InnovationsPaths.sheets())], title: title))\
                <div class="stack"><h1>\(page.t("innovation.form_title")) · \(title)</h1>\
                \(if: !form.note.isEmpty, "<p class=\"lead\">\(form.note)</p>")\
                \(each: form.fields, { field(page, $0, form) })</div>
                """)
    }

    private static func field(_ page: Page, _ field: SheetField, _ form: SheetForm) -> HTML {
        let options = field.options.map { $0.label(page.language) }.joined(separator: ", ")
        return """
            <section class="stack"><h2>\(field.label(page.language))</h2>\
            <p class="row">\(Tag(page.t(field.kind.label))) \(Tag(need(page, field, form), field.need == .optional ? .idle : .info))</p>\
            \(if: !field.help.isEmpty, "<p>\(field.help(page.language))</p>")\(if: !options.isEmpty, "<p class=\"muted\">\(options)</p>")</section>
            """
    }

    private static func need(_ page: Page, _ field: SheetField, _ form: SheetForm) -> String {
        switch field.need {
        case .optional: return page.t("innovation.need.optional")
        case .submitting: return page.t("innovation.need.submitting")
        case .when(let other, let value):
            let asked = form[other]
            let words =
                asked?.kind == .yesNo
                ? page.t(value == "yes" ? "innovation.yes" : "innovation.no") : asked?.words(value, page.language) ?? value
            return page.t("innovation.need.when", ["field": asked?.label(page.language) ?? other, "value": words])
        }
    }

    // The editor: every field open to be changed, moved or left out, and three empty ones.

    static func editor(_ page: Page, _ form: Form, base: Int, uses: [String: Int], error: AppError?) -> HTML {
        let count = Int(form.value("fields")) ?? 0
        let dropped = form.issues.filter { $0.field.hasPrefix("drop.") }
        let confirm: HTML =
            dropped.isEmpty
            ? .empty
            : Notice(
                .warn, title: page.t("innovation.forms.in_use"), isLive: true,
                """
                <ul>\(each: dropped, { "<li>\(page.t($0.message))</li>" })</ul>\
                \(Checkboxes(page, "letting", label: page.t("innovation.forms.letting"), choices: dropped.map { Choice(String($0.field.dropFirst(5)), String($0.field.dropFirst(5))) }, need: .filter))
                """
            ).html
        return AdminFrame.page(
            page, page.t("innovation.forms.new"), above: [(page.t("innovation.forms"), InnovationsPaths.forms())], isWide: false,
            body: """
                <p class="lead">\(page.t("innovation.forms.editor"))</p>\
                \(with: error, { Notice(.warn, title: page.t($0.message), isLive: true, .empty).html })\
                \(ErrorSummary(page, form.issues.filter { !$0.field.hasPrefix("drop.") }))\
                \(PostForm(page, InnovationsPaths.forms(), """
                \(confirm)<input type="hidden" name="base" value="\(base)"><input type="hidden" name="fields" value="\(count)">\
                \((0..<count).html { row(page, form, $0, uses) })\
                \(Fields(page, form).area("note", "innovation.forms.note", need: .optional, hint: "innovation.forms.note_hint", max: 1000))\
                <p>\(Button(page.t("innovation.forms.publish")))</p>
                """))
                """)
    }

    private static func row(_ page: Page, _ form: Form, _ index: Int, _ uses: [String: Int]) -> HTML {
        let prefix = "fields[\(index)]"
        let name = form.value("\(prefix).name")
        let isOld = form.value("\(prefix).old") == "1"
        let fields = Fields(page, form)
        let hasIssue = form.issues.contains { $0.field.hasPrefix(prefix) }
        let english = page.language == .english ? form.value("\(prefix).label_en") : ""
        let label = english.isEmpty ? form.value("\(prefix).label") : english
        let title = label.isEmpty ? page.t("innovation.forms.new_field") : label
        let used = uses[name].map { " · \(page.t("innovation.forms.used", ["count": "\($0)"]))" } ?? ""
        let kinds = SheetField.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        let fixed: HTML = """
            <p class="hint"><span class="code">\(name)</span> · \(page.t(TextKey("innovation.kind.\(form.value("\(prefix).kind"))")))\(used)</p>\
            \(fields.hidden("\(prefix).name"))\(fields.hidden("\(prefix).kind"))\(fields.hidden("\(prefix).old"))
            """
        let free: HTML = """
            \(fields.line("\(prefix).name", "innovation.forms.field.name", need: .filter, hint: "innovation.forms.hint.name", max: 40, width: .code))\
            \(fields.select("\(prefix).kind", "innovation.forms.field.kind", kinds, need: .filter))
            """
        return """
            <details class="card"\(if: hasIssue, " open")><summary>\(title)</summary><div class="stack">\(isOld ? fixed : free)\
            \(fields.line("\(prefix).label", "innovation.forms.field.label", need: .filter))\(fields.line("\(prefix).label_en", "innovation.forms.field.label_en", need: .filter))\
            \(fields.area("\(prefix).help", "innovation.forms.field.help", need: .filter, rows: 2, max: 1000))\(fields.area("\(prefix).help_en", "innovation.forms.field.help_en", need: .filter, rows: 2, max: 1000))\
            \(fields.line("\(prefix).need", "innovation.forms.field.need", need: .filter, hint: "innovation.forms.hint.need", max: 120))\
            \(fields.area("\(prefix).options", "innovation.forms.field.options", need: .filter, hint: "innovation.forms.hint.options", rows: 3, max: 4000))\
            \(fields.line("\(prefix).position", "innovation.forms.field.position", kind: .number, need: .filter, max: 3, width: .short))\
            \(if: isOld, Checkbox(page, "\(prefix).drop", in: form, label: page.t("innovation.forms.field.drop"), need: .filter).html)</div></details>
            """
    }
}
