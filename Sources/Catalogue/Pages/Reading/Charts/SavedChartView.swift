import Columns
import Directory
import Kernel
import Storage
import Web

extension SavedChartView {
    /// The chart that the address names by its code, drawn of the newest version or of the one that is asked for.
    init(_ request: Request) async throws {
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
            drawing = try await Drawer(request).draw(chart, drawn, entry)
        } catch let error as AppError where error.kind == .invalid && drawn.id != saved.id {
            isBroken = true
            drawn = saved
            drawing = try await Drawer(request).draw(chart, saved, entry)
        }
        let table = entry.distribution(chart.distribution)
        let tableName = table?.id == entry.distributions.first?.id ? nil : table?.name
        let parameters: [(String, String?)] = [(TableState.tableName, tableName)]
        let edit =
            DataPaths.chart(entry.dataset.name) + "?" + chart.spec.query
            + (tableName == nil ? "" : "&" + Path.query(parameters).dropFirst())
        self.init(
            chart: chart, drawing: drawing, dataset: (entry.dataset.name, entry.dataset.title(request.language)),
            versions: (drawn.number, saved.number, current.number), isBroken: isBroken, address: request.installation.settings.absolute(""),
            edit: edit, cite: CitationLink.chart(chart.spec, entry.dataset, table, drawn))
    }

    /// Draws charts for everyone.
    struct Drawer {
        let request: Request

        init(_ request: Request) { self.request = request }

        func draw(_ chart: SavedChart, _ version: DatasetVersion, _ entry: CatalogueEntry) async throws -> ChartDrawing {
            // A saved chart is for everyone: it is drawn of what a visitor may read, whoever looks.
            let opened = try await request.catalogueReader.open(.version(version.id), for: .visitor, purpose: .chart)
            let directory: DirectoryIndex = request.installation.services.get()
            let page = request.page
            let source = page.t(
                "chart.source",
                [
                    "producer": directory.agencies.name(entry.dataset.producer.text), "dataset": entry.dataset.title(page.language),
                    "version": page.format.number(version.number), "day": page.format.day(version.publishedAt),
                ])
            return try await draw(chart.spec, on: try ReadableTable(opened), source: source)
        }

        func draw(_ spec: ChartSpec, on table: ReadableTable, source: String) async throws -> ChartDrawing {
            let directory: DirectoryIndex = request.installation.services.get()
            let maker = ChartMaker(
                page: request.page, table: table.text, file: table.file, places: directory.places.now, source: source)
            return try await Background.run { () throws(AppError) in try maker.draw(spec, on: table, id: "bagan") }
        }
    }
}
