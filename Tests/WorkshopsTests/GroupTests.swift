import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Workshops

@Suite("Groups of a workshop's guests")
struct GroupTests {
    @Test("a guest sits in a group by element first and by dimension later; her link leads there, and the room says who is in it")
    func seated() async throws {
        let site = try await WorkshopSite()
        let cycle = try await site.opened(1)
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let page = "/lokakarya/\(cycle.code)"
        let invitation = try await browser.get(page).form(to: "\(page)/undangan")
        let made = try await browser.submit(
            invitation,
            filling: [
                "name": "Dr. Ratna", "from": "Universitas Jember", "institution": "campus", "element": "culture", "dimension": "economy",
            ])
        #expect(made.status == 303)
        let guest = try await site.database.read { tx in try tx.workshopParticipants(of: cycle.id)[0] }
        #expect(guest.group(in: 1) == "culture" && guest.group(in: 3) == "economy")
        let room = "/tamu-lokakarya/\(guest.id)/\(site.desk.secret(of: guest))/1"
        let hers = try await site.site.browser(address: "203.0.113.9").get(room).text
        #expect(hers.contains("Tamu di kelompok ini: Dr. Ratna, Universitas Jember") && hers.contains("value=\"culture\""))
        #expect(try await !browser.get("\(page)/1?kelompok=nature").text.contains("Dr. Ratna"))
        // Seated elsewhere, the link stays the same.
        try await site.desk.seat(guest.id.text, element: "nature", dimension: nil, of: cycle, by: site.planner)
        #expect(try await browser.get("\(page)/1?kelompok=nature").text.contains("Dr. Ratna"))
        let now = try await site.database.read { tx in try tx.workshopParticipant(guest.id.text)! }
        #expect(now.group(in: 2) == "nature" && now.version == 2)
        let digest = try await site.database.read { tx in try tx.events(of: now.reference).last?.digest }
        #expect(digest == Seal.digest(now.digested))
    }

    @Test("only who holds the workshop seats people, in groups there are; by API too")
    func refused() async throws {
        let site = try await WorkshopSite()
        let cycle = try await site.prepared()
        let guest = try await site.desk.invite("Budi", .business, from: "PT Maju", to: cycle, by: site.planner)
        #expect(guest.group(in: 1) == nil)
        await #expect(throws: AppError.forbidden) {
            try await site.desk.seat(guest.id.text, element: "nature", dimension: nil, of: cycle, by: site.clerk)
        }
        await #expect(throws: AppError.invalid("dimension", "error.not_offered")) {
            try await site.desk.seat(guest.id.text, element: nil, dimension: "bulan", of: cycle, by: site.planner)
        }
        let planner = TestCaller(site.site, key: site.site.key(site.planner))
        let body: JSONValue = ["id": .string(guest.id.text), "element": "structure", "dimension": .null]
        let seated = try await planner.send(.patch, "/api/workshops/\(cycle.code)/participants", body)
        #expect(seated.status == 200 && seated["element"]?.string == "structure")
        let later: JSONValue = ["id": .string(guest.id.text), "dimension": "economy"]
        let both = try await planner.send(.patch, "/api/workshops/\(cycle.code)/participants", later)
        #expect(both["element"]?.string == "structure" && both["dimension"]?.string == "economy")
        try await site.desk.withdraw(invitation: guest.id.text, of: cycle, by: site.planner)
        await #expect(throws: AppError.conflict("error.workshop_withdrawn")) {
            try await site.desk.seat(guest.id.text, element: "nature", dimension: nil, of: cycle, by: site.planner)
        }
    }
}
