/// Views of the same subject, each with its own address.
package struct Tabs: Component {
    package struct Tab: Sendable {
        var title: String
        var link: String
        var isCurrent: Bool
        var count: String?

        package init(_ title: String, link: String, isCurrent: Bool = false, count: String? = nil) {
            self.title = title
            self.link = link
            self.isCurrent = isCurrent
            self.count = count
        }
    }

    var label: String
    var tabs: [Tab]

    /// - Parameter label: names the group for screen readers.
    package init(_ label: String, _ tabs: [Tab]) {
        self.label = label
        self.tabs = tabs
    }

    package var html: HTML {
        let items = tabs.html { tab in
            """
            <li><a href="\(tab.link)"\(attr: "aria-current", tab.isCurrent ? "page" : nil)>\(tab.title)\
            \(with: tab.count, { " <span class=\"muted\">(\($0))</span>" })</a></li>
            """
        }
        return "<nav aria-label=\"\(label)\"><ul class=\"tabs\">\(items)</ul></nav>"
    }

    package static let examples = [
        Example("with counts") { _ in
            Tabs(
                "Pandangan",
                [
                    Tab("Daftar", link: "#daftar", isCurrent: true, count: "5.128"), Tab("Peta", link: "#peta"),
                    Tab("Statistik", link: "#statistik"),
                ]
            ).html
        }
    ]
}
