import Kernel
import Web

/// What anyone sees of one report.
package struct ReportPageView: Sendable {
    package var file: PublicFile
    package var names: Names
    /// The whole address, to be passed on.
    package var link: String
    package var outline: OutlineMap?
    package var tiles: TileServer?

    package init(file: PublicFile, names: Names, link: String, outline: OutlineMap? = nil, tiles: TileServer? = nil) {
        self.file = file
        self.names = names
        self.link = link
        self.outline = outline
        self.tiles = tiles
    }
}

package enum ReportPage {
    package static func page(_ page: Page, _ view: ReportPageView) -> HTML {
        let report = view.file.report
        let row = ReportRow(report, view.names)
        let timeline = ReportTimeline(
            page: page, names: view.names, thumbnail: { ReportPaths.thumbnail($0.text) }, photo: { ReportPaths.photo($0.text) },
            isReporter: false,
            leavesOutBefore: true)
        let before = view.file.photos.filter { $0.role == .before }
        return Layout.page(
            page, title: "\(row.title) (\(report.code))",
            body: """
                \(Breadcrumb(page, above: [(page.t("report.list.title"), ReportPaths.list())], title: report.code))\
                <div class="split"><article class="stack"><h1>\(row.title)</h1>\
                <p class="row">\(row.status.tag(page))\(if: report.isOverdue, Tag(page.t("report.overdue"), .bad).html) <span class="muted">\(page.t(StateWords.label(report.state)))</span></p>\
                \(with: ReportRow.body(report.text), { "<p class=\"keep-lines\">\($0)</p>" })\(timeline.photos(before))\
                \(if: view.file.mergedCount > 0, "<p>\(Icon.person) \(page.t("report.joined", ["count": page.format.number(view.file.mergedCount)]))</p>")\
                \(with: view.file.mergedInto, { Notice(.info, "<p>\(page.t("report.merged_into")) <a href=\"\(ReportPaths.report($0))\">\($0)</a></p>").html })\
                \(ThreeFacts(page: page, report: report).html)\
                <section class="stack"><h2>\(page.t("report.timeline"))</h2>\(timeline.html(view.file.timeline))</section></article>\
                <aside class="stack">\(Card(title: page.t("report.about"), facts(page, view)))\(place(page, view))\(share(page, view))</aside></div>
                """)
    }

    private static func facts(_ page: Page, _ view: ReportPageView) -> HTML {
        let report = view.file.report
        let names = view.names
        return Facts([
            (page.t("report.fact.code"), "<span class=\"code\">\(report.code)</span>"),
            (page.t("report.fact.category"), "\(names.categoryPath(report.category))"),
            (page.t("report.fact.kind"), "\(page.t(report.kind.label))"),
            (page.t("report.fact.place"), names.place(village: report.village, subdistrict: report.subdistrict).map { "\($0)" }),
            (page.t("report.fact.agency"), "\(report.agency.map(names.agency) ?? page.t("report.no_agency"))"),
            (page.t("report.fact.received"), "\(page.format.day(report.receivedAt))"),
            (page.t("report.fact.due"), report.dueAt.flatMap { report.checkedAt == nil ? "\(page.format.day($0))" : nil }),
            (page.t("report.fact.reopenings"), report.reopenings > 0 ? "\(page.format.number(report.reopenings))" : nil),
        ]).html
    }

    private static func place(_ page: Page, _ view: ReportPageView) -> HTML {
        guard let position = view.file.report.position, let outline = view.outline else { return .empty }
        let point = MapPoint(latitude: position.latitude, longitude: position.longitude)
        let note =
            position.rounding == 0
            ? page.t("report.place.exact") : page.t("report.place.rounded", ["metres": page.format.number(position.rounding)])
        return """
            <section class="stack"><h2>\(page.t("report.place.title"))</h2>\
            \(MapBox(page, .show, outline: outline, boundaries: ReportAPIPaths.outlines(), point: point, tiles: view.tiles))\
            <p class="hint">\(note)</p></section>
            """
    }

    private static func share(_ page: Page, _ view: ReportPageView) -> HTML {
        Card(title: page.t("report.share"), CopyBox(page, id: "tautan", label: page.t("report.share_label"), text: view.link).html).html
    }
}

/// Claimed, checked and accepted: three facts of three people, never one.
struct ThreeFacts {
    let page: Page
    let report: PublicReport

    var html: HTML {
        """
        <section class="stack"><h2>\(page.t("report.three.title"))</h2><dl class="three">\
        \(one("report.three.claimed", report.claimedAt != nil, fact(report.claimedAt, "report.three.claimed_not")))\
        \(one("report.three.checked", report.checkedAt != nil, fact(report.checkedAt, "report.three.checked_not")))\
        \(one("report.three.accepted", report.acceptedAt != nil, accepted))</dl></section>
        """
    }

    private func one(_ name: TextKey, _ isTrue: Bool, _ words: HTML) -> HTML {
        "<div\(attr: "class", isTrue ? "is-yes" : nil)><dt>\(page.t(name))</dt><dd>\(words)</dd></div>"
    }

    private func fact(_ at: Instant?, _ otherwise: TextKey) -> HTML {
        guard let at else { return "<span class=\"muted\">\(page.t(otherwise))</span>" }
        return "\(Tag(page.t("report.three.yes"), .good)) \(page.format.day(at))"
    }

    private var accepted: HTML {
        if let at = report.acceptedAt {
            return "\(fact(at, "report.three.accepted_not")) \(with: report.rating, { Rating(page, $0).html })"
        }
        return "<span class=\"muted\">\(page.t(report.closure == .silent ? "report.three.silent" : "report.three.accepted_not"))</span>"
    }
}

extension PageRoute {
    static let report = PageRoute.get(ReportPaths.report) { request in
        let site = request.reports
        let typed = try request.parameter("code")
        guard let code = ShortCode.normalize(typed) else { throw AppError(.notFound, "error.no_public_report") }
        // A code read out or typed by hand ends at the one address the report has.
        if code != typed { return .redirect(ReportPaths.report(code)) }
        return try await request.unlessChanged(asToldBy: site.validator) {
            let names = try await site.names(request.language)
            let file: PublicFile
            do { file = try await site.desk.publicFile(code: code) } catch let error as AppError where error.kind == .notFound {
                throw AppError(.notFound, "error.no_public_report")
            }
            let point = file.report.position.map { MapPoint(latitude: $0.latitude, longitude: $0.longitude) }
            let view = ReportPageView(
                file: file, names: names, link: request.installation.settings.absolute(ReportPaths.report(code)),
                outline: RegencyOutline.plain(names.places, title: request.t("report.place.title"), point: point),
                tiles: request.installation.tiles)
            return .page(ReportPage.page(request.page, view))
        }
    }
}
