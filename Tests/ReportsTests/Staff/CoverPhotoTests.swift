import HTTPTypes
import Images
import Kernel
import NIOCore
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct CoverPhotoTests {
    /// A report with one real photo, just received.
    private func received(_ office: OfficeSite) async throws -> (receipt: Receipt, photo: ReportPhoto) {
        let picture = try Images.reencode(Pictures.scene(5))
        let file = try await office.site.installation.files.put(picture.jpeg)
        let thumbnail = try await office.site.installation.files.put(picture.thumbnail)
        var submission = office.submission("Mobil parkir di trotoar depan pasar.")
        submission.photos = [
            PhotoDraft(file: file, thumbnail: thumbnail, width: picture.width, height: picture.height, look: "00000000000000ab")
        ]
        let receipt = try await office.desk.submit(submission, by: .visitor)
        return (receipt, try await photos(office, receipt)[0])
    }

    private func photos(_ office: OfficeSite, _ receipt: Receipt) async throws -> [ReportPhoto] {
        try await office.desk.file(receipt.id, for: office.triage).photos
    }

    @Test func `the squares of a grid cover the whole photo, each part once`() throws {
        for (width, height) in [(2048, 1536), (1536, 2048), (641, 480), (90, 1), (1, 90)] {
            for columns in PhotoGrid.choices {
                let grid = PhotoGrid(width: width, height: height, columns: columns)
                let area = grid.tiles.map(grid.rectangle).reduce(0) { $0 + $1.width * $1.height }
                #expect(area == width * height)
                #expect(grid.tiles.allSatisfy { grid.tile($0.name) == $0 })
            }
        }
        let grid = PhotoGrid(width: 640, height: 480, columns: 7)
        #expect(grid.columns == 12 && grid.rows == 9)
        for name in ["0.1", "13.1", "1.10", "1", "", "a.b", "1.1.1", "-1.2"] { #expect(grid.tile(name) == nil) }
    }

    @Test(arguments: Language.allCases) func `triage covers a photo by ticking tiles, and the public sees the copy only`(
        language: Language
    ) async throws {
        let office = try await OfficeSite()
        let (receipt, photo) = try await received(office)
        let browser = office.browser(office.triage)
        browser.set("bahasa", language.rawValue)
        let path = "/kerja/laporan/\(receipt.code)"
        let cover = "\(path)/foto/\(photo.id)"
        #expect(try await browser.get(path).page().all("a").contains { $0["href"] == cover })
        let page = try await browser.get("\(cover)?petak=24")
        for fault in Accessibility.faults(page.text, isPage: true) { Testing.Issue.record("\(fault)") }
        let empty = try await browser.submit(try page.form(to: cover))
        #expect(empty.status == 422 && empty.text.contains("cover--24"))
        // Everything but nothing left over: what remains is a black picture.
        let tiles = PhotoGrid(width: photo.draft.width, height: photo.draft.height, columns: 24).tiles
        let form = try empty.form(to: cover)
        let sent = form.fields.map { ($0.name, $0.value as String?) } + tiles.map { ("tiles", $0.name) }
        let done = try await browser.send(
            .post, cover,
            headers: [.contentType: "application/x-www-form-urlencoded", .init("Sec-Fetch-Site")!: "same-origin"],
            body: ByteBuffer(substring: Path.query(sent).dropFirst()))
        #expect(done.status == 303 && done.location == path)
        let both = try await photos(office, receipt)
        #expect(both.count == 2 && both[1].original == photo.id && both[1].draft.look == String(repeating: "0", count: 16))
        #expect(both[1].draft.width == photo.draft.width && both.allSatisfy { !$0.isPublic })

        // The form for approving offers the copy, ticked, and the photo itself not at all.
        let approval = try await browser.get(path).form(to: "\(path)/pemeriksaan")
        #expect(approval.fields.filter { $0.name == "photo" }.map(\.value) == [both[1].id.text])
        let tree = try await office.desk.database.read { CategoryTree(try $0.categories()) }
        try await office.desk.perform(
            VerifyReport(
                kind: .complaint, category: tree[OfficeSite.roads]!, disclosure: .open, publicText: "Mobil di trotoar.",
                publicPhotos: both.map(\.id)), on: receipt.id, by: office.triage)
        let visitor = office.site.browser()
        #expect(try await visitor.get("/foto/\(both[1].id)").status == 200)
        #expect(try await visitor.get("/foto/\(photo.id)").status == 404)
        #expect(try await browser.get("/foto/\(photo.id)").status == 200)
        // The reporter keeps seeing what she sent.
        let own = try await visitor.get("/api/reports/\(receipt.code)/follow-up", headers: [.init("Report-Secret")!: receipt.secret])
        let shown = try own.json()["timeline"]?[0]?["photos"]?.array ?? []
        #expect(shown.count == 1 && shown[0]["url"]?.string?.hasSuffix(photo.id.text) == true)
    }

    @Test func `covering a photo that is public already takes its place at once, and again`() async throws {
        let office = try await OfficeSite()
        let (receipt, photo) = try await received(office)
        let triage = try await OfficeClient(office, "Meja triase", [.triageReports])
        let path = "/api/cases/\(receipt.code)"
        let verified = try await triage.post(
            "\(path)/verification",
            [
                "kind": "complaint", "category": .string(OfficeSite.roads), "disclosure": "open", "publicText": "Mobil di trotoar.",
                "publicPhotos": [.string(photo.id.text)],
            ])
        #expect(verified.status == 200)
        let body: JSONValue = ["photo": .string(photo.id.text), "rectangles": [["x": 0, "y": 0, "width": 20, "height": 20]], "version": 2]
        let first = try await triage.post("\(path)/covering", body, key: "cover-1-4711")
        #expect(try first.json()["version"] == 3)
        #expect(try await triage.post("\(path)/covering", body, key: "cover-1-4711").text == first.text)
        let late = try await triage.post("\(path)/covering", body)
        #expect(late.status == 409 && late.issueKeys.first == "act.cover")
        let second = try await triage.post(
            "\(path)/covering", ["photo": .string(photo.id.text), "rectangles": [["x": 8, "y": 8, "width": 40, "height": 30]]])
        let all = try await photos(office, receipt)
        #expect(all.map(\.isPublic) == [false, false, true])
        #expect(try second.json()["photo"]?.string == all[2].id.text)
        #expect(all.presentable.map(\.id) == [all[2].id])
        // Nothing brings the photo itself, or the copy that did not cover enough, back before the public.
        for id in [all[0].id, all[1].id] {
            let refused = try await triage.post(
                "\(path)/publication", ["publicText": "Mobil di trotoar.", "publicPhotos": [.string(id.text)]])
            #expect(refused.status == 422 && refused.issueFields == ["publicPhotos[0]"])
        }
        let open = try await office.site.browser().get("/api/reports/\(receipt.code)").json()
        #expect(open["photos"]?.array?.count == 1 && open["photos"]?[0]?["url"]?.string?.hasSuffix(all[2].id.text) == true)
        // The history fits the record, copies included.
        try await office.desk.database.read { tx in
            let digest = try ReportsDigests.report.digests(tx, [receipt.id.text])[receipt.id.text]
            #expect(try tx.events(of: Reference("report", receipt.id)).last?.digest == digest)
        }
    }

    @Test func `only triage covers, only a citizen's photo of that very case, and only parts that are named`() async throws {
        let office = try await OfficeSite()
        let (receipt, photo) = try await received(office)
        let other = try await received(office)
        try await office.verify(receipt)
        try await office.desk.perform(AssignReport(agency: office.agency("DPU")), on: receipt.id, by: office.triage)
        try await office.desk.perform(AcceptReport(), on: receipt.id, by: office.clerk)
        try await office.desk.perform(
            NoteProgress(text: "Foto.", isPublic: true, photos: [try await office.photo("after")]), on: receipt.id, by: office.clerk)
        let triage = try await OfficeClient(office, "Meja triase", [.triageReports])
        let works = try await OfficeClient(office, "Sistem PU", [.handleReports], agency: "DPU")
        let path = "/api/cases/\(receipt.code)/covering"
        let part: JSONValue = [["x": 0, "y": 0, "width": 20, "height": 20]]
        #expect(try await works.post(path, ["photo": .string(photo.id.text), "rectangles": part]).status == 403)
        let after = try #require(try await photos(office, receipt).last)
        for id in [other.photo.id, after.id] {
            let refused = try await triage.post(path, ["photo": .string(id.text), "rectangles": part])
            #expect(refused.status == 422 && refused.issueFields == ["photo"])
        }
        #expect(try await triage.post(path, ["photo": .string(photo.id.text), "rectangles": []]).issueFields == ["rectangles"])
        let wide: JSONValue = [["x": 0, "y": 0, "width": 0, "height": 20]]
        #expect(try await triage.post(path, ["photo": .string(photo.id.text), "rectangles": wide]).issueFields == ["rectangles[0].width"])
        let cover = "/kerja/laporan/\(receipt.code)/foto"
        #expect(try await office.browser(office.clerk).get("\(cover)/\(photo.id)").status == 403)
        #expect(try await office.browser(office.otherClerk).get("\(cover)/\(photo.id)").status == 404)
        #expect(try await office.browser(office.triage).get("\(cover)/\(after.id)").status == 404)
        #expect(try await office.browser(office.clerk).get("/kerja/laporan/\(receipt.code)").text.contains("\(cover)/") == false)
        #expect(try await photos(office, receipt).count == 2)
    }
}
