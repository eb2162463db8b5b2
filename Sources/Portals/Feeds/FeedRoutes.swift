import Catalogue
import HTTPTypes
import Kernel
import NIOCore
import Storage
import Web

/// What tells others that something changed: Atom feeds and sitemaps.
enum FeedRoutes {
    static let all: [Endpoint] = [changes, changesOfOne, sitemap, sitemapPart, robots]
    static let dialect = Dialect("the protocol of feeds and sitemaps")
    private static let most = 50

    private static let changes = Endpoint(
        .get, PortalPaths.changes, "What changed in the catalogue lately, as Atom", responseType: "application/atom+xml", dialect: dialect
    ) { request in
        let view = try await PortalView.now(request.installation)
        let address = PortalAddress(request.installation.settings)
        let entries = view.datasets.flatMap { dataset in shown(dataset, request, address) }
            .sorted { ($1.updatedAt, $0.id) < ($0.updatedAt, $1.id) }.prefix(most)
        let title = request.t("portals.feed.title", ["regency": request.page.brand.regencyName])
        return feed(
            AtomFeed(
                id: address.absolute(PortalPaths.changes()), title: title, link: address.absolute(PortalPaths.changes()),
                page: address.absolute(PortalPaths.pages()), entries: Array(entries), now: request.now))
    }

    private static let changesOfOne = Endpoint(
        .get, PortalPaths.changesOfOne, "What changed in a dataset, as Atom",
        about: "All versions, or with `watch` those in which columns came, went or changed, or in which the rows that `filter` finds did.",
        parameters: [
            .init("watch", .choice(ChangeWatch.self), "`version` unless given."),
            .init("table", .string(max: 100), "Name of the table, the first unless given."),
            .init("filter", .string(max: 2000), "Conditions as rows take them, for `watch=rows`; all rows without it."),
        ], responseType: "application/atom+xml", rate: RateLimit("changes", 600, per: 3600), dialect: dialect
    ) { request in
        let view = try await PortalView.now(request.installation)
        guard let dataset = view.find(try request.parameter("name")) else { throw AppError.notFound }
        let address = PortalAddress(request.installation.settings)
        var link = address.absolute(PortalPaths.changesOfOne(dataset.name))
        if let text = request.query["watch"], ChangeWatch(rawValue: text) == nil { throw AppError.invalid("watch", "error.not_offered") }
        let entries: [AtomFeed.Entry]
        if let watch: ChangeWatch = request.query.choice("watch"), watch != .version {
            let own =
                [("watch", watch.rawValue), ("table", request.query["table"]), ("filter", request.query["filter"])] as [(String, String?)]
            link += Path.query(own)
            entries = try await changed(dataset, watch, request, address)
        } else {
            entries = try await history(of: dataset, request, address)
        }
        return feed(
            AtomFeed(
                id: link, title: request.t("portals.feed.dataset", ["title": dataset.title(request.language)]), link: link,
                page: address.page(dataset), entries: entries, now: dataset.modifiedAt))
    }

    /// The versions shown now, one entry for each table.
    private static func shown(_ dataset: PortalDataset, _ request: Request, _ address: PortalAddress) -> [AtomFeed.Entry] {
        dataset.tables.map { table in
            entry(
                dataset, table.title, id: table.id, number: table.number, rows: table.rows, at: table.publishedAt, note: table.about,
                request, address)
        }
    }

    /// Every version there was, newest first; of an open dataset without those that stay shut, of which nobody is told how much they hold.
    private static func history(
        of dataset: PortalDataset, _ request: Request, _ address: PortalAddress
    ) async throws -> [AtomFeed.Entry] {
        let titles = Dictionary(dataset.tables.map { ($0.id, $0.title) }) { $1 }
        let versions = try await request.database.read { tx in
            let all = try dataset.tables.flatMap { try tx.versions(of: Identifier($0.id), limit: most) }
            guard dataset.isOpen else { return all }
            let withheld = try tx.withheld(all)
            return all.filter { !withheld.contains($0.id) }
        }
        return versions.sorted { ($1.publishedAt, $0.id) < ($0.publishedAt, $1.id) }.prefix(most).map { version in
            entry(
                dataset, titles[version.distribution.text] ?? dataset.title, id: version.distribution.text, number: version.number,
                rows: version.rows, at: version.publishedAt, note: version.note, request, address)
        }
    }

