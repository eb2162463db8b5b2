import Kernel
import NIOCore
import Storage
import Tables
import TestSupport
import Testing
import Web
import Work

@testable import Workshops

@Suite("Lists of workshops as files")
struct ListFileTests {
    @Test("cards with their votes, changes and participants come as CSV and as a workbook that says the same")
    func files() async throws {
        let site = try await WorkshopSite()
        let cycle = try await site.opened(1)
        let card = try await site.candidate(cycle)
        _ = try await site.desk.vote(card.id.text, true, round: 1, of: cycle, by: site.seat(site.nurse))
        _ = try await site.desk.invite("Bu Ratna", .campus, from: "Universitas Jember", to: cycle, by: site.planner)
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let lists: [(address: (String) -> String, says: [String])] = [
            ({ "/lokakarya/\(cycle.code)/1/hasil/unduh/kartu/\($0)" }, ["Antre dari rumah", "Nomor antrean di telepon", "1"]),
            ({ "/lokakarya/\(cycle.code)/1/hasil/unduh/perubahan/\($0)" }, ["Antre dari rumah"]),
            ({ "/lokakarya/unduh/\($0)" }, [cycle.code, "Bimtek Smart City 2018", "Aula Bappeda"]),
            ({ "/lokakarya/\(cycle.code)/peserta/unduh/\($0)" }, ["Bu Ratna", "Universitas Jember"]),
        ]
        for (address, says) in lists {
            let csv = try await browser.get(address("csv"))
            let book = try await browser.get(address("xlsx"))
            #expect(csv.status == 200 && book.status == 200, "\(address("…"))")
            let rows = try XLSXWorkbook(Array(buffer: book.bytes)).rows(nil)
            var cells: [String] = []
            while let row = try rows.next() { cells += row.cells.map(\.text) }
            for word in says {
                #expect(csv.text.contains(word), "\(address("csv")) lacks \(word)")
                #expect(cells.contains { $0.contains(word) }, "\(address("xlsx")) lacks \(word)")
            }
            #expect(!csv.text.contains("workshop."), "\(address("csv"))")
        }
        let machine = TestCaller(site.site, key: site.site.key(site.planner))
        let api = "/api/workshops/\(cycle.code)"
        for (path, word) in [
            ("\(api)/rounds/1/outcome/cards", "Antre dari rumah"), ("\(api)/rounds/1/outcome/changes", "Antre dari rumah"),
            ("\(api)/participants", "Bu Ratna"), ("/api/workshops", "Aula Bappeda"), ("/api/workshop-bodies", "Decree"),
        ] {
            let csv = try await machine.get("\(path).csv")
            let book = try await machine.get("\(path).xlsx")
            #expect(csv.status == 200 && csv.text.contains(word) && book.status == 200, "\(path)")
        }
        // Links that open the room are for whoever hands them out, and stand in no file.
        #expect(try await !browser.get("/lokakarya/\(cycle.code)/peserta/unduh/csv").text.contains("tamu-lokakarya"))
        let clerk = site.site.browser()
        clerk.signIn(site.clerk)
        #expect(try await clerk.get("/lokakarya/\(cycle.code)/peserta/unduh/csv").status == 403)
        #expect(try await site.site.browser().get("/lokakarya/\(cycle.code)/1/hasil/unduh/kartu/csv").status != 200)
    }
}
