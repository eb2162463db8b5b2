import Columns
import Directory
import Kernel
import Synchronization
import Tables
import Web

/// Outlines of regions as maps draw them, kept while the regions are the same: simplifying hundreds takes some milliseconds.
enum AreaOutlines {
    /// Metres by which a drawn outline may be off: less than a point of a phone's screen.
    private static let tolerance = 250.0
    private static let made = Mutex<(places: PlacesSnapshot, count: Int, areas: [(Region, [[MapPoint]])])?>(nil)

    static func of(_ regions: [Region], in places: PlacesSnapshot) -> [(region: Region, rings: [[MapPoint]])] {
        if let kept = made.withLock({ $0 }), kept.places === places, kept.count == regions.count { return kept.areas.map { ($0.0, $0.1) } }
        let fresh = Outlines(regions, in: places, metres: tolerance).features.map { feature in
            (
                feature.region,
                feature.shape.rings.map { ring in
                    feature.shape.positions[ring].map { MapPoint(latitude: $0.latitude, longitude: $0.longitude) }
                }
            )
        }
        made.withLock { $0 = (places, regions.count, fresh) }
        return fresh.map { ($0.0, $0.1) }
    }
}

/// Reads a row's place from its columns.
struct PointReader {
    private enum Source {
        case degrees(StoredColumn, StoredColumn)
        case point(StoredColumn)
    }

    private let source: Source

    init(_ file: ColumnFile, _ place: TableText.Place) throws(AppError) {
        switch place {
        case .degrees(let latitude, let longitude): source = .degrees(try file.column(latitude), try file.column(longitude))
        case .point(let name): source = .point(try file.column(name))
        }
    }

    /// `nil` where the row has none, or one that is not on earth.
    func point(_ row: Int) -> MapPoint? {
        switch source {
        case .degrees(let latitude, let longitude):
            guard let north = latitude.value(row).double, let east = longitude.value(row).double else { return nil }
            return checked(north, east)
        case .point(let column):
            // Table Schema's default form is "longitude, latitude".
            guard let text = column.value(row).text else { return nil }
            let parts = text.split(separator: ",").compactMap { Double($0.filter { !$0.isWhitespace }) }
            return parts.count == 2 ? checked(parts[1], parts[0]) : nil
        }
    }

    private func checked(_ latitude: Double, _ longitude: Double) -> MapPoint? {
        guard abs(latitude) <= 90, abs(longitude) <= 180, latitude != 0 || longitude != 0 else { return nil }
        return MapPoint(latitude: latitude, longitude: longitude)
    }
}
