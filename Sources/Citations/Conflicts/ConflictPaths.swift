import Web

/// Addresses of what two datasets say differently.
package enum ConflictPaths {
    package static let list: Path = "/selisih"
    package static let conflict: Path = "/selisih/{code}"
    package static let ruling: Path = "/selisih/{code}/putusan"

    package static let apiConflicts: Path = "/api/conflicts"
    package static let apiConflict: Path = "/api/conflicts/{code}"
    package static let apiVerdict: Path = "/api/conflicts/{code}/verdict"
}
