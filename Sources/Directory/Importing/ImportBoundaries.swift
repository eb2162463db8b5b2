import Kernel
import Storage
import Tables
import Work

/// Imports outlines of regions from GeoJSON. A feature's id, or its property `kode` or `code`, names the region, which must be
/// there already. Importing the same file again changes nothing.
package struct ImportBoundaries: Sendable {
    package let directory: DirectoryIndex
    package init(_ directory: DirectoryIndex) { self.directory = directory }

    private struct Outline: Sendable {
        var code: RegionCode
        var shape: Shape
        var geoJSON: [UInt8]
    }

    package func run(_ source: ImportSource, options: ImportOptions = ImportOptions(), by actor: Actor) async throws -> ImportReport {
        try actor.need(DirectoryPermission.regions)
        let known = try await directory.database.read { tx in Set(try RegionStore(tx).all().map(\.code)) }
        let (outlines, report) = try await Background.run { try ImportBoundaries.read(source, known: known, options) }
        guard !report.isRefused, !outlines.isEmpty else { return report }
        let stored = try await directory.database.write { [world = directory.world] tx in
            var stored = report
            for outline in outlines {
                stored.count(
                    try RegionStore(tx).saveBoundary(of: outline.code, geoJSON: outline.geoJSON, shape: outline.shape, now: world.now()))
            }
            if stored.added + stored.changed > 0 { try tx.recordImport("boundaries", stored, by: actor, in: world, touching: .regions) }
            return stored
        }
        try await directory.refresh()
        return stored
    }

    private static func read(_ source: ImportSource, known: Set<RegionCode>, _ options: ImportOptions) throws -> ([Outline], ImportReport) {
        let features = try source.areas()
        var report = ImportReport()
        var outlines: [Outline] = []
        var done: Set<RegionCode> = []
        while let feature = try features.next() {
            options.progress(features.progress)
            if let problem = feature.problem {
                report.add(problem)
                continue
            }
            let typed = feature.id.isEmpty ? feature.property("kode", "code") ?? "" : feature.id
            func refuse(_ what: Message, _ expected: Message) {
                report.add(RowProblem(line: feature.line, column: "id", found: typed, problem: what, expected: expected))
            }
            guard let code = RegionCode(typed) else {
                refuse("directory.import.no_code", "directory.import.expect_region_code")
                continue
            }
            guard known.contains(code) else {
                refuse("directory.import.unknown_region", "directory.import.expect_known_region")
                continue
            }
            guard done.insert(code).inserted else {
                refuse("directory.import.twice", "directory.import.expect_once")
                continue
            }
            guard case .polygons(let polygons)? = feature.geometry else {
                refuse("table.geometry_unknown", "table.expect_geometry")
                continue
            }
            var shape = Shape()
            for polygon in polygons { shape.append(polygon: polygon) }
            outlines.append(Outline(code: code, shape: shape, geoJSON: Array(shape.geoJSON.utf8)))
        }
        options.progress(1)
        return report.refuses(options) ? ([], report) : (outlines, report)
    }
}
