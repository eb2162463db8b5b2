import Kernel

/// On the page of a failure that is nobody's fault: what was typed, to be sent once more with one press.
struct RetryForm: Sendable {
    let path: String
    let form: FormData

    /// Failures that may be gone at the next try.
    static func helps(_ error: AppError) -> Bool { error.kind == .unavailable || error.kind == .tooMany }

    func html(_ page: Page) -> HTML {
        let fields = form.fields.filter { !Form.isSecret($0.name) }
        return """
            <form method="post" action="\(path)">\
            <input type="hidden" name="\(Page.csrfField)" value="\(page.csrf)">\
            \(each: fields, { "<textarea name=\"\($0.name)\" hidden>\n\($0.value)</textarea>" })\
            \(if: !form.files.isEmpty, "<p>\(page.t("form.retry_files"))</p>")\
            <button class="button" type="submit">\(page.t("form.retry"))</button></form>
            """
    }
}
