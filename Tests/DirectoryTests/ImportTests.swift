import Directory
import Kernel
import Tables
import TestSupport
import Testing

@Suite struct ImportTests {
    private func csv(_ text: String) -> ImportSource { .bytes(Array(text.utf8)) }

    @Test func badRowsAreNamedAndGoodOnesStored() async throws {
        let fixtures = try await DirectoryFixtures()
        let table = """
            Kode;Nama;Jenis;Kode Kecamatan
            35.09.21.1002;Baratan;kelurahan;35.09.21
            35.9.21.1003;Bintoro;kelurahan;
            35.09.99.2001;Entah;desa;
            35.09.21.1004;;kelurahan;
            35.09.21.2005;Slawu;kelurahan;
            35.09.21.1006;Jember Lor;kelurahan;35.09.19
            35.09.21.1002;Baratan lagi;kelurahan;
            """
        let report = try await ImportRegions(fixtures.directory).run(csv(table), by: .system)
        #expect(report.added == 1)
        #expect(report.problemCount == 6)
        let lines = report.problems.map(\.line).sorted()
        #expect(lines == [3, 4, 5, 6, 7, 8])
        let form = try #require(report.problems.first { $0.line == 3 })
        #expect(form.column == "Kode")
        #expect(form.found == "35.9.21.1003")
        #expect(form.expected.key == "directory.import.expect_region_code")
        #expect(report.problems.first { $0.line == 4 }?.problem.key == "directory.import.no_parent")
        #expect(fixtures.directory.places.region(RegionCode("35.09.21.1002")!)?.name == "Baratan")
    }

    @Test func strictStoresNothing() async throws {
        let fixtures = try await DirectoryFixtures()
        let table = "kode,nama\n35.09.21.1002,Baratan\n35.09.99.2001,Entah\n"
        let report = try await ImportRegions(fixtures.directory).run(csv(table), options: ImportOptions(isStrict: true), by: .system)
        #expect(report.isRefused)
        #expect(report.stored == 0)
        #expect(fixtures.directory.places.region(RegionCode("35.09.21.1002")!) == nil)
    }

    @Test func importingTwiceChangesNothing() async throws {
        let fixtures = try await DirectoryFixtures()
        let table = "kode,nama,penduduk_total\n35.15,Kabupaten Sidoarjo,2000000\n35.15.01,Tarik,\n"
        let first = try await ImportRegions(fixtures.directory).run(csv(table), by: .system)
        #expect(first.added == 2)
        let second = try await ImportRegions(fixtures.directory).run(csv(table), by: .system)
        #expect(second.added == 0 && second.changed == 0 && second.unchanged == 2)
        let renamed = try await ImportRegions(fixtures.directory).run(csv("kode,nama\n35.15,Kab. Sidoarjo\n"), by: .system)
        #expect(renamed.changed == 1)
        // What the second file does not say stays.
        #expect(fixtures.directory.places.region(RegionCode("35.15")!)?.population == 2_000_000)
    }

