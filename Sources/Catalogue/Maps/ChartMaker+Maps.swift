import Columns
import Directory
import Kernel
import Web

/// What a map of areas shows: the regions that have an outline, and a figure for each that has one.
struct AreaFigures: Sendable {
    var regions: [Region]
    var values: [RegionCode: Double]
    /// Groups whose code is no region's.
    var outside: Int
}

extension ChartMaker {
    /// - Throws: `invalid` where the table has no codes, or no region of them has an outline.
    func areaFigures(_ spec: ChartSpec, _ filter: RowFilter) throws(AppError) -> AreaFigures {
        guard let code = table.areaCode else { throw .invalid("_jenis", "chart.no_areas") }
        var asked = spec
        asked.x = code.name
        let figures = try asked.figures(file, filter: filter)
        var values: [RegionCode: Double] = [:]
        var outside = 0
        for line in figures.lines {
            guard let code = line.key.text.flatMap({ RegionCode($0) }), places.region(code) != nil else {
                outside += 1
                continue
            }
            if let value = line.values.first ?? nil { values[code] = value }
        }
        let isVillages = values.keys.contains { $0.kind == .village }
        var regions = isVillages ? places.subdistricts.flatMap { places.children(of: $0.code) } : places.subdistricts
        if isVillages, !regions.contains(where: { places.shape($0.code) != nil }) {
            // Villages without outlines: what can be added up is shown by subdistrict.
            guard spec.figure == .count || spec.figure == .sum else { throw .invalid("_jenis", "chart.no_outlines") }
            values = Dictionary(values.compactMap { code, value in code.parent.map { ($0, value) } }, uniquingKeysWith: +)
            regions = places.subdistricts
        }
        return AreaFigures(regions: regions, values: values, outside: outside)
    }

    func areas(_ spec: ChartSpec, _ filter: RowFilter, _ id: String) throws(AppError) -> ChartDrawing {
        let figures = try areaFigures(spec, filter)
        let code = table.areaCode?.name ?? ""
        let outlines = AreaOutlines.of(figures.regions, in: places)
        guard !outlines.isEmpty else { throw .invalid("_jenis", "chart.no_outlines") }
        let title = title(spec)
        let map = AreaMap(
            page, title, valueTitle: valueTitle(spec),
            areas: outlines.map { region, rings in
                AreaMap.Area(
                    region.name, rings: rings, value: figures.values[region.code],
                    link: figures.values[region.code] == nil ? nil : link?(.compare(code, .equal, region.code.text)))
            }, way: spec.classes, source: source, id: id, format: format)
        let notes = figures.outside > 0 ? [page.t("chart.outside", ["count": page.format.number(figures.outside)])] : []
        return ChartDrawing(spec: spec, title: title, content: .map(map), notes: notes, source: source)
    }

    /// More points than this are not drawn.
    static let mostPoints = 2000

    func points(_ spec: ChartSpec, _ filter: RowFilter, _ id: String) throws(AppError) -> ChartDrawing {
        guard let place = table.place else { throw .invalid("_jenis", "chart.no_points") }
        let set = try file.rows(matching: filter)
        let reader = try PointReader(file, place)
        let names = try file.column(spec.x)
        var points: [AreaMap.Point] = []
        for row in set.rows(offset: 0, limit: Self.mostPoints) {
            guard let at = reader.point(row) else { continue }
            points.append(AreaMap.Point(at, name: name(names.value(row), of: table[spec.x])))
        }
        let outlines = AreaOutlines.of(places.subdistricts, in: places)
        let title = title(spec)
        let map = AreaMap(
            page, title, areas: outlines.map { AreaMap.Area($0.name, rings: $1, value: nil) }, points: points, source: source, id: id,
            format: format)
        let notes =
            set.count > Self.mostPoints
            ? [
                page.t(
                    "chart.cut_points", ["shown": page.format.number(Self.mostPoints), "all": page.format.number(set.count)])
            ] : []
        return ChartDrawing(spec: spec, title: title, content: .map(map), notes: notes, source: source)
    }
}
