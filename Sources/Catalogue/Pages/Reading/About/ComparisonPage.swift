import Columns
import Kernel
import Web

/// What changed between two versions, as far as it is shown.
package struct ComparisonView: Sendable {
    /// A row that differs between two versions.
    package enum Change: Sendable {
        case added([Datum])
        case removed([Datum])
        /// The later values, and the earlier ones of those that differ.
        case changed([Datum], before: [Int: Datum])

        var sign: String {
            switch self {
            case .added: "+"
            case .removed: "−"
            case .changed: "≠"
            }
        }
        var name: String {
            switch self {
            case .added: "added"
            case .removed: "removed"
            case .changed: "changed"
            }
        }
    }

    package var head: DatasetHead
    package var table: String?
    package var from: DatasetVersion
    package var to: DatasetVersion
    package var columns: [TableText.Column]
    package var key: [String]
    package var changes: [Change]
    package var totals: VersionComparison.Totals
    package var addedColumns: [String]
    package var removedColumns: [String]
    /// Changes before the first that is shown.
    package var start: Int
    /// Columns by which rows belong together, where somebody chose other ones than the table's key.
    package var keyText: String?
    /// Which of the columns these are.
    var window: ColumnWindow

    package static let most = 200

    init(
        head: DatasetHead, table: String?, from: DatasetVersion, to: DatasetVersion, columns: [TableText.Column], key: [String],
        changes: [Change], totals: VersionComparison.Totals, addedColumns: [String], removedColumns: [String],
        start: Int = 0, keyText: String? = nil, window: ColumnWindow
    ) {
        self.window = window
        self.start = start
        self.keyText = keyText
        self.head = head
        self.table = table
        self.from = from
        self.to = to
        self.columns = columns
        self.key = key
        self.changes = changes
        self.totals = totals
        self.addedColumns = addedColumns
        self.removedColumns = removedColumns
    }
}

