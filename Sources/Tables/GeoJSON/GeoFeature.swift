import Kernel

/// A position on the earth in degrees, WGS 84.
package struct Position: Hashable, Sendable {
    package var longitude: Double
    package var latitude: Double

    package init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }
}

/// The place of a feature.
package enum Geometry: Hashable, Sendable {
    case point(Position)
    /// Polygons, each its outer ring and then its holes; first and last position of a ring are the same.
    case polygons([[[Position]]])
}

/// One feature of a GeoJSON collection: an area with its outline, or a place with its point.
package struct GeoFeature: Sendable {
    /// The feature's own id; empty without one.
    package var id: String
    /// Properties as text: numbers as they would be written, `true` and `false`, empty for null, nested values left out.
    package var properties: [String: String]
    /// `nil` when the feature has none or one that cannot be used; ``problem`` tells which.
    package var geometry: Geometry?
    /// Line of the file on which the feature begins, from 1.
    package var line: Int
    /// Why the feature cannot be used.
    package var problem: RowProblem?

    /// The first of these properties that is there and not empty, outer blanks trimmed.
    package func property(_ names: String...) -> String? {
        for name in names {
            if let text = properties[name].map(Plain.line), !text.isEmpty { return text }
        }
        return nil
    }
}
