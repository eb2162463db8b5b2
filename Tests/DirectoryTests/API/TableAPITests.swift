import Directory
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web

/// What administrators keep goes out as a table and comes back from it: roles, API clients, brand, retention and session times.
@Suite struct TableAPITests {
    @Test func `the roles of one regency come into another, and again without a trace`() async throws {
        let hall = try await APIHall()
        let path = "/api/tables/roles"
        let table = try await hall.caller.get(path).text
        let same = try await hall.caller.upload(path, table)
        #expect(same.status == 200 && same["changed"] == 0 && same["added"] == 0, "\(same.text)")
        let file = """
            kunci,nama_id,nama_en,izin
            agency_clerk,Operator dinas,Agency clerk,reports.handle directory.view
            desk_officer,Petugas loket,Desk officer,reports.triage
            odd one,Salah,Wrong,reports.triage
            inspector,Inspektorat,Inspector,reports.fly
            """
        let strict = try await hall.caller.upload(path, file, with: [("strict", "true")])
        #expect(strict.status == 422 && strict.issueFields == ["file[4].kunci", "file[5].izin"], "\(strict.text)")
        let some = try await hall.caller.upload(path, file)
        #expect(some["added"] == 1 && some["changed"] == 1 && some["problemCount"] == 2, "\(some.text)")
        let roles = Dictionary(uniqueKeysWithValues: hall.directory.roles.values.map { ($0.key, $0) })
        #expect(roles["agency_clerk"]?.permissions == ["reports.handle", "directory.view"])
        #expect(roles["desk_officer"]?.nameEN == "Desk officer" && roles["desk_officer"]?.isBuiltin == false)
        #expect(try await hall.caller.upload(path, file)["unchanged"] == 2)
        // Nobody gives away by a table what she does not have.
        let weak = try await hall.caller([DirectoryPermission.roles, DirectoryPermission.view])
        let more = try await weak.upload(path, "kunci,nama_id,nama_en,izin\nnew_one,Baru,New,reports.triage\n")
        #expect(more["added"] == 0 && more["problemCount"] == 1)
    }