/// Two versions of a table side by side, a page of changed rows at a time.
package enum ComparisonPage {
    package static func page(_ page: Page, _ view: ComparisonView) -> HTML {
        let words = ["from": page.format.number(view.from.number), "to": page.format.number(view.to.number)]
        let number = { (count: Int) in page.format.number(count) }
        return DatasetFrame.page(
            page, view.head, part: .history, table: view.table, title: page.t("reading.compare.title", words),
            body: """
                <div class="stack"><h2>\(page.t("reading.compare.title", words))</h2>\
                <p class="muted">\(page.format.day(view.from.publishedAt)) → \(page.format.day(view.to.publishedAt)) · \
                \(page.t(view.key.isEmpty ? "reading.compare.no_key" : "reading.compare.key", ["columns": view.key.joined(separator: ", ")]))</p>\
                \(Tiles([
                    Tile(page.t("reading.compare.added"), number(view.totals.added)), Tile(page.t("reading.compare.changed"), number(view.totals.changed)),
                    Tile(page.t("reading.compare.removed"), number(view.totals.removed)),
                    Tile(page.t("reading.compare.unchanged"), number(view.totals.unchanged)),
                ]))\(keyForm(page, view))\(columns(page, view))\
                \(if: view.totals.repeatedKeys > 0, Notice(.warn, "<p>\(page.t("reading.compare.repeated", ["count": number(view.totals.repeatedKeys)]))</p>").html)\
                \(if: view.changes.isEmpty, EmptyState(page.t("reading.compare.same"), text: page.t("reading.compare.same_text")).html, else: table(page, view))\
                <p><a href="\(DataPaths.history(view.head.dataset.name, query: [("_tabel", view.table)]))">\(page.t("reading.compare.back"))</a></p></div>
                """)
    }

    /// The same two versions compared by other columns, or from another change on.
    private static func link(_ view: ComparisonView, start: Int, column: Int? = nil) -> String {
        let column = column ?? view.window.range.lowerBound
        return DataPaths.comparison(
            view.head.dataset.name,
            query: [
                ("_tabel", view.table), ("dari", "\(view.from.number)"), ("sampai", "\(view.to.number)"), ("kunci", view.keyText),
                ("mulai", start > 0 ? "\(start)" : nil), (ColumnWindow.name, column > 0 ? "\(column)" : nil),
            ])
    }

    private static func keyForm(_ page: Page, _ view: ComparisonView) -> HTML {
        """
        <details><summary>\(page.t("reading.compare.by"))</summary>\
        <form class="filters form--line" method="get" action="\(DataPaths.comparison(view.head.dataset.name))">\
        \(with: view.table, { "<input type=\"hidden\" name=\"_tabel\" value=\"\($0)\">" })\
        <input type="hidden" name="dari" value="\(view.from.number)"><input type="hidden" name="sampai" value="\(view.to.number)">\
        \(Input(page, "kunci", label: page.t("reading.compare.key_field"), value: view.keyText ?? "", hint: page.t("reading.compare.key_hint"), need: .filter, maxLength: 500))\
        <p>\(Button(page.t("reading.compare.do"), kind: .quiet))</p></form></details>
        """
    }

    private static func columns(_ page: Page, _ view: ComparisonView) -> HTML {
        let added: HTML =
            view.addedColumns.isEmpty
            ? .empty : "<li>\(page.t("reading.compare.new_columns", ["columns": view.addedColumns.joined(separator: ", ")]))</li>"
        let removed: HTML =
            view.removedColumns.isEmpty
            ? .empty : "<li>\(page.t("reading.compare.gone_columns", ["columns": view.removedColumns.joined(separator: ", ")]))</li>"
        return added.isEmpty && removed.isEmpty ? .empty : "<ul>\(added)\(removed)</ul>"
    }

    private static func table(_ page: Page, _ view: ComparisonView) -> HTML {
        let heads = view.columns.html { "<th scope=\"col\"\(if: $0.isFigure, " class=\"num\"")>\($0.title)</th>" }
        let shown = view.totals.added + view.totals.changed + view.totals.removed
        let caption = page.t("reading.compare.table")
        return """
            <div class="table-box data-box" tabindex="0" role="region" aria-label="\(caption)"><table class="table data-table changes">\
            <caption class="visually-hidden">\(caption)</caption><thead><tr><th scope="col">\(page.t("reading.compare.what"))</th>\(heads)</tr></thead>\
            <tbody>\(each: view.changes, { row(page, view, $0) })</tbody></table></div>\
            \(view.window.pages(page) { link(view, start: view.start, column: $0) })\
            \(if: shown > view.changes.count, "<p class=\"hint\">\(page.t("reading.compare.cut", ["shown": page.format.number(view.changes.count), "all": page.format.number(shown)]))</p>")\
            \(Pagination(page, newer: view.start > 0 ? link(view, start: max(0, view.start - ComparisonView.most)) : nil, older: view.start + view.changes.count < shown ? link(view, start: view.start + view.changes.count) : nil, isByTime: false))
            """
    }

    /// A sign and a word beside the colour.
    private static func row(_ page: Page, _ view: ComparisonView, _ change: ComparisonView.Change) -> HTML {
        let (values, before): ([Datum], [Int: Datum]) =
            switch change {
            case .added(let values), .removed(let values): (values, [:])
            case .changed(let values, let before): (values, before)
            }
        var cells = HTML.empty
        for (index, (column, value)) in zip(view.columns, values).enumerated() {
            let now = DatumWords.text(value, column, page) ?? "–"
            let style: HTML = column.isFigure ? " class=\"num\"" : ""
            cells +=
                before[index].map { old in
                    "<td\(style)><del>\(DatumWords.text(old, column, page) ?? "–")</del> <ins>\(now)</ins></td>"
                } ?? "<td\(style)>\(now)</td>"
        }
        return """
            <tr class="is-\(change.name)"><th scope="row"><span aria-hidden="true" class="changes__sign">\(change.sign)</span> \
            \(page.t(TextKey("reading.compare.\(change.name)")))</th>\(cells)</tr>
            """
    }
}
