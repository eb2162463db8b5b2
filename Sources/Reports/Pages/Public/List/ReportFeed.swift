import Kernel
import Web

/// The newest reports of a list as an Atom feed (RFC 4287).
struct ReportFeed {
    let page: Page
    let query: ListQuery
    /// Makes an address whole.
    let absolute: (String) -> String

    func xml(_ reports: [PublicReport], _ names: Names) -> String {
        let updated = reports.map(\.updatedAt).max() ?? Instant(milliseconds: 0)
        let feed: HTML = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(page.language.rawValue)"><title>\(page.t("report.feed.title")) · \(page.brand.regencyName)</title>\
            <id>\(absolute(query.feedLink))</id><link rel="self" href="\(absolute(query.feedLink))"/><link href="\(absolute(query.withoutPage.link))"/>\
            <updated>\(updated.description)</updated><author><name>\(page.brand.productName) \(page.brand.regencyName)</name></author>
            \(each: reports, { entry($0, names) })</feed>
            """
        return feed.markup
    }

    private func entry(_ report: PublicReport, _ names: Names) -> HTML {
        let row = ReportRow(report, names)
        return """
            <entry><title>\(row.title)</title><id>\(absolute(ReportPaths.report(report.code)))</id><link href="\(absolute(ReportPaths.report(report.code)))"/>\
            <published>\(report.publishedAt.description)</published><updated>\(report.updatedAt.description)</updated>\
            <category term="\(report.category)" label="\(row.category)"/>\
            <summary>\([page.t(row.status.label), row.agency, row.place].compactMap { $0 }.joined(separator: " · "))</summary>\
            <content type="text">\(report.text)</content></entry>

            """
    }
}
