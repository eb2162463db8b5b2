import Foundation
import Tables
import Web

/// Outlines of regions for maps, as a GeoJSON feature collection: code as id, code and name as properties.
package struct Outlines: Sendable {
    package var features: [(region: Region, shape: Shape)]

    /// The regions among `regions` whose outline is known, simplified so that nothing moves further than `metres`.
    package init(_ regions: [Region], in places: PlacesSnapshot, metres: Double = 60) {
        features = regions.compactMap { region in
            places.shape(region.code).map { (region, metres > 0 ? $0.simplified(metres: metres) : $0) }
        }
    }

    package var box: Box {
        var box = Box()
        for feature in features { box.include(feature.shape.box) }
        return box
    }

    /// The outlines as areas of a map the server draws.
    package func areas(_ area: (Region, [[MapPoint]]) -> OutlineMap.Area) -> [OutlineMap.Area] {
        features.map { feature in
            let rings = feature.shape.rings.map { ring in
                feature.shape.positions[ring].map { MapPoint(latitude: $0.latitude, longitude: $0.longitude) }
            }
            return area(feature.region, rings)
        }
    }

    package var geoJSON: String {
        let parts = features.map { feature in
            "{\"type\":\"Feature\",\"id\":\"\(feature.region.code)\",\"properties\":{\"code\":\"\(feature.region.code)\",\"name\":"
                + jsonText(feature.region.name) + "},\"geometry\":\(feature.shape.geoJSON)}"
        }
        return "{\"type\":\"FeatureCollection\",\"features\":[" + parts.joined(separator: ",\n") + "]}"
    }
}

private func jsonText(_ text: String) -> String {
    guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
}
