import Kernel

extension ResumedForms {
    /// Shows what was kept and offers to send it again.
    var route: PageRoute {
        .get(ResumedForms.path) { request in
            let formKey = cookie(CookieName.form, in: request.headers) ?? ""
            guard let found = try await find(try request.parameter("id"), formKey: formKey) else {
                throw AppError(.notFound, "form.kept_gone")
            }
            return .page(ResumedForms.page(request.page, id: try request.parameter("id"), path: found.path, form: found.form))
        }
    }

    static func page(_ page: Page, id: String, path: String, form: FormData) -> HTML {
        // Names of fields mean nothing to people, so only what they wrote themselves is shown: texts, not codes of choices.
        let texts = form.fields.map(\.value).filter { $0.count > 12 && Identifier<ResumedForms>(checking: $0) == nil }
        return SystemPage.html(
            page, title: page.t("form.kept_title"),
            body: """
                <p>\(page.t("form.kept_text"))</p>
                \(each: texts, { "<blockquote>\($0)</blockquote>" })
                \(if: !form.files.isEmpty, "<p>\(page.t("form.kept_files", ["count": String(form.files.count)]))</p>")
                <form method="post" action="\(path)">
                <input type="hidden" name="\(Page.csrfField)" value="\(page.csrf)">
                <input type="hidden" name="\(ResumedForms.field)" value="\(id)">
                <button class="button" type="submit">\(page.t("form.kept_send"))</button>
                </form>
                """)
    }
}
