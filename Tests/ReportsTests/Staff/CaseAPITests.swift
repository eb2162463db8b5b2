import HTTPTypes
import Kernel
import NIOCore
import Reports
import Storage
import TestSupport
import Testing
import Web

/// Every answer is checked against its schema by ``TestSite``.
@Suite struct CaseAPITests {
    private static let triage: Set<Permission> = [.triageReports, .openIdentities, .readReports]
    private static let agency: Set<Permission> = [.handleReports, .openIdentities]

    @Test func `one report goes from the citizen to her last word over the API alone`() async throws {
        let office = try await OfficeSite()
        let intake = try await OfficeClient(office, "Loket kecamatan", [.submitReports])
        let triage = try await OfficeClient(office, "Meja triase", CaseAPITests.triage)
        let works = try await OfficeClient(office, "Sistem PU", CaseAPITests.agency, agency: "DPU")
        let village = try await OfficeClient(office, "Sistem kelurahan", [.checkReports], agency: "KEL-MANGLI")
        let sent = try await intake.post(
            "/api/reports",
            [
                "category": .string(OfficeSite.roads), "text": "Jalan berlubang di depan pasar, tanya Bu Ani.",
                "place": ["village": .string(OfficeSite.village)], "photos": [try await intake.photo()],
                "reporter": ["name": "Siti Aminah", "phone": "0812-3456-7890"],
            ])
        let code = try #require(try sent.json()["code"]?.string)
        let secret = try #require(try sent.json()["secret"]?.string)
        let path = "/api/cases/\(code)"

        // Triage finds it on its list, looks at the photo, approves text and photo, and gives it to public works.
        let work = try await triage.get("/api/work").json()
        #expect(work["items"]?[0]?["case"]?["code"]?.string == code && work["items"]?[0]?["task"]?.string == "report.received")
        let fresh = try await triage.get(path).json()
        let photo = try #require(fresh["photos"]?[0]?["id"]?.string)
        #expect(try await triage.get("/api/photos/\(photo)").status == 200)
        #expect(try await office.site.browser().get("/api/photos/\(photo)").status == 404)
        #expect(nouns(fresh) == ["verification", "question", "rejection", "merge", "covering"])
        let verified = try await triage.post(
            "\(path)/verification",
            [
                "kind": "complaint", "category": .string(OfficeSite.roads), "disclosure": "open",
                "publicText": "Jalan berlubang di depan pasar.", "publicPhotos": [.string(photo)], "version": fresh["version"]!,
            ])
        #expect(try verified.json()["state"]?.string == "verified" && verified.json()["isPublic"] == true)
        #expect(try await office.site.browser().get("/api/photos/\(photo)/thumbnail").status == 200)
        let given = try await triage.post(
            "\(path)/assignment", ["agency": .string(office.agency("DPU")), "text": "Mohon segera.", "version": 2])
        #expect(try given.json()["agency"]?["id"]?.string == office.agency("DPU"))

        // The agency's system is told, takes it on, tells how it goes, and claims it done with a photo.
        try await office.settle()
        let told = try await works.get("/api/notifications").json()
        #expect(told["unread"] == 1 && told["items"]?[0]?["code"]?.string == code)
        #expect(try await works.post("/api/notifications/reading", ["last": told["items"]![0]!["id"]!]).json()["unread"] == 0)
        #expect(try await works.get("/api/work").json()["items"]?[0]?["task"]?.string == "report.assigned")
        #expect(try await works.post("\(path)/acceptance").json()["state"]?.string == "in_progress")
        #expect(try await works.post("\(path)/note", ["text": "Aspal dipesan.", "isPublic": true]).status == 200)
        #expect(try await works.post("\(path)/schedule", ["until": "2026-03-12", "text": "Menunggu aspal."]).status == 200)
        let bare = try await works.post("\(path)/claim", ["text": "Sudah ditambal."])
        #expect(bare.status == 422 && bare.issueFields == ["photos"])
        let claim: JSONValue = ["text": "Sudah ditambal.", "photos": [try await works.photo(7)]]
        #expect(try await works.post("\(path)/claim", claim).json()["claimedAt"]?.string != nil)

        // The village finds it not well done, then done.
        #expect(try await village.get("/api/work").json()["items"]?.array?.count == 1)
        #expect(try await village.post("\(path)/sending-back", ["text": "Masih berlubang."]).json()["claimedAt"] == .null)
        _ = try await works.post("\(path)/claim", claim)
        let checked = try await village.post("\(path)/confirmation", ["text": "Rata."])
        #expect(try checked.json()["state"]?.string == "checked" && checked.json()["acceptedAt"] == .null)

        let accepted = try await office.site.browser().send(
            .post, "/api/reports/\(code)/acceptance", headers: [.contentType: "application/json", .init("Report-Secret")!: secret],
            body: ByteBuffer(string: #"{"stars": 5}"#))
        #expect(try accepted.json()["closure"]?.string == "accepted")
        let history = try await triage.get("\(path)/timeline").json()["items"]?.array ?? []
        #expect(
            history.compactMap { $0["act"]?.string } == [
                "submit", "verify", "assign", "accept", "note", "schedule", "claim", "send_back", "claim", "confirm", "accept_result",
            ])
        #expect(history[3]["actor"]?["name"]?.string == "Sistem PU" && history[0]["by"]?.string == "reporter")
        // What an agency's system did, the public reads as the agency's, not as the reporter's.
        let open = try await office.site.browser().get("/api/reports/\(code)/timeline").json()["items"]?.array ?? []
        #expect(open.filter { $0["by"]?.string == "reporter" }.compactMap { $0["act"]?.string } == ["submit", "accept_result"])
        #expect(try await office.site.browser().get("/laporan/\(code)").text.contains("Dinas Pekerjaan Umum"))
    }

    private func nouns(_ file: JSONValue) -> [String] { file["acts"]?.array?.compactMap { $0["noun"]?.string } ?? [] }

    @Test func `the same act sent twice is done once and answered alike`() async throws {
        let office = try await OfficeSite()
        let works = try await OfficeClient(office, "Sistem PU", CaseAPITests.agency, agency: "DPU")
        let receipt = try await office.inProgress()
        let note: JSONValue = ["text": "Aspal dipesan."]
        let first = try await works.post("/api/cases/\(receipt.code)/note", note, key: "note-4711-a")
        let second = try await works.post("/api/cases/\(receipt.code)/note", note, key: "note-4711-a")
        #expect(first.status == 200 && first.text == second.text && second.header("Idempotency-Replayed") == "true")
        let notes = try await works.get("/api/cases/\(receipt.code)/timeline").json()["items"]?.array?.filter { $0["act"] == "note" }
        #expect(notes?.count == 1)
        #expect(try await works.post("/api/cases/\(receipt.code)/note", ["text": "Lain."], key: "note-4711-a").status == 422)
        // The answer outlives the caller's right to the case: what was done stays done.
        let assigned = try await office.assigned()
        let back: JSONValue = ["text": "Jalan provinsi."]
        let gone = try await works.post("/api/cases/\(assigned.code)/return", back, key: "return-4711")
        #expect(try gone.status == 200 && gone.json()["acts"]?.array?.isEmpty == true)
        #expect(try await works.get("/api/cases/\(assigned.code)").status == 404)
        #expect(try await works.post("/api/cases/\(assigned.code)/return", back, key: "return-4711").text == gone.text)
    }

    @Test func `the second of two systems is told what was done and how the case stands`() async throws {
        let office = try await OfficeSite()
        let works = try await OfficeClient(office, "Sistem PU", CaseAPITests.agency, agency: "DPU")
        let receipt = try await office.assigned()
        let path = "/api/cases/\(receipt.code)"
        let seen = try await works.get(path).json()["version"]!
        try await office.desk.perform(AcceptReport(), on: receipt.id, by: office.clerk)
        let answer = try await works.post("\(path)/return", ["text": "Bukan kami.", "version": seen])
        #expect(answer.status == 409 && answer.issueFields == ["version", "state"])
        #expect(answer.issueKeys == ["act.accept", "status.state.in_progress"])
        #expect(try answer.json()["detail"]?.string?.contains("Diterima instansi") == true)
        let late = try await works.post("\(path)/return", ["text": "Bukan kami."])
        #expect(late.status == 409 && late.issueKeys == ["status.state.in_progress"])
        #expect(try await office.report(receipt.id).state == "in_progress")
    }

    @Test func `bad input names the JSON path`() async throws {
        let office = try await OfficeSite()
        let triage = try await OfficeClient(office, "Meja triase", CaseAPITests.triage)
        let (receipt, other) = (try await office.received(), try await office.received("Lampu padam di perempatan."))
        let path = "/api/cases/\(receipt.code)"
        let fits: [String: JSONValue] = [
            "kind": "complaint", "category": .string(OfficeSite.roads), "disclosure": "open", "publicText": "Jalan berlubang.",
        ]
        func refused(_ noun: String, _ body: [String: JSONValue]) async throws -> [String] {
            let answer = try await triage.post("\(path)/\(noun)", .object(body))
            #expect(answer.status == 422, "\(noun) \(body)")
            return answer.issueFields
        }
        #expect(try await refused("verification", fits.merging(["kind": "gossip"]) { $1 }) == ["kind"])
        #expect(try await refused("verification", fits.merging(["category": "nope"]) { $1 }) == ["category"])
        #expect(try await refused("verification", fits.merging(["publicText": ""]) { $1 }) == ["publicText"])
        #expect(try await refused("verification", fits.merging(["colour": "red"]) { $1 }) == ["colour"])
        let stranger = JSONValue.string(other.id.text)
        #expect(try await refused("verification", fits.merging(["publicPhotos": [stranger]]) { $1 }) == ["publicPhotos[0]"])
        #expect(try await refused("verification", fits.merging(["publicPhotos": ["7"]]) { $1 }) == ["publicPhotos[0]"])
        #expect(try await refused("rejection", ["text": "Silakan ke PLN."]) == ["reason"])
        #expect(try await refused("rejection", ["text": "", "reason": "unclear"]) == ["text"])
        #expect(try await refused("merge", ["into": "K7M-Q2X-94", "text": "Sama"]) == ["into"])
        #expect(try await refused("identity", ["reason": "perlu"]) == ["reason"])
        _ = try await triage.post("\(path)/verification", .object(fits))
        #expect(try await refused("assignment", ["agency": "nobody"]) == ["agency"])
        #expect(
            try await refused("publication", ["publicText": "Jalan.", "publicPhotos": [], "publicNotes": ["x": "y"]]) == ["publicNotes.x"])
        #expect(try await triage.get("/api/work?cursor=abc").status == 422)
        #expect(try await triage.get("/api/cases?status=lost").status == 422)
        #expect(try await office.report(receipt.id).state == "verified")
    }

