/// The part of a map that a screen shows, as programs ask for it.
package struct MapBounds: Sendable, Equatable {
    package var west: Double
    package var south: Double
    package var east: Double
    package var north: Double

    /// - Parameter text: `west,south,east,north` in degrees; `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ",").compactMap { Double($0) }
        guard parts.count == 4, parts.allSatisfy(\.isFinite), parts[0] <= parts[2], parts[1] <= parts[3] else { return nil }
        (west, south, east, north) = (parts[0], parts[1], parts[2], parts[3])
    }

    package func contains(latitude: Double, longitude: Double) -> Bool {
        (west...east).contains(longitude) && (south...north).contains(latitude)
    }
}
