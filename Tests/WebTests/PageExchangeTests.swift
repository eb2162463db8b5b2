import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct PageExchangeTests {
    @Test func everyPageCarriesTheSecurityHeaders() async throws {
        let site = try await TestSite([Notes.capability])
        let answer = try await site.browser().get("/catatan")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Security-Policy")?.contains("default-src 'self'") == true)
        #expect(answer.header("Content-Security-Policy")?.contains("frame-ancestors 'none'") == true)
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
        #expect(answer.header("Referrer-Policy") == "same-origin")
        #expect(answer.header("X-Request-Id")?.isEmpty == false)
        #expect(answer.header("Strict-Transport-Security") == nil)
        let secure = try await TestSite([Notes.capability], settings: { $0.publicURL = "https://lapor.example.go.id" })
        #expect(try await secure.browser().get("/catatan").header("Strict-Transport-Security") != nil)
    }

    @Test func aFormOfOursIsTaken() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        let form = try await browser.get("/catatan/baru").form()
        let answer = try await browser.submit(form, filling: ["title": "Jalan rusak"])
        #expect(answer.status == 303)
        #expect(answer.location == "/catatan")
        let list = try await browser.follow(answer).page()
        #expect(list.first("p")?.text == "Catatan")
        #expect(list.all("li").map(\.text) == ["Jalan rusak"])
        #expect(try await browser.get("/catatan").page().first("p") == nil)
    }

    @Test func aFormComesBackFilledWithTheIssueBesideItsField() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        let form = try await browser.get("/catatan/baru").form()
        let typed = "Terlalu panjang untuk judul \"ini\""
        let answer = try await browser.submit(form, filling: ["title": typed])
        #expect(answer.status == 422)
        #expect(try answer.form().value("title") == typed)
        #expect(try answer.page().first("p")?.text.contains("20") == true)
        #expect(try await Notes.titles(site).isEmpty)
    }

    @Test func aDraftThatHasArrivedIsNamedOnceHoweverLongTheNameOfItsDataset() async throws {
        let draft = "tanya-" + String(repeating: "a_", count: 50)
        let site = try await TestSite([
            Capability(
                name: "drafts",
                pages: [
                    .get("/kirim") { _ in .redirect("/tiba", sent: draft) },
                    .get("/tiba") { request in .page(Layout.page(request.page, title: "Tiba", body: "<h1>Tiba</h1>")) },
                ])
        ])
        let browser = site.browser()
        let sent = try await browser.get("/kirim")
        #expect(try await browser.follow(sent).text.contains("data-draft-sent=\"\(draft)\""))
        #expect(try await browser.follow(sent).text.contains("data-draft-sent") == false)
    }

    @Test func aFormWithoutOurTokenIsRefused() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        _ = try await browser.get("/catatan/baru")
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        let answer = try await browser.send(.post, "/catatan/baru", headers: headers, body: ByteBuffer(string: "title=x&_csrf=wrong"))
        #expect(answer.status == 403)
        #expect(try await Notes.titles(site).isEmpty)
    }

    @Test(arguments: ["cross-site", "same-site"]) func aFormFromElsewhereIsRefusedEvenWithTheToken(_ place: String) async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        let form = try await browser.get("/catatan/baru").form()
        let answer = try await browser.submit(form, filling: ["title": "x"], headers: [.init("Sec-Fetch-Site")!: place])
        #expect(answer.status == 403)
        let foreign = try await browser.submit(form, headers: [.init("Sec-Fetch-Site")!: "none", .origin: "https://evil.example"])
        #expect(foreign.status == 403)
        #expect(try await Notes.titles(site).isEmpty)
    }

    @Test func theTokenOfOneBrowserIsNoGoodInAnother() async throws {
        let site = try await TestSite([Notes.capability])
        let form = try await site.browser().get("/catatan/baru").form()
        let other = site.browser()
        _ = try await other.get("/catatan/baru")
        let answer = try await other.submit(form, filling: ["title": "x"], headers: [.init("Sec-Fetch-Site")!: "none"])
        #expect(answer.status == 403)
    }

    @Test func theSameFormSentTwiceActsOnce() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        let form = try await browser.get("/catatan/baru").form()
        let first = try await browser.submit(form, filling: ["title": "Sekali"])
        let second = try await browser.submit(form, filling: ["title": "Sekali"])
        #expect(first.location == second.location)
        #expect(try await Notes.titles(site) == ["Sekali"])
        _ = try await browser.submit(form, filling: ["title": "Dua"])
        #expect(try await Notes.titles(site) == ["Sekali", "Dua"])
        site.world.now = site.world.now.adding(seconds: 700)
        _ = try await browser.submit(form, filling: ["title": "Sekali"])
        #expect(try await Notes.titles(site) == ["Sekali", "Dua", "Sekali"])
    }

    @Test func ofManyEqualFormsAtOnceOneActs() async throws {
        let site = try await TestSite([Notes.capability], settings: { $0.limitsRates = false })
        let browser = site.browser()
        let form = try await browser.get("/catatan/baru").form()
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 0..<12 { group.addTask { try await browser.submit(form, filling: ["title": "Bersama"]) } }
            return try await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        #expect(answers.map(\.status) == Array(repeating: 303, count: 12))
        #expect(try await Notes.titles(site) == ["Bersama"])
    }

    @Test func anExpiredSessionLosesNothing() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        let token = site.signIn(Notes.writer)
        browser.set("sesi", token)
        let form = try await browser.get("/rahasia").form()
        site.end(token)
        let photo = UploadedFile(field: "photo", filename: "a.jpg", claimedType: "image/jpeg", bytes: [UInt8](repeating: 7, count: 1000))
        let refused = try await browser.submit(form, filling: ["title": "Sudah diketik panjang"], files: [photo])
        #expect(refused.status == 303)
        let next = try #require(refused.location?.split(separator: "?lanjut=").last.flatMap { percentDecoded($0) as String? })
        #expect(refused.location?.hasPrefix("/masuk?lanjut=%2Flanjutkan%2F") == true)

        // Another browser, even with the link, sees nothing of it.
        #expect(try await site.browser().get(next).status == 404)

        browser.signIn(Notes.writer)
        let kept = try await browser.get(next)
        #expect(kept.text.contains("Sudah diketik panjang"))
        let sent = try await browser.submit(kept.form(to: "/rahasia"))
        #expect(sent.status == 303)
        let rows = try await site.installation.database.read { tx in
            try tx.rows("SELECT title, size FROM note").map { ($0.text("title"), $0.int("size")) }
        }
        #expect(rows.map(\.0) == ["Sudah diketik panjang"])
        #expect(rows.map(\.1) == [1000])
    }

    @Test func aFormWhoseCookieIsGoneCanBeSentAgain() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        let form = try await browser.get("/catatan/baru").form()
        browser.forget("kunci")
        let answer = try await browser.submit(form, filling: ["title": "Masih ada di sini"])
        #expect(answer.status == 303)
        let kept = try await browser.follow(answer)
        #expect(kept.text.contains("Masih ada di sini"))
        #expect(try await browser.submit(kept.form(to: "/catatan/baru")).status == 303)
        #expect(try await Notes.titles(site) == ["Masih ada di sini"])
    }

    @Test func permissionsOpenPages() async throws {
        let site = try await TestSite([Notes.capability])
        let visitor = try await site.browser().get("/rahasia")
        #expect(visitor.location == "/masuk?lanjut=%2Frahasia")
        let stranger = site.browser()
        stranger.signIn(Actor(kind: .account, id: "b"))
        #expect(try await stranger.get("/rahasia").status == 403)
        let writer = site.browser()
        writer.signIn(Notes.writer)
        #expect(try await writer.get("/rahasia").status == 200)
    }

    @Test func languageIsChosenKeptAndGuessed() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        #expect(try await browser.get("/catatan").text.contains("Catatan"))
        #expect(try await browser.get("/catatan", headers: [.acceptLanguage: "en-GB,en;q=0.9,id;q=0.5"]).text.contains("Notes"))
        #expect(try await browser.get("/catatan", headers: [.acceptLanguage: "fr, in;q=0.4, en;q=0.3"]).text.contains("Catatan"))
        #expect(try await browser.get("/catatan?bahasa=en").text.contains("Notes"))
        #expect(try await browser.get("/catatan").text.contains("Notes"))
        #expect(try await browser.get("/catatan?bahasa=id").text.contains("Catatan"))
    }

    @Test func unknownAddressesMethodsAndIds() async throws {
        let site = try await TestSite([Notes.capability])
        let browser = site.browser()
        let missing = try await browser.get("/tidak-ada")
        #expect(missing.status == 404)
        #expect(try missing.page().first("h1")?.text == "Tidak ditemukan")
        let wrong = try await browser.send(.delete, "/catatan/baru")
        #expect(wrong.status == 405)
        #expect(wrong.header("Allow") == "GET, HEAD, POST")
        #expect(try await browser.get("/catatan/no-id").status == 404)
        #expect(try await browser.get("/catatan/%FF").status == 404)
        let head = try await browser.send(.head, "/catatan")
        #expect(head.status == 200)
        #expect(head.text.isEmpty)
        #expect(head.header("Content-Length") != nil)
    }

    @Test func aDefectShowsNoDetails() async throws {
        let site = try await TestSite([Notes.capability])
        let answer = try await site.browser().get("/rusak")
        #expect(answer.status == 500)
        #expect(!answer.text.contains("Broken"))
        #expect(answer.text.contains(try #require(answer.header("X-Request-Id"))))
    }
}
