import Kernel

/// Bars with their names and values as text, so that the chart is its own table and reads well at any width.
package struct BarChart: Component {
    var title: String
    var columns: (name: String, value: String)
    var rows: [ChartRow]
    var format: ChartFormat
    var most: Double?

    /// - Parameters:
    ///   - title: what the bars show, with the period.
    ///   - name: heading of the names.
    ///   - value: heading of the values, with the unit.
    ///   - rows: their first value is drawn; a missing one shows `–` and no bar.
    ///   - most: the value of a full bar, for comparing charts; the largest one unless given.
    package init(
        _ title: String, name: String, value: String, rows: [ChartRow], most: Double? = nil, format: @escaping ChartFormat
    ) {
        self.title = title
        columns = (name, value)
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
                <tr><th scope="row">\(row.name)</th><td class="num">\(value.map(format) ?? "–")</td>\
                <td class="bars__bar" aria-hidden="true"><svg viewBox="0 0 100 4" preserveAspectRatio="none">\
                <rect class="c1" width="\(coordinate(width))" height="4"/></svg></td></tr>
                """
        }
        return """
            <figure class="chart"><table class="bars"><caption>\(title)</caption><thead class="visually-hidden"><tr><th scope="col">\(columns.name)</th>\
            <th scope="col">\(columns.value)</th></tr></thead><tbody>\(lines)</tbody></table></figure>
            """
    }

    package static let examples = [
        Example("reports by agency, one without figures") { page in
            BarChart(
                "Laporan diterima, Januari–Maret 2026", name: "Perangkat daerah", value: "Laporan",
                rows: [
                    ChartRow("Dinas Pekerjaan Umum, Bina Marga dan Sumber Daya Air", [1204], link: "#pu"), ChartRow("Dinas Lingkungan Hidup", [388]),
                    ChartRow("Dinas Kesehatan", [97]), ChartRow("Dinas Perikanan", [nil]),
                ], format: { page.format.number(Int($0)) }
            ).html
        }
    ]
}
