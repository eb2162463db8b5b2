import Columns
import Directory
import HTTPTypes
import Kernel
import Rows
import Storage
import Tables
import Web

extension PageRoute {
    static let savedCharts: [PageRoute] = [
        .get(DataPaths.savedChart) { request in .page(SavedChartPage.page(request.page, try await SavedChartView(request))) },
        .get(DataPaths.embeddedChart) { request in
            .page(SavedChartPage.embedded(request.page, try await SavedChartView(request))).framedAnywhere.cached(publicSeconds: 300)
        },
        .get(DataPaths.chartDrawing) { request in
            let view = try await SavedChartView(request)
            let svg = view.drawing.file(request.page, link: view.address + DataPaths.savedChart(view.chart.code)).svg
            // The file's own style is all it may use, wherever it is opened.
            return Reply.text(svg, type: PlotFile.type)
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("Content-Disposition", "inline; filename=\"grafik-\(view.chart.code).svg\"").cached(publicSeconds: 300)
        },
        .get(DataPaths.chartTable) { request in
            let view = try await SavedChartView(request)
            var csv = CSVWriter(byteOrderMark: true)
            for row in view.drawing.rows { csv.row(row) }
            return .csv(String(decoding: csv.take(), as: UTF8.self), filename: "grafik-\(view.chart.code).csv")
        },
    ]
}

extension Reply {
    /// May stand within pages of anybody; runs no script and sends nothing.
    fileprivate var framedAnywhere: Reply {
        header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *"
        ).header("Cross-Origin-Resource-Policy", "cross-origin")
    }
}

/// Where figures become citations.
enum CitationLink {
    static let path: Path = "/angka/baru"

    static func rows(_ state: TableState, _ dataset: Dataset, _ table: Distribution?, _ version: DatasetVersion?) -> String {
        path(query: [
            ("data", dataset.name), ("tabel", table?.name), ("versi", version?.id.text),
            ("saring", state.filterText.isEmpty ? nil : state.filterText), ("rumus", "count"),
        ])
    }

    /// For each row that is shown a value of it, found by the table's key; none where the table has no key that is shown, and for who
    /// reads a part only: her number would be another one for everybody else.
    static func cells(_ rows: ReadableTable.Rows, of table: ReadableTable) -> [String?] {
        let (opened, key) = (table.opened, table.text.key)
        let places = key.compactMap { name in rows.columns.firstIndex { $0.name == name } }
        let others = rows.columns.filter { !key.contains($0.name) }
        guard opened.rule.isWhole, !key.isEmpty, places.count == key.count, let column = others.first(where: \.isFigure) ?? others.first
        else { return [] }
        return rows.values.map { row in
            var question = RowQuestion()
            var parts: [RowFilter] = []
            for (name, place) in zip(key, places) {
                guard let text = row[place].text else { return nil }
                parts.append(.compare(name, .equal, text))
            }
            question.filter = parts.count == 1 ? parts[0] : .all(parts)
            return path(query: [
                ("data", opened.dataset.name), ("tabel", opened.distribution.name), ("versi", opened.version.id.text),
                ("saring", AddressWriter.query(question)), ("rumus", "cell"), ("kolom", column.name),
            ])
        }
    }

    static func chart(_ spec: ChartSpec, _ dataset: Dataset, _ table: Distribution?, _ version: DatasetVersion) -> String {
        let columns = [spec.x, spec.series].compactMap(\.self).joined(separator: ",")
        return path(query: [
            ("data", dataset.name), ("tabel", table?.name), ("versi", version.id.text), ("saring", spec.filter.isEmpty ? nil : spec.filter),
            ("rumus", spec.figure.rawValue), ("kolom", spec.value), ("per", spec.kind == .points ? nil : columns),
        ])
    }
}
