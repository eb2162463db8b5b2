import Directory
import Foundation
import Kernel
import Storage
import Tables
import TestSupport
import Testing
import Work

@testable import Masterplan

@Suite("The nomenclature")
struct NomenclatureTests {
    static let head = "level,kode,kode_induk,nama,kinerja,indikator,satuan,spm,jenis,kode_sebelumnya,source\n"
    static let small =
        head + """
            urusan,2,,URUSAN WAJIB NON PELAYANAN DASAR,,,,,,,
            bidang,2.16,2,KOMUNIKASI DAN INFORMATIKA,,,,,,,
            program,2.16.03,2.16,PROGRAM APLIKASI INFORMATIKA,,,,,,,
            kegiatan,2.16.03.2.02,2.16.03,Pengelolaan e-government,,,,,,,
            sub_kegiatan,2.16.03.2.02.0019,2.16.03.2.02,Pengembangan Ekosistem Kota Cerdas,Terbangunnya,Jumlah Dokumen,Dokumen,NON-SPM,Aktifitas,2.16.03.2.02.0009,
            program,X.XX.01,X.XX,PROGRAM PENUNJANG,,,,,,,
            kegiatan,X.XX.01.2.01,X.XX.01,Perencanaan,,,,,,,
            """

    static func run(_ plans: PlanSite, _ csv: String, strict: Bool = false, edition: String = "2027") async throws -> ImportReport {
        try await ImportNomenclature(plans.plans.directory, edition: edition).run(
            .bytes(Array(csv.utf8)), options: ImportOptions(isStrict: strict), by: plans.planner)
    }

    @Test("importing twice changes nothing; every agency's lines come with its own field put in")
    func idempotent() async throws {
        let plans = try await PlanSite()
        #expect(try await Self.run(plans, Self.small).added == 7)
        let again = try await Self.run(plans, Self.small)
        #expect(again.unchanged == 7 && again.added + again.changed == 0)
        try await plans.database.read { tx in
            let day = Day("2027-06-01")!
            let own = try #require(try tx.nomenclature(code: "2.16.01.2.01", on: day))
            #expect(own.title == "Perencanaan" && own.code == "2.16.01.2.01" && own.parent == "2.16.01")
            #expect(try tx.nomenclature(code: "9.99.01.2.01", on: day) == nil)
            let edition = try tx.nomenclatureEdition(on: day)!
            #expect(try tx.nomenclature(replacing: "2.16.03.2.02.0009", in: edition.id).map(\.code) == ["2.16.03.2.02.0019"])
            #expect(try tx.nomenclature(matching: "kota CERDAS", in: edition.id, limit: 5).map(\.code) == ["2.16.03.2.02.0019"])
            #expect(try tx.nomenclature(below: "2.16", in: edition.id).map(\.code) == ["2.16.03"])
        }
        #expect(try await plans.faults() == [])
    }

    @Test("a later edition ends the one before it, each holds in its time")
    func editions() async throws {
        let plans = try await PlanSite()
        _ = try await Self.run(plans, Self.small, edition: "2026")
        _ = try await Self.run(plans, Self.small.replacing("Kota Cerdas", with: "Kota Pintar"), edition: "2027")
        try await plans.database.read { (tx: Transaction) throws -> Void in
            #expect(try tx.nomenclature(code: "2.16.03.2.02.0019", on: Day("2026-12-31")!)?.title == "Pengembangan Ekosistem Kota Cerdas")
            #expect(try tx.nomenclature(code: "2.16.03.2.02.0019", on: Day("2027-01-01")!)?.title == "Pengembangan Ekosistem Kota Pintar")
            #expect(try tx.nomenclatureEditions().map(\.validTo) == [nil, Day("2026-12-31")])
        }
        #expect(try await plans.faults() == [])
    }

