import Kernel

/// The grammars other portals' clients write in, each as a function of bytes that may be anything: what is thrown is an answer, a
/// trap is a defect.
package enum PortalGrammars {
    private static let index: SolrIndex = {
        var document = SolrDocument()
        for (name, value) in [
            ("name", "harga-beras"), ("title", "Harga Beras"), ("text", "Harga beras di pasar"), ("tags", "harga"), ("extras_year", "2025"),
            ("metadata_modified", "2026-01-10T00:00:00Z"),
        ] { document.add(name, value) }
        return SolrIndex([document])
    }()

    /// As `q`, as `fq` and as `sort` of a search.
    package static func solr(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let now = Instant(milliseconds: 1_772_416_800_000)
        for parser in ["dismax", "edismax", "lucene"] {
            var search = SolrSearch()
            search.query = text
            search.parser = parser
            _ = try? index.search(search, now: now)
        }
        var search = SolrSearch()
        search.filters = [text]
        _ = try? index.search(search, now: now)
        search.filters = []
        search.sort = text
        _ = try? index.search(search, now: now)
        _ = try? SolrDismax(fields: text, tie: text, minimum: text)
    }
}
