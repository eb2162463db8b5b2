import Columns
import Kernel
import Web

extension RowChoices {
    /// The part of a form in which rows are chosen. A column in use is open.
    package func html(_ page: Page, _ form: Form, legend: TextKey, typedHint: TextKey = "choosing.typed_hint") -> HTML {
        // What was ticked for columns of another version is not ticked again.
        let seen = form.value(RowChoices.seen)
        let isStale = !seen.isEmpty && seen != version
        let shown = isStale ? Form([RowChoices.typed: form.value(RowChoices.typed)], issues: form.issues) : form
        let parts = columns.filter { $0.way != .elsewhere }.html { column in
            let isUsed = Part.allCases.map(column.field).contains { name in
                shown.issue(name) != nil || shown.all(name).contains { !$0.isEmpty }
            }
            return """
                <details class="act"\(attr: "open", isUsed)><summary>\(column.title)</summary>\(fields(page, column, shown))</details>
                """
        }
        let typed = RowChoices.typed
        let isTyped = !shown.value(typed).isEmpty || shown.issue(typed) != nil
        return """
            <fieldset class="card"><legend class="label">\(page.t(legend))</legend><p class="hint">\(page.t("choosing.about"))</p>\
            <input type="hidden" name="\(RowChoices.seen)" value="\(version)">\(parts)\
            <details class="act"\(attr: "open", isTyped)><summary>\(page.t("choosing.typed"))</summary>\
            \(Input(
                page, typed, label: page.t("choosing.conditions"), value: shown.value(typed), hint: page.t(typedHint),
                error: shown.issue(typed).map { page.t($0) }, need: .optional, maxLength: RowChoices.longest))</details></fieldset>
            """
    }

    private func fields(_ page: Page, _ column: Column, _ form: Form) -> HTML {
        func error(_ part: Part) -> String? { form.issue(column.field(part)).map { page.t($0) } }
        func boxes(_ part: Part, _ offered: [Choice]) -> HTML {
            let name = column.field(part)
            return Checkboxes(
                page, name, label: page.t("choosing.among", ["column": column.title]), choices: offered,
                selected: Set(form.all(name)), error: error(part), need: .filter, isRow: true
            ).html
        }
        func line(_ part: Part, _ label: TextKey) -> HTML {
            let kind: Input.Kind =
                switch column.type {
                case .date, .datetime: .date
                case .year: .number
                case .integer, .number: .decimal
                default: .text
                }
            return Input(
                page, column.field(part), label: page.t(label, ["column": column.title]), kind: kind,
                value: form.value(column.field(part)), error: error(part), need: .filter, maxLength: 500
            ).html
        }
        return switch column.way {
        case .among(let offered): boxes(.among, offered)
        case .within(let offered): boxes(.within, offered)
        case .range: "<div class=\"row\">\(line(.from, "choosing.from"))\(line(.to, "choosing.to"))</div>"
        case .exactly: line(.exactly, "choosing.exactly")
        case .elsewhere: .empty
        }
    }
}
