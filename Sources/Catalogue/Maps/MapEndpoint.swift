import Columns
import Directory
import Foundation
import HTTPTypes
import Kernel
import Rows
import Web

/// A table on the map, as GeoJSON that maps draw without asking anything else.
enum MapEndpoint {
    static let all = [map]

    /// Parameters of its own; every other one is a condition, as of rows.
    enum Part: String, CaseIterable {
        case kind = "_kind", figure = "_figure", value = "_value", label = "_label", box = "bbox", zoom = "zoom"
    }

    private static let feature = Schema.object(
        .required("type", .choice(["Feature"])),
        .required("geometry", .object(.required("type", .string), .required("coordinates", .array(of: .any)))),
        .required(
            "properties",
            .object(
                .optional("code", .string), .optional("name", .string), .optional("value", Schema.number.orNull),
                .optional("shown", .string), .optional("shade", Schema.integer(1...5).orNull), .optional("count", .integer(1...Int.max)),
                .optional("title", .string), .optional("text", .string), .optional("url", Schema.string.orNull))))

    static let map = Endpoint(
        .get, RowsPaths.map, "A table on the map, as GeoJSON",
        about: """
            `areas`: every region that has an outline, with the `value` of the rows that have its code, as it is `shown`, and its \
            `shade` from 1 to 5. `points`: the first \(PointGroups.mostRows) rows that fit and have a place; those close together at \
            the zoom are one point with their `count`. Every other parameter is a condition, as of rows.
            """,
        parameters: [
            .init(Part.kind.rawValue, .choice(["areas", "points"]), "What the table has, points first, unless given."),
            .init(
                Part.figure.rawValue, .choice(ChartSpec.figureWords.map(\.0.rawValue)),
                "Of areas: how rows are put together; `sum` unless given."),
            .init(Part.value.rawValue, .string(max: 200), "Of areas: the column that is put together; rows are counted without it."),
            .init(Part.label.rawValue, .string(max: 200), "Of points: the column that names them."),
            .init(Part.box.rawValue, .string(max: 100), "Of points: west,south,east,north in degrees."),
            .init(Part.zoom.rawValue, .integer(0...20), "Of points: of web maps; 10 unless given."),
        ] + AskedTable.versionParameters,
        response: .object(.required("type", .choice(["FeatureCollection"])), .required("features", .array(of: feature))),
        rate: RowsEndpoints.rate
    ) { request in
        let asked = try await AskedTable.open(request, .api)
        if asked.isKnown(request) { return asked.unchanged() }
        let table = try ReadableTable(asked.table)
        let own = AskedTable.ignored.union(Part.allCases.map(\.rawValue))
        let question = try AddressReader(asked.check).read(request.query.pairs, ignoring: own)
        var spec = try spec(request.query, table.text)
        spec.filter = ""
        let directory: DirectoryIndex = request.installation.services.get()
        let state = state(asked, question, request.catalogueIndex)
        let maker = ChartMaker(
            page: request.page, table: table.text, file: table.file, places: directory.places.now, source: "",
            link: { state.adding($0).link() })
        for name in [spec.value, spec.x].compactMap(\.self) where !table.mayAskBy(name) {
            throw AppError.invalid(Part.value.rawValue, Message("chart.no_column", ["column": name]))
        }
        let filter = table.filter(question)
        let view = PointGroups.View(box: request.query[Part.box.rawValue], zoom: request.query.int(Part.zoom.rawValue) ?? 10)
        let features = try await RowsLane.run { [spec] () throws(AppError) in
            spec.kind == .points
                ? try maker.pointFeatures(spec, filter, view, state) : try maker.areaFeatures(spec, filter)
        }
        return asked.described(.json(["type": "FeatureCollection", "features": .array(features)]))
    }.takingOtherParameters()

    private static func spec(_ query: Query, _ table: TableText) throws -> ChartSpec {
        guard let usual = ChartSpec.usualMap(for: table) else { throw AppError.invalid(Part.kind.rawValue, "chart.no_areas") }
        var spec = usual
        if let kind = query.choice(Part.kind.rawValue) as ChartSpec.Kind? { spec.kind = kind }
        if spec.kind == .points {
            spec.x = query[Part.label.rawValue] ?? usual.x
            spec.value = nil
            spec.figure = .count
            return spec
        }
        guard let code = table.areaCode else { throw AppError.invalid(Part.kind.rawValue, "chart.no_areas") }
        let figure = query[Part.figure.rawValue].flatMap(Grouping.Figure.init(rawValue:))
        return ChartSpec(.areas, x: code.name, figure: figure ?? .sum, value: query[Part.value.rawValue])
    }

    /// The page on which the same rows stand.
    private static func state(_ asked: AskedTable, _ question: RowQuestion, _ index: CatalogueIndex) -> TableState {
        let table = asked.table.distribution
        let entry = index.entry(asked.table.dataset.id)
        var state = TableState(
            dataset: asked.table.dataset.name, table: entry?.distributions.first?.id == table.id ? nil : table.name,
            version: entry?.versions[table.id]?.id == asked.table.version.id ? nil : asked.table.version.number)
        state.question.filter = question.filter
        state.question.search = question.search
        return state
    }
}
