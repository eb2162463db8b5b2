import Kernel
import Storage
import Tables

extension RegionCode: ValueConvertible { package var value: Value { .text(text) } }

/// Regions and their boundaries in the database. Callers ``Storage/Transaction/touch(_:)`` `.regions` once when done.
package struct RegionStore {
    let tx: Transaction
    package init(_ tx: Transaction) { self.tx = tx }

    /// Every region, parents before children.
    package func all() throws -> [Region] { try tx.rows("SELECT * FROM region ORDER BY code").map(region) }

    package func find(_ code: RegionCode) throws -> Region? {
        try tx.row("SELECT * FROM region WHERE code = \(code)").map(region)
    }

    /// Adds the region or brings the stored one up to date; what the import does not say (`nil`) stays as it is.
    /// - Returns: what happened, so that importing the same file twice says so.
    @discardableResult
    package func save(_ region: Region, now: Instant) throws -> ImportReport.Outcome {
        if let old = try find(region.code) {
            var new = region
            new.latitude = region.latitude ?? old.latitude
            new.longitude = region.longitude ?? old.longitude
            new.population = region.population ?? old.population
            new.area = region.area ?? old.area
            if new == old { return .unchanged }
            try tx.run(
                """
                UPDATE region SET name = \(new.name), folded = \(Plain.folded(new.name)), latitude = \(new.latitude),
                    longitude = \(new.longitude), population = \(new.population), area_km2 = \(new.area), imported_at = \(now)
                WHERE code = \(new.code)
                """)
            return .changed
        }
        try tx.run(
            """
            INSERT INTO region (code, kind, village_kind, parent_code, name, folded, latitude, longitude, population, area_km2, imported_at)
            VALUES (\(region.code), \(region.kind.rawValue), \(region.villageKind?.rawValue), \(region.parent), \(region.name),
                \(Plain.folded(region.name)), \(region.latitude), \(region.longitude), \(region.population), \(region.area), \(now))
            """)
        return .added
    }

    /// Keeps a boundary and, where the region has no centre yet, a centre made of it.
    @discardableResult
    package func saveBoundary(of code: RegionCode, geoJSON: [UInt8], shape: Shape, now: Instant) throws -> ImportReport.Outcome {
        let old = try tx.row("SELECT geometry FROM region_boundary WHERE code = \(code)")?.bytes("geometry")
        if old == geoJSON { return .unchanged }
        let box = shape.box
        try tx.run(
            """
            INSERT INTO region_boundary (code, geometry, south, west, north, east, imported_at)
            VALUES (\(code), \(geoJSON), \(box.south), \(box.west), \(box.north), \(box.east), \(now))
            ON CONFLICT (code) DO UPDATE SET geometry = excluded.geometry, south = excluded.south, west = excluded.west,
                north = excluded.north, east = excluded.east, imported_at = excluded.imported_at
            """)
        let centre = shape.centre
        try tx.run("UPDATE region SET latitude = \(centre.latitude), longitude = \(centre.longitude) WHERE code = \(code)")
        return old == nil ? .added : .changed
    }

    /// Every boundary's GeoJSON geometry, by code.
    package func eachBoundary(_ body: (RegionCode, [UInt8]) throws -> Void) throws {
        try tx.each("SELECT code, geometry FROM region_boundary ORDER BY code") { row in
            if let code = RegionCode(row.text("code")) { try body(code, row.bytes("geometry")) }
            return true
        }
    }

    private func region(_ row: Row) -> Region {
        guard let code = RegionCode(row.text("code")) else { preconditionFailure("region \(row.text("code")) in the database") }
        return Region(
            code: code, name: row.text("name"), latitude: row.doubleIfAny("latitude"), longitude: row.doubleIfAny("longitude"),
            population: row.intIfAny("population"), area: row.doubleIfAny("area_km2"))
    }
}
