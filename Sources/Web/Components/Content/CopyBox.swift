import Kernel

/// Text to be taken along, such as a secret link, with a button that copies it when scripts run.
package struct CopyBox: Component {
    var page: Page
    var label: String
    var text: String
    var id: String

    package init(_ page: Page, id: String, label: String, text: String) {
        self.page = page
        self.label = label
        self.text = text
        self.id = id
    }

    package var html: HTML {
        """
        <div class="field" data-copy\(words: page, "ui.copy", ["done", "failed"])><label for="\(id)">\(label)</label>\
        <input class="input" id="\(id)" readonly value="\(text)"><p class="row">\
        <button class="button button--quiet" type="button" data-copy-button hidden>\(Icon.copy)\(page.t("ui.copy"))</button>\
        <span role="status"></span></p></div>
        """
    }

    package static let examples = [
        Example("follow-up link") { page in
            CopyBox(page, id: "tautan", label: "Tautan rahasia Anda", text: "https://pendopo.jemberkab.go.id/ikuti/9fK2mQ7x").html
        }
    ]
}
