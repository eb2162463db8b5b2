import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Rows
import Tables
import Web

extension ChartMaker {
    /// Metres by which an outline of the live map may be off.
    private static let outlineTolerance = 100.0

    /// Every region with an outline and its figure. Asks the version, so it belongs off the cooperative threads.
    func areaFeatures(_ spec: ChartSpec, _ filter: RowFilter) throws(AppError) -> [JSONValue] {
        let figures = try areaFigures(spec, filter)
        let classes = AreaClasses(Array(figures.values.values), way: spec.classes)
        let none = page.t("ui.plot.none")
        let title = valueTitle(spec)
        return Outlines(figures.regions, in: places, metres: Self.outlineTolerance).features.compactMap { region, shape in
            guard let geometry = try? JSONValue(parsing: Array(shape.geoJSON.utf8)) else { return nil }
            let value = figures.values[region.code]
            let url = value == nil ? nil : link?(.compare(table.areaCode?.name ?? "", .equal, region.code.text))
            return [
                "type": "Feature", "geometry": geometry,
                "properties": [
                    "code": .string(region.code.text), "name": .string(region.name), "value": value.map(JSONValue.number) ?? .null,
                    "shown": .string("\(title): \(value.map(format) ?? none)"),
                    "shade": value.map { .integer(classes.shade($0)) } ?? .null, "url": url.map(JSONValue.string) ?? .null,
                ],
            ]
        }
    }

    /// Rows that have a place, those that would cover each other as one.
    func pointFeatures(_ spec: ChartSpec, _ filter: RowFilter, _ view: PointGroups.View, _ state: TableState) throws(AppError)
        -> [JSONValue]
    {
        guard let place = table.place else { throw .invalid("_kind", "chart.no_points") }
        var filter = filter
        if let box = view.box, case .degrees(let latitude, let longitude) = place {
            filter = .all([
                filter, .between(latitude, "\(box.south)", "\(box.north)"), .between(longitude, "\(box.west)", "\(box.east)"),
            ])
        }
        let reader = try PointReader(file, place)
        let set = try file.rows(matching: filter)
        let rows = set.rows(offset: 0, limit: PointGroups.mostRows).compactMap { row in reader.point(row).map { (row, $0) } }
        let names = try file.column(spec.x)
        var more: [(TableText.Column, StoredColumn)] = []
        for column in describing(spec, place).prefix(4) { more.append((column, try file.column(column.name))) }
        return PointGroups.of(rows, view).map { group in
            let properties: [String: JSONValue]
            if let row = group.row {
                let text = more.compactMap { column, stored in
                    DatumWords.text(stored.value(row), column, page).map { "\(column.title): \($0)" }
                }
                properties = [
                    "count": 1, "title": .string(name(names.value(row), of: table[spec.x])), "text": .string(text.joined(separator: " · ")),
                    "url": .string(state.with([.numbered(row...row)]).searching(nil).link() + "#tabel"),
                ]
            } else {
                properties = [
                    "count": .integer(group.count), "title": .string(page.t("map.points", ["count": page.format.number(group.count)])),
                    "url": .string(state.link() + "#tabel"),
                ]
            }
            return [
                "type": "Feature",
                "geometry": ["type": "Point", "coordinates": [.number(group.at.longitude), .number(group.at.latitude)]],
                "properties": .object(properties),
            ]
        }
    }

    /// Columns that say something of a point beside its name.
    private func describing(_ spec: ChartSpec, _ place: TableText.Place) -> [TableText.Column] {
        let placed: Set<String> =
            switch place {
            case .degrees(let latitude, let longitude): [latitude, longitude]
            case .point(let name): [name]
            }
        return table.columns.filter { column in
            !placed.contains(column.name) && column.name != spec.x && column.role != .areaCode && column.role != .identifier
        }
    }
}

/// Points put together by a grid that fits the zoom, so that a map of thousands stays one that can be read.
enum PointGroups {
    /// Rows that are looked at.
    static let mostRows = 20_000

    struct View: Sendable {
        var box: MapBounds?
        var zoom: Int

        init(box: String?, zoom: Int) {
            self.box = box.flatMap { MapBounds($0) }
            self.zoom = min(max(zoom, 0), 20)
        }

        /// Degrees of sixty pixels: points nearer than that are one.
        var cell: Double { 360 / pow(2, Double(zoom)) * 60 / 256 }
    }

    struct Group: Sendable {
        var at: MapPoint
        var count: Int
        /// The row, when it is the only one.
        var row: Int?
    }

    private struct Cell: Hashable {
        var row: Int
        var column: Int
    }

    static func of(_ points: [(row: Int, at: MapPoint)], _ view: View) -> [Group] {
        var groups: [Cell: [(row: Int, at: MapPoint)]] = [:]
        for point in points where view.box?.contains(latitude: point.at.latitude, longitude: point.at.longitude) ?? true {
            let cell = Cell(
                row: Int((point.at.latitude / view.cell).rounded(.down)), column: Int((point.at.longitude / view.cell).rounded(.down)))
            groups[cell, default: []].append(point)
        }
        return groups.sorted { ($0.key.row, $0.key.column) < ($1.key.row, $1.key.column) }.map { _, members in
            func middle(_ value: (MapPoint) -> Double) -> Double {
                (members.reduce(0) { $0 + value($1.at) } / Double(members.count) * 1_000_000).rounded() / 1_000_000
            }
            return Group(
                at: MapPoint(latitude: middle(\.latitude), longitude: middle(\.longitude)), count: members.count,
                row: members.count == 1 ? members[0].row : nil)
        }
    }
}
