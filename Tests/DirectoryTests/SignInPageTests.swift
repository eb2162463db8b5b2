import Directory
import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web

@Suite struct SignInPageTests {
    private func site(isDemo: Bool = false) async throws -> TestSite {
        try await DirectoryFixtures.site { $0.isDemo = isDemo }
    }

    @Test func signingInLeadsWhereOneWanted() async throws {
        let site = try await site()
        _ = try await DirectoryFixtures(on: site)
        let browser = site.browser()
        let asked = try await browser.get("/pengelolaan")
        #expect(asked.location == "/masuk?lanjut=%2Fpengelolaan")
        let page = try await browser.follow(asked)
        let wrong = try await browser.submit(page.form(to: "/masuk"), filling: ["name": "admin", "password": "salah"])
        #expect(wrong.status == 422)
        let again = try wrong.form(to: "/masuk")
        #expect(again.value("name") == "admin" && again.value("password") == "")
        let answer = try await browser.submit(again, filling: ["password": DirectoryFixtures.password])
        #expect(answer.location == "/pengelolaan")
        let cookie = try #require(answer.header("Set-Cookie"))
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
        let inside = try await browser.follow(answer)
        #expect(inside.status == 200)
        #expect(try inside.page().first("h1")?.text == "Pengelolaan")
        let out = try await browser.submit(inside.form(to: "/keluar"))
        #expect(out.status == 303)
        #expect(try await browser.get("/pengelolaan").status == 303)
    }

    @Test("whoever wanted nothing else begins with the work list") func signingInLeadsToTheWork() async throws {
        let site = try await site()
        _ = try await DirectoryFixtures(on: site)
        let browser = site.browser()
        let page = try await browser.get("/masuk")
        let answer = try await browser.submit(page.form(to: "/masuk"), filling: ["name": "admin", "password": DirectoryFixtures.password])
        #expect(answer.location == "/kerja")
        #expect(try await browser.get("/masuk").location == "/kerja")
    }

    @Test func nobodyIsSentToAnotherSite() async throws {
        let site = try await site()
        _ = try await DirectoryFixtures(on: site)
        let browser = site.browser()
        let page = try await browser.get("/masuk?lanjut=https%3A%2F%2Fjahat.example")
        let answer = try await browser.submit(page.form(to: "/masuk"), filling: ["name": "admin", "password": DirectoryFixtures.password])
        #expect(answer.location == "/")
    }

    @Test func tooManyTriesAreToldHowLongToWait() async throws {
        let site = try await site()
        _ = try await DirectoryFixtures(on: site)
        let browser = site.browser()
        var form = try await browser.get("/masuk").form(to: "/masuk")
        for _ in 0..<5 { form = try await browser.submit(form, filling: ["name": "admin", "password": "salah"]).form(to: "/masuk") }
        let answer = try await browser.submit(form, filling: ["name": "admin", "password": DirectoryFixtures.password])
        #expect(answer.status == 429)
        #expect(try answer.page().text.contains("Tunggu 2 detik"))
        #expect(try answer.form(to: "/masuk").value("name") == "admin")
    }

    @Test func theFirstAdministratorIsMadeOnceThroughTheLogsAddress() async throws {
        let site = try await site()
        let desk = site.installation.services.get(DirectoryDesk.self)
        let browser = site.browser()
        #expect(try await browser.get("/masuk").location == "/siapkan")
        #expect(try await browser.get("/siapkan").status == 404)
        let token = try #require(try await desk.signIn.setUpToken())
        let page = try await browser.get("/siapkan?token=\(token)")
        #expect(page.header("Referrer-Policy") == "same-origin")
        let bad = try await browser.submit(
            page.form(to: "/siapkan"), filling: ["name": "Wulan", "username": "wulan", "new": "pendek", "repeated": "pendek"])
        #expect(bad.status == 422)
        let answer = try await browser.submit(
            bad.form(to: "/siapkan"), filling: ["new": "sawah hijau luas", "repeated": "sawah hijau luas"])
        #expect(answer.location == "/pengelolaan")
        // An empty regency says what comes first.
        let overview = try await browser.follow(answer)
        #expect(overview.status == 200)
        #expect(overview.text.contains("Yang masih perlu diisi") && overview.text.contains("href=\"/pengelolaan/wilayah/impor\""))
        #expect(try await site.browser().get("/siapkan?token=\(token)").status == 404)
    }

    @Test func theDemoOffersItsCastToThisMachineOnly() async throws {
        let site = try await site(isDemo: true)
        _ = try await DirectoryFixtures(on: site)
        let page = try await site.browser(address: "127.0.0.1").get("/masuk")
        let form = try page.form(to: "/masuk/demo")
        #expect(form.action == "/masuk/demo")
        #expect(try page.page().all("button").contains { $0.text.contains("Sutrisno") && $0.text.contains("Lurah Mangli") })
        // Where it is said who the cast are, everybody else with an office is folded away below them.
        #expect(!page.text.contains("Pemegang jabatan lain"))
        site.installation.services.put(DemoCast(["admin"]))
        let folded = try await site.browser(address: "127.0.0.1").get("/masuk").page()
        let holders = try #require(folded.all("details").first { $0.text.contains("Pemegang jabatan lain") })
        #expect(holders.all("button").contains { $0.text.contains("Sutrisno") })
        #expect(folded.all("button").count { $0["name"] == "account" } == holders.all("button").count + 1)
        let stranger = site.browser()
        let elsewhere = try await stranger.get("/masuk")
        #expect(!elsewhere.text.contains("/masuk/demo"))
        let account = try await site.installation.database.read { try AccountStore($0).find(signInName: "admin")! }
        let token = try #require(try elsewhere.form(to: "/masuk").value(Page.csrfField))
        let body = Path.query([(Page.csrfField, token), ("account", account.id.text)]).dropFirst()
        let forged = try await stranger.send(
            .post, "/masuk/demo", headers: [.contentType: "application/x-www-form-urlencoded"], body: ByteBuffer(string: String(body)))
        #expect(forged.status == 404)
    }

