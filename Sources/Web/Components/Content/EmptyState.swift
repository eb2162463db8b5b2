/// What stands where a list would be: says why there is nothing and what to do.
package struct EmptyState: Component {
    var title: String
    var text: String
    var action: Button?

    package init(_ title: String, text: String, action: Button? = nil) {
        self.title = title
        self.text = text
        self.action = action
    }

    package var html: HTML {
        """
        <div class="empty">\(Roof.mark)<p><strong>\(title)</strong></p><p class="muted">\(text)</p>\
        \(with: action, { "<p>\($0)</p>" })</div>
        """
    }

    package static let examples = [
        Example("no report fits the filters") { _ in
            EmptyState(
                "Belum ada laporan yang cocok", text: "Coba kurangi saringan, atau sampaikan laporan pertama dari tempat Anda.",
                action: Button("Sampaikan laporan", link: "/lapor")
            ).html
        }
    ]
}
