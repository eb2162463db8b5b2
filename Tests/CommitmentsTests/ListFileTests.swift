import Kernel
import Masterplan
import NIOCore
import Storage
import Tables
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("Lists of commitments as files")
struct ListFileTests {
    @Test("commitments, signatories, steps and action plans come as CSV and as a workbook that says the same")
    func files() async throws {
        let site = try await PromisedSite()
        let (commitment, clause, steps) = try await site.inForce()
        let works = site.works
        let rows = try await site.desk.suggestions(agency: works, year: 2026, for: site.clerk)
        try await site.desk.write(rows, agency: works, year: 2026, by: site.clerk)
        try await site.desk.move("propose", agency: works, year: 2026, by: site.clerk)
        try await site.desk.move("publish", agency: works, year: 2026, by: site.planner.actor)
        let visitor = site.site.browser()
        let lists: [(address: (String) -> String, says: [String])] = [
            ({ "/komitmen/unduh/\($0)" }, [commitment.code, "Komitmen bersama kota cerdas"]),
            ({ "/komitmen/\(commitment.code)/unduh/penanda-tangan/\($0)" }, ["Ibu kadis", "Ibu direktur"]),
            ({ "/komitmen/\(commitment.code)/unduh/langkah/\($0)" }, [clause.code, steps[0].name, "60"]),
            ({ "/rencana-aksi/2026/unduh/\($0)" }, [steps[1].name, "Dinas Pekerjaan Umum"]),
            ({ "/janji.\($0)" }, [clause.code]),
            // For machines the same.
            ({ "/api/commitments.\($0)" }, [commitment.code]),
            ({ "/api/commitments/\(commitment.code)/signatories.\($0)" }, ["Ibu kadis", "Ibu direktur"]),
            ({ "/api/commitments/\(commitment.code)/milestones.\($0)" }, [clause.code, steps[0].name]),
            ({ "/api/action-plans/2026.\($0)" }, [steps[1].name, "Dinas Pekerjaan Umum"]),
            ({ "/api/pledges.\($0)?agency=\(works)" }, [clause.code]),
        ]
        for (address, says) in lists {
            let csv = try await visitor.get(address("csv"))
            let book = try await visitor.get(address("xlsx"))
            #expect(csv.status == 200 && book.status == 200, "\(address("…"))")
            let reader = try XLSXWorkbook(Array(buffer: book.bytes)).rows(nil)
            var cells: [String] = []
            while let row = try reader.next() { cells += row.cells.map(\.text) }
            for word in says {
                #expect(csv.text.contains(word), "\(address("csv")) lacks \(word)")
                #expect(cells.contains { $0.contains(word) }, "\(address("xlsx")) lacks \(word)")
            }
            #expect(!csv.text.contains("commitment.list.") && !csv.text.contains("action_plan."), "\(address("csv"))")
        }
        // Who has published nothing stands in the file too.
        #expect(try await visitor.get("/rencana-aksi/2026/unduh/csv").text.contains("RSUD"))
        #expect(try await visitor.get("/komitmen/unduh/ods").status == 404)
        let draft = try await site.desk.create(PromisedSite.text, by: site.planner.actor)
        #expect(try await visitor.get("/komitmen/\(draft.code)/unduh/langkah/csv").status == 404)
    }
}
