import Directory
import Foundation
import Kernel
import Tables
import TestSupport
import Testing

private let packs = ProcessInfo.processInfo.environment["PENDOPO_PACKS"].flatMap { $0.isEmpty ? nil : $0 }

/// The published tables of four regencies, found through `PENDOPO_PACKS`.
@Suite(.enabled(if: packs != nil, "needs the import packs: set PENDOPO_PACKS to their folder"))
struct PackTests {
    private func pack(_ name: String) -> ImportSource { .path((packs ?? "") + "/" + name) }

    private func directory() async throws -> DirectoryIndex {
        let time = TestWorld()
        let database = try await TestDatabase.make(migrations: DirectoryFixtures.migrations)
        let directory = DirectoryIndex(database: database, world: time.world, regency: RegionCode("35.09"))
        for (name, count) in [("kabupaten", 4), ("kecamatan", 96), ("desa_kelurahan", 1247)] {
            let report = try await ImportRegions(directory).run(
                pack("wilayah_\(name).csv"), options: ImportOptions(isStrict: true), by: .system)
            #expect(report.added == count)
        }
        return directory
    }

    @Test func regionsAndBoundaries() async throws {
        let directory = try await directory()
        for (name, count) in [("kabupaten", 4), ("kecamatan", 96), ("desa_kelurahan", 1247)] {
            let report = try await ImportBoundaries(directory).run(
                pack("batas_\(name).geojson"), options: ImportOptions(isStrict: true), by: .system)
            #expect(report.added == count)
        }
        let places = directory.places
        #expect(places.regency?.name == "Kabupaten Jember")
        #expect(places.subdistricts.count == 31)
        #expect(places.now.boundaryCount == 4 + 96 + 1247)
        #expect(places.region(RegionCode("35.09.01")!)?.name == "Jombang")
        #expect(places.region(RegionCode("35.17.09")!)?.name == "Jombang")
        // Every village's own centre lies in that village.
        var strays = 0
        for village in places.subdistricts.flatMap({ places.villages(of: $0.code) }) {
            let placement = places.locate(latitude: village.latitude!, longitude: village.longitude!)
            if placement.village?.code != village.code || placement.how != .boundary { strays += 1 }
        }
        // Corner cases: a village of islets, whose centre may be one of its own corners.
        #expect(strays <= 2)
        // The square of Jombang's town, and the sea south of Java.
        guard case .outside(let neighbour) = places.locate(latitude: -7.5461, longitude: 112.2331).how else {
            Issue.record("inside"); return
        }
        #expect(neighbour?.name == "Kabupaten Jombang")
        #expect(places.locate(latitude: -9.2, longitude: 113.7).how == .outside(neighbour: nil))
    }

    @Test func agencies() async throws {
        let directory = try await directory()
        let report = try await ImportAgencies(directory).run(pack("opd_tipikal.csv"), options: ImportOptions(isStrict: true), by: .system)
        // 35 named ones, and the offices of 31 subdistricts, 22 kelurahan and 226 desa.
        #expect(report.problemCount == 0)
        #expect(report.added == 35 + 31 + 22 + 226)
        let today = directory.today
        #expect(directory.agencies.with(.ict, on: today)?.name == "Dinas Komunikasi dan Informatika")
        #expect(directory.agencies.with(.inspectorate, on: today)?.name == "Inspektorat")
        #expect(directory.agencies.with(.planning, on: today)?.kind == .board)
        let again = try await ImportAgencies(directory).run(pack("opd_tipikal.csv"), by: .system)
        #expect(again.added + again.changed == 0)
    }

    @Test func holidays() async throws {
        let directory = try await directory()
        let report = try await ImportHolidays(directory).run(
            pack("hari_libur.csv"), publish: true, options: ImportOptions(isStrict: true), by: .system)
        #expect(report.problemCount == 0)
        #expect(directory.calendars.years == [2024, 2025, 2026])
        #expect(directory.calendars.regency.version == "5 2024.1 2025.1 2026.1")
        #expect(!directory.calendars.regency.isWorkingDay(Day("2026-08-17")!))
    }
}
