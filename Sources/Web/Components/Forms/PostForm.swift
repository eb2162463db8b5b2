import Kernel

/// A form that changes something: carries the token against forged requests, and scripts keep it from being sent twice.
package struct PostForm: Component {
    var page: Page
    var action: String
    var content: HTML
    var isMultipart: Bool
    var draft: String?
    var attributes: HTML

    /// - Parameters:
    ///   - isMultipart: with files; their upload then shows its progress.
    ///   - draft: a name under which the phone keeps what is typed until ``DraftSent`` of the same name is shown.
    package init(
        _ page: Page, _ action: String, isMultipart: Bool = false, draft: String? = nil, attributes: HTML = .empty, _ content: HTML
    ) {
        self.page = page
        self.action = action
        self.isMultipart = isMultipart
        self.draft = draft
        self.attributes = attributes
        self.content = content
    }

    package var html: HTML {
        let names =
            ["sending", "offline", "failed", "back", "progress"] + (isMultipart ? ["waits"] : [])
            + (draft == nil ? [] : ["restored", "discard"])
        return """
            <form class="form" method="post" action="\(action)"\(attr: "enctype", isMultipart ? "multipart/form-data" : nil)\
            \(attr: "data-draft", draft)\
             data-send\(words: page, "ui.form", names)\(attributes)>\
            <input type="hidden" name="\(Page.csrfField)" value="\(page.csrf)">\(content)</form>
            """
    }

    package static let examples = [
        Example("with one field") { page in
            PostForm(page, "#", "\(TextArea(page, "note", label: "Catatan"))<p>\(Button("Simpan catatan"))</p>").html
        }
    ]
}

/// Stands on the page that follows a successful sending: the phone forgets the draft of that name.
package struct DraftSent: Component {
    var name: String
    package init(_ name: String) { self.name = name }
    package var html: HTML { "<span data-draft-sent=\"\(name)\" hidden></span>" }
    package static let examples = [Example("invisible") { _ in DraftSent("example").html }]
}
