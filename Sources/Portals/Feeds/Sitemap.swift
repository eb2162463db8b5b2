import Kernel

/// Pages for search engines (sitemaps.org). Past ``most`` addresses an index names several such files.
package enum Sitemap {
    /// The protocol allows 50,000 addresses and 50 MB; a quarter of that loads well.
    package static let most = 10_000

    package static func xml(_ pages: [(address: String, changedAt: Instant?)]) -> String {
        list("urlset", pages.map { entry("url", $0.address, $0.changedAt) })
    }

    package static func index(_ files: [(address: String, changedAt: Instant?)]) -> String {
        list("sitemapindex", files.map { entry("sitemap", $0.address, $0.changedAt) })
    }

    private static func list(_ name: String, _ entries: [String]) -> String {
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<\(name) xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
            + entries.joined() + "</\(name)>\n"
    }

    private static func entry(_ name: String, _ address: String, _ changedAt: Instant?) -> String {
        let changed = changedAt.map { "<lastmod>\($0)</lastmod>" } ?? ""
        return "<\(name)><loc>\(XMLText.escaped(address))</loc>\(changed)</\(name)>\n"
    }
}
