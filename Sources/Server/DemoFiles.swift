import Foundation

/// The demo regency's tables and outlines, in `Demo/`; its README says where each comes from.
enum DemoFiles: String, CaseIterable {
    /// Regency, neighbours, subdistricts and sample villages: columns as `import regions` takes them.
    case regions = "regions.csv"
    /// Rough outlines of all of them: as `import boundaries` takes them.
    case boundaries = "boundaries.geojson"
    /// As `import agencies` takes them.
    case agencies = "agencies.csv"
    /// As `import holidays` takes them.
    case holidays = "holidays.csv"
    /// As `import categories` takes them.
    case categories = "categories.csv"
    /// Working days allowed for each step of a report, by its kind.
    case serviceTargets = "service_targets.csv"

    /// The lines of the nomenclature that the demo's plans use: columns as `import nomenclature` takes them.
    case nomenclature = "nomenclature.csv"

    var path: String { Bundle.module.bundleURL.appendingPathComponent("Demo/\(rawValue)").path }
}
