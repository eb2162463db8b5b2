import Columns
import Directory
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

/// A table asks villages for rows; each sends its own by phone; the agency takes them into one file that goes the way of every file.
@Suite("Rows of villages") struct ContributionTests {
    private struct House {
        let site: CatalogueTestSite
        let dataset: Dataset
        let table: Distribution
        let village: Agency
        let head: Actor

        init() async throws {
            site = try await CatalogueTestSite()
            dataset = try await site.published("harga-beras")
            table = try await site.table(of: dataset.id)
            let directory = site.directory
            let office = directory.agencies.active(on: directory.today).first { FillingInvitation.isMeant($0) && $0.region != nil }
            guard let office else { throw AppError.notFound }
            village = office
            head = Actor(
                kind: .account, id: "kades", name: "Sutrisno", grants: [Grant(permissions: [.produceData], agencies: [office.id.text])])
        }

        func invite(_ days: Int = 30) async throws {
            try await site.desk.perform(
                InviteVillages(table.id, until: site.directory.today.adding(days)), on: dataset.id, by: site.producer)
        }

        func row(_ market: String = "Pasar Desa", year: Int = 2025, price: Int64 = 12_000) -> [Datum] {
            [.missing, .text(market), .year(year), .integer(price)]
        }
    }

    @Test("without an invitation, after its end, for others' areas and by others nothing is taken")
    func refused() async throws {
        let house = try await House()
        let desk = house.site.desk
        await #expect(throws: AppError.conflict("error.not_invited")) {
            try await desk.contribute([house.row()], to: house.table.id, for: house.village.id, by: house.head)
        }
        try await house.invite()
        await #expect(throws: AppError.forbidden) {
            try await desk.contribute([house.row()], to: house.table.id, for: house.village.id, by: house.site.stranger)
        }
        await #expect(throws: AppError.forbidden) {
            try await desk.contribute([house.row()], to: house.table.id, for: house.site.hospital, by: house.site.stranger)
        }
        var foreign = house.row()
        foreign[0] = .text("35.09.01")
        await #expect(throws: AppError.self) {
            try await desk.contribute([foreign], to: house.table.id, for: house.village.id, by: house.head)
        }
        await #expect(throws: AppError.self) { try await desk.contribute([], to: house.table.id, for: house.village.id, by: house.head) }
        let many = (0...ContributionRows.most).map { house.row("P\($0)") }
        await #expect(throws: AppError.self) { try await desk.contribute(many, to: house.table.id, for: house.village.id, by: house.head) }
        await #expect(throws: AppError.forbidden) {
            try await desk.perform(InviteVillages(house.table.id, until: house.site.directory.today), on: house.dataset.id, by: house.head)
        }
        for days in [-1, 400] { await #expect(throws: AppError.self) { try await house.invite(days) } }
        try await desk.perform(EndInvitation(house.table.id), on: house.dataset.id, by: house.site.producer)
        await #expect(throws: AppError.conflict("error.not_invited")) {
            try await desk.contribute([house.row()], to: house.table.id, for: house.village.id, by: house.head)
        }
    }

    @Test("what a village sends again replaces what waits; gathered rows stand beside those that are shown, the same key once")
    func gathered() async throws {
        let house = try await House()
        let desk = house.site.desk
        try await house.invite()
        try await desk.contribute([house.row(price: 1)], to: house.table.id, for: house.village.id, by: house.head)
        let second = try await desk.contribute(
            [house.row(price: 2), house.row("Pasar Lain")], to: house.table.id, for: house.village.id, by: house.head)
        await #expect(throws: AppError.forbidden) { try await desk.gather(house.table.id, note: "", by: house.site.supporter) }
        let submission = try await desk.gather(house.table.id, note: "Isian Maret", by: house.site.producer)
        await #expect(throws: AppError.conflict("error.nothing_to_gather")) {
            try await desk.gather(house.table.id, note: "", by: house.site.producer)
        }
        let sent = try await desk.database.read { tx in try tx.contributions(to: house.table.id) }
        #expect(sent.map(\.state) == [.taken, .replaced] && sent[0].id == second.id && sent[0].submission == submission.id)
        try await ReadUploads(desk).read(submission.id, version: submission.version)
        try await desk.perform(SubmitForCheck(), on: submission.id, by: house.site.producer)
        try await desk.perform(PublishSubmission(), on: submission.id, by: house.site.steward)
        let opened = try await house.site.reader.open(dataset: "harga-beras", for: .visitor, purpose: .page)
        #expect(opened.file.rowCount == CatalogueTestSite.prices.count + 2)
        // Next year's figure of the same market takes the place of this one.
        try await desk.contribute([house.row(price: 3)], to: house.table.id, for: house.village.id, by: house.head)
        let next = try await desk.gather(house.table.id, note: "", by: house.site.producer)
        try await ReadUploads(desk).read(next.id, version: next.version)
        let read = try #require(try await desk.database.read { tx in try tx.submission(next.id) })
        #expect(read.outcome?.rows == CatalogueTestSite.prices.count + 2)
    }

    @Test("the village's form does not ask where it is, keeps mistakes, and tells the phone to forget the draft; the agency sees the rows")
    func pages() async throws {
        let house = try await House()
        try await house.invite()
        let browser = house.site.site.browser()
        browser.signIn(house.head)
        let mine = try await browser.get("/data/kelola")
        _ = try mine.page()
        #expect(mine.text.contains("/data/isi/\(house.table.id)"))
        let path = "/data/isi/\(house.table.id)"
        let form = try await browser.get(path)
        _ = try form.page()
        #expect(!form.text.contains("r.0.kode_kecamatan") && form.text.contains("r.0.harga"))
        let wrong = try await browser.submit(
            form.form(to: path), filling: ["r.0.pasar": "Pasar Desa", "r.0.tahun": "2025", "r.0.harga": "mahal"])
        #expect(wrong.status == 422 && wrong.text.contains("Pasar Desa"))
        let empty = try await browser.submit(form.form(to: path), filling: [:])
        #expect(empty.status == 422)
        let sent = try await browser.submit(
            form.form(to: path), filling: ["r.0.pasar": "Pasar <Desa>", "r.0.tahun": "2025", "r.0.harga": "12.500"])
        let after = try await browser.follow(sent)
        #expect(after.text.contains("data-draft-sent=\"isi-\(house.table.id)\"") && after.text.contains("Terkirim"))
        let clerk = house.site.site.browser()
        clerk.signIn(house.site.producer)
        #expect(try await clerk.get("/data/kelola/dataset/harga-beras").text.contains("/data/kelola/isian/\(house.table.id)"))
        let list = try await clerk.get("/data/kelola/isian/\(house.table.id)")
        _ = try list.page()
        #expect(list.text.contains("Pasar &lt;Desa&gt;") && list.text.contains("12500"))
        #expect(try await browser.get("/data/kelola/isian/\(house.table.id)").status == 404)
        let taken = try await clerk.submit(list.form(to: "/data/kelola/isian/\(house.table.id)/gabung"), filling: [:])
        #expect(taken.status == 303 && taken.location?.hasPrefix("/data/kelola/kiriman/") == true)
    }

    @Test("over the API the same, with the same checks; what is sent back says why")
    func api() async throws {
        let house = try await House()
        func caller(_ actor: Actor) -> TestCaller {
            TestCaller(house.site.site, key: house.site.site.key(Actor(kind: .client, id: actor.id, grants: actor.grants)))
        }
        let (producer, village, stranger) = (caller(house.site.producer), caller(house.head), caller(house.site.stranger))
        let table = "/api/datasets/harga-beras/tables/\(house.table.name)"
        let until = JSONValue.string(house.site.directory.today.adding(10).description)
        #expect(try await village.send(.put, "\(table)/invitation", ["until": until]).status == 403)
        #expect(try await producer.send(.put, "\(table)/invitation", ["until": until]).status == 200)
        #expect(try await village.get("/api/filling-invitations").json()["items"]?[0]?["table"]?.string == house.table.name)
        let agency = JSONValue.string(house.village.id.text)
        let row: JSONValue = ["pasar": "Pasar Desa", "tahun": "2025", "harga": "12500"]
        #expect(try await stranger.send(.post, "\(table)/contributions", ["agency": agency, "rows": [row]]).status == 403)
        for bad: JSONValue in [["gaji": "1"], ["pasar": "A", "tahun": "2025", "harga": "mahal"]] {
            #expect(try await village.send(.post, "\(table)/contributions", ["agency": agency, "rows": [bad]]).status == 422)
        }
        let made = try await village.send(.post, "\(table)/contributions", ["agency": agency, "rows": [row]])
        #expect(made.status == 201 && made["rows"]?[0]?["kode_kecamatan"]?.string == house.village.region?.text)
        let id = try #require(made["id"]?.string)
        #expect(try await stranger.get("\(table)/contributions").json()["items"]?.array == [])
        #expect(try await village.get("\(table)/contributions").json()["items"]?.array?.count == 1)
        #expect(try await village.send(.post, "/api/contributions/\(id)/refusal", ["reason": "Bukan punya saya."]).status == 404)
        let back = try await producer.send(.post, "/api/contributions/\(id)/refusal", ["reason": "Harganya tertukar.", "version": 1])
        #expect(back.status == 200 && back["state"]?.string == "refused" && back["reason"]?.string == "Harganya tertukar.")
        #expect(try await producer.send(.post, "/api/contributions/\(id)/refusal", ["reason": "Sekali lagi."]).status == 409)
        #expect(try await producer.send(.post, "\(table)/contributions/gathering", [:]).status == 409)
        #expect(try await village.send(.post, "\(table)/contributions", ["agency": agency, "rows": [row]]).status == 201)
        #expect(try await producer.send(.post, "\(table)/contributions/gathering", ["note": "Maret"]).status == 201)
        #expect(try await producer.send(.delete, "\(table)/invitation").status == 204)
        #expect(try await producer.send(.delete, "\(table)/invitation").status == 404)
    }
}
