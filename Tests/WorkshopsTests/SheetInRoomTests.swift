import Directory
import HTTPTypes
import Innovations
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Workshops

@Suite("Sheets written side by side in a workshop's room")
struct SheetInRoomTests {
    /// The third room, with a candidate that a sheet was made of, and somebody from the campus.
    struct Hall {
        let site: WorkshopSite
        let cycle: Cycle
        let card: RoomCard
        let code: String
        let guest: Seat
        /// Address of the room behind her link.
        let base: String

        init() async throws {
            site = try await WorkshopSite()
            cycle = try await site.opened(3)
            let desk = site.desk
            card = try await site.candidate(cycle, round: 3)
            _ = try await desk.place(card.id.text, on: 2019...2021, round: 3, of: cycle, by: site.seat(site.clerk))
            code = try await desk.makeSheet(card.id.text, lead: site.works.text, round: 3, of: cycle, by: site.seat(site.clerk)).code
            let invited = try await desk.invite("Dr. Ratna", .campus, from: "Universitas Jember", to: cycle, by: site.planner)
            guest = try await desk.guest(invited.id.text, secret: desk.secret(of: invited))
            base = "/tamu-lokakarya/\(invited.id)/\(desk.secret(of: invited))/3"
        }

        func sheet() async throws -> InnovationSheet {
            let code = code
            return try await site.database.read { tx in try tx.innovationSheet(code: code)! }
        }

        func write(_ seen: Int, by seat: Seat, _ change: (inout SheetDraft) -> Void) async throws {
            var draft = SheetDraft(try await sheet())
            change(&draft)
            try await site.desk.writeSheet(ofCard: card.id.text, draft, seen: seen, round: 3, of: cycle, by: seat)
        }
    }