    @Test func `lists go on by cursor and are narrowed like the page's`() async throws {
        let office = try await OfficeSite()
        let triage = try await OfficeClient(office, "Meja triase", CaseAPITests.triage)
        var codes: Set<String> = []
        for number in 1...5 { codes.insert(try await office.received("Laporan nomor \(number) tentang jalan.").code) }
        let rejected = try await office.received("Tolong carikan pekerjaan.")
        _ = try await triage.post("/api/cases/\(rejected.code)/rejection", ["reason": "not_a_report", "text": "Silakan ke Disnaker."])
        for list in ["/api/cases", "/api/work"] {
            var (found, next, pages): (Set<String>, String?, Int) = ([], nil, 0)
            repeat {
                let path = "\(list)?limit=2\(list == "/api/cases" ? "&status=waiting" : "")\(next.map { "&cursor=\($0)" } ?? "")"
                let page = try await triage.get(path).json()
                for item in page["items"]?.array ?? [] { found.insert((item["case"] ?? item)["code"]!.string!) }
                (next, pages) = (page["next"]?.string, pages + 1)
            } while next != nil && pages < 9
            #expect(found == codes && pages == 3)
        }
        let table = try await triage.get("/api/cases.csv?status=rejected")
        #expect(table.header("Content-Type")?.hasPrefix("text/csv") == true)
        #expect(table.text.split(separator: "\r\n").dropFirst().map { $0.prefix(rejected.code.count) } == [rejected.code[...]])
    }

