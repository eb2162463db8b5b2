import Directory
import Kernel
import Synchronization
import Tables
import Web

/// The regency's subdistricts as the server draws them: the map of everyone without a script, and of everyone else until the
/// live map is opened.
package enum RegencyOutline {
    /// Outlines only; `nil` where no boundary is known.
    package static func plain(_ places: PlacesSnapshot, title: String, point: MapPoint? = nil) -> OutlineMap? {
        let areas = areas(of: places)
        if areas.isEmpty { return nil }
        return OutlineMap(
            title, areas: areas.map { OutlineMap.Area($0.name, rings: $0.rings) }, clusters: point.map { [OutlineMap.Cluster($0)] } ?? [])
    }

    /// Subdistricts shaded by a number, each a link.
    package static func shaded(
        _ places: PlacesSnapshot, title: String, values: [String: Int], format: Format, link: (String) -> String
    ) -> OutlineMap? {
        let areas = areas(of: places)
        if areas.isEmpty { return nil }
        return OutlineMap(
            title,
            areas: areas.map { area in
                let value = values[area.code] ?? 0
                return OutlineMap.Area(
                    area.name, rings: area.rings, value: Double(value), shown: format.number(value), link: link(area.code))
            })
    }

    private struct Area: Sendable {
        var code: String
        var name: String
        var rings: [[MapPoint]]
    }

    /// Metres by which a drawn outline may be off: less than one point of a phone's screen, and a third of the bytes.
    private static let tolerance = 250.0

    /// The areas last made, with the snapshot they were made of: simplifying thirty outlines takes some milliseconds.
    private static let made = Mutex<(places: PlacesSnapshot, areas: [Area])?>(nil)

    private static func areas(of places: PlacesSnapshot) -> [Area] {
        if let kept = made.withLock({ $0 }), kept.places === places { return kept.areas }
        let fresh = Outlines(places.subdistricts, in: places, metres: tolerance).features.map { feature in
            Area(
                code: feature.region.code.text, name: feature.region.name,
                rings: feature.shape.rings.map { ring in
                    feature.shape.positions[ring].map { MapPoint(latitude: $0.latitude, longitude: $0.longitude) }
                })
        }
        made.withLock { $0 = (places, fresh) }
        return fresh
    }
}
