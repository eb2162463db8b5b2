import Catalogue
import Columns
import Kernel
import Web

/// The form behind *Kutip angka ini*: which figure of which rows, shown before it is signed.
package enum CitationFormPage {
    package struct View: Sendable {
        package var form: Form
        package var rows: RowChoices
        package var dataset: Dataset
        package var table: Distribution
        package var version: DatasetVersion
        package var names: ColumnNames
        /// Columns the reader may see.
        package var columns: [String]
        /// What would be cited now; `nil` while it cannot be computed.
        package var draft: Draft?
    }

    package static func page(_ page: Page, _ view: View) -> HTML {
        let fields = FormFields(page: page, view: view)
        return Layout.page(
            page, title: page.t("citation.form.title"), isWide: false,
            body: """
                <div class="stack"><h1>\(page.t("citation.form.title"))</h1><p class="lead">\(page.t("citation.form.lead"))</p>\
                \(ErrorSummary(page, view.form))\(preview(page, view))\
                \(PostForm(page, CitationPaths.new(), fields.html))</div>
                """)
    }

    private static func preview(_ page: Page, _ view: View) -> HTML {
        guard let draft = view.draft else { return .empty }
        let filter = FilterWords(page: page, name: view.names.title).text(draft.filter)
        let says = CitedSentence(page: page, names: view.names).text(
            draft.formula, filter: filter, rows: draft.computed.rows, dataset: view.dataset.title(page.language))
        let value =
            draft.formula.groups.isEmpty
            ? draft.computed.value.map { NumberText.short($0, page.format) } ?? page.t("citation.no_value")
            : page.t("citation.form.groups_found", ["count": "\(draft.computed.series.count)"])
        return """
            <div class="cited"><p class="cited__number">\(value)\(with: draft.unit, { " <span class=\"cited__unit\">\($0)</span>" })</p>\
            <p class="cited__says">\(says)</p></div>
            """
    }
}

/// The fields of the form.
private struct FormFields {
    let page: Page
    let view: CitationFormPage.View

    var html: HTML {
        let columns = view.columns.map { Choice($0, view.names.title($0)) }
        return """
            \(hidden("data"))\(hidden("tabel"))\(hidden("versi"))\
            \(Facts([
                (page.t("citation.fact.dataset"), "\(view.dataset.title(page.language)) · \(view.table.title)"),
                (page.t("citation.fact.version"), "\(page.t("citation.version", ["number": "\(view.version.number)", "day": page.format.day(view.version.publishedAt)]))"),
            ]))\
            \(Select(
                page, "rumus", label: page.t("citation.form.formula"), choices: Formula.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) },
                selected: view.form.value("rumus"), hint: page.t("citation.form.formula_hint"), error: error("formula")))\
            \(Select(
                page, "kolom", label: page.t("citation.form.column"), choices: columns, selected: view.form.value("kolom"),
                prompt: page.t("citation.form.no_column"), hint: page.t("citation.form.column_hint"), error: error("kolom"), need: .optional))\
            \(Select(
                page, "per", label: page.t("citation.form.by"), choices: columns, selected: view.form.value("per"),
                prompt: page.t("citation.form.no_group"), hint: page.t("citation.form.by_hint"), error: error("per"), need: .optional))\
            \(view.rows.html(page, view.form, legend: "citation.form.filter"))\
            \(Input(
                page, "judul", label: page.t("citation.form.name"), value: view.form.value("judul"), hint: page.t("citation.form.name_hint"),
                error: error("judul"), need: .optional, maxLength: CitationDesk.longestTitle))\
            <p class="row">\(Button(page.t("citation.form.sign"), icon: .check))\
            \(Button(page.t("citation.form.preview"), kind: .quiet, name: "lihat", value: "1"))</p>
            """
    }

    private func hidden(_ name: String) -> HTML { "<input type=\"hidden\" name=\"\(name)\" value=\"\(view.form.value(name))\">" }
    private func error(_ name: String) -> String? { view.form.issue(name).map { page.t($0) } }
}
