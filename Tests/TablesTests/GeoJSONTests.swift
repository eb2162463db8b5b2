import Foundation
import Kernel
import Tables
import Testing

@Suite struct GeoJSONTests {
    private func read(_ text: String) throws -> [GeoFeature] {
        let reader = try GeoJSONReader(Array(text.utf8))
        var all: [GeoFeature] = []
        while let feature = try reader.next() { all.append(feature) }
        return all
    }

    private let square = "[[[113.0,-8.0],[114,-8],[114,-9],[113,-9],[113,-8]]]"

    @Test func readsFeaturesWithTheirPlaces() throws {
        let features = try read(
            """
            {"type":"FeatureCollection","name":"a ] } \\" b","crs":{"x":[1,{"features":[]}]},
            "count": 3, "features":[
            {"type":"Feature","id":"35.09.01","properties":{"nama":"Jom\\u0062ang {[\\"","luas":12.5,"n":3,"ada":true,"kosong":null,"x":[1]},
             "geometry":{"type":"Polygon","coordinates":\(square)}},
            {"type":"Feature","id":7,"properties":null,"geometry":{"type":"Point","coordinates":[113.7,-8.17,90]}},
            {"type":"Feature","properties":{},"geometry":{"coordinates":[\(square),\(square)],"type":"MultiPolygon"}}
            ], "more": 1}
            """)
        #expect(features.map(\.id) == ["35.09.01", "7", ""])
        #expect(features.map(\.line) == [3, 5, 6])
        #expect(features[0].properties == ["nama": "Jombang {[\"", "luas": "12.5", "n": "3", "ada": "true", "kosong": ""])
        #expect(features[0].property("kosong", "nama") == "Jombang {[\"")
        let corner = Position(longitude: 113, latitude: -8)
        guard case .polygons(let polygons) = features[0].geometry else { throw AppError.notFound }
        #expect(polygons.count == 1 && polygons[0][0].count == 5 && polygons[0][0][0] == corner && polygons[0][0][4] == corner)
        #expect(features[1].geometry == .point(Position(longitude: 113.7, latitude: -8.17)))
        guard case .polygons(let two) = features[2].geometry else { throw AppError.notFound }
        #expect(two.count == 2)
        #expect(features.allSatisfy { $0.problem == nil })
    }

    @Test func unusableFeaturesComeWithTheirProblem() throws {
        let features = try read(
            """
            {"features":[{"type":"Feature","id":"a","properties":{},"geometry":null},
            {"type":"Feature","id":"b","properties":{},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}},
            {"type":"Feature","id":"c","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4]]]}},
            {"type":"Feature","id":"d","properties":{},"geometry":{"type":"Point","coordinates":[796000,9096000]}},
            {"type":"Feature","id":"e","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,2]]]}}]}
            """)
        #expect(
            features.map(\.problem?.problem)
                == ["table.geometry_unknown", "table.geometry_unknown", "table.geometry_unknown", "table.geometry_not_degrees", nil])
        #expect(features.map(\.problem?.line) == [1, 2, 3, 4, nil])
        guard case .polygons(let closed) = features[4].geometry else { throw AppError.notFound }
        #expect(closed[0][0].count == 4)
    }

    @Test(arguments: ["", "[]", "{}", "{\"type\":\"Feature\"}", "kode,nama", "{\"features\":{}}", "{\"features\""])
    func refusesWhatIsNoCollection(_ text: String) {
        #expect(throws: AppError.self) { try read(text) }
    }

    @Test func saysWhereACutOffFileBreaks() {
        let text = "{\"features\":[\n{\"id\":\"a\"},\n{\"id\":\"b\",\"geometry\":{"
        #expect(throws: AppError.malformed(Message("table.geojson_malformed", ["line": "3"]))) { try read(text) }
        #expect(throws: AppError.malformed(Message("table.geojson_malformed", ["line": "2"]))) {
            try read("{\"features\":[\n{\"id\":nonsense},\n{}]}")
        }
    }

    @Test func emptyCollectionHasNothing() throws {
        #expect(try read("\u{FEFF} {\"features\" : [ ] }").isEmpty)
    }

    @Test func readsAFileInPieces() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-\(UUID().uuidString).geojson")
        defer { try? FileManager.default.removeItem(at: file) }
        var text = "{\"type\":\"FeatureCollection\",\"features\":["
        for number in 0..<3000 {
            text +=
                (number == 0 ? "" : ",\n")
                + "{\"id\":\"\(number)\",\"properties\":{\"t\":\"\(String(repeating: "é\\\"{", count: number % 90))\"},"
            text += "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":\(square)}}"
        }
        try Data((text + "]}").utf8).write(to: file)
        let reader = try GeoJSONReader(path: file.path)
        var number = 0
        while let feature = try reader.next() {
            try #require(feature.id == "\(number)" && feature.line == number + 1)
            try #require(feature.properties["t"]?.count == number % 90 * 3)
            number += 1
        }
        #expect(number == 3000)
        #expect(reader.progress == 1)
    }
}