    @Test func `API clients come from a table without keys, end on their day, and get a key on their page`() async throws {
        let hall = try await APIHall()
        let path = "/api/tables/clients"
        let file = """
            nama,izin,kode_perangkat_daerah,berlaku_sampai
            SIMPEL,reports.handle,DPU,2026-03-31
            Loket,reports.triage,,kemarin
            """
        let sent = try await hall.caller.upload(path, file)
        #expect(sent["added"] == 1 && sent["problemCount"] == 1, "\(sent.text)")
        let table = try await hall.caller.get(path).text
        #expect(table.contains("SIMPEL,reports.handle,DPU,,2026-03-31"))
        #expect(try await hall.caller.upload(path, table)["changed"] == 0)
        // Switched off where the table was made, it works here neither, whether it is new or was here.
        let off = "nama,izin,kode_perangkat_daerah,nonaktif_sejak\nLama,reports.handle,DPU,2026-01-01\n"
        #expect(try await hall.caller.upload(path, off)["added"] == 1)
        #expect(try await hall.caller.upload(path, off)["unchanged"] == 1)
        let running = "nama,izin,kode_perangkat_daerah\nJalan,reports.handle,DPU\n"
        #expect(try await hall.caller.upload(path, running)["added"] == 1)
        #expect(try await hall.caller.upload(path, off.replacing("Lama", with: "Jalan"))["changed"] == 1)
        let clients = try await hall.caller.get("/api/clients").json()["items"]?.array ?? []
        let shut = clients.filter { client in ["Lama", "Jalan"].contains(client["name"]?.string ?? "") && client["isEnabled"] == false }
        #expect(shut.count == 2)
        let made = try #require(clients.first { $0["name"] == "SIMPEL" })
        let id = try #require(made["id"]?.string)
        #expect(made["validTo"] == "2026-03-31")
        let first = try await hall.caller.send(.post, "/api/clients/\(id)/key", ["version": 1])
        let second = try await hall.caller.send(.post, "/api/clients/\(id)/key", ["version": 2])
        let (old, key) = (try #require(first["key"]?.string), try #require(second["key"]?.string))
        #expect(old != key)
        let late = try await hall.caller.send(.post, "/api/clients/\(id)/key", ["version": 2])
        #expect(late.status == 409)
        let other = TestCaller(hall.site, key: key)
        // 403 is an answer to somebody who is known; 401 to nobody.
        #expect(try await other.get("/api/roles").status == 403)
        #expect(try await TestCaller(hall.site, key: old).get("/api/roles").status == 401)
        hall.site.world.pass(days: 29)
        #expect(try await other.get("/api/roles").status == 403, "the last day")
        hall.site.world.pass(days: 1)
        #expect(try await other.get("/api/roles").status == 401)
        let past = try await hall.caller.send(
            .post, "/api/clients",
            ["name": "Lama", "permissions": ["reports.handle"], "agencyId": .null, "validTo": "2026-01-01"])
        #expect(past.status == 422 && past.issueFields == ["validTo"])
    }

    @Test func `a table without the columns that limit a key widens no key, and makes no new one`() async throws {
        let hall = try await APIHall()
        let path = "/api/tables/clients"
        let file = "nama,izin,kode_perangkat_daerah,berlaku_sampai\nSIMPEL,reports.handle,DPU,2026-03-31\n"
        #expect(try await hall.caller.upload(path, file)["added"] == 1)
        #expect(try await hall.caller.upload(path, "nama,izin\nSIMPEL,reports.handle\n")["unchanged"] == 1)
        #expect(try await hall.caller.upload(path, "nama,izin\nSIMPEL,reports.handle reports.triage\n")["changed"] == 1)
        #expect(try await hall.caller.get(path).text.contains("SIMPEL,reports.handle reports.triage,DPU,,2026-03-31"))
        let new = try await hall.caller.upload(path, "nama,izin\nLoket,reports.triage\n")
        #expect(new["added"] == 0 && new["problemCount"] == 1, "\(new.text)")
        // Said out loud, it is the whole regency and no end.
        let wide = try await hall.caller.upload(path, "nama,izin,kode_perangkat_daerah,berlaku_sampai\nSIMPEL,reports.handle,,\n")
        #expect(wide["changed"] == 1, "\(wide.text)")
        #expect(try await hall.caller.upload(path, "nama,izin,kode_perangkat_daerah\nLoket,reports.triage,\n")["added"] == 1)
    }

    @Test func `brand, retention and session times go out with their days and come back`() async throws {
        let hall = try await APIHall()
        #expect(try await hall.caller.send(.patch, "/api/brand", ["productName": "Wadul", "validFrom": "2026-03-02"]).status == 200)
        #expect(
            try await hall.caller.send(.patch, "/api/session-times", ["idleHours": 4, "validFrom": "2026-03-10"])["idleHours"] == 12,
            "from its day on")
        #expect(try await hall.caller.send(.patch, "/api/retention", ["days": ["session": 90]]).status == 200)
        for name in ["brand", "retention", "session-times"] {
            let table = try await hall.caller.get("/api/tables/\(name)").text
            let same = try await hall.caller.upload("/api/tables/\(name)", table)
            #expect(same["changed"] == 0, "\(same.text)")
        }
        #expect(try await hall.caller.get("/api/tables/brand").text.contains("brand.product_name,Wadul,2026-03-02"))
        let brand = try await hall.caller.upload(
            "/api/tables/brand",
            "kunci,nilai,berlaku_dari\nbrand.primary,merah,2026-03-02\nbrand.accent,#102030,2026-03-02\nbrand.logo,abc,\n")
        #expect(brand["changed"] == 1 && brand["problemCount"] == 2, "\(brand.text)")
        #expect(try await hall.caller.get("/api/brand")["accent"] == "#102030")
        let names = """
            kunci,nilai
            brand.short_name,Pendopo Jember
            brand.product_name,
            brand.primary,
            brand.accent,#AABBCC
            brand.regency_name,Kabupaten Jember Raya
            """
        let checked = try await hall.caller.upload("/api/tables/brand", names)
        #expect(checked["changed"] == 2 && checked["problemCount"] == 3, "\(checked.text)")
        #expect(try await hall.caller.get("/api/brand")["accent"] == "#aabbcc")
        let kept = try await hall.caller.upload(
            "/api/tables/retention", "kunci,nilai,berlaku_dari\nretention.session,30,2026-04-01\nretention.other,1,\nretention.session,0,\n"
        )
        #expect(kept["changed"] == 1 && kept["problemCount"] == 2)
        #expect(hall.directory.settings.value("retention.session", on: Day("2026-04-01")!) == "30")
        let times = try await hall.caller.upload("/api/tables/session-times", "kunci,nilai\nsession.days,7\nsession.idle_hours,500\n")
        #expect(times["changed"] == 1 && times["problemCount"] == 1)
        #expect(try await hall.caller.get("/api/session-times")["days"] == 7)
        hall.site.world.pass(days: 8)
        #expect(try await hall.caller.get("/api/session-times")["idleHours"] == 4)
        let history = try await hall.caller.get("/api/session-times/history").json()["items"]?.array ?? []
        #expect(history.compactMap { $0["key"]?.string }.sorted() == ["session.days", "session.idle_hours"])
    }

    @Test func `times to stay signed in are set on a page and hold for sessions`() async throws {
        let site = try await DirectoryFixtures.site()
        let fixtures = try await DirectoryFixtures(on: site)
        let browser = site.browser()
        let account = try await fixtures.account("admin")
        let visit = SignIn.Visit(address: "203.0.113.7", userAgent: "")
        browser.set(CookieName.session, try await fixtures.signIn.open(account, visit))
        let form = try await browser.get("/pengelolaan/sesi").form(to: "/pengelolaan/sesi")
        #expect(form.value("idle_hours") == "12" && form.value("days") == "30")
        #expect(try await browser.submit(form, filling: ["idle_hours": "0"]).status == 422)
        #expect(try await browser.submit(form, filling: ["idle_hours": "1"]).status == 303)
        fixtures.time.now = fixtures.time.now.adding(seconds: 3000)
        #expect(try await browser.get("/pengelolaan/sesi").status == 200)
        fixtures.time.now = fixtures.time.now.adding(seconds: 3700)
        #expect(try await browser.get("/pengelolaan/sesi").status != 200)
    }
}
