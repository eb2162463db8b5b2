import Kernel

/// Bars with their names and values as text, so that the chart is its own table and reads well at any width.
package struct BarChart: Component {
    var title: String
    var rows: [ChartRow]
    var format: ChartFormat
    var most: Double?

    /// - Parameters:
    ///   - title: what the bars show, with the period.
    ///   - rows: their first value is drawn; a missing one shows `–` and no bar.
    ///   - most: the value of a full bar, for comparing charts; the largest one unless given.
    package init(_ title: String, rows: [ChartRow], most: Double? = nil, format: @escaping ChartFormat) {
        self.title = title
        self.rows = rows
        self.most = most
        self.format = format
    }

    package var html: HTML {
        let full = most ?? rows.compactMap { $0.values.first ?? nil }.max() ?? 1
        let lines = rows.html { row in
            let value = row.values.first ?? nil
            let width = full > 0 ? min(max(value ?? 0, 0) / full, 1) * 100 : 0
            return """
                <li><span class="bars__name"><span>\(row.name)</span><span class="number">\(value.map(format) ?? "–")</span></span>\
                <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">\
                <rect class="c1" width="\(coordinate(width))" height="4"/></svg></li>
                """
        }
        return "<figure class=\"chart\"><figcaption><strong>\(title)</strong></figcaption><ul class=\"bars\">\(lines)</ul></figure>"
    }

    package static let examples = [
        Example("reports by agency, one without figures") { page in
            BarChart(
                "Laporan diterima, Januari–Maret 2026",
                rows: [
                    ChartRow("Dinas Pekerjaan Umum, Bina Marga dan Sumber Daya Air", [1204], link: "#pu"),
                    ChartRow("Dinas Lingkungan Hidup", [388]),
                    ChartRow("Dinas Kesehatan", [97]), ChartRow("Dinas Perikanan", [nil]),
                ], format: { page.format.number(Int($0)) }
            ).html
        }
    ]
}
