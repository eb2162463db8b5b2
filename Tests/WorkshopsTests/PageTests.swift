import Directory
import Foundation
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Workshops

@Suite("Pages of workshops")
struct PageTests {
    @Test("a cycle is prepared, opened, written in by an account and by a guest without one, and closed, all without scripts")
    func walk() async throws {
        let site = try await WorkshopSite()
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let new = try await browser.get("/lokakarya/baru").form(to: "/lokakarya/baru")
        #expect(try await browser.submit(new, filling: ["title": "x"]).status == 422)
        var days: [String: String] = ["title": "Bimtek Smart City 2018", "from_year": "2019", "to_year": "2028"]
        for (index, round) in WorkshopSite.pasuruan.rounds.enumerated() {
            days["from_on_\(index + 1)"] = round.fromOn.description
            days["to_on_\(index + 1)"] = round.toOn.description
        }
        #expect(try await browser.submit(new, filling: days).location == "/lokakarya/BT-1")
        let cycle = try await browser.get("/lokakarya/BT-1")
        #expect(Accessibility.faults(cycle.text, isPage: true) == [])
        #expect(try await browser.submit(cycle.form(to: "/lokakarya/BT-1/1/buka")).status == 303)
        let invited = try await browser.submit(
            cycle.form(to: "/lokakarya/BT-1/undangan"), filling: ["name": "Dr. Ratna", "from": "UNEJ", "institution": "campus"])
        #expect(invited.status == 303)
        let guestID = try await site.database.read { tx in try tx.row("SELECT id FROM workshop_participant")!.text("id") }
        let participant = try await site.database.read { tx in try tx.workshopParticipant(guestID)! }
        let guestPath = "/tamu-lokakarya/\(guestID)/\(site.desk.secret(of: participant))/1"
        #expect(try await browser.get("/lokakarya/BT-1").text.contains(guestPath))

        let guest = site.site.browser(address: "203.0.113.9")
        let room = try await guest.get("\(guestPath)?kelompok=nature")
        #expect(room.status == 200 && Accessibility.faults(room.text, isPage: true) == [])
        let forms = try room.page().all("form").filter { $0["action"] == "\(guestPath)/kartu" }
        #expect(forms.count == 3)
        let added = try await guest.submit(
            room.form(to: "\(guestPath)/kartu"), filling: ["text": "Sungai melewati kota", "quadrant": "strength"])
        #expect(added.location == "\(guestPath)?kelompok=nature")

        let clerk = site.site.browser(address: "203.0.113.10")
        clerk.signIn(site.clerk)
        let seen = try await clerk.get("/lokakarya/BT-1/1?kelompok=nature")
        #expect(seen.text.contains("Sungai melewati kota") && seen.text.contains("Dr. Ratna, UNEJ"))
        let card = try await site.database.read { tx in try tx.row("SELECT id FROM workshop_card")!.text("id") }
        let edit = try seen.form(to: "/lokakarya/BT-1/1/kartu/\(card)/ubah")
        let guestEdit = try await guest.get("\(guestPath)?kelompok=nature").form(to: "\(guestPath)/kartu/\(card)/ubah")
        // Without the version it was written over nobody could be heard beside it.
        #expect(try await clerk.submit(edit, filling: ["version": "", "text": "Sungai kecil"]).status == 409)
        #expect(try await clerk.submit(edit, filling: ["text": "Sungai besar"]).status == 303)
        let told = try await guest.submit(guestEdit, filling: ["text": "Sungai yang jernih"])
        #expect(told.status == 409 && told.text.contains("sekarang tertulis: Sungai besar") && told.text.contains("Sungai yang jernih"))
        #expect(Accessibility.faults(told.text, isPage: true) == [])
        #expect(try await guest.submit(told.form(to: "\(guestPath)/kartu/\(card)/ubah")).status == 303)
        #expect(try await site.database.read { tx in try tx.workshopCard(card)!.text } == "Sungai yang jernih")

        let hold = try await browser.get("/lokakarya/BT-1/1")
        let timed = try await browser.submit(hold.form(to: "/lokakarya/BT-1/1/waktu"), filling: ["what": "SWOT", "minutes": "20"])
        #expect(timed.status == 303)
        #expect(try await guest.get(guestPath).text.contains("SWOT"))
        for path in [
            "/lokakarya", "/lokakarya/BT-1", "/lokakarya/BT-1/1?kelompok=nature", "/lokakarya/BT-1/1/layar?kelompok=nature",
            "/lokakarya/BT-1/1/hasil", "/lokakarya/tim", "/lokakarya/tim/baru",
        ] {
            for language in ["id", "en"] {
                let page = try await browser.get(path + (path.contains("?") ? "&" : "?") + "bahasa=\(language)")
                #expect(page.status == 200, "\(path)")
                #expect(Accessibility.faults(page.text, isPage: true) == [], "\(path) \(language)")
                #expect(!page.text.contains(">workshop."), "\(path) shows a key")
            }
        }
        #expect(try await browser.submit(hold.form(to: "/lokakarya/BT-1/1/tutup")).location == "/lokakarya/BT-1/1/hasil")
        #expect(try await guest.get(guestPath).text.contains("Selesai"))
        let visitor = site.site.browser(address: "203.0.113.11")
        #expect(try await visitor.get("/lokakarya/BT-1/1").status != 200)
        #expect(try await visitor.get("/tamu-lokakarya/\(guestID)/x/1").status == 404)
        #expect(try await visitor.get("/lokakarya/tim").status == 200)
    }