    @Test("every bad row is named with line, column and what was expected; strict stores nothing")
    func problems() async throws {
        let plans = try await PlanSite()
        let bad =
            Self.head + """
                program,2.16.3,2.16,Nol hilang,,,,,,,
                sub_kegiatan,2.16.03,2.16,Tingkat salah,,,,,,,
                program,2.16.04,2.16,,,,,,,,
                program,2.16.05,2.16,Baik,,,,,,,
                program,2.16.05,2.16,Dua kali,,,,,,,
                program,Rp 500,2.16,Bukan kode,,,,,,,
                """
        let report = try await Self.run(plans, bad)
        #expect(report.added == 1 && report.problemCount == 5)
        #expect(report.problems.map(\.line).sorted() == [2, 3, 4, 6, 7])
        let zeros = try #require(report.problems.first { $0.line == 2 })
        #expect(zeros.column == "kode" && zeros.problem.key == "nomenclature.error.zeros" && zeros.expected.values["code"] == "2.16.03")
        let strict = try await Self.run(plans, bad, strict: true, edition: "2028")
        #expect(strict.isRefused)
        #expect(try await plans.database.read { tx in try tx.nomenclatureEditions().map(\.name) } == ["2027"])
        await #expect(throws: AppError.forbidden) {
            try await ImportNomenclature(plans.plans.directory).run(.bytes(Array(bad.utf8)), by: plans.works)
        }
    }

    @Test("a node's code is checked: lost zeros, another level, a code that was replaced")
    func codes() async throws {
        let plans = try await PlanSite()
        _ = try await Self.run(plans, Self.small, edition: "2026")
        let desk = plans.plans.desk
        let edition = try await desk.draft(
            EditionDraft(.annualWork, title: "Renja DPU 2026", fromYear: 2026, toYear: 2026, agency: plans.worksID), by: plans.works)
        func fault(_ level: PlanLevel, _ code: String) async throws -> Message? {
            do {
                try await desk.add(NodeDraft(level, code: code, title: "Sebuah baris"), to: edition.id, by: plans.works)
                return nil
            } catch let error as AppError { return error.issues.first { $0.field == "code" }?.message }
        }
        #expect(try await fault(.programme, "2.16.3")?.values["probable"] == "2.16.03")
        #expect(try await fault(.programme, "2.16.03.2.02")?.key == "plan.error.code_level")
        #expect(try await fault(.programme, "2.99.03")?.key == "plan.error.code_unknown")
        let replaced = try await fault(.subActivity, "2.16.03.2.02.0009")
        #expect(replaced?.key == "plan.error.code_replaced" && replaced?.values["now"] == "2.16.03.2.02.0019")
        #expect(try await fault(.programme, "sembarang")?.key == "plan.error.code_form")
        #expect(try await fault(.programme, "2.16.01") == nil)
        #expect(try await fault(.subActivity, "2.16.03.2.02.0019") == nil)
    }

    static let packs = ProcessInfo.processInfo.environment["PENDOPO_PACKS"] ?? ""
    static let pack = "\(packs)/nomenklatur_kabkota_2027.csv"

    @Test(
        "the full nomenclature of 2027 comes in whole: 44 fields, 164 programmes, 409 activities, 2,542 sub-activities",
        .enabled(if: !packs.isEmpty && FileManager.default.fileExists(atPath: pack), "PENDOPO_PACKS does not name the folder of packs"))
    func full() async throws {
        let plans = try await PlanSite()
        let report = try await ImportNomenclature(plans.plans.directory, edition: "2027").run(.path(Self.pack), by: plans.planner)
        #expect(report.problems.map { "\($0.line) \($0.found)" } == [])
        let counts = try await plans.database.read { tx in
            Dictionary(
                uniqueKeysWithValues: try tx.rows("SELECT kind, count(*) AS n FROM nomenclature_entry GROUP BY kind").map {
                    ($0.text("kind"), $0.int("n"))
                })
        }
        #expect(counts["field"] == 44 && counts["programme"] == 164 && counts["activity"] == 409 && counts["sub_activity"] == 2542)
        let smart = try await plans.database.read { tx in try tx.nomenclature(code: "2.16.01.2.01.0008", on: Day("2027-01-01")!) }
        #expect(smart?.title.contains("Walidata") == true)
        #expect(try await plans.faults() == [])
    }
}