    @Test func aTableWithoutTheColumnsIsRefusedByName() async throws {
        let fixtures = try await DirectoryFixtures()
        await #expect { try await ImportRegions(fixtures.directory).run(csv("a,b\n1,2\n"), by: .system) } throws: { error in
            (error as? AppError)?.issues.first?.field == "kode"
        }
    }

    @Test func boundariesNeedTheirRegion() async throws {
        let fixtures = try await DirectoryFixtures()
        let collection = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","id":"35.09.19.1002","properties":{},"geometry":{"type":"Polygon","coordinates":[[[113.69,-8.19],[113.71,-8.19],[113.71,-8.17],[113.69,-8.17],[113.69,-8.19]]]}},
            {"type":"Feature","properties":{"kode":"35.09.77"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}},
            {"type":"Feature","id":"35.09.21.1001","properties":{},"geometry":{"type":"Point","coordinates":[113,-8]}}
            ]}
            """
        let importer = ImportBoundaries(fixtures.directory)
        let report = try await importer.run(csv(collection), by: .system)
        #expect(report.added == 1)
        #expect(report.problems.map(\.problem.key) == ["directory.import.unknown_region", "table.geometry_unknown"])
        #expect(fixtures.directory.places.locate(latitude: -8.18, longitude: 113.7).how == .boundary)
        #expect(try await importer.run(csv(collection), by: .system).unchanged == 1)
    }

    @Test func agenciesFindTheirParentsAndOffices() async throws {
        let fixtures = try await DirectoryFixtures()
        let table = """
            kode,nama,jenis,induk,bidang_urusan
            SETDA,Sekretariat Daerah,sekretariat,,4.01
            BAG-UMUM,Bagian Umum,sekretariat,SETDA,4.01
            ,Dinas Perhubungan,dinas,,2.15
            X,Dinas Tanpa Induk,dinas,TIDAK-ADA,
            ,Kecamatan (semua),kecamatan,,7.01
            ,Desa,desa,,
            ,Pasar Induk,swasta,,
            """
        let importer = ImportAgencies(fixtures.directory)
        let report = try await importer.run(csv(table), by: .system)
        // Three named, three subdistricts, one desa. X is too short for a code, and its parent is unknown.
        #expect(report.added == 7)
        #expect(report.problemCount >= 2)
        let agencies = fixtures.directory.agencies
        #expect(agencies.find(code: "BAG-UMUM")?.parent == agencies.find(code: "SETDA")?.id)
        #expect(agencies.find(code: "DINAS-PERHUBUNGAN")?.governmentFunctions == ["2.15"])
        #expect(agencies.office(of: RegionCode("35.09.01.2003")!, on: fixtures.directory.today)?.name == "Pemerintah Desa Jombang, Jombang")
        #expect(agencies.find(code: "KEC-35.09.01")?.region?.text == "35.09.01")
        let again = try await importer.run(csv(table), by: .system)
        #expect(again.added == 0 && again.changed == 0 && again.unchanged == 7)
    }

    @Test func holidaysArePublishedOnceAndKeepTheirYear() async throws {
        let fixtures = try await DirectoryFixtures()
        let table = """
            tanggal,nama,jenis,tahun
            2026-03-19,Hari Suci Nyepi 1948,libur nasional,2026
            2026-05-01,Hari Buruh,libur nasional,2026
            2026-05-01,Hari Buruh lagi,libur nasional,2026
            2026-02-30,Tidak ada,libur nasional,2026
            2027-01-01,Tahun Baru,libur nasional,2026
            1 Juni 2026,Hari Lahir Pancasila,libur nasional,2026
            2026-06-02,Entah,libur desa,2026
            """
        let importer = ImportHolidays(fixtures.directory)
        let report = try await importer.run(csv(table), publish: true, by: .system)
        #expect(report.added == 2 && report.unchanged == 1)
        #expect(report.problems.map(\.line).sorted() == [4, 5, 6, 8])
        #expect(fixtures.directory.calendars.regency.version == "5 2026.2")
        #expect(!fixtures.directory.calendars.regency.isWorkingDay(Day("2026-05-01")!))
        // The days that were there before stay.
        #expect(!fixtures.directory.calendars.regency.isWorkingDay(Day("2026-03-20")!))
        let again = try await importer.run(csv(table), publish: true, by: .system)
        #expect(again.added == 0 && again.changed == 0)
        #expect(fixtures.directory.calendars.regency.version == "5 2026.2")
    }

    @Test func onlyThoseWhoMayImportDo() async throws {
        let fixtures = try await DirectoryFixtures()
        await #expect(throws: AppError.forbidden) {
            try await ImportRegions(fixtures.directory).run(csv("kode,nama\n"), by: fixtures.clerk)
        }
        await #expect(throws: AppError.unauthenticated) {
            try await ImportBoundaries(fixtures.directory).run(csv("{}"), by: .visitor)
        }
    }
}
