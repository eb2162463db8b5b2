import Columns
import Directory
import Ingest
import Kernel
import Tables

/// Where a table says what its rows are about.
package enum FeaturePlace: Sendable, Hashable {
    /// Two columns with degrees.
    case degrees(latitude: String, longitude: String)
    /// A column of points, `longitude,latitude`.
    case point(String)
    /// A column of GeoJSON geometries.
    case geometry(String)
    /// A column of Kemendagri codes; the outline comes from the regency's boundaries.
    case area(String)

    /// What a table with these columns has; a geometry of its own before that of the area it names. `nil` for tables without places.
    package init?(_ shape: TableShape, roles: (String) -> FieldRole?, hasBoundaries: Bool) {
        let columns = shape.columns
        if let column = columns.first(where: { $0.type == .geojson }) {
            self = .geometry(column.name)
        } else if let column = columns.first(where: { $0.type == .geopoint }) {
            self = .point(column.name)
        } else if let latitude = FeaturePlace.find(FeaturePlace.latitudes, columns),
            let longitude = FeaturePlace.find(FeaturePlace.longitudes, columns)
        {
            self = .degrees(latitude: latitude, longitude: longitude)
        } else if hasBoundaries, let column = FeaturePlace.area(columns, roles) {
            self = .area(column)
        } else {
            return nil
        }
    }

    private static let latitudes = ["latitude", "lat", "lintang"]
    private static let longitudes = ["longitude", "lon", "lng", "long", "bujur"]
    private static let codes = [
        "kode_wilayah", "kode_kemendagri", "kode_desa", "kode_kelurahan", "kode_kecamatan", "kode_kabupaten", "region_code",
    ]

    private static func find(_ names: [String], _ columns: [TableShape.Column]) -> String? {
        names.lazy.compactMap { name in columns.first { $0.name.lowercased() == name && $0.type.isNumeric }?.name }.first
    }

    private static func area(_ columns: [TableShape.Column], _ roles: (String) -> FieldRole?) -> String? {
        columns.first { roles($0.name) == .areaCode }?.name
            ?? codes.lazy.compactMap { name in columns.first { $0.name.lowercased() == name && $0.type.isText }?.name }.first
    }

    /// Columns that hold the place itself and so are not among the feature's properties.
    var hidden: Set<String> {
        switch self {
        case .degrees, .area: []
        case .point(let name), .geometry(let name): [name]
        }
    }
}

/// Points as people and programs write them: `113.7, -8.17`, `[113.7, -8.17]`, `{"lon": 113.7, "lat": -8.17}`.
enum PointText {
    static func read(_ text: String) -> Position? {
        var numbers: [Double] = []
        var number = ""
        for letter in text + "," {
            if letter.isASCII, letter.isNumber || letter == "-" || letter == "." || letter == "+" || (letter == "e" && !number.isEmpty) {
                number.append(letter)
            } else if !number.isEmpty {
                guard let value = Double(number) else { return nil }
                numbers.append(value)
                number = ""
            }
        }
        guard numbers.count == 2 else { return nil }
        // An object may name the latitude first.
        let isTurned =
            text.firstRange(of: "lat").map { lat in text.firstRange(of: "lon").map { lat.lowerBound < $0.lowerBound } ?? false } ?? false
        let (longitude, latitude) = isTurned ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
        guard (-180...180).contains(longitude), (-90...90).contains(latitude) else { return nil }
        return Position(longitude: longitude, latitude: latitude)
    }
}
