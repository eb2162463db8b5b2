import Catalogue
import Columns
import Directory
import Kernel
import Rows
import Tables
import Web

/// The features of one page: which rows they are, and how each is written.
struct FeaturePage: Sendable {
    /// All that fit, not only those of the page.
    var matched: Int
    var count: Int
    /// Writes the feature at a place of the page.
    var write: @Sendable (Int, inout [UInt8]) -> Void
}

/// A table's rows as features.
struct TableFeatures: Sendable {
    let file: ColumnFile
    let place: FeaturePlace
    let places: PlacesSnapshot
    let period: String?

    func page(_ question: FeatureQuestion) throws(AppError) -> FeaturePage {
        let filter = try FeatureFilter(place: place, shape: try file.shape, places: places, period: period).filter(question)
        let set = try file.rows(matching: filter)
        let rows: [Int]
        let matched: Int
        if let box = question.box, let column = textual {
            // Kept as text: every row that is left is looked at.
            let all = set.rows(offset: 0, limit: set.count).filter { outline(column.value($0)).map(box.touches) ?? false }
            matched = all.count
            rows = Array(all.dropFirst(question.offset).prefix(question.limit))
        } else {
            matched = set.count
            rows = set.rows(offset: question.offset, limit: question.limit)
        }
        let writer = FeatureWriter(self)
        return FeaturePage(matched: matched, count: rows.count) { writer.write(rows[$0], to: &$1) }
    }

    /// The feature with a row's number, from 1.
    func feature(_ id: String) -> [UInt8]? {
        guard let number = Int(id), number >= 1, number <= file.rowCount else { return nil }
        var bytes: [UInt8] = []
        FeatureWriter(self).write(number - 1, to: &bytes)
        return bytes
    }

    private var textual: StoredColumn? {
        switch place {
        case .point(let name), .geometry(let name): try? file.column(name)
        case .degrees, .area: nil
        }
    }

    private func outline(_ value: Datum) -> Box? {
        guard let text = value.text else { return nil }
        if case .point = place { return PointText.read(text).map { Box(around: $0) } }
        return GeometryText.box(text)
    }
}

/// Writes rows as GeoJSON features.
struct FeatureWriter: Sendable {
    private let place: FeaturePlace
    private let places: PlacesSnapshot
    private let columns: [StoredColumn]
    private let properties: [StoredColumn]

    init(_ features: TableFeatures) {
        place = features.place
        places = features.places
        columns = features.file.columns
        properties = columns.filter { !features.place.hidden.contains($0.name) }
    }

    func write(_ row: Int, to bytes: inout [UInt8]) {
        bytes += "{\"type\":\"Feature\",\"id\":\(row + 1),\"geometry\":".utf8
        geometry(row, to: &bytes)
        bytes += ",\"properties\":".utf8
        DatumText.object(properties.map(\.name), properties.map { $0.value(row) }, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    private func value(_ name: String, _ row: Int) -> Datum { columns.first { $0.name == name }?.value(row) ?? .missing }

    private func geometry(_ row: Int, to bytes: inout [UInt8]) {
        switch place {
        case .degrees(let latitude, let longitude):
            if let latitude = value(latitude, row).double, let longitude = value(longitude, row).double, abs(latitude) <= 90,
                abs(longitude) <= 180
            {
                return point(Position(longitude: longitude, latitude: latitude), to: &bytes)
            }
        case .point(let name):
            if let position = value(name, row).text.flatMap(PointText.read) { return point(position, to: &bytes) }
        case .geometry(let name):
            // Only what is GeoJSON may stand here unquoted.
            if let text = value(name, row).text, GeometryText.box(text) != nil { return bytes += text.utf8 }
        case .area(let name):
            if let shape = value(name, row).text.flatMap({ RegionCode($0) }).flatMap(places.shape) { return bytes += shape.geoJSON.utf8 }
        }
        bytes += "null".utf8
    }

    private func point(_ position: Position, to bytes: inout [UInt8]) {
        OrderedJSON.object([
            .init("type", "Point"), .init("coordinates", .array([.degrees(position.longitude), .degrees(position.latitude)])),
        ]).write(to: &bytes)
    }
}

/// A geometry kept as text.
enum GeometryText {
    /// Around all its positions; `nil` for what is no GeoJSON geometry with positions on the globe.
    static func box(_ text: String) -> Box? {
        guard let value = try? JSONValue(parsing: Array(text.utf8)), value["type"]?.string != nil else { return nil }
        var box = Box()
        let isSound = include(value["coordinates"] ?? value["geometries"] ?? .null, in: &box)
        return isSound && !box.isEmpty ? box : nil
    }

    private static func include(_ value: JSONValue, in box: inout Box) -> Bool {
        if let coordinates = value["coordinates"] { return include(coordinates, in: &box) }
        guard let items = value.array else { return false }
        if items.count >= 2, let longitude = items[0].number, let latitude = items[1].number {
            guard abs(longitude) <= 180, abs(latitude) <= 90 else { return false }
            box.include(Position(longitude: longitude, latitude: latitude))
            return true
        }
        return items.allSatisfy { include($0, in: &box) }
    }
}

extension Box {
    init(around position: Position) {
        self.init()
        include(position)
    }
}

/// The regency's own boundaries as features, by code.
struct BoundaryFeatures: Sendable {
    let kind: Region.Kind
    let places: PlacesSnapshot

    static let properties: Set<String> = ["code", "name", "parent"]

    func page(_ question: FeatureQuestion) -> FeaturePage {
        let all = FeatureCollections.outlined(kind, places).filter { region in
            (question.box.map { box in places.shape(region.code).map { box.touches($0.box) } ?? false } ?? true)
                && question.equal.allSatisfy { name, value in
                    switch name {
                    case "code": region.code.text == value
                    case "name": region.name == value
                    default: region.code.parent?.text == value
                    }
                }
        }
        let shown = Array(all.dropFirst(question.offset).prefix(question.limit))
        return FeaturePage(matched: all.count, count: shown.count) { write(shown[$0], to: &$1) }
    }

    func feature(_ id: String) -> [UInt8]? {
        guard let region = FeatureCollections.outlined(kind, places).first(where: { $0.code.text == id }) else { return nil }
        var bytes: [UInt8] = []
        write(region, to: &bytes)
        return bytes
    }

    private func write(_ region: Region, to bytes: inout [UInt8]) {
        let properties: OrderedJSON = [
            "code": .string(region.code.text), "name": .string(region.name), "parent": .text(region.code.parent?.text),
            "population": region.population.map(OrderedJSON.integer) ?? .null, "area_km2": region.area.map(OrderedJSON.number) ?? .null,
        ]
        bytes += "{\"type\":\"Feature\",\"id\":\"\(region.code.text)\",\"geometry\":".utf8
        bytes += (places.shape(region.code)?.geoJSON ?? "null").utf8
        bytes += ",\"properties\":".utf8
        properties.write(to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }
}
