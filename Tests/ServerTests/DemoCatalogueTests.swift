import Catalogue
import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Work

@testable import Citations
@testable import Server
@testable import Web

/// What the demo regency's catalogue holds on first sight.
@Suite struct DemoCatalogueTests {
    @Test func `it holds at least twenty-five datasets of twelve agencies, joined by area codes, and a pair that contradicts each other`()
        async throws
    {
        let demo = try await DemoCopy.make()
        let (database, folder) = (demo.database, demo.folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let world = TestWorld(start: DemoCopy.now.description).world
        let store = FileStore(folder: folder.path)
        let directory = DirectoryIndex(database: database, world: world, regency: RegionCode("35.09"))
        try await directory.refresh()
        let index = CatalogueIndex(database: database, world: world, directory: directory)
        try await index.refresh()
        let files = VersionFiles(store: store, folder: folder.path + "/derived")
        let services = Services()
        defer { withExtendedLifetime(services) {} }
        let reader = CatalogueReader(index: index, files: files, directory: directory, services: services)
        let desk = CatalogueDesk(database: database, world: world, directory: directory, files: files, index: index)
        let entries = DemoDatasets.all.compactMap { index.find($0.name) }
        #expect(entries.count == DemoDatasets.all.count && entries.count >= 25)
        #expect(Set(entries.map(\.dataset.producer)).count >= 12)
        #expect(entries.allSatisfy { !$0.versions.isEmpty && $0.rows > 0 })
        #expect(Set(entries.map(\.dataset.access)).count == 3)
        // In full the greatest has two hundred thousand rows; here it is cut.
        #expect(DemoRegency.Scale().rows == 200_000)
        let greatest = try #require(index.find("kunjungan-puskesmas-harian"))
        #expect(greatest.rows == DemoRegency.Scale.small.rows)
        let byArea = entries.filter { entry in
            entry.versions.values.contains { version in version.schema.foreignKeys.contains { $0.resource == "kode-wilayah" } }
        }
        #expect(byArea.count >= 10)
        // Every code of theirs is one of the master data.
        let found = try await desk.referenceValues(for: DemoTable.population[0].schema)
        let keys = try #require(try found.keys(of: "kode-wilayah", fields: ["kode"]))
        let people = try await reader.open(dataset: "penduduk-kecamatan", for: .visitor, purpose: .api)
        let codes = try people.file.distinct(["kode_kecamatan"], in: RowSet(all: people.file.rowCount), limit: 1000)
        #expect(codes.values.allSatisfy { row in keys.contains(row.map { $0.text ?? "" }) })

        let referee = ConflictReferee(desk: desk, reader: reader)
        let first = try #require(index.find("penduduk-miskin-kecamatan"))
        let second = try #require(index.find("kemiskinan-perencanaan"))
        for table in first.distributions + second.distributions { try await referee.look(at: table.id) }
        let conflicts = try await database.read { tx in try tx.conflicts(of: first.dataset.id) }
        let conflict = try #require(
            conflicts.first { Set([$0.first.dataset, $0.second.dataset]) == [first.dataset.id, second.dataset.id] })
        #expect(conflict.state == .open && conflict.differing > 0 && conflict.common > conflict.differing)
    }
}
