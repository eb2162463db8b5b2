import Columns
import Directory
import HTTPTypes
import Kernel
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

    static func chart(_ spec: ChartSpec, _ dataset: Dataset, _ table: Distribution?, _ version: DatasetVersion) -> String {
        let columns = [spec.x, spec.series].compactMap(\.self).joined(separator: ",")
        return path(query: [
            ("data", dataset.name), ("tabel", table?.name), ("versi", version.id.text), ("saring", spec.filter.isEmpty ? nil : spec.filter),
            ("rumus", spec.figure.rawValue), ("kolom", spec.value), ("per", spec.kind == .points ? nil : columns),
        ])
    }
}
