import Kernel
import Web

/// Which columns of a wide table a page shows. A page of 16,384 columns is tens of megabytes that nobody can look through, and drawing it
/// takes the time and the memory of everybody else.
struct ColumnWindow: Sendable, Hashable {
    /// Columns on one page.
    static let most = 100
    /// The parameter that says with which column a page begins, from 0.
    static let name = "_kolom_dari"

    let total: Int
    let range: Range<Int>

    init(_ total: Int, from: Int) {
        self.total = total
        let start = max(0, min(from, total - 1)) / ColumnWindow.most * ColumnWindow.most
        range = start..<max(start, min(start + ColumnWindow.most, total))
    }

    /// Whether there are others.
    var isPart: Bool { total > ColumnWindow.most }

    /// The way to the others.
    /// - Parameter link: address of the page that begins with a column.
    func pages(_ page: Page, link: (Int) -> String) -> HTML {
        guard isPart else { return .empty }
        let words = [
            "first": page.format.number(range.lowerBound + 1), "last": page.format.number(range.upperBound),
            "total": page.format.number(total),
        ]
        let before = range.lowerBound > 0 ? link(range.lowerBound - ColumnWindow.most) : nil
        let after = range.upperBound < total ? link(range.upperBound) : nil
        return """
            <nav class="pager pager--numbered" aria-label="\(page.t("reading.window"))">\
            \(with: before, { "<a class=\"button button--quiet\" rel=\"prev\" href=\"\($0)\">\(Icon.back)\(page.t("reading.window.before"))</a>" })\
            <span class="muted">\(page.t("reading.window.part", words))</span>\
            \(with: after, { "<a class=\"button button--quiet\" rel=\"next\" href=\"\($0)\">\(page.t("reading.window.after"))\(Icon.arrow)</a>" })</nav>
            """
    }
}
