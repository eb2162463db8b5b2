import Kernel

/// The way through a list, mostly one ordered by time. Lists go by cursor, so there are no page numbers to promise.
package struct Pagination: Component {
    var page: Page
    var newer: String?
    var older: String?
    var isByTime: Bool

    /// - Parameters:
    ///   - newer: address of what comes before; `nil` at the beginning.
    ///   - older: address of what comes after; `nil` at the end.
    ///   - isByTime: `false` says "previous" and "next", for lists in another order.
    package init(_ page: Page, newer: String? = nil, older: String? = nil, isByTime: Bool = true) {
        self.isByTime = isByTime
        self.page = page
        self.newer = newer
        self.older = older
    }

    package var html: HTML {
        if newer == nil, older == nil { return .empty }
        return """
            <nav class="pager" aria-label="\(page.t("ui.pager"))">\
            \(with: newer, { "<a class=\"button button--quiet\" rel=\"prev\" href=\"\($0)\">\(Icon.back)\(page.t(isByTime ? "ui.pager.newer" : "ui.pager.previous"))</a>" })\
            \(with: older, { "<a class=\"button button--quiet\" rel=\"next\" href=\"\($0)\">\(page.t(isByTime ? "ui.pager.older" : "ui.pager.next"))\(Icon.arrow)</a>" })\
            </nav>
            """
    }

    package static let examples = [
        Example("in the middle") { page in Pagination(page, newer: "#newer", older: "#older").html },
        Example("at the beginning") { page in Pagination(page, older: "#older").html },
    ]
}