    @Test("in later rounds candidates are voted for, put on years, chosen, and become sheets, by page")
    func later() async throws {
        let site = try await WorkshopSite()
        let cycle = try await site.opened(3)
        let card = try await site.candidate(cycle, round: 3)
        let browser = site.site.browser()
        browser.signIn(site.clerk)
        let base = "/lokakarya/\(cycle.code)/3"
        func page() async throws -> TestSupport.Answer { try await browser.get("\(base)?kelompok=living") }
        let room = try await page()
        #expect(Accessibility.faults(room.text, isPage: true) == [])
        #expect(try await browser.submit(room.form(to: "\(base)/kartu/\(card.id.text)/suara")).status == 303)
        let far = try await browser.submit(
            room.form(to: "\(base)/kartu/\(card.id.text)/tahun"), filling: ["from_year": "2019", "to_year": "2020"])
        #expect(far.status == 303)
        #expect(try await browser.submit(try await page().form(to: "\(base)/kartu/\(card.id.text)/quick-win")).status == 303)
        let made = try await browser.submit(
            try await page().form(to: "\(base)/kartu/\(card.id.text)/lembar"), filling: ["lead": site.works.text])
        #expect(made.status == 303)
        let after = try await page()
        #expect(
            after.text.contains("/inovasi/lembar/L-0001") && after.text.contains("1 suara") && after.text.contains("data-year=\"2019\""))
        let kept = try await site.database.read { tx in try tx.workshopCard(card.id.text)! }
        #expect(kept.isQuickWin && kept.years == 2019...2020)
    }

    @Test("by API: prepare, open, write, join two hands, vote, outcome, bodies")
    func api() async throws {
        let site = try await WorkshopSite()
        let planner = TestCaller(site.site, key: site.site.key(site.planner))
        let clerk = TestCaller(site.site, key: site.site.key(site.clerk))
        let rounds = WorkshopSite.pasuruan.rounds.map { round -> JSONValue in
            ["fromOn": .string(round.fromOn.description), "toOn": .string(round.toOn.description), "place": .string(round.place)]
        }
        let body: JSONValue = ["title": "Bimtek 2018", "fromYear": 2019, "toYear": 2028, "rounds": .array(rounds)]
        #expect(try await clerk.send(.post, "/api/workshops", body).status == 403)
        #expect(try await planner.send(.post, "/api/workshops", body)["code"]?.string == "BT-1")
        #expect(try await planner.send(.post, "/api/workshops/BT-1/rounds/1", ["act": "open"]).status == 200)
        let made = try await clerk.send(
            .post, "/api/workshops/BT-1/rounds/1/cards",
            ["kind": "candidate", "group": "living", "fields": ["text": "Antre", "idea": "Nomor", "pillar": "kesehatan"]])
        let id = made["id"]!.string!
        let path = "/api/workshops/BT-1/rounds/1/cards/\(id)"
        #expect(try await clerk.send(.patch, path, ["version": 1, "fields": ["text": "Antre dari rumah"]])["version"]?.integer == 2)
        #expect(
            try await planner.send(.patch, path, ["version": 1, "fields": ["idea": "Nomor di telepon"]])["fields"]?["text"]?.string
                == "Antre dari rumah")
        let both = try await planner.send(.patch, path, ["version": 1, "fields": ["text": "Loket baru"]])
        #expect(both.status == 409 && both.issueFields == ["text"])
        #expect(try await clerk.send(.post, "\(path)/acts", ["act": "vote"])["votes"]?.integer == 1)
        #expect(try await clerk.get("/api/workshops/BT-1/rounds/1/cards?group=living")["items"]?.array?.count == 1)
        #expect(try await clerk.get("/api/workshops/BT-1/rounds/1/outcome")["changes"]?.array?.count == 1)
        let guest = try await planner.send(
            .post, "/api/workshops/BT-1/participants", ["name": "Ratna", "from": "UNEJ", "institution": "campus"])
        #expect(guest.status == 201 && guest["url"]?.string?.contains("/tamu-lokakarya/") == true)
        #expect(try await planner.send(.delete, "/api/workshops/BT-1/participants?id=\(guest["id"]!.string!)").status == 204)
        var team: [String: JSONValue] = [
            "kind": "team", "name": "Tim Pelaksana", "decree": "188/1", "decreeOn": "2026-01-05", "validFrom": "2026-01-05",
            "members": [["name": "Dewi", "institution": "agency", "role": "chair"]],
        ]
        let kept = try await planner.send(.post, "/api/workshop-bodies", .object(team))
        #expect(kept.status == 201)
        team["version"] = 1
        team["name"] = "Tim Pelaksana Baru"
        let bodyPath = "/api/workshop-bodies/\(kept["id"]!.string!)"
        #expect(try await planner.send(.put, bodyPath, .object(team))["version"]?.integer == 2)
        #expect(try await planner.send(.put, bodyPath, .object(team)).status == 409)
        #expect(try await site.site.send(.get, "/api/workshop-bodies").json()["items"]?.array?.count == 1)
        #expect(try await site.site.send(.get, "/api/workshops/BT-1").status == 401)
    }

    /// What each page does, and the operations that do the same.
    private static let table: [String: [String]] = [
        "GET /lokakarya": ["GET /api/workshops"], "GET /lokakarya/baru": ["POST /api/workshops"],
        "POST /lokakarya/baru": ["POST /api/workshops"],
        "GET /lokakarya/{code}": ["GET /api/workshops/{code}"],
        "POST /lokakarya/{code}/undangan": [
            "POST /api/workshops/{code}/participants", "PATCH /api/workshops/{code}/participants",
            "DELETE /api/workshops/{code}/participants",
        ],
        "GET /lokakarya/{code}/{round}": ["GET /api/workshops/{code}/rounds/{round}/cards"],
        "POST /lokakarya/{code}/{round}/{noun}": ["POST /api/workshops/{code}/rounds/{round}"],
        "GET /lokakarya/{code}/{round}/layar": ["GET /api/workshops/{code}/rounds/{round}/cards"],
        "GET /lokakarya/{code}/{round}/hasil": ["GET /api/workshops/{code}/rounds/{round}/outcome"],
        "GET /lokakarya/{code}/{round}/kertas/{paper}/unduh/{format}": ["GET /api/workshops/{code}/rounds/{round}/papers/{paper}/{format}"],
        "GET /lokakarya/{code}/{round}/aliran": ["GET /api/workshops/{code}/rounds/{round}/stream"],
        "POST /lokakarya/{code}/{round}/kartu": ["POST /api/workshops/{code}/rounds/{round}/cards"],
        "POST /lokakarya/{code}/{round}/kartu/{card}/{noun}": [
            "PATCH /api/workshops/{code}/rounds/{round}/cards/{card}", "POST /api/workshops/{code}/rounds/{round}/cards/{card}/acts",
        ],
        "GET /lokakarya/{code}/{round}/isi/{card}": ["GET /api/workshops/{code}/rounds/{round}/cards/{card}/sheet"],
        "POST /lokakarya/{code}/{round}/isi/{card}": ["PATCH /api/workshops/{code}/rounds/{round}/cards/{card}/sheet"],
        "GET /lokakarya/{code}/{round}/hasil/unduh/{list}/{format}": [
            "GET /api/workshops/{code}/rounds/{round}/outcome/cards.csv", "GET /api/workshops/{code}/rounds/{round}/outcome/changes.xlsx",
        ],
        "GET /lokakarya/{code}/peserta/unduh/{format}": ["GET /api/workshops/{code}/participants.csv"],
        "GET /lokakarya/unduh/{format}": ["GET /api/workshops.csv", "GET /api/workshops.xlsx"],
        "GET /lokakarya/tim/unduh/{format}": ["GET /api/workshop-bodies.csv", "GET /api/workshop-bodies.xlsx"],
        "GET /lokakarya/tim": ["GET /api/workshop-bodies"], "GET /lokakarya/tim/baru": ["POST /api/workshop-bodies"],
        "POST /lokakarya/tim/baru": ["POST /api/workshop-bodies"], "GET /lokakarya/tim/{id}": ["GET /api/workshop-bodies"],
        "POST /lokakarya/tim/{id}": ["PUT /api/workshop-bodies/{id}"],
    ]

    @Test("every page has the endpoint that does the same; a guest's are the same pages behind her link")
    func beside() throws {
        let capability = try Capability.workshops()
        let endpoints = Set(capability.endpoints.map { "\($0.method.rawValue) \($0.path)" })
        let pages = Set(capability.pages.map { "\($0.method.rawValue) \($0.path)" }.filter { !$0.contains(" /tamu-lokakarya") })
        #expect(Set(Self.table.keys) == pages)
        for (page, operations) in Self.table { for one in operations { #expect(endpoints.contains(one), "\(page): there is no \(one)") } }
    }
}
