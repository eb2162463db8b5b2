import Kernel
import Web

/// The way through what was found: from which to which of how many, and one page back or on.
package struct NumberedPages: Component {
    var page: Page
    var first: Int
    var last: Int
    var total: Int
    var before: String?
    var after: String?

    package init(_ page: Page, first: Int, last: Int, total: Int, before: String?, after: String?) {
        self.page = page
        self.first = first
        self.last = last
        self.total = total
        self.before = before
        self.after = after
    }

    package var html: HTML {
        if before == nil, after == nil { return .empty }
        let words = page.t(
            "reading.pages", ["first": page.format.number(first), "last": page.format.number(last), "total": page.format.number(total)])
        return """
            <nav class="pager pager--numbered" aria-label="\(page.t("ui.pager"))">\
            \(with: before, { "<a class=\"button button--quiet\" rel=\"prev\" href=\"\($0)\">\(Icon.back)\(page.t("reading.before"))</a>" })\
            <span class="muted">\(words)</span>\
            \(with: after, { "<a class=\"button button--quiet\" rel=\"next\" href=\"\($0)\">\(page.t("reading.after"))\(Icon.arrow)</a>" })</nav>
            """
    }

    package static let examples = [
        Example("in the middle") { page in
            NumberedPages(page, first: 26, last: 50, total: 1204, before: "#before", after: "#after").html
        },
        Example("at the end") { page in NumberedPages(page, first: 1201, last: 1204, total: 1204, before: "#before", after: nil).html },
    ]
}
