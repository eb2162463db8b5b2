import Kernel

/// An act that cannot be taken back: the first press opens what it means, the second does it. Works without a script.
package struct ConfirmBox: Component {
    var page: Page
    var label: String
    var explanation: String
    var content: HTML
    var confirm: String

    /// - Parameters:
    ///   - label: on the button that opens the box.
    ///   - explanation: what will happen and to whom.
    ///   - content: fields the act needs, such as the reason.
    ///   - confirm: on the button that does it: the act itself, never just "yes".
    package init(_ page: Page, _ label: String, explanation: String, content: HTML = .empty, confirm: String) {
        self.page = page
        self.label = label
        self.explanation = explanation
        self.content = content
        self.confirm = confirm
    }

    /// Stands inside the form that it sends.
    package var html: HTML {
        """
        <details class="confirm" data-confirm><summary class="button button--danger">\(label)</summary>\
        <div class="stack"><p>\(explanation)</p>\(content)\
        <p class="row">\(Button(confirm, kind: .danger)) \
        <button class="button button--plain" type="button" data-confirm-cancel hidden>\(page.t("ui.cancel"))</button></p></div></details>
        """
    }

    package static let examples = [
        Example("closed") { page in
            let box = ConfirmBox(
                page, "Gabungkan laporan…", explanation: "Laporan ini akan ditutup dan pelapornya mengikuti laporan yang dituju.",
                content: "\(Input(page, "target", label: "Kode laporan yang dituju", width: .code))", confirm: "Gabungkan")
            return PostForm(page, "#", "\(box)").html
        }
    ]
}