    @Test func `every other act of the pages is done by its noun`() async throws {
        let office = try await OfficeSite()
        let triage = try await OfficeClient(office, "Meja triase", CaseAPITests.triage)
        let ruler = try await OfficeClient(office, "Koordinator", [.coordinateReports])
        let works = try await OfficeClient(office, "Sistem PU", CaseAPITests.agency, agency: "DPU")
        func done(_ client: OfficeClient, _ receipt: Receipt, _ noun: String, _ body: JSONValue, _ state: String) async throws {
            let answer = try await client.post("/api/cases/\(receipt.code)/\(noun)", body)
            #expect(answer.status == 200, "\(noun): \(answer.text)")
            #expect(try answer.json()["state"]?.string == state)
        }
        let asked = try await office.received()
        try await done(triage, asked, "question", ["text": "Di mana tepatnya?"], "incomplete")
        let (main, twin) = (try await office.received(), try await office.received())
        try await done(triage, twin, "merge", ["into": .string(main.code), "text": "Sama"], "merged")
        #expect(try await triage.get("/api/cases/\(twin.code)").json()["mergedInto"]?.string == main.code)
        try await done(triage, twin, "separation", ["text": "Ternyata lain"], "received")
        let referred = try await office.verify(try await office.received())
        let referral: JSONValue = [
            "authority": "PLN", "number": "12", "text": "Sudah kami teruskan.", "agency": .string(office.agency("RSUD")),
        ]
        try await done(triage, referred, "referral", referral, "referred")
        // Whoever keeps asking can be changed, and goes on with it.
        try await done(triage, referred, "assignment", ["agency": .string(office.agency("DPU"))], "referred")
        try await done(triage, referred, "publication", ["publicText": .null, "publicPhotos": []], "referred")
        #expect(try await office.report(referred.id).isPublic == false)
        try await done(works, referred, "resumption", [:], "in_progress")
        let disputed = try await office.assigned()
        try await done(works, disputed, "return", ["text": "Bukan kami", "suggestion": .string(office.agency("RSUD"))], "verified")
        try await done(triage, disputed, "assignment", ["agency": .string(office.agency("DPU"))], "assigned")
        try await done(works, disputed, "return", ["text": "Tetap bukan kami"], "ruling")
        try await done(ruler, disputed, "ruling", ["agency": .string(office.agency("DPU")), "text": "Milik kabupaten."], "in_progress")
        try await done(works, disputed, "postponement", ["until": "2026-03-20", "text": "Menunggu anggaran."], "postponed")
        try await done(works, disputed, "resumption", [:], "in_progress")
        // Before anybody looked at it, nothing can be put before the public.
        let fresh = try await office.received()
        let early = try await triage.post("/api/cases/\(fresh.code)/publication", ["publicText": "Jalan.", "publicPhotos": []])
        #expect(early.status == 409)
        #expect(try await office.report(fresh.id).isPublic == false)
    }
}
