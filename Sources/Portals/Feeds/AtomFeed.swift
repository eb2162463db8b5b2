import Kernel

/// Changes as an Atom feed (RFC 4287).
package struct AtomFeed: Sendable {
    package struct Entry: Sendable {
        package var id: String
        package var title: String
        package var link: String
        package var updatedAt: Instant
        package var author: String
        package var summary: String

        package init(id: String, title: String, link: String, updatedAt: Instant, author: String, summary: String) {
            self.id = id
            self.title = title
            self.link = link
            self.updatedAt = updatedAt
            self.author = author
            self.summary = summary
        }
    }

    package var id: String
    package var title: String
    /// Of the feed itself.
    package var link: String
    /// The page beside it.
    package var page: String
    /// Newest first.
    package var entries: [Entry]
    /// When there are no entries.
    package var now: Instant

    package init(id: String, title: String, link: String, page: String, entries: [Entry], now: Instant) {
        self.id = id
        self.title = title
        self.link = link
        self.page = page
        self.entries = entries
        self.now = now
    }

    package var xml: String {
        let e = XMLText.escaped
        var xml = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><id>\(e(id))</id><title>\(e(title))</title>\
            <updated>\((entries.map(\.updatedAt).max() ?? now).description)</updated>\
            <link rel="self" type="application/atom+xml" href="\(e(link))"/><link rel="alternate" type="text/html" href="\(e(page))"/>\n
            """
        for entry in entries {
            xml += """
                <entry><id>\(e(entry.id))</id><title>\(e(entry.title))</title><updated>\(entry.updatedAt)</updated>\
                <author><name>\(e(entry.author))</name></author><link rel="alternate" type="text/html" href="\(e(entry.link))"/>\
                <summary>\(e(entry.summary))</summary></entry>\n
                """
        }
        return xml + "</feed>\n"
    }
}
