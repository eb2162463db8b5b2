import Columns
import Kernel
import Web

/// What the page of a table's versions shows.
package struct HistoryView: Sendable {
    package var head: DatasetHead
    package var table: String?
    /// Newest first: those of one page, and the one before them.
    package var versions: [DatasetVersion]
    /// How many there are in all.
    package var count: Int
    /// Number of the one that is shown today.
    package var newest: Int?
    package var mayRead: Bool
    /// Whether hashes and counts of the files are told.
    package var showsFiles: Bool
    /// Those that stay shut though the dataset is open.
    package var withheld: Set<Identifier<DatasetVersion>>

    /// Versions on one page.
    package static let most = 100

    package init(
        head: DatasetHead, table: String?, versions: [DatasetVersion], count: Int, newest: Int?, mayRead: Bool, showsFiles: Bool = true,
        withheld: Set<Identifier<DatasetVersion>> = []
    ) {
        self.count = count
        self.newest = newest
        self.showsFiles = showsFiles
        self.withheld = withheld
        self.head = head
        self.table = table
        self.versions = versions
        self.mayRead = mayRead
    }
}

package enum HistoryPage {
    package static func page(_ page: Page, _ view: HistoryView) -> HTML {
        DatasetFrame.page(
            page, view.head, part: .history, table: view.table,
            body: """
                <div class="stack">\(DatasetFrame.tables(page, view.head, part: .history, shown: view.table))\
                <h2>\(page.t("reading.history.title", ["count": page.format.number(view.count)]))</h2>\
                <p class="muted prose">\(page.t("reading.history.about"))</p>\(chooser(page, view))\(list(page, view))\(pages(page, view))</div>
                """)
    }

    private static func list(_ page: Page, _ view: HistoryView) -> HTML {
        if view.versions.isEmpty { return EmptyState(page.t("reading.history.none"), text: page.t("reading.history.none_text")).html }
        let newest = view.newest
        return Timeline(
            view.versions.prefix(HistoryView.most).enumerated().map { index, version in
                let earlier = index + 1 < view.versions.count ? view.versions[index + 1] : nil
                // How much one that stays shut holds is not told by what the next one has more or less either.
                let before = earlier.flatMap { view.withheld.contains($0.id) ? nil : $0 }
                let link = DataPaths.dataset(
                    view.head.dataset.name,
                    query: [("_tabel", view.table), ("_versi", version.number == newest ? nil : "\(version.number)")])
                let isShut = view.withheld.contains(version.id)
                let showsFile = view.showsFiles && !isShut
                let compare = before.map {
                    DataPaths.comparison(
                        view.head.dataset.name, query: [("_tabel", view.table), ("dari", "\($0.number)"), ("sampai", "\(version.number)")])
                }
                return Timeline.Entry(
                    page.t("reading.history.version", ["number": page.format.number(version.number)]),
                    meta: """
                        <time datetime="\(version.publishedAt.description)">\(page.format.moment(version.publishedAt))</time>\
                        \(if: showsFile, " · \(page.t("reading.row_count", ["count": page.format.number(version.rows)]))\(change(page, version, before))")
                        """,
                    mark: version.number == newest ? .good : .plain,
                    content: """
                        \(if: !version.note.isEmpty, "<p class=\"keep-lines\">\(version.note)</p>")\
                        \(if: isShut, "<p>\(page.t("reading.history.withheld"))</p>")\
                        \(if: view.mayRead && !isShut, """
                            <p class="row"><a href="\(link)">\(page.t("reading.history.open"))</a>\
                            \(with: compare, { "<a href=\"\($0)\">\(page.t("reading.history.compare_before"))</a>" })</p>
                            """)\
                        \(if: showsFile, "<p class=\"muted\"><small>SHA-256 <span class=\"code hash\">\(version.hash)</span></small></p>")
                        """)
            }
        ).html
    }

    private static func pages(_ page: Page, _ view: HistoryView) -> HTML {
        guard view.count > HistoryView.most else { return .empty }
        func link(_ before: Int?) -> String {
            DataPaths.history(view.head.dataset.name, query: [("_tabel", view.table), ("sebelum", before.map(String.init))])
        }
        let shown = view.versions.prefix(HistoryView.most)
        let isFirst = shown.first.map { $0.number == view.newest } ?? true
        // Back by as many as a page has; the newest page has no number in its address.
        let newer = (shown.first?.number ?? 0) + HistoryView.most + 1
        return Pagination(
            page, newer: isFirst ? nil : link(newer > view.newest ?? 0 ? nil : newer),
            older: view.versions.count > HistoryView.most ? link(shown.last?.number) : nil
        ).html
    }

    private static func change(_ page: Page, _ version: DatasetVersion, _ before: DatasetVersion?) -> HTML {
        guard let before, before.rows != version.rows else { return .empty }
        let more = version.rows - before.rows
        return " (\(more > 0 ? "+" : "−")\(page.format.number(abs(more))))"
    }

    private static func chooser(_ page: Page, _ view: HistoryView) -> HTML {
        let versions = view.versions.filter { !view.withheld.contains($0.id) }
        guard versions.count > 1, view.mayRead else { return .empty }
        let choices = versions.map {
            Choice(
                "\($0.number)",
                "\(page.t("reading.history.version", ["number": page.format.number($0.number)])), \(page.format.day($0.publishedAt))")
        }
        return """
            <form class="filters form--line" method="get" action="\(DataPaths.comparison(view.head.dataset.name))">\
            \(with: view.table, { "<input type=\"hidden\" name=\"_tabel\" value=\"\($0)\">" })\
            \(Select(page, "dari", label: page.t("reading.compare.from"), choices: choices, selected: "\(versions[1].number)", need: .filter))\
            \(Select(page, "sampai", label: page.t("reading.compare.to"), choices: choices, selected: "\(versions[0].number)", need: .filter))\
            <p>\(Button(page.t("reading.compare.do"), kind: .quiet))</p></form>
            """
    }
}
