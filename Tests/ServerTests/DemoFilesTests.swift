import Directory
import Foundation
import Kernel
import Tables
import TestSupport
import Testing

@testable import Server

/// The demo's tables go through the same importers as everybody's, and leave nothing to complain about.
@Suite struct DemoFilesTests {
    private let strict = ImportOptions(isStrict: true)

    private func directory() async throws -> DirectoryIndex {
        let database = try await TestDatabase.make(migrations: DirectoryFixtures.migrations)
        let directory = DirectoryIndex(database: database, world: TestWorld().world, regency: RegionCode("35.09"))
        let regions = try await ImportRegions(directory).run(.path(DemoFiles.regions.path), options: strict, by: .system)
        #expect(regions.added == 5 + 31 + 71 && regions.problemCount == 0)
        let outlines = try await ImportBoundaries(directory).run(.path(DemoFiles.boundaries.path), options: strict, by: .system)
        #expect(outlines.added == 5 + 31 + 71 && outlines.problemCount == 0)
        return directory
    }

    @Test func everyPointLiesInOneVillageOfItsSubdistrict() async throws {
        let directory = try await directory()
        let places = directory.places.now
        let regency = try #require(places.shape(RegionCode("35.09")!))
        let subdistricts = places.subdistricts
        #expect(subdistricts.count == 31)
        var inside = 0
        for step in 0..<1000 {
            // Two irrational steps spread points evenly over the map.
            let longitude = 113.25 + 0.85 * (Double(step) * 0.618_033_988_7).truncatingRemainder(dividingBy: 1)
            let latitude = -8.60 + 0.65 * (Double(step) * 0.754_877_666_2).truncatingRemainder(dividingBy: 1)
            let at = Position(longitude: longitude, latitude: latitude)
            let isInside = regency.contains(at)
            let around = subdistricts.filter { places.shape($0.code)!.contains(at) }
            let villages = subdistricts.flatMap { places.children(of: $0.code) }
                .filter { places.shape($0.code)!.contains(at) }
            try #require(around.count == (isInside ? 1 : 0) && villages.count == around.count)
            if isInside {
                inside += 1
                try #require(villages[0].parent == around[0].code)
            }
            // Just outside, on the beach say, counts as inside.
            #expect(places.locate(at).isInside || !isInside)
        }
        #expect(inside > 400)
    }

    @Test func knowsTheTownTheSeaAndTheNeighbours() async throws {
        let places = try await directory().places
        #expect(places.locate(latitude: -8.168, longitude: 113.702).isInside)
        #expect(places.locate(latitude: -8.25, longitude: 113.36).subdistrict?.name == "Jombang")
        #expect(places.locate(latitude: -8.80, longitude: 113.60).how == .outside(neighbour: nil))
        for (latitude, longitude, name) in [
            (-8.13, 113.22, "Kabupaten Lumajang"), (-7.91, 113.82, "Kabupaten Bondowoso"), (-8.21, 114.36, "Kabupaten Banyuwangi"),
        ] {
            guard case .outside(let neighbour) = places.locate(latitude: latitude, longitude: longitude).how else {
                Testing.Issue.record("\(name) is not inside the regency")
                continue
            }
            #expect(neighbour?.name == name)
        }
        for village in places.subdistricts.flatMap({ places.villages(of: $0.code) }) {
            let found = places.locate(latitude: village.latitude!, longitude: village.longitude!)
            #expect(found.village?.code == village.code && found.how == .boundary)
        }
    }

    @Test func agenciesAndHolidays() async throws {
        let directory = try await directory()
        let agencies = try await ImportAgencies(directory).run(.path(DemoFiles.agencies.path), options: strict, by: .system)
        #expect(agencies.problemCount == 0 && agencies.added == 33 + 31 + 71)
        let today = directory.today
        #expect(directory.agencies.with(.ict, on: today)?.code == "DISKOMINFO")
        #expect(directory.agencies.with(.planning, on: today)?.code == "BAPPEDA")
        #expect(directory.agencies.with(.inspectorate, on: today)?.code == "ITDA")
        let again = try await ImportAgencies(directory).run(.path(DemoFiles.agencies.path), options: strict, by: .system)
        #expect(again.added + again.changed == 0)
        let holidays = try await ImportHolidays(directory).run(
            .path(DemoFiles.holidays.path), publish: true, options: strict, by: .system)
        #expect(holidays.problemCount == 0)
        #expect(directory.calendars.years == [2024, 2025, 2026])
    }

    @Test func categoriesFormATreeOwnedByAgencies() throws {
        let agencies = try Import.read(CSVReader(path: DemoFiles.agencies.path)) { $0.line("kode") }.records
        var codes: Set<String> = []
        let (rows, report) = try Import.read(CSVReader(path: DemoFiles.categories.path), strict: true) { check -> String? in
            let code = check.code("code", expected: "table.expect_something") { codes.insert($0).inserted }
            let parent = check.cell(["parent"])
            #expect(parent.isEmpty || codes.contains(parent) && code?.hasPrefix(parent + ".") == true)
            #expect(agencies.contains(check.cell(["agency"])))
            _ = check.line("name_id")
            _ = check.line("name_en")
            _ = check.int("rounding", in: 10...5000)
            _ = check.optionalFlag("needs_evidence")
            _ = check.optionalFlag("is_sensitive")
            _ = check.choice("kind", of: ["complaint": 1, "information": 1, "aspiration": 1, "oversight": 1])
            return code
        }
        #expect(report.problems.isEmpty)
        #expect(rows.count == 153)
    }

    @Test func serviceTargetsAreThoseOfTheLaw() throws {
        let (rows, report) = try Import.read(CSVReader(path: DemoFiles.serviceTargets.path), strict: true) { check -> String? in
            guard let step = check.line("step"), let kind = check.line("kind"), let days = check.int("days", in: 1...60),
                let unit = check.line("unit")
            else { return nil }
            return "\(step) \(kind) \(days) \(unit)"
        }
        #expect(report.problems.isEmpty)
        for expected in ["information 5", "aspiration 5", "complaint 14", "oversight 60"] {
            #expect(rows.contains("resolution \(expected) working_days"))
        }
    }
}
