import Columns
import Directory
import Kernel
import Rows
import Web

extension PageRoute {
    static let maps: [PageRoute] = [
        .get(DataPaths.map) { request in
            let reading = try await ReadingRequest(request, purpose: .chart)
            let table = try reading.readable()
            guard let usual = ChartSpec.usualMap(for: table.text) else { throw AppError.notFound }
            let state = try TableState(dataset: reading.dataset.name, request.query, table.check)
            // Figures of several years are not to be added up by accident: without any choice the newest is shown.
            if usual.kind == .areas, let newest = newestPeriod(request, table) {
                return .redirect(link(state.adding(newest), usual))
            }
            return .page(MapPage.page(request.page, try await view(reading, table, state, usual)))
        }
    ]

    private static func link(_ state: TableState, _ spec: ChartSpec) -> String {
        state.link(DataPaths.map) + "&" + Path.query(spec.parameters).dropFirst()
    }

    /// The condition that leaves the newest period; `nil` when somebody has chosen, or there is only one.
    private static func newestPeriod(_ request: Request, _ table: ReadableTable) -> RowFilter? {
        let plain: Set<String> = [TableState.tableName, TableState.versionName, AsOf.name, "bahasa"]
        guard request.query.pairs.allSatisfy({ plain.contains($0.name) }), let time = table.text.time,
            let figures = try? table.file.column(time.name).statistics, figures.distinct > 1, let newest = figures.greatest.text
        else { return nil }
        return .compare(time.name, .equal, newest)
    }

    private static func view(
        _ reading: ReadingRequest, _ table: ReadableTable, _ state: TableState, _ usual: ChartSpec
    ) async throws -> MapPage.View {
        let request = reading.request
        var spec = ChartSpec(request.query, filter: state.filterText, usual: usual)
        spec = mapped(spec, usual, table.text)
        let maker = ChartMaker(
            page: request.page, table: table.text, file: table.file, places: reading.directory.places.now,
            source: reading.source(table, request.page), link: { state.adding($0).link() })
        let live = live(reading, table, state, spec)
        let drawing = await Background.run { [spec] in
            Result { () throws(AppError) in try maker.draw(spec, on: table, id: "peta").living(live) }
        }
        return MapPage.View(head: try await reading.head(), state: state, text: table.text, spec: spec, drawing: drawing)
    }

    /// Whatever an address asks for, it is a map.
    private static func mapped(_ spec: ChartSpec, _ usual: ChartSpec, _ table: TableText) -> ChartSpec {
        var spec = spec
        if spec.kind != .areas && spec.kind != .points { spec.kind = usual.kind }
        spec.series = nil
        if spec.kind == .areas {
            spec.x = table.areaCode?.name ?? usual.x
        } else if table[spec.x] == nil {
            spec.x = usual.x
        }
        return spec
    }

    private static func live(_ reading: ReadingRequest, _ table: ReadableTable, _ state: TableState, _ spec: ChartSpec) -> LiveMap {
        typealias Part = MapEndpoint.Part
        let isPoints = spec.kind == .points
        let own: [(String, String?)] = [
            (Part.kind.rawValue, spec.kind.rawValue), (Part.label.rawValue, isPoints ? spec.x : nil),
            (Part.value.rawValue, isPoints ? nil : spec.value), (Part.figure.rawValue, isPoints ? nil : spec.figure.rawValue),
            ("version", state.version.map(String.init)), (AsOf.name, state.asOf),
        ]
        let filter = spec.filter.isEmpty ? "" : spec.filter + "&"
        let source = RowsPaths.map(reading.dataset.name, table.opened.distribution.name) + "?" + filter + Path.query(own).dropFirst()
        let settings = reading.request.installation.settings
        return LiveMap(
            isPoints ? .records : .areas, source: source, boundaries: isPoints ? "/api/regions/outlines" : nil,
            tiles: settings.tileServer.map { TileServer(url: $0, attribution: "© OpenStreetMap") })
    }
}

extension ChartDrawing {
    /// The same as a map that can be opened live.
    func living(_ live: LiveMap) -> ChartDrawing {
        guard case .map(var map) = content else { return self }
        map.live = live
        var copy = self
        copy.content = .map(map)
        return copy
    }
}
