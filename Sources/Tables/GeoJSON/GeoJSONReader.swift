import Foundation
import Kernel

/// Reads a GeoJSON `FeatureCollection` feature by feature, so that its size does not matter, only that of one feature.
package final class GeoJSONReader {
    private var scanner: JSONRecords
    private let decoder = JSONDecoder()

    package convenience init(path: String) throws(AppError) { try self.init(ByteSource(path: path)) }
    package convenience init(_ bytes: [UInt8]) throws(AppError) { try self.init(ByteSource(bytes)) }

    /// Refuses a file that is no collection of features.
    init(_ source: ByteSource) throws(AppError) {
        let missing = AppError.malformed("table.geojson_no_features")
        scanner = try JSONRecords(source, path: ["features"], .geojson, missing: missing)
    }

    /// How far reading has come, 0…1.
    package var progress: Double { scanner.progress }

    /// The next feature, `nil` at the end. A feature that cannot be used comes with its problem; a file that is cut off
    /// or is not JSON throws, with the line.
    package func next() throws(AppError) -> GeoFeature? {
        guard let (bytes, line) = try scanner.next() else { return nil }
        let raw: RawFeature
        do { raw = try decoder.decode(RawFeature.self, from: Data(bytes)) } catch {
            throw AppError.malformed(Message("table.geojson_malformed", ["line": "\(line)"]))
        }
        var feature = GeoFeature(id: raw.id, properties: raw.properties, geometry: raw.geometry, line: line)
        let name = raw.id.isEmpty ? raw.properties["kode"] ?? raw.properties["nama"] ?? raw.properties["name"] ?? "" : raw.id
        switch raw.geometry {
        case nil:
            feature.problem = RowProblem(line: line, found: name, problem: "table.geometry_unknown", expected: "table.expect_geometry")
        case let geometry? where !GeoJSONReader.isInDegrees(geometry):
            feature.geometry = nil
            feature.problem = RowProblem(line: line, found: name, problem: "table.geometry_not_degrees", expected: "table.expect_degrees")
        default: break
        }
        return feature
    }

    private static func isInDegrees(_ geometry: Geometry) -> Bool {
        func fits(_ position: Position) -> Bool { abs(position.longitude) <= 180 && abs(position.latitude) <= 90 }
        return switch geometry {
        case .point(let position): fits(position)
        case .polygons(let polygons): polygons.allSatisfy { $0.allSatisfy { $0.allSatisfy(fits) } }
        }
    }
}

/// A feature as JSON has it.
private struct RawFeature: Decodable {
    private enum Keys: String, CodingKey { case id, properties, geometry }
    private enum GeometryKeys: String, CodingKey { case type, coordinates }

    var id = ""
    var properties: [String: String] = [:]
    var geometry: Geometry?

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        id = (try? container.decodeIfPresent(Scalar.self, forKey: .id))?.text ?? ""
        if let values = try? container.decodeIfPresent([String: Scalar].self, forKey: .properties) {
            properties = values.compactMapValues(\.text)
        }
        if let shape = try? container.nestedContainer(keyedBy: GeometryKeys.self, forKey: .geometry) {
            geometry = try? RawFeature.geometry(shape)
        }
    }

    private static func geometry(_ shape: KeyedDecodingContainer<GeometryKeys>) throws -> Geometry? {
        switch try shape.decode(String.self, forKey: .type) {
        case "Point": try position(shape.decode([Double].self, forKey: .coordinates)).map(Geometry.point)
        case "Polygon": try polygon(shape.decode([[[Double]]].self, forKey: .coordinates)).map { .polygons([$0]) }
        case "MultiPolygon": try polygons(shape.decode([[[[Double]]]].self, forKey: .coordinates))
        default: nil
        }
    }

    private static func polygons(_ raw: [[[[Double]]]]) -> Geometry? {
        let polygons = raw.compactMap(polygon)
        return polygons.isEmpty || polygons.count < raw.count ? nil : .polygons(polygons)
    }

    /// `nil` unless there is an outer ring and every ring has at least three corners. A ring left open is closed.
    private static func polygon(_ raw: [[[Double]]]) -> [[Position]]? {
        var rings: [[Position]] = []
        for rawRing in raw {
            var ring = rawRing.compactMap(position)
            guard ring.count == rawRing.count, let first = ring.first else { return nil }
            if ring.last != first { ring.append(first) }
            guard ring.count >= 4 else { return nil }
            rings.append(ring)
        }
        return rings.isEmpty ? nil : rings
    }

    private static func position(_ raw: [Double]) -> Position? {
        raw.count >= 2 ? Position(longitude: raw[0], latitude: raw[1]) : nil
    }
}

/// A JSON value as text; `nil` text for arrays and objects.
private struct Scalar: Decodable {
    var text: String?

    init(from decoder: any Decoder) throws {
        guard let container = try? decoder.singleValueContainer() else { return }
        if container.decodeNil() {
            text = ""
        } else if let string = try? container.decode(String.self) {
            text = string
        } else if let flag = try? container.decode(Bool.self) {
            text = "\(flag)"
        } else if let whole = try? container.decode(Int.self) {
            text = "\(whole)"
        } else if let number = try? container.decode(Double.self) {
            text = "\(number)"
        }
    }
}