    /// The versions in which what is watched has changed.
    private static func changed(
        _ dataset: PortalDataset, _ watch: ChangeWatch, _ request: Request, _ address: PortalAddress
    ) async throws -> [AtomFeed.Entry] {
        guard dataset.isOpen else { throw AppError.forbidden }
        let name = request.query["table"]
        guard let entry = request.catalogueIndex.find(dataset.name),
            let table = name == nil ? entry.distributions.first : entry.distribution(named: name ?? "")
        else { throw AppError.notFound }
        let filter = watch == .rows ? request.query["filter"] ?? "" : ""
        return try await WatchedVersions(request: request, watch: watch, filter: filter).of(table.id).map { version in
            Self.entry(
                dataset, table.title, id: table.id.text, number: version.number, rows: version.rows, at: version.publishedAt,
                note: version.note, request, address)
        }
    }

    private static func entry(
        _ dataset: PortalDataset, _ table: String, id: String, number: Int, rows: Int, at: Instant, note: String, _ request: Request,
        _ address: PortalAddress
    ) -> AtomFeed.Entry {
        let what =
            dataset.isOpen
            ? request.t("portals.feed.version", ["number": String(number), "table": table, "rows": String(rows)])
            : request.t("portals.feed.restricted")
        return AtomFeed.Entry(
            id: "urn:uuid:\(portalID("version", "\(id) \(number)"))", title: dataset.title(request.language), link: address.page(dataset),
            updatedAt: at, author: dataset.publisher.title, summary: dataset.isOpen && !note.isEmpty ? "\(what). \(note)" : what)
    }

    private static func feed(_ feed: AtomFeed) -> Reply {
        Reply(
            headers: [.contentType: "application/atom+xml; charset=utf-8", .cacheControl: "no-cache"],
            body: .bytes(ByteBuffer(string: feed.xml))
        ).etag(String(portalID("feed", feed.xml).prefix(23)))
    }

    private static let sitemap = Endpoint(
        .get, PortalPaths.sitemap, "Pages for search engines", responseType: "application/xml", dialect: dialect
    ) { request in
        let view = try await PortalView.now(request.installation)
        let address = PortalAddress(request.installation.settings)
        let parts = parts(view, address)
        guard parts.count > 1 else { return xml(Sitemap.xml(parts.first ?? [])) }
        return xml(
            Sitemap.index(
                parts.indices.map { number in
                    (address.absolute(PortalPaths.sitemapPart(String(number + 1))), parts[number].compactMap(\.changedAt).max())
                }))
    }

    /// Search engines look here first. Pages that change with every question would be looked through without end.
    private static let robots = Endpoint(
        .get, PortalPaths.robots, "What search engines may look at", responseType: "text/plain", dialect: dialect
    ) { request in
        let map = request.installation.settings.absolute(PortalPaths.sitemap())
        return .text("User-agent: *\nDisallow: /masuk\nDisallow: /api/\nDisallow: /datastore/\nDisallow: /data?\nSitemap: \(map)\n")
    }

    private static let sitemapPart = Endpoint(
        .get, PortalPaths.sitemapPart, "A part of the pages for search engines", responseType: "application/xml", dialect: dialect
    ) { request in
        let parts = parts(try await PortalView.now(request.installation), PortalAddress(request.installation.settings))
        guard let number = Int(try request.parameter("number")), number >= 1, number <= parts.count else { throw AppError.notFound }
        return xml(Sitemap.xml(parts[number - 1]))
    }

    private static func parts(_ view: PortalView, _ address: PortalAddress) -> [[(address: String, changedAt: Instant?)]] {
        let pages: [(address: String, changedAt: Instant?)] =
            [(address.absolute("/"), nil), (address.absolute(PortalPaths.pages()), view.modifiedAt)]
            + view.datasets.map { (address.page($0), $0.modifiedAt) }
        return pages.chunks(of: Sitemap.most)
    }

    private static func xml(_ text: String) -> Reply {
        Reply(headers: [.contentType: "application/xml; charset=utf-8", .cacheControl: "no-cache"], body: .bytes(ByteBuffer(string: text)))
    }
}
