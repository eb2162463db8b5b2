import Kernel

/// Where this page lies; the last entry is the page itself and no link.
package struct Breadcrumb: Component {
    var page: Page
    var above: [(title: String, link: String)]
    var title: String

    package init(_ page: Page, above: [(String, String)], title: String) {
        self.page = page
        self.above = above.map { (title: $0.0, link: $0.1) }
        self.title = title
    }

    package var html: HTML {
        """
        <nav aria-label="\(page.t("ui.breadcrumb"))"><ol class="crumbs">\
        \(each: above, { "<li><a href=\"\($0.link)\">\($0.title)</a></li>" })\
        <li aria-current="page">\(title)</li></ol></nav>
        """
    }

    package static let examples = [
        Example("two above") { page in
            Breadcrumb(page, above: [("Laporan", "/laporan"), ("Statistik", "/laporan/statistik")], title: "Kecamatan Kencong").html
        }
    ]
}
