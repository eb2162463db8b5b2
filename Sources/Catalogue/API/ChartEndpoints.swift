import Columns
import HTTPTypes
import Kernel
import Storage
import Web

/// Charts of published tables: drawn figures under a short link of their own.
enum ChartEndpoints {
    static let all = [list, save, one]

    private static let spec: [Schema.Member] = [
        .required("kind", .choice(ChartSpec.Kind.self)),
        .required("x", Schema.string(max: 200).about("The column whose values are the names; of points what each is called.")),
        .optional("series", Schema.string(max: 200).orNull.about("The column that tells series apart.")),
        .optional("figure", .choice(ChartSpec.figureWords.map(\.0.rawValue))),
        .optional("value", Schema.string(max: 200).orNull.about("The column the figure is of; rows are counted without it.")),
        .optional("filter", Schema.string(max: 8000).about("Conditions as rows take them: `tahun=eq.2025`.")),
        .optional("sort", .choice(ChartSpec.Sort.self)), .optional("top", Schema.integer(1...ChartSpec.mostNames).orNull),
        .optional("classes", .choice(AreaClasses.Way.allCases.map(\.rawValue))),
        .optional("title", Schema.string(max: ChartSpec.longestTitle).orNull.about("Needs an account; composed of the columns otherwise.")),
    ]

    private static let members: [Schema.Member] = [
        .required("code", .string), .required("dataset", .string), .required("table", .string), .required("createdAt", .instant),
        .required("chart", .named("ChartSpec", .object(spec))), .required("url", .string),
        .required("embed", Schema.string.about("May stand in frames of other pages.")), .required("drawing", .string.about("SVG.")),
    ]
    private static let chart = Schema.named("SavedChart", .object(members))
    private static let whole = Schema.named(
        "SavedChartWithFigures",
        .object(
            members + [
                .required("title", .string), .required("source", .string),
                .required("versions", .object(.required("drawn", .integer), .required("saved", .integer), .required("current", .integer))),
                .required("heads", .array(of: .string)),
                .required("rows", .array(of: .array(of: .string)).about("The figures behind the drawing; what is missing is empty.")),
                .required("notes", .array(of: .string)),
            ]))

    private static func json(_ chart: SavedChart, _ dataset: String, _ table: String, _ request: Request) -> [String: JSONValue] {
        func address(_ path: Path) -> JSONValue { .string(request.installation.settings.absolute(path(chart.code))) }
        return [
            "code": .string(chart.code), "dataset": .string(dataset), "table": .string(table),
            "createdAt": .string(chart.createdAt.description), "chart": DatasetJSON.json(SavedChart.json(chart.spec)),
            "url": address(DataPaths.savedChart), "embed": address(DataPaths.embeddedChart), "drawing": address(DataPaths.chartDrawing),
        ]
    }

    private static let list = Endpoint(
        .get, "/api/datasets/{name}/charts", "Saved charts of a dataset, the newest first",
        parameters: [.init("limit", .integer(1...200), "How many to give, 50 unless given.")],
        response: .object(.required("total", .integer), .required("items", .array(of: chart)))
    ) { request in
        // Charts are of open data only, and are shown as long as that holds.
        guard let entry = request.catalogueIndex.find(try request.parameter("name")) else { throw AppError.notFound }
        guard entry.dataset.access == .open, entry.dataset.state == .published else { return .json(["total": 0, "items": []]) }
        let limit = request.pageLimit
        let (charts, count) = try await request.database.read { tx in
            (try tx.savedCharts(of: entry.dataset.id, limit: limit), try tx.savedChartCount(of: entry.dataset.id))
        }
        let items = charts.map { chart in
            JSONValue.object(json(chart, entry.dataset.name, entry.distribution(chart.distribution)?.name ?? "", request))
        }
        return .json(["total": .integer(count), "items": .array(items)])
    }

    private static let save = Endpoint(
        .post, "/api/datasets/{name}/tables/{table}/charts", "Save a chart under a short link",
        about: "Of open data only. The same chart of the same version is the one that is there. It shows the newest version from then on.",
        request: .object(spec), response: chart, status: .created, rate: RateLimit("chart", 20, per: 3600)
    ) { request in
        let asked = try await AskedTable.open(request, .chart)
        let table = try ReadableTable(asked.table)
        let spec = try await request.json(ChartSpec.self)
        // What cannot be drawn is not kept.
        let view = try await SavedChartView.Drawer(request).draw(spec, on: table, source: "")
        let act = SaveChart(view.spec, of: asked.table)
        let saved = try await request.database.write { [world = request.world, actor = request.actor] tx in
            try act.perform(by: actor, in: world, tx)
        }
        return .created(
            .object(json(saved, asked.table.dataset.name, asked.table.distribution.name, request)), at: "/api/charts/\(saved.code)")
    }

    private static let one = Endpoint(
        .get, "/api/charts/{code}", "A saved chart with its figures",
        parameters: [.init(TableState.versionName, .integer(1...Int.max), "Number of an earlier version to draw.")], response: whole
    ) { request in
        let view = try await SavedChartView(request)
        let table = request.catalogueIndex.entry(view.chart.dataset)?.distribution(view.chart.distribution)?.name ?? ""
        var object = json(view.chart, view.dataset.name, table, request)
        let rows = view.drawing.rows
        object["title"] = .string(view.drawing.title)
        object["source"] = .string(view.drawing.source)
        object["versions"] = [
            "drawn": .integer(view.versions.drawn), "saved": .integer(view.versions.saved), "current": .integer(view.versions.current),
        ]
        object["heads"] = .array((rows.first ?? []).map(JSONValue.string))
        object["rows"] = .array(rows.dropFirst().map { .array($0.map(JSONValue.string)) })
        object["notes"] = .array(view.drawing.notes.map(JSONValue.string))
        return .json(.object(object))
    }
}
