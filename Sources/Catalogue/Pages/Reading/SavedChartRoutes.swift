import Columns
import Directory
import HTTPTypes
import Kernel
import Storage
import Tables
import Web

extension PageRoute {
    static let savedCharts: [PageRoute] = [
        .get(DataPaths.savedChart) { request in .page(SavedChartPage.page(request.page, try await view(request))) },
        .get(DataPaths.embeddedChart) { request in
            .page(SavedChartPage.embedded(request.page, try await view(request))).framedAnywhere.cached(publicSeconds: 300)
        },
        .get(DataPaths.chartDrawing) { request in
            let view = try await view(request)
            let svg = view.drawing.file(request.page, link: view.address + DataPaths.savedChart(view.chart.code)).svg
            // The file's own style is all it may use, wherever it is opened.
            return Reply.text(svg, type: PlotFile.type)
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("Content-Disposition", "inline; filename=\"grafik-\(view.chart.code).svg\"").cached(publicSeconds: 300)
        },
        .get(DataPaths.chartTable) { request in
            let view = try await view(request)
            var csv = CSVWriter(byteOrderMark: true)
            for row in view.drawing.rows { csv.row(row) }
            return .csv(String(decoding: csv.take(), as: UTF8.self), filename: "grafik-\(view.chart.code).csv")
        },
    ]

    private static func view(_ request: Request) async throws -> SavedChartView {
        guard let code = ShortCode.normalize(try request.parameter("code")) else { throw AppError.notFound }
        let found = try await request.database.read { tx -> (SavedChart, DatasetVersion)? in
            guard let chart = try tx.savedChart(code: code), let version = try tx.datasetVersion(chart.version) else { return nil }
            return (chart, version)
        }
        guard let (chart, saved) = found, let entry = request.catalogueIndex.entry(chart.dataset) else { throw AppError.notFound }
        guard entry.dataset.access == .open, entry.dataset.state == .published else { throw AppError(.notFound, "chart.not_now") }
        let current = entry.versions[chart.distribution] ?? saved
        var drawn = current
        if let number = request.query.int(TableState.versionName), number != current.number {
            guard let version = try await ReadingRequest.version(request, chart.distribution, number) else { throw AppError.notFound }
            drawn = version
        }
        var isBroken = false
        let drawing: ChartDrawing
        do {
            drawing = try await draw(chart, drawn, entry, request)
        } catch let error as AppError where error.kind == .invalid && drawn.id != saved.id {
            isBroken = true
            drawn = saved
            drawing = try await draw(chart, saved, entry, request)
        }
        let table = entry.distribution(chart.distribution)
        let tableName = table?.id == entry.distributions.first?.id ? nil : table?.name
        let parameters: [(String, String?)] = [(TableState.tableName, tableName)]
        let edit =
            DataPaths.chart(entry.dataset.name) + "?" + chart.spec.query
            + (tableName == nil ? "" : "&" + Path.query(parameters).dropFirst())
        return SavedChartView(
            chart: chart, drawing: drawing, dataset: (entry.dataset.name, entry.dataset.title(request.language)),
            versions: (drawn.number, saved.number, current.number), isBroken: isBroken, address: request.installation.settings.absolute(""),
            edit: edit, cite: CitationLink.chart(chart.spec, entry.dataset, table, drawn))
    }

    private static func draw(
        _ chart: SavedChart, _ version: DatasetVersion, _ entry: CatalogueEntry, _ request: Request
    ) async throws -> ChartDrawing {
        // A saved chart is for everyone: it is drawn of what a visitor may read, whoever looks.
        let opened = try await request.catalogueReader.open(.version(version.id), for: .visitor, purpose: .chart)
        let table = try ReadableTable(opened)
        let directory: DirectoryIndex = request.installation.services.get()
        let page = request.page
        let source = page.t(
            "chart.source",
            [
                "producer": directory.agencies.name(entry.dataset.producer.text), "dataset": entry.dataset.title(page.language),
                "version": page.format.number(version.number), "day": page.format.day(version.publishedAt),
            ])
        let maker = ChartMaker(page: page, table: table.text, file: table.file, places: directory.places.now, source: source)
        return try await Background.run { () throws(AppError) in try maker.draw(chart.spec, on: table, id: "bagan") }
    }
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
