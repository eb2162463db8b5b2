import Directory
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

    @Test("officials take part with their accounts: who has written or voted stands among the participants, with agency and groups")
    func colleagues() async throws {
        let site = try await WorkshopSite()
        let cycle = try await site.opened(1)
        let world = site.site.installation.world
        func official(_ name: String, _ code: String?) async throws -> Seat {
            let agency = code.flatMap { site.desk.directory.agencies.find(code: $0)?.id }
            let account = try await site.database.write { tx in
                try AccountWriter(tx, world: world, by: .system).create(
                    AccountDraft(name: name, username: name.lowercased().replacing(" ", with: ""), agency: agency), passwordHash: nil)
            }
            return Seat(
                actor: Actor(
                    kind: .account, id: account.id.text, name: name, grants: [Grant(permissions: [.joinWorkshops])]))
        }
        let (writer, voter, absent) = (
            try await official("Pak Bambang", "DPU"), try await official("Bu Lurah", "KEL-MANGLI"), try await official("Pak Joko", nil)
        )
        let card = try await site.desk.add(
            .candidate, in: "living", ["text": "Antre dari rumah", "idea": "Nomor di telepon", "pillar": "kesehatan"], round: 1, of: cycle,
            by: writer)
        _ = try await site.desk.add(.keyword, in: "culture", ["text": "guyub"], round: 1, of: cycle, by: writer)
        _ = try await site.desk.vote(card.id.text, true, round: 1, of: cycle, by: voter)
        let agencies = site.desk.directory.agencies
        let found = try await site.database.read { tx in try tx.workshopColleagues(of: cycle.id, agencies) }
        #expect(found.map(\.name) == ["Bu Lurah", "Pak Bambang"] && found.map(\.groups) == [[], ["culture", "living"]])
        #expect(found.map(\.institution) == [.village, .agency] && !found.contains { $0.id == absent.id })
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let page = try await browser.get("/lokakarya/\(cycle.code)").text
        #expect(page.contains("Pak Bambang") && page.contains("Bu Lurah") && !page.contains("Pak Joko"))
        #expect(Accessibility.faults(page, isPage: true) == [])
        let csv = try await browser.get("/lokakarya/\(cycle.code)/peserta/unduh/csv").text
        #expect(csv.contains("Pak Bambang") && csv.contains("Dengan akun") && csv.contains("Desa atau kelurahan"))
    }
}
