import Directory
import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

@Suite struct AccountAPITests {
    @Test func `somebody is invited once, follows the link and can sign in`() async throws {
        let hall = try await APIHall()
        let body: JSONValue = ["name": "Budi Hartono", "username": "Budi", "phone": "0812 3456 7890"]
        let made = try await hall.caller.send(.post, "/api/accounts", body, once: "invite-budi")
        #expect(made.status == 201, "\(made.text)")
        let again = try await hall.caller.send(.post, "/api/accounts", body, once: "invite-budi")
        #expect(again.text == made.text, "the same link")
        let account = try await hall.fixtures.account("budi")
        #expect(made.location == "/api/accounts/\(account.id)" && account.person.phone == "+6281234567890")
        #expect(made["account"]?["hasPassword"] == false)
        let twice = try await hall.caller.send(.post, "/api/accounts", body)
        #expect(twice.status == 422 && twice.issueFields == ["username"])
        let link = try #require(made["link"]?["url"]?.string)
        let place = "/" + link.split(separator: "/").suffix(2).joined(separator: "/")
        let guest = hall.site.browser(address: "203.0.113.20")
        let entered = try await guest.submit(
            guest.get(place).form(to: place), filling: ["new": "sawah hijau luas", "repeated": "sawah hijau luas"])
        #expect(entered.status == 303)
        #expect(try await hall.caller.get("/api/accounts/\(account.id)")["hasPassword"] == true)
        let fresh = try await hall.caller.send(.post, "/api/accounts/\(account.id)/link")
        #expect(fresh.status == 201 && fresh["url"]?.string != link)
    }