    @Test("a guest and another agency write on the same sheet: different fields are joined, the same field is told, nothing is lost")
    func together() async throws {
        let hall = try await Hall()
        let first = try await hall.sheet()
        var campus = SheetDraft(first)
        var hospital = SheetDraft(first)
        campus.answers["problem"] = .text("Warga antre sejak subuh.")
        campus.lead = Identifier("somebody-else")
        hospital.answers["goal"] = .text("Menunggu paling lama satu jam.")
        let (desk, id, cycle) = (hall.site.desk, hall.card.id.text, hall.cycle)
        try await desk.writeSheet(ofCard: id, campus, seen: first.version, round: 3, of: cycle, by: hall.guest)
        try await desk.writeSheet(ofCard: id, hospital, seen: first.version, round: 3, of: cycle, by: hall.site.seat(hall.site.nurse))
        let joined = try await hall.sheet()
        #expect(joined.answers["problem"] == .text("Warga antre sejak subuh."))
        #expect(joined.answers["goal"] == .text("Menunggu paling lama satu jam."))
        // Whose it is no guest decides.
        #expect(joined.lead == hall.site.works)
        var late = SheetDraft(first)
        late.answers["problem"] = .text("Loket hanya dua.")
        let told = await #expect(throws: AppError.self) {
            try await desk.writeSheet(ofCard: id, late, seen: first.version, round: 3, of: cycle, by: hall.site.seat(hall.site.clerk))
        }
        #expect(told?.kind == .conflict && told?.issues.map(\.field) == ["f.problem"])
        #expect(try await hall.sheet() == joined)
        let events = try await hall.site.database.read { tx in try tx.events(of: joined.reference) }
        #expect(events.map(\.actorID).contains(hall.guest.id))
    }

    @Test("only who sits in the open room, and only while the sheet is being written; the link opens nothing else of it")
    func policy() async throws {
        let hall = try await Hall()
        let (site, desk) = (hall.site, hall.site.desk)
        let sheet = try await hall.sheet()
        #expect(try await desk.sheet(ofCard: hall.card.id.text, round: 3, of: hall.cycle, for: hall.guest).1.sheet == sheet)
        await #expect(throws: AppError.notFound) { try await desk.innovations.sheetFile(code: hall.code, for: hall.guest.actor) }
        await #expect(throws: AppError.notFound) {
            try await desk.innovations.perform(EditSheet(SheetDraft(sheet)), on: sheet.recordID, by: hall.guest.actor)
        }
        let other = try await desk.prepare(
            CycleDraft(title: "Bimtek lain", fromYear: 2019, toYear: 2028, rounds: WorkshopSite.pasuruan.rounds), by: site.planner)
        let stranger = try await desk.invite("Budi", .business, from: "PT Lain", to: other, by: site.planner)
        let outsider = try await desk.guest(stranger.id.text, secret: desk.secret(of: stranger))
        await #expect(throws: AppError.notFound) { try await hall.write(sheet.version, by: outsider) { $0.title = "Judul orang lain" } }
        let plain = try await site.candidate(hall.cycle, "Belum ada lembarnya", round: 3)
        await #expect(throws: AppError.notFound) {
            try await desk.sheet(ofCard: plain.id.text, round: 3, of: hall.cycle, for: hall.guest)
        }
        _ = try await desk.set(.closed, round: 3, of: hall.cycle, by: site.planner)
        await #expect(throws: AppError.conflict("error.workshop_not_open")) {
            try await hall.write(sheet.version, by: hall.guest) { $0.title = "Sesudah lokakarya" }
        }
        #expect(try await hall.sheet() == sheet)
    }

    @Test("by page behind her link, without scripts; the sheet's history keeps her name and where she came from")
    func pages() async throws {
        let hall = try await Hall()
        let guest = hall.site.site.browser(address: "203.0.113.9")
        let address = "\(hall.base)/isi/\(hall.card.id.text)"
        #expect(try await guest.get("\(hall.base)?kelompok=living").text.contains(address))
        let page = try await guest.get(address)
        #expect(page.status == 200 && !page.text.contains("name=\"lead\""))
        let wrong = try await guest.submit(try page.form(to: address), filling: ["title": "x"])
        #expect(wrong.status == 422)
        let kept = try await guest.submit(
            try page.form(to: address), filling: ["title": "Antre dari rumah dan balai desa", "f.problem": "Warga antre sejak subuh."])
        #expect(kept.status == 303 && kept.location == "\(hall.base)?kelompok=living")
        #expect(try await guest.follow(kept).text.contains("data-draft-sent=\"ruang-\(hall.code)\""))
        let sheet = try await hall.sheet()
        #expect(sheet.title == "Antre dari rumah dan balai desa" && sheet.answers["problem"] == .text("Warga antre sejak subuh."))
        let staff = hall.site.site.browser()
        staff.signIn(hall.site.clerk)
        #expect(try await staff.get("/inovasi/lembar/\(hall.code)/riwayat").text.contains("Dr. Ratna, Universitas Jember"))
        let colleague = try await staff.get("/lokakarya/\(hall.cycle.code)/3/isi/\(hall.card.id.text)")
        #expect(colleague.status == 200 && colleague.text.contains("Warga antre sejak subuh."))
        #expect(try await hall.site.site.browser().get("/lokakarya/\(hall.cycle.code)/3/isi/\(hall.card.id.text)").status != 200)
    }

    @Test("whoever is told that both wrote in a field writes over what she has read of it; what others wrote elsewhere stays")
    func told() async throws {
        let hall = try await Hall()
        let guest = hall.site.site.browser(address: "203.0.113.9")
        let address = "\(hall.base)/isi/\(hall.card.id.text)"
        let page = try await guest.get(address)
        let nurse = hall.site.seat(hall.site.nurse)
        try await hall.write(try await hall.sheet().version, by: nurse) { draft in
            draft.answers["problem"] = .text("Loket hanya dua.")
            draft.answers["goal"] = .text("Satu jam.")
        }
        let told = try await guest.submit(try page.form(to: address), filling: ["f.problem": "Warga antre sejak subuh."])
        #expect(told.status == 409 && told.text.contains("Loket hanya dua."))
        // The same field changes once more: that she has not read.
        try await hall.write(try await hall.sheet().version, by: nurse) { $0.answers["problem"] = .text("Loket hanya satu.") }
        let again = try await guest.submit(try told.form(to: address))
        #expect(again.status == 409 && again.text.contains("Loket hanya satu."))
        let kept = try await guest.submit(try again.form(to: address))
        #expect(kept.status == 303)
        let sheet = try await hall.sheet()
        #expect(sheet.answers["problem"] == .text("Warga antre sejak subuh."))
        #expect(sheet.answers["goal"] == .text("Satu jam."))
    }

    @Test("by API, beside others")
    func api() async throws {
        let hall = try await Hall()
        let nurse = TestCaller(hall.site.site, key: hall.site.site.key(hall.site.nurse))
        let path = "/api/workshops/\(hall.cycle.code)/rounds/3/cards/\(hall.card.id.text)/sheet"
        let seen = try await nurse.get(path)["version"]!.integer!
        try await hall.write(seen, by: hall.guest) { $0.answers["goal"] = .text("Satu jam.") }
        let body: JSONValue = ["version": .integer(seen), "answers": ["problem": "Warga antre sejak subuh."]]
        let written = try await nurse.send(.patch, path, body)
        #expect(written.status == 200 && written["answers"]?["problem"]?.string == "Warga antre sejak subuh.")
        #expect(written["answers"]?["goal"]?.string == "Satu jam.")
        let both = try await nurse.send(.patch, path, ["version": .integer(seen), "answers": ["goal": "Dua jam."]])
        #expect(both.status == 409 && both.issueFields == ["answers.goal"])
        #expect(try await hall.site.site.send(.get, path).status == 401)
    }
}
