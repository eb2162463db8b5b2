import Kernel

/// One entry of a menu, shown only to those who may do something there.
package struct MenuItem: Sendable {
    package var title: TextKey
    package var link: String
    /// Shown to those who have it for some record; `nil` shows it to everyone with an account.
    package var permission: Permission?
    /// How many things wait there; `nil` and 0 show nothing.
    package var count: Int?

    package init(_ title: TextKey, link: String, permission: Permission? = nil, count: Int? = nil) {
        self.title = title
        self.link = link
        self.permission = permission
        self.count = count
    }

    /// Whether this entry is for them.
    package func isFor(_ actor: Actor) -> Bool {
        guard actor.kind == .account else { return false }
        return permission.map(actor.mayAnywhere) ?? true
    }
}

/// Links side by side with the current one marked.
struct Menu {
    let page: Page
    let label: String
    let items: [MenuItem]

    var html: HTML { html(current: Menu.current(page.path, among: items.map(\.link))) }

    /// - Parameter current: the link to be marked.
    func html(current: String?) -> HTML {
        let links = items.html { item in
            """
            <li><a href="\(item.link)"\(attr: "aria-current", item.link == current ? "page" : nil)>\(page.t(item.title))\
            \(with: item.count.flatMap { $0 > 0 ? $0 : nil }, { "<span class=\"nav__count\">\(page.format.number($0))</span>" })</a></li>
            """
        }
        return "<nav aria-label=\"\(label)\"><ul class=\"nav\">\(links)</ul></nav>"
    }

    /// The longest of the links that the path lies at or below: `/laporan/statistik` is not `/laporan`.
    static func current(_ path: String, among links: [String]) -> String? {
        let place = path.prefix { $0 != "?" }
        return links.filter { link in
            guard place.utf8.starts(with: link.utf8) else { return false }
            let rest = place.utf8.dropFirst(link.utf8.count)
            return rest.isEmpty || rest.first == UInt8(ascii: "/")
        }.max { $0.utf8.count < $1.utf8.count }
    }
}

extension MenuItem {
    /// What everyone may do here.
    static let everyone = [
        MenuItem("ui.nav.report", link: SitePaths.report()), MenuItem("ui.nav.reports", link: SitePaths.reports()),
        MenuItem("ui.nav.statistics", link: SitePaths.statistics()), MenuItem("ui.nav.data", link: SitePaths.data()),
        MenuItem("ui.nav.pledges", link: SitePaths.pledges()), MenuItem("ui.nav.plans", link: SitePaths.plans()),
        MenuItem("ui.nav.innovations", link: SitePaths.innovations()),
        MenuItem("ui.nav.track", link: SitePaths.track()),
    ]
}
