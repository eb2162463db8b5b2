import Columns
import Kernel
import Web

/// What the page of a table's columns shows: what each means and how its values spread.
package struct ColumnsView: Sendable {
    package struct Profile: Sendable {
        package var column: TableText.Column
        package var statistics: ColumnStatistics

        package init(column: TableText.Column, statistics: ColumnStatistics) {
            self.column = column
            self.statistics = statistics
        }
    }

    package var head: DatasetHead
    package var table: String?
    package var profiles: [Profile]
    package var key: [String]
    /// Which of the table's columns these are, and the table as it is looked at.
    var window: ColumnWindow
    var state: TableState

    init(head: DatasetHead, table: String?, profiles: [Profile], key: [String], window: ColumnWindow, state: TableState) {
        (self.window, self.state) = (window, state)
        self.head = head
        self.table = table
        self.profiles = profiles
        self.key = key
    }
}

package enum ColumnsPage {
    package static func page(_ page: Page, _ view: ColumnsView) -> HTML {
        DatasetFrame.page(
            page, view.head, part: .columns, table: view.table,
            body: """
                <div class="stack">\(DatasetFrame.tables(page, view.head, part: .columns, shown: view.table))\
                <h2>\(page.t("reading.columns.title", ["count": page.format.number(view.window.total)]))</h2>\
                <div class="profiles">\(each: view.profiles.enumerated(), { profile(page, view, $1, $0) })</div>\
                \(view.window.pages(page) { view.state.showing(from: $0).link(DataPaths.columns) })</div>
                """)
    }

    private static func profile(_ page: Page, _ view: ColumnsView, _ profile: ColumnsView.Profile, _ index: Int) -> HTML {
        let column = profile.column
        let kind = page.t(TextKey("reading.type.\(column.type.rawValue)"))
        let role: HTML = view.key.contains(column.name) ? Tag(page.t("reading.columns.key"), .info).html : .empty
        return """
            <section class="card profile"><h3>\(column.title)\(with: column.unit, { " <span class=\"muted\">(\($0))</span>" })</h3>\
            <p class="row"><span class="code">\(column.name)</span> <span class="muted">\(kind)</span>\(role)</p>\
            <p>\(column.about ?? page.t("reading.columns.no_meaning"))</p>\
            \(figures(page, profile))</section>
            """
    }

    private static func figures(_ page: Page, _ profile: ColumnsView.Profile) -> HTML {
        let statistics = profile.statistics
        let column = profile.column
        func shown(_ datum: Datum) -> String { DatumWords.text(datum, column, page) ?? "–" }
        let isOrdered = !column.type.isText && column.type != .boolean
        let spread = isOrdered && statistics.distinct > 8 && !statistics.histogram.isEmpty
        return """
            \(Completeness(page: page, rows: statistics.rows, missing: statistics.missing).html)\
            \(if: spread, Histogram(page: page, bins: statistics.histogram, least: shown(statistics.least), greatest: shown(statistics.greatest), title: column.title).html,
                else: frequent(page, profile))\
            \(Facts([
                (page.t("reading.columns.distinct"), "\(page.format.number(statistics.distinct))"),
                (page.t("reading.columns.range"), isOrdered && statistics.distinct > 1 ? "\(shown(statistics.least)) – \(shown(statistics.greatest))" : nil),
                (page.t("reading.columns.mean"), column.isFigure ? statistics.mean.map { "\(FigureWords.full($0.double, page.format))" } : nil),
                (page.t("reading.columns.sum"), column.isFigure ? statistics.sum.map { "\(page.format.decimal($0.text))" } : nil),
            ]))
            """
    }

    private static func frequent(_ page: Page, _ profile: ColumnsView.Profile) -> HTML {
        let statistics = profile.statistics
        // Where every value is another, the most frequent ones say nothing.
        guard statistics.distinct > 0, statistics.distinct < max(2, statistics.rows - statistics.missing) || statistics.rows < 3 else {
            return "<p class=\"muted\">\(page.t("reading.columns.all_different"))</p>"
        }
        let most = Double(statistics.frequent.first?.count ?? 1)
        let rows = statistics.frequent.prefix(6).html { frequent in
            let width = Double(frequent.count) / max(most, 1) * 100
            let name = DatumWords.text(frequent.value, profile.column, page) ?? "–"
            return """
                <li><span class="bars__name"><span>\(name.count > 60 ? name.prefix(59) + "…" : name)</span><span class="number">\(page.format.number(frequent.count))</span></span>\
                <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="c1" width="\(Int(width.rounded()))" height="4"/></svg></li>
                """
        }
        return "<p class=\"label\">\(page.t("reading.columns.frequent"))</p><ul class=\"bars bars--small\">\(rows)</ul>"
    }
}

/// How many rows have a value.
struct Completeness {
    let page: Page
    let rows: Int
    let missing: Int

    var html: HTML {
        let filled = rows - missing
        let words =
            missing == 0
            ? page.t("reading.columns.complete")
            : page.t("reading.columns.missing", ["count": page.format.number(missing), "part": page.format.percent(missing, of: rows)])
        return Progress(rows == 0 ? 0 : Double(filled) / Double(rows), words: words, standing: missing == 0 ? .onTrack : .atRisk).html
    }
}

/// How values spread, as columns of equal width without a scale; the ends stand below.
struct Histogram {
    let page: Page
    let bins: [ColumnStatistics.Bin]
    let least: String
    let greatest: String
    let title: String

    var html: HTML {
        let most = Double(bins.map(\.count).max() ?? 1)
        let width = 100.0 / Double(max(bins.count, 1))
        var bars = HTML.empty
        for (index, bin) in bins.enumerated() {
            let height = bin.count == 0 ? 0 : max(Double(bin.count) / max(most, 1) * 38, 1)
            bars +=
                """
                <rect class="c1" x="\(place(Double(index) * width))" width="\(place(width * 0.9))" y="\(place(40 - height))" height="\(place(height))"/>
                """
        }
        return """
            <figure class="histogram"><svg viewBox="0 0 100 40" preserveAspectRatio="none" role="img" \
            aria-label="\(page.t("reading.columns.histogram", ["column": title, "least": least, "greatest": greatest]))">\(bars)</svg>\
            <figcaption class="row row--apart"><span>\(least)</span><span>\(greatest)</span></figcaption></figure>
            """
    }

    private func place(_ value: Double) -> String { String((value * 100).rounded() / 100) }
}
