import Directory
import Foundation
import Kernel
import Web

/// The frame of every page about a dataset.
enum DatasetFrame {
    /// - Parameters:
    ///   - part: the one that is open.
    ///   - table: of several tables the one that is shown.
    static func page(
        _ page: Page, _ head: DatasetHead, part: DatasetHead.Part, table: String? = nil, title: String? = nil, extraHead: HTML = .empty,
        body: HTML
    ) -> HTML {
        let parts = DatasetHead.Part.allCases.filter {
            !(head.closed != nil && $0.needsRows && $0 != .table) && ($0 != .map || head.hasMap)
        }
        let tabs = parts.map { item in
            Tabs.Tab(
                page.t(item.label), link: item.path(head.dataset.name, query: [(TableState.tableName, table)]), isCurrent: item == part,
                count: item == .questions && head.questions > 0
                    ? page.format.number(head.questions)
                    : item == .quality ? page.format.number(head.score) : nil)
        }
        let isMain = part == .table
        let whole = title ?? (isMain ? head.title : "\(page.t(part.label)): \(head.title)")
        let markup: HTML = head.markup.map { "<script type=\"application/ld+json\">\(raw: safe($0))</script>" } ?? .empty
        return Layout.page(
            page, title: whole, head: "\(if: isMain, markup)\(extraHead)",
            body: """
                \(Breadcrumb(page, above: [(page.t("reading.index.title"), DataPaths.index())] + (isMain ? [] : [(head.title, DataPaths.dataset(head.dataset.name))]),
                    title: isMain ? head.title : page.t(part.label)))\
                <div class="stack"><h1>\(head.title)</h1>\(tags(page, head))\(with: head.origin, { $0.notice(page) })\(Tabs(page.t("reading.parts"), tabs))</div>\
                <div id="bagian" data-swap>\(body)</div>
                """)
    }

    /// JSON inside a script element must not end it.
    private static func safe(_ json: String) -> String {
        json.replacingOccurrences(of: "<", with: "\\u003c").replacingOccurrences(of: ">", with: "\\u003e")
    }

    static func tags(_ page: Page, _ head: DatasetHead) -> HTML {
        var tags: [HTML] = []
        if head.dataset.state == .withdrawn { tags.append(Tag(page.t("reading.withdrawn.tag"), .bad).html) }
        if head.dataset.state == .draft { tags.append(Tag(page.t(head.dataset.state.label), .warn).html) }
        tags.append(
            Tag(
                page.t(head.dataset.access.label), head.dataset.access == .open ? .good : .idle,
                icon: head.dataset.access == .open ? nil : .lock
            ).html)
        tags.append(head.freshness.tag(page).html)
        if head.dataset.isPriority { tags.append(Tag(page.t("reading.priority"), .info, icon: .star).html) }
        let work: HTML = head.workLink.map { "<a href=\"\($0)\">\(Icon.edit) \(page.t("reading.work_on"))</a>" } ?? .empty
        return "<p class=\"row\">\(tags)\(work)</p>"
    }

    /// Who, when, where, and on what terms.
    static func facts(_ page: Page, _ head: DatasetHead) -> HTML {
        let dataset = head.dataset
        let from = dataset.temporalFrom.map(page.format.day)
        let to = dataset.temporalTo.map(page.format.day)
        let period: String? = from == nil && to == nil ? nil : "\(from ?? "…") – \(to ?? "…")"
        let unknown: HTML = "<span class=\"muted\">\(page.t("reading.not_said"))</span>"
        func said(_ text: String?) -> HTML { text.flatMap { $0.isEmpty ? nil : "\($0)" } ?? unknown }
        // In words where it is one of ours; harvested datasets may name any other.
        let licenceKey = TextKey("catalogue.licence.\(dataset.licence)")
        let licence = page.words.sentence(licenceKey, .indonesian) == nil ? dataset.licence : page.t(licenceKey)
        let facts: [(name: String, value: HTML?)] = [
            (
                page.t("reading.fact.producer"),
                "<a href=\"\(DataPaths.index(query: [("instansi", dataset.producer.text)]))\">\(head.producer)</a>"
            ),
            (page.t("reading.fact.steward"), head.steward.map { "\($0)" }), (page.t("origin.from"), head.origin?.link),
            (
                page.t("reading.fact.updated"),
                head.updatedAt.map { "<time datetime=\"\($0.description)\">\(page.format.day($0))</time>" } ?? unknown
            ),
            (
                page.t("reading.fact.frequency"),
                "\(page.t(dataset.frequency.label))\(with: dataset.dueOn, { "<br><span class=\"muted\">\(page.t("reading.fact.due", ["day": page.format.day($0)]))</span>" })"
            ),
            (page.t("reading.fact.period"), said(period)), (page.t("reading.fact.area"), said(head.area)),
            (page.t("reading.fact.theme"), head.themes.isEmpty ? nil : "\(head.themes.joined(separator: ", "))"),
            (page.t("reading.fact.kind"), "\(page.t(dataset.kind.label))"),
            (page.t("reading.fact.standard"), dataset.standardCode.map { "<span class=\"code\">\($0)</span>" }),
            (page.t("reading.fact.licence"), said(licence)), (page.t("reading.fact.contact"), said(dataset.contact)),
        ]
        // Side by side, so that the rows stay near the top.
        let shown = facts.html { fact in fact.value.map { "<div><dt>\(fact.name)</dt><dd>\($0)</dd></div>" } ?? .empty }
        return "<dl class=\"fact-grid\">\(shown)</dl>"
    }

    /// Which of several tables is shown, as links.
    static func tables(_ page: Page, _ head: DatasetHead, part: DatasetHead.Part, shown: String?) -> HTML {
        guard head.tables.count > 1 else { return .empty }
        let current = shown ?? head.tables.first?.name
        let links = head.tables.enumerated().html { index, table in
            let link = part.path(head.dataset.name, query: [(TableState.tableName, index == 0 ? nil : table.name)])
            let rows =
                table.rows.map { page.t("reading.row_count", ["count": page.format.number($0)]) }
                ?? page.t(table.isHidden ? "reading.rows_hidden" : "reading.no_rows_yet")
            return """
                <li><a href="\(link)"\(attr: "aria-current", table.name == current ? "true" : nil)>\(table.title)</a>\
                <span class="muted"> · \(rows)</span></li>
                """
        }
        return "<nav aria-label=\"\(page.t("reading.tables_label"))\"><ul class=\"table-list\">\(links)</ul></nav>"
    }

    /// What stands where the rows would be.
    static func closed(_ page: Page, _ head: DatasetHead) -> HTML {
        guard let error = head.closed else { return .empty }
        let dataset = head.dataset
        let isWithdrawn = dataset.state == .withdrawn
        let key: TextKey = isWithdrawn ? "reading.withdrawn" : dataset.access == .closed ? "reading.closed" : "reading.restricted"
        let reason = isWithdrawn ? dataset.withdrawnReason : dataset.accessReason
        let day = isWithdrawn ? nil : dataset.accessReviewOn
        let review: HTML = day.map { "<p>\(page.t("reading.review_on", ["day": page.format.day($0)]))</p>" } ?? .empty
        // Where it can be asked for is said by the capability that decides, in its panel below.
        let ask: HTML = dataset.access == .restricted && !isWithdrawn ? "<p>\(page.t(error.message))</p>" : .empty
        return Notice(
            .info, title: page.t(TextKey("\(key.id).title")),
            "<p>\(page.t(key))</p>\(with: reason, { "<p><strong>\(page.t("reading.reason"))</strong> \($0)</p>" })\(review)\(ask)"
        ).html
    }
}