    @Test func aLinkSetsThePasswordAndSignsIn() async throws {
        let site = try await site()
        let fixtures = try await DirectoryFixtures(on: site)
        let browser = site.browser()
        let sent = try await browser.submit(browser.get("/lupa-kata-sandi").form(to: "/lupa-kata-sandi"), filling: ["name": "agus"])
        #expect(sent.status == 200)
        let account = try await fixtures.account("agus")
        try await fixtures.signIn.sendReset(to: account.id, words: site.installation.words) { "/kata-sandi/\($0)" }
        let mail = try #require(fixtures.time.mails.last)
        let path = try #require(mail.text.split(separator: "\n").first { $0.hasPrefix("/kata-sandi/") }.map(String.init))
        let form = try await browser.get(path).form(to: path)
        let answer = try await browser.submit(form, filling: ["new": "sawah hijau luas", "repeated": "sawah hijau luas"])
        #expect(answer.status == 303)
        #expect(try await browser.get("/akun").status == 200)
        #expect(try await browser.get(path).status == 404)
    }

    @Test func withoutAMailServerNoLinkIsPromised() async throws {
        let site = try await DirectoryFixtures.site { $0.mail = nil }
        _ = try await DirectoryFixtures(on: site)
        let page = try await site.browser().get("/lupa-kata-sandi")
        #expect(page.status == 200 && page.text.contains("server surel belum diatur"))
        #expect(try page.page().all("form").allSatisfy { $0["action"] != "/lupa-kata-sandi" })
    }

    @Test func ownAccountShowsSessionsAndTurnsOnTheSecondStep() async throws {
        let site = try await site()
        _ = try await DirectoryFixtures(on: site)
        func enter(_ browser: TestBrowser) async throws -> Answer {
            try await browser.submit(
                browser.get("/masuk").form(to: "/masuk"), filling: ["name": "agus", "password": DirectoryFixtures.password])
        }
        let (phone, desk) = (site.browser(address: "203.0.113.9"), site.browser())
        _ = try await enter(phone)
        _ = try await enter(desk)
        let account = try await desk.get("/akun")
        #expect(try account.page().all("button").filter { $0.text == "Akhiri" }.count == 1)
        let ended = try await desk.submit(account.form(to: "/akun/sesi/akhiri-lainnya"))
        #expect(ended.status == 303)
        #expect(try await phone.get("/akun").status == 303)
        // Whoever came from a page that needs it is led back there, and nowhere outside.
        let away = try await desk.get("/akun/langkah-kedua?lanjut=https://jahat.example/")
        #expect(try away.form(to: "/akun/langkah-kedua").value("lanjut") == "https://jahat.example/")
        let enrol = try await desk.get("/akun/langkah-kedua?lanjut=/kerja/komitmen/K/tanda-tangan")
        let secret = try #require(try enrol.page().all("input").first { $0["id"] == "secret" }?["value"])
        let code = TOTP.code(secret: base32Decoded(secret), step: TOTP.step(at: site.world.now))
        let wrong = try await desk.submit(enrol.form(to: "/akun/langkah-kedua"), filling: ["code": "tidak tahu"])
        #expect(try wrong.form(to: "/akun/langkah-kedua").value("lanjut") == "/kerja/komitmen/K/tanda-tangan")
        let on = try await desk.submit(wrong.form(to: "/akun/langkah-kedua"), filling: ["code": code])
        #expect(on.text.contains("href=\"/kerja/komitmen/K/tanda-tangan\""))
        #expect(try on.page().all("li").filter { $0.text.contains("-") && $0.text.count == 9 }.count == 10)
        // Turned on already it is not asked for again: she is sent on at once.
        let done = try await desk.get("/akun/langkah-kedua?lanjut=/kerja")
        #expect(done.location == "/kerja")
        #expect(try await desk.get("/akun/langkah-kedua?lanjut=https://jahat.example/").location == "/")
        let asked = try await enter(site.browser())
        #expect(try asked.form(to: "/masuk/kode").names.contains("code"))
    }
}

private func base32Decoded(_ text: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var bytes: [UInt8] = []
    var buffer = 0
    var bits = 0
    for letter in text {
        buffer = buffer << 5 | alphabet.firstIndex(of: letter)!
        bits += 5
        if bits >= 8 {
            bytes.append(UInt8(buffer >> (bits - 8) & 255))
            bits -= 8
        }
        buffer &= (1 << bits) - 1
    }
    return bytes
}
