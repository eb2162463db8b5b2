import Columns
import Kernel
import Tables

/// Where the place of a row is kept.
package enum PlaceColumns: Sendable, Hashable {
    /// "longitude,latitude".
    case point(String)
    /// GeoJSON geometry.
    case geometry(String)
    case coordinates(longitude: String, latitude: String)

    /// The columns of a table that say where its rows are; `nil` when none do. Geometry goes before points, these before pairs of numbers.
    package init?(_ shape: TableShape) {
        if let column = shape.columns.first(where: { $0.type == .geojson }) {
            self = .geometry(column.name)
        } else if let column = shape.columns.first(where: { $0.type == .geopoint }) {
            self = .point(column.name)
        } else {
            func column(_ names: Set<String>) -> String? {
                shape.columns.first { $0.type.isNumeric && names.contains($0.name.lowercased()) }?.name
            }
            guard let longitude = column(["longitude", "bujur", "lon", "lng", "long"]),
                let latitude = column(["latitude", "lintang", "lat"])
            else { return nil }
            self = .coordinates(longitude: longitude, latitude: latitude)
        }
    }

    package var names: [String] {
        switch self {
        case .point(let name), .geometry(let name): [name]
        case .coordinates(let longitude, let latitude): [longitude, latitude]
        }
    }
}

/// Rows as GeoJSON features (RFC 7946), piece by piece. The id of a feature is the row's number, from 1.
package final class FeatureExport {
    private let place: PlaceColumns
    private let placeColumns: [StoredColumn]
    private let columns: [StoredColumn]
    private let names: [String]
    private let rows: [Int]
    private var next = 0
    private var hasBegun = false
    private var hasEnded = false

    private static let piece = 1 << 17

    /// - Parameter outputs: the properties; the columns of the place are left out of them.
    /// - Throws: `invalid` for unknown columns.
    package init(_ file: ColumnFile, rows: [Int], place: PlaceColumns, outputs: [RowQuestion.Output]) throws(AppError) {
        self.place = place
        self.rows = rows
        placeColumns = try file.columns(place.names)
        let shown = outputs.filter { !place.names.contains($0.column) }
        columns = try file.columns(shown.map(\.column))
        names = shown.map(\.name)
    }

    /// The next piece; `nil` when there is none left.
    package func next(piece most: Int = FeatureExport.piece) -> [UInt8]? {
        guard !hasEnded else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(most + 4096)
        if !hasBegun { bytes += "{\"type\":\"FeatureCollection\",\"features\":[".utf8 }
        hasBegun = true
        while bytes.count < most, next < rows.count {
            if next > 0 { bytes += ",\n".utf8 }
            feature(rows[next], to: &bytes)
            next += 1
        }
        if next == rows.count {
            bytes += "]}".utf8
            hasEnded = true
        }
        return bytes
    }

    /// One feature.
    package func feature(_ row: Int, to bytes: inout [UInt8]) {
        bytes += "{\"type\":\"Feature\",\"id\":\(row + 1),\"geometry\":".utf8
        bytes += (PlaceText.geometry(place, placeColumns.map { $0.value(row) }) ?? "null").utf8
        bytes += ",\"properties\":".utf8
        DatumText.object(names, columns.map { $0.value(row) }, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }
}

/// Places as GeoJSON.
enum PlaceText {
    /// `nil` where there is no place, or none on Earth.
    static func geometry(_ place: PlaceColumns, _ values: [Datum]) -> String? {
        switch place {
        case .geometry:
            guard case .text(let text) = values[0], let value = JSONText(text), case .text(let type)? = value["type"] else { return nil }
            if type == "Feature" { return value["geometry"].flatMap { $0 == .null ? nil : written($0) } }
            return kinds.contains(type) ? text : nil
        case .point:
            guard case .text(let text) = values[0] else { return nil }
            let bare = text.filter { $0 != "[" && $0 != "]" && !$0.isWhitespace }
            let parts = bare.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return parts.count == 2 ? point(parts[0], parts[1]) : nil
        case .coordinates: return point(values[0].text ?? "", values[1].text ?? "")
        }
    }

    private static let kinds: Set<String> = [
        "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
    ]

    private static func point(_ longitude: String, _ latitude: String) -> String? {
        guard let x = Number(longitude), let y = Number(latitude), abs(x.double) <= 180, abs(y.double) <= 90 else { return nil }
        return "{\"type\":\"Point\",\"coordinates\":[\(x.text),\(y.text)]}"
    }

    private static func written(_ value: JSONText) -> String {
        switch value {
        case .null: return "null"
        case .boolean(let isTrue): return isTrue ? "true" : "false"
        case .number(let text): return text
        case .text(let text):
            var bytes: [UInt8] = []
            DatumText.string(text, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        case .list(let items): return "[" + items.map(written).joined(separator: ",") + "]"
        case .object(let members):
            return "{" + members.map { written(.text($0.name)) + ":" + written($0.value) }.joined(separator: ",") + "}"
        }
    }
}
