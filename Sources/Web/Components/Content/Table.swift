import Kernel

/// A table whose rows turn into cards on a phone.
package struct Table: Component {
    package struct Column: Sendable {
        var title: String
        var isNumber: Bool

        /// - Parameter isNumber: set to the right, in figures of equal width.
        package init(_ title: String, isNumber: Bool = false) {
            self.title = title
            self.isNumber = isNumber
        }
    }

    var caption: String
    var showsCaption: Bool
    var columns: [Column]
    var rows: [[HTML]]
    var isCards: Bool

    /// - Parameters:
    ///   - caption: what the table shows; always there for screen readers.
    ///   - rows: as many cells as columns each; the first cell is the row's heading.
    ///   - isCards: `false` keeps the table a table on a phone, for few narrow columns.
    package init(_ caption: String, showsCaption: Bool = false, columns: [Column], rows: [[HTML]], isCards: Bool = true) {
        self.caption = caption
        self.showsCaption = showsCaption
        self.columns = columns
        self.rows = rows
        self.isCards = isCards
    }

    package var html: HTML {
        let heads = columns.html { "<th scope=\"col\" role=\"columnheader\"\(if: $0.isNumber, " class=\"num\"")>\($0.title)</th>" }
        // The roles are repeated because a browser forgets them when the rows are laid out as blocks.
        return """
            <div class="table-box"\(if: !isCards, " tabindex=\"0\" role=\"region\" aria-label=\"\(caption)\"")>\
            <table class="table\(isCards ? " table--cards" : "")" role="table">\
            <caption\(if: !showsCaption, " class=\"visually-hidden\"")>\(caption)</caption>\
            <thead role="rowgroup"><tr role="row">\(heads)</tr></thead><tbody role="rowgroup">\(each: rows, row)</tbody></table></div>
            """
    }

    private func row(_ cells: [HTML]) -> HTML {
        var row: HTML = "<tr role=\"row\">"
        for (index, (column, cell)) in zip(columns, cells).enumerated() {
            let style: HTML = column.isNumber ? " class=\"num\"" : ""
            row +=
                index == 0
                ? "<th scope=\"row\" role=\"rowheader\"\(style)>\(cell)</th>"
                : "<td role=\"cell\" data-label=\"\(column.title)\"\(style)><span>\(cell)</span></td>"
        }
        return row + "</tr>"
    }

    package static let examples = [
        Example("rows become cards on a phone") { page in
            Table(
                "Laporan menurut perangkat daerah", showsCaption: true,
                columns: [
                    Column("Perangkat daerah"), Column("Diterima", isNumber: true), Column("Tepat waktu", isNumber: true),
                    Column("Keadaan"),
                ],
                rows: [
                    [
                        "Dinas Pekerjaan Umum", "\(page.format.number(1204))", "\(page.format.percent(71, of: 100))",
                        Tag("Perlu perhatian", .warn).html,
                    ],
                    [
                        "Dinas Lingkungan Hidup", "\(page.format.number(388))", "\(page.format.percent(93, of: 100))",
                        Tag("Baik", .good).html,
                    ],
                ]
            ).html
        },
        Example("stays a table") { page in
            Table(
                "Laporan per bulan", columns: [Column("Bulan"), Column("Jumlah", isNumber: true)],
                rows: [["Januari", "412"], ["Februari", "398"]], isCards: false
            ).html
        },
    ]
}
