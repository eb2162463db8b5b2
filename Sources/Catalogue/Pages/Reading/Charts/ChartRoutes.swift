import Columns
import Directory
import Kernel
import Rows
import Storage
import Web

extension PageRoute {
    static let charts: [PageRoute] = [
        .get(DataPaths.chart) { request in
            let reading = try await ReadingRequest(request, purpose: .chart)
            return .page(ChartPage.page(request.page, try await chartView(reading, try reading.readable())))
        },
        .post(DataPaths.chart, rate: RateLimit("chart", 20, per: 3600)) { request in
            let reading = try await ReadingRequest(request, purpose: .chart)
            let table = try reading.readable()
            var view = try await chartView(reading, table)
            _ = try view.drawing.get()
            let title = try await request.form()["title"]
            view.spec.title = title.flatMap { $0.isEmpty ? nil : String($0.prefix(ChartSpec.longestTitle)) }
            let act = SaveChart(view.spec, of: table.opened)
            let chart = try await request.database.write { [world = request.world, actor = request.actor] tx in
                try act.perform(by: actor, in: world, tx)
            }
            return .redirect(DataPaths.savedChart(chart.code), flash: request.t("chart.saved"))
        },
    ]

    private static func chartView(_ reading: ReadingRequest, _ table: ReadableTable) async throws -> ChartView {
        let request = reading.request
        let head = try await reading.head()
        let name = reading.dataset.name
        let read = Result { () throws(AppError) in try TableState(dataset: name, request.query, table.check) }
        guard case .success(let state) = read else {
            let state = TableState(dataset: name, table: reading.tableName)
            let spec = ChartSpec(.bar, x: table.text.columns[0].name)
            return ChartView(
                head: head, state: state, text: table.text, askable: table.askable, spec: spec,
                drawing: read.flatMap { _ in .failure(.notFound) },
                maySave: false, mayTitle: false)
        }
        let usual = ChartSpec.usual(for: table.text) { (try? table.file.column($0))?.statistics.distinct ?? 0 }
        let spec = ChartSpec(request.query, filter: state.filterText, usual: usual)
        let maker = ChartMaker(
            page: request.page, table: table.text, file: table.file, places: reading.directory.places.now,
            source: reading.source(table, request.page), link: { state.adding($0).link() })
        let drawing = await Background.run {
            Result { () throws(AppError) in try maker.draw(spec, on: table, id: "bagan") }
        }
        return ChartView(
            head: head, state: state, text: table.text, askable: table.askable, spec: spec, drawing: drawing,
            maySave: table.opened.isPublic && !state.isPast, mayTitle: request.actor.kind == .account)
    }
}

extension ChartMaker {
    /// Draws for a reader of a table: nothing that she may not ask by goes into it.
    /// - Throws: `invalid` when the spec names such a column, or as ``draw(_:filter:id:)``.
    func draw(_ spec: ChartSpec, on table: ReadableTable, id: String) throws(AppError) -> ChartDrawing {
        for name in [spec.x, spec.series, spec.value].compactMap(\.self) where !table.mayAskBy(name) {
            throw .invalid("_menurut", Message("chart.no_column", ["column": name]))
        }
        // Maps group by the code of the area, or read every point.
        let places: [String] =
            switch (spec.kind, self.table.place) {
            case (.areas, _): self.table.areaCode.map { [$0.name] } ?? []
            case (.points, .degrees(let latitude, let longitude)?): [latitude, longitude]
            case (.points, .point(let name)?): [name]
            default: []
            }
        guard places.allSatisfy(table.mayAskBy) else { throw .invalid("_jenis", "chart.no_areas") }
        return try draw(spec, filter: try table.filter(spec.filter), id: id)
    }
}

extension ReadingRequest {
    /// Who says so, and as of when.
    func source(_ table: ReadableTable, _ page: Page) -> String {
        page.t(
            "chart.source",
            [
                "producer": directory.agencies.name(dataset.producer.text), "dataset": dataset.title(page.language),
                "version": page.format.number(table.opened.version.number), "day": page.format.day(table.opened.version.publishedAt),
            ])
    }
}
