import Directory
import Foundation
import Kernel
import NIOCore
import Storage
import Tables
import TestSupport
import Testing
import Web

@testable import Innovations

@Suite("The register of innovations")
struct RegisterTests {
    private static func draft(_ site: InnovationSite, _ change: (inout InnovationDraft) -> Void = { _ in }) -> InnovationDraft {
        var draft = InnovationDraft()
        draft.title = "Tambal Cepat"
        draft.agency = site.works
        draft.function = "1.03"
        draft.purpose = "Jalan yang aman"
        draft.benefit = "Lubang cepat ditambal"
        draft.result = "Waktu tunggu turun"
        draft.design = Array(repeating: "kata", count: 300).joined(separator: " ")
        draft.criteria = Set(Innovation.Criterion.allCases)
        draft.isDigital = true
        draft.beneficiaries = 2_500_000
        draft.proofs = Dictionary(uniqueKeysWithValues: IndexIndicator.all.map { ($0.id, "Dokumen \($0.id)") })
        change(&draft)
        return draft
    }

    @Test("idea, trial, application, each with its day in order; stopping and going on say why")
    func stages() async throws {
        let site = try await InnovationSite()
        let today = site.directory.today
        let entry = try await site.desk.register(Self.draft(site), by: site.clerk)
        #expect(entry.state == "idea" && entry.gaps == ["innovation.gap.trial"])
        await #expect(throws: AppError.self) { try await site.desk.perform(ApplyInnovation(on: today), on: entry.recordID, by: site.clerk) }
        #expect(
            await fields { try await site.desk.perform(TryInnovation(on: today.adding(1)), on: entry.recordID, by: site.clerk) } == ["on"])
        #expect(await fields { try await site.desk.perform(TryInnovation(on: nil), on: entry.recordID, by: site.clerk) } == ["on"])
        await #expect(throws: AppError.forbidden) {
            try await site.desk.perform(TryInnovation(on: today), on: entry.recordID, by: site.nurse)
        }
        try await site.desk.perform(TryInnovation(on: today.adding(-30)), on: entry.recordID, by: site.clerk)
        #expect(
            await fields { try await site.desk.perform(ApplyInnovation(on: today.adding(-31)), on: entry.recordID, by: site.clerk) } == [
                "on"
            ])
        let applied = try await site.desk.perform(ApplyInnovation(on: today), on: entry.recordID, by: site.clerk)
        #expect(applied.state == "applied" && applied.gaps == [])
        try await site.desk.perform(StopInnovation("Aplikasinya rusak berat"), on: entry.recordID, by: site.clerk)
        let resumed = try await site.desk.perform(ResumeInnovation("Sudah diperbaiki lagi"), on: entry.recordID, by: site.clerk)
        #expect(resumed.state == "trial" && resumed.appliedOn == nil && resumed.trialOn != nil)
    }

    @Test("what the index still misses is named; a function without its zeros is refused")
    func gaps() async throws {
        let site = try await InnovationSite()
        var draft = InnovationDraft()
        draft.title = "Gagasan kosong"
        draft.agency = site.works
        let entry = try await site.desk.register(draft, by: site.clerk)
        #expect(entry.gaps.count == 8)
        for wrong in ["1.3", "abc", "1", "1.03.01", ".03"] {
            #expect(await fields { try await site.desk.register(Self.draft(site) { $0.function = wrong }, by: site.clerk) } == ["function"])
        }
        await #expect(throws: AppError.forbidden) { try await site.desk.register(draft, by: site.nurse) }
    }

    @Test("another agency repeats what was tried, once, and both name each other; the origin is told")
    func replication() async throws {
        let site = try await InnovationSite()
        let entry = try await site.desk.register(Self.draft(site), by: site.clerk)
        await #expect(throws: AppError.conflict("error.innovation_untried")) {
            try await site.desk.replicate(code: entry.code, for: site.hospital, by: site.nurse)
        }
        try await site.desk.perform(TryInnovation(on: site.directory.today), on: entry.recordID, by: site.clerk)
        await #expect(throws: AppError.forbidden) { try await site.desk.replicate(code: entry.code, for: site.hospital, by: site.clerk) }
        let copy = try await site.desk.replicate(code: entry.code, for: site.hospital, by: site.nurse)
        #expect(copy.replicates == entry.id && copy.agency == site.hospital && copy.state == "idea" && copy.result.isEmpty)
        await #expect(throws: AppError.conflict("error.innovation_there")) {
            try await site.desk.replicate(code: entry.code, for: site.hospital, by: site.nurse)
        }
        await #expect(throws: AppError.conflict("error.innovation_there")) {
            try await site.desk.replicate(code: entry.code, for: site.works, by: site.clerk)
        }
        #expect(try await site.database.read { tx in try tx.replications(of: entry.id) } == [copy])
        let page = try await site.site.browser().get("/inovasi/daftar/\(entry.code)")
        #expect(page.text.contains("Ditiru 1 instansi") && page.text.contains("RSUD dr. Soebandi"))
    }

    @Test("the index and the Renja get their own columns, from what was typed once; a formula in a title stays text")
    func exports() async throws {
        let site = try await InnovationSite()
        let entry = try await site.desk.register(Self.draft(site) { $0.title = "=HYPERLINK(\"x\")" }, by: site.clerk)
        try await site.desk.perform(TryInnovation(on: Day("2026-01-15")), on: entry.recordID, by: site.clerk)
        let stopped = try await site.desk.register(Self.draft(site) { $0.title = "Yang berhenti" }, by: site.clerk)
        try await site.desk.perform(StopInnovation("Tidak dilanjutkan lagi"), on: stopped.recordID, by: site.clerk)
        // What is still an idea does not count in the index.
        _ = try await site.desk.register(Self.draft(site) { $0.title = "Baru gagasan" }, by: site.clerk)
        let browser = site.site.browser()
        let iid = try await browser.get("/inovasi/iid.csv")
        let lines = iid.text.split(separator: "\r\n").map(String.init)
        #expect(lines[0].hasPrefix("\u{FEFF}Nama Inovasi,Tahapan Inovasi,Inisiator Inovasi Daerah,Jenis Inovasi,Bentuk Inovasi Daerah"))
        #expect(lines.count == 2)
        #expect(lines[0].contains("16. Regulasi inovasi daerah") && lines[0].hasSuffix("35. Kualitas inovasi daerah"))
        #expect(lines[1].contains("Ya,Ya,Ya,Ya,Ya,Dokumen 16,Dokumen 17,") && lines[1].hasSuffix("Dokumen 35"))
        #expect(
            lines[1].hasPrefix("\"'=HYPERLINK(\"\"x\"\")\",Uji Coba,Perangkat daerah,Digital,Pelayanan publik,,1.03,2026-01-15,,kata kata"))
        let renja = try await browser.get("/inovasi/renja/2026.csv")
        #expect(renja.text.contains("2026,Dinas Pekerjaan Umum") && renja.text.contains(",2026,Lubang cepat ditambal,2500000,Uji coba"))
        #expect(try await browser.get("/inovasi/renja/2025.csv").text.split(separator: "\r\n").count == 1)
        #expect(try await browser.get("/inovasi/renja/kemarin.csv").status == 404)
        for path in ["/inovasi/iid.xlsx", "/inovasi/daftar.xlsx", "/inovasi/renja/2026.xlsx", "/inovasi/lembar.xlsx"] {
            let file = try await browser.get(path)
            #expect(file.status == 200 && Array(file.bytes.readableBytesView.prefix(2)) == Array("PK".utf8), "\(path)")
        }
    }

    @Test("the workbook of the index says the same, cell by cell")
    func workbook() async throws {
        let site = try await InnovationSite()
        let entry = try await site.desk.register(Self.draft(site), by: site.clerk)
        try await site.desk.perform(TryInnovation(on: Day("2026-01-15")), on: entry.recordID, by: site.clerk)
        let browser = site.site.browser()
        for (path, says) in [
            ("/inovasi/iid.xlsx", ["Nama Inovasi", "Tambal Cepat", "Uji Coba", "35. Kualitas inovasi daerah", "Dokumen 35", "Ya"]),
            ("/inovasi/renja/2026.xlsx", ["Tambal Cepat", "Lubang cepat ditambal", "2500000"]),
        ] {
            let rows = try XLSXWorkbook(Array(buffer: try await browser.get(path).bytes)).rows(nil)
            var cells: Set<String> = []
            while let row = try rows.next() { cells.formUnion(row.cells.map(\.text)) }
            for word in says { #expect(cells.contains(word), "\(path) lacks \(word)") }
        }
    }

    @Test("what the linked sheet says is not typed again, and a proof of an indicator that there is not is refused")
    func once() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.submitted()
        var draft = InnovationDraft()
        draft.sheet = sheet.id
        let entry = try await site.desk.register(draft, by: site.clerk)
        #expect(entry.title == sheet.title && entry.agency == sheet.lead && entry.purpose == "Lubang ditambal dalam tiga hari.")
        #expect(entry.design.hasPrefix("Regu tambal cepat"))
        // What was typed stays as it was typed.
        draft.title = "Nama lain di register"
        #expect(try await site.desk.register(draft, by: site.clerk).title == "Nama lain di register")
        draft.proofs = [15: "Bukan bukti inovasi"]
        #expect(await fields { try await site.desk.register(draft, by: site.clerk) } == ["proof.15"])
        let browser = site.site.browser()
        browser.signIn(site.clerk)
        let form = try await browser.get("/inovasi/daftar/baru?lembar=\(sheet.code)").form(to: "/inovasi/daftar/baru")
        #expect(form.value("title") == sheet.title && form.value("sheet") == sheet.code)
        let made = try await browser.submit(form, filling: ["proof.16": "Perbup 12/2026"])
        let code = String(try #require(made.location).split(separator: "/").last!)
        #expect(try await site.database.read { tx in try tx.innovation(code: code)?.proofs } == [16: "Perbup 12/2026"])
    }

    @Test("what another agency's sheet says before it was accepted is not put into the public register")
    func unaccepted() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.submitted()
        var draft = InnovationDraft()
        (draft.sheet, draft.title, draft.agency) = (sheet.id, "Tambal Cepat rumah sakit", site.hospital)
        let before = try await site.desk.register(draft, by: site.nurse)
        #expect(before.sheet == sheet.id && before.design.isEmpty && before.purpose.isEmpty && before.benefit.isEmpty)
        let browser = site.site.browser()
        browser.signIn(site.nurse)
        let form = try await browser.get("/inovasi/daftar/baru?lembar=\(sheet.code)").form(to: "/inovasi/daftar/baru")
        #expect(form.value("sheet") == sheet.code && form.value("design") != "Regu tambal cepat dengan jadwal yang bisa dilihat warga.")
        try await site.desk.perform(AcceptSheet(), on: sheet.recordID, by: site.planner)
        #expect(try await site.desk.register(draft, by: site.nurse).purpose == "Lubang ditambal dalam tiga hari.")
    }

    @Test("the list is found by stage, agency, initiator and words, page by page")
    func list() async throws {
        let site = try await InnovationSite()
        for index in 0..<5 {
            let draft = Self.draft(site) {
                $0.title = "Inovasi bagian \(index)"
                $0.initiator = index == 3 ? .citizen : .agency
            }
            _ = try await site.desk.register(draft, by: site.clerk)
        }
        func codes(_ query: RegisterQuery, after: String? = nil, limit: Int = 50) async throws -> [String] {
            try await site.database.read { tx in try tx.innovations(query, after: after, limit: limit).map(\.code) }
        }
        #expect(try await codes(RegisterQuery(), limit: 2) == ["I-0001", "I-0002"])
        #expect(try await codes(RegisterQuery(), after: "I-0002", limit: 2) == ["I-0003", "I-0004"])
        #expect(try await codes(RegisterQuery(initiator: .citizen)) == ["I-0004"])
        #expect(try await codes(RegisterQuery(words: "bagian 2")) == ["I-0003"])
        #expect(try await codes(RegisterQuery(state: "applied")) == [])
        #expect(try await codes(RegisterQuery(agency: site.hospital.text)) == [])
    }
}
