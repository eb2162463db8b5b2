import Kernel

/// Everything that is wrong with a form, at its top, each leading to its field. Nothing when nothing is wrong.
package struct ErrorSummary: Component {
    var page: Page
    var issues: [Issue]

    package init(_ page: Page, _ issues: [Issue]) {
        self.page = page
        self.issues = issues
    }

    /// Sentences that make sense beside their field only; a script puts the field's name before them here.
    private static let unnamed: Set<String> = [
        "directory.required", "error.choose", "error.missing", "error.not_a_day", "error.not_a_number", "error.not_among",
        "error.not_offered", "error.out_of_range", "error.required", "error.too_long", "error.too_many_items", "error.too_short",
    ]

    package var html: HTML {
        if issues.isEmpty { return .empty }
        let items = issues.html { issue in
            let words: HTML = "\(page.t(issue.message))"
            return issue.field.isEmpty
                ? "<li>\(words)</li>"
                : """
                <li><a href="#\(FieldFrame.id(issue.field, page))"\(attr: "data-unnamed", ErrorSummary.unnamed.contains(issue.message.key.id))>\
                \(words)</a></li>
                """
        }
        return """
            <div class="errors" role="alert" tabindex="-1" data-errors aria-labelledby="errors-title">\(Icon.alert)<div>\
            <h2 id="errors-title">\(page.t("ui.errors", ["count": "\(issues.count)"]))</h2><ul>\(items)</ul></div></div>
            """
    }

    package static let examples = [
        Example("two fields") { page in
            ErrorSummary(page, [Issue("title", "Tulis judul laporan."), Issue("phone", "Nomor telepon terlalu pendek.")]).html
        }
    ]
}