    @Test func `somebody who begins later sets her password before and comes in on her first day`() async throws {
        let hall = try await APIHall()
        let made = try await hall.caller.send(
            .post, "/api/accounts", ["name": "Budi Hartono", "username": "budi", "validFrom": "2026-03-10", "validTo": "2026-12-31"])
        #expect(made.status == 201 && made["account"]?["validFrom"] == "2026-03-10", "\(made.text)")
        let path = try #require(made.location)
        let link = try #require(made["link"]?["url"]?.string)
        let place = "/" + link.split(separator: "/").suffix(2).joined(separator: "/")
        let guest = hall.site.browser(address: "203.0.113.20")
        let entered = try await guest.submit(
            guest.get(place).form(to: place), filling: ["new": "sawah hijau luas", "repeated": "sawah hijau luas"])
        #expect(entered.status == 303 && entered.location == DirectoryPaths.signIn())
        #expect(try await guest.follow(entered).page().text.contains("10 Maret 2026"))
        let signIn = hall.fixtures.signIn
        let visit = SignIn.Visit(address: "203.0.113.20", userAgent: "")
        await #expect(throws: AppError.invalid("password", "directory.sign_in.wrong")) {
            _ = try await signIn.begin(name: "budi", password: "sawah hijau luas", visit: visit)
        }
        hall.site.world.pass(days: 8)
        _ = try await signIn.begin(name: "budi", password: "sawah hijau luas", visit: visit)
        let backwards = try await hall.caller.send(.patch, path, ["validTo": "2026-03-10", "validFrom": "2026-03-11", "version": 1])
        #expect(backwards.status == 422 && backwards.issueFields == ["validTo"], "\(backwards.text)")
        let open = try await hall.caller.send(.patch, path, ["validFrom": .null, "version": 1])
        #expect(open.status == 200 && open["validFrom"] == nil && open["validTo"] == "2026-12-31", "\(open.text)")
    }

    @Test func `an account is changed, suspended with its sessions, and let in again`() async throws {
        let hall = try await APIHall()
        let account = try await hall.fixtures.account("agus")
        let path = "/api/accounts/\(account.id)"
        let browser = hall.site.browser()
        let visit = SignIn.Visit(address: "203.0.113.7", userAgent: "")
        browser.set(CookieName.session, try await hall.fixtures.signIn.open(account, visit))
        #expect(try await browser.get("/akun").status == 200)
        let changed = try await hall.caller.send(.patch, path, ["position": "Operator senior", "version": 1])
        #expect(changed["position"] == "Operator senior" && changed["email"] == "agus@example.org", "\(changed.text)")
        let late = try await hall.caller.send(.patch, path, ["position": "Lain", "version": 1])
        #expect(late.status == 409 && late.issueFields == ["position"])
        let ended = try await hall.caller.send(.patch, path, ["validTo": "2020-01-01", "version": 2])
        #expect(ended.status == 422 && ended.issueFields == ["validTo"], "\(ended.text)")
        let bad = try await hall.caller.send(.patch, path, ["email": "ratna@example.org", "version": 2])
        #expect(bad.status == 422 && bad.issueFields == ["email"])
        #expect(try await hall.caller.send(.post, "\(path)/suspension", ["version": 2])["isEnabled"] == false)
        #expect(try await browser.get("/akun").status == 303, "signed out everywhere")
        #expect(try await hall.caller.send(.post, "\(path)/link").status == 409)
        #expect(try await hall.caller.send(.delete, "\(path)/suspension?version=3")["isEnabled"] == true)
        #expect(try await hall.caller.send(.delete, "\(path)/second-step").status == 200)
        let events = try await hall.caller.get("\(path)/history").json()["items"]?.array ?? []
        #expect(events.count == 4 && !events.contains { $0["fields"]?["email"]?.string?.contains("@") ?? false })
    }

    @Test func `a role is given with its scope and taken back`() async throws {
        let hall = try await APIHall()
        let account = try await hall.fixtures.account("sutrisno")
        let path = "/api/accounts/\(account.id)/roles"
        let role = hall.directory.roles.values.first { $0.key == "agency_clerk" }!.id.text
        let works = hall.fixtures.agency("DPU").id.text
        let unsaid = try await hall.caller.send(.post, path, ["roleId": .string(role)])
        #expect(Set(unsaid.issueFields) == ["agencyId", "categories"], "everything is never what is left out")
        let empty = try await hall.caller.send(.post, path, ["roleId": .string(role), "agencyId": .string(works), "categories": []])
        #expect(empty.status == 422 && empty.issueFields == ["categories"])
        let unknown = try await hall.caller.send(
            .post, path, ["roleId": .string(role), "agencyId": .string(works), "categories": ["tidak-ada"], "validTo": "2026-12-31"])
        #expect(unknown.status == 422 && unknown.issueFields == ["categories"])
        let early = try await hall.caller.send(
            .post, path, ["roleId": .string(role), "agencyId": .string(works), "categories": .null, "validTo": "2020-01-01"])
        #expect(early.status == 422 && early.issueFields == ["validTo"])
        let body: JSONValue = ["roleId": .string(role), "agencyId": .string(works), "categories": .null, "validTo": "2026-12-31"]
        let given = try await hall.caller.send(.post, path, body, once: "give-clerk")
        #expect(given.status == 201 && given["agencyId"] == .string(works) && given["isValid"] == true, "\(given.text)")
        #expect(try await hall.caller.send(.post, path, body, once: "give-clerk").text == given.text)
        #expect(try await hall.caller.get(path).json()["items"]?.array?.count == 2)
        #expect(try await hall.caller.send(.delete, try #require(given.location)).status == 204)
        let held = try await hall.caller.get(path).json()["items"]?.array ?? []
        #expect(held.count == 2 && held.filter { $0["isValid"] == true }.count == 1)
    }

    @Test func `nobody gives away more than the key may, nor reaches beyond its agency`() async throws {
        let hall = try await APIHall()
        let works = hall.fixtures.agency("DPU")
        let caller = try await hall.caller([DirectoryPermission.accounts, "reports.handle"], agency: works.id)
        let clerk = try await hall.fixtures.account("agus")
        let administrator = hall.directory.roles.values.first { $0.key == "administrator" }!.id.text
        let more = try await caller.send(
            .post, "/api/accounts/\(clerk.id)/roles",
            ["roleId": .string(administrator), "agencyId": .string(works.id.text), "categories": .null])
        #expect(more.status == 403)
        let role = hall.directory.roles.values.first { $0.key == "agency_clerk" }!.id.text
        let wider = try await caller.send(
            .post, "/api/accounts/\(clerk.id)/roles", ["roleId": .string(role), "agencyId": .null, "categories": .null])
        #expect(wider.status == 403)
        let head = try await hall.fixtures.account("sutrisno")
        #expect(try await caller.get("/api/accounts/\(head.id)").status == 404)
        #expect(try await caller.send(.post, "/api/accounts/\(head.id)/link").status == 404)
        #expect(try await caller.get("/api/accounts").json()["items"]?.array?.count == 2)
        #expect(try await hall.caller.get("/api/accounts?q=sutris").json()["items"]?.array?.count == 1)
        let last = try await hall.fixtures.account("admin")
        let left = try await hall.caller.send(.post, "/api/accounts/\(last.id)/suspension", ["version": 1])
        #expect(left.status == 409, "somebody must be left who can give rights")
    }

    @Test func `accounts go out and come in as a table`() async throws {
        let hall = try await APIHall()
        let table = try await hall.caller.get("/api/tables/accounts")
        let same = try await hall.caller.upload("/api/tables/accounts", table.text)
        #expect(same["unchanged"] == 4 && same["problemCount"] == 0, "\(same.text)")
    }

    @Test func `what was done to somebody's access stands in her history, with who did it`() async throws {
        let hall = try await APIHall()
        let account = try await hall.fixtures.account("sutrisno")
        let edit = EditAccounts(hall.directory, resolver: hall.fixtures.resolver)
        let role = hall.directory.roles.values.first { $0.key == "agency_clerk" }!.id
        let draft = GrantDraft(role: role, agency: hall.fixtures.agency("DPU").id, validFrom: Day("2026-03-02")!)
        let grant = try await edit.grant(draft, to: account.id, by: hall.fixtures.administrator)
        hall.fixtures.time.pass(days: 1)
        try await edit.revoke(grant.id, from: account.id, by: hall.fixtures.administrator)
        let items = try await hall.caller.get("/api/accounts/\(account.id)/access-history").json()["items"]?.array ?? []
        #expect(items.compactMap { $0["kind"]?.string } == ["account.role_ended", "account.role_given", "account.role_given"])
        #expect(items.first?["by"]?["name"] == "Wulan Prasasti")
        let browser = hall.site.browser()
        let visit = SignIn.Visit(address: "203.0.113.7", userAgent: "")
        browser.set(CookieName.session, try await hall.fixtures.signIn.open(hall.fixtures.account("admin"), visit))
        let page = try await browser.get("/pengelolaan/akun/\(account.id)").text
        #expect(page.contains("diakhiri, untuk Dinas Pekerjaan Umum") && page.contains("mulai 2 Maret 2026"))
    }
}
