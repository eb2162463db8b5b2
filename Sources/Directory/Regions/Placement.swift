/// Where a position lies, and how sure that is.
package struct Placement: Hashable, Sendable {
    /// By what the village was found.
    package enum How: Hashable, Sendable {
        /// Inside the village's boundary.
        case boundary
        /// No village boundary holds it; the village with the nearest centre, this many metres away. Say so to people.
        case nearestCentre(metres: Int)
        /// Not in the regency; the neighbouring regency it lies in, where that is known.
        case outside(neighbour: Region?)
    }

    package var how: How
    /// `nil` outside, and where no village is known.
    package var village: Region?
    /// `nil` outside, and where no subdistrict is known.
    package var subdistrict: Region?

    package var isInside: Bool { if case .outside = how { false } else { true } }
}
